// What each kind of notice says, in Vietnamese and English. A letter names the work and what is to be done; reasons, texts
// and names of people stay in the record, where they can be erased.
import type { Assignment, Part } from '../assignment/state.ts';
import { dateOf, type Instant, instant, ms, weekday } from '../instant.ts';
import type { Notice, NoticeKind } from './notice.ts';

export type Language = 'vi' | 'en';
type Both<T> = Readonly<Record<Language, T>>;

/** What a line may speak of. */
interface Subject {
  readonly notice: Notice;
  readonly state: Assignment;
  readonly part: Part | undefined;
}

interface Words {
  /** Over the lines of this kind. */
  readonly heading: Both<string>;
  /** The same, about one piece of work: the subject of a letter that tells nothing else. */
  readonly line: Both<(subject: Subject) => string>;
}

const WEEKDAYS: Both<readonly string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** "hết thứ Sáu, 12/12/2025": the last day of a term that ends at midnight, else its hour. */
function until(language: Language, due: Instant | null | undefined): string {
  if (!due) return language === 'vi' ? 'không định ngày' : 'no date set';
  const last = instant(ms(due) - 1);
  const date = dateOf(last);
  const day = `${WEEKDAYS[language][weekday(date)]}, ${date.split('-').reverse().join('/')}`;
  const isMidnight = due.slice(11, 16) === '00:00';
  if (language === 'vi') return isMidnight ? `hết ${day}` : `${due.slice(11, 16)} ${day}`;
  return isMidnight ? `the end of ${day}` : `${due.slice(11, 16)} on ${day}`;
}

const dueOf = ({ notice, part }: Subject): Instant | null | undefined => notice.about.due ?? part?.due;
const isAsked = ({ state }: Subject): boolean => state.mode === 'REQUEST';
const paper = ({ notice }: Subject): string => notice.about.documentNumber ?? '';

const lackingVi = {
  acknowledged: 'chưa nhận việc',
  started: 'chưa bắt đầu',
  submitted: 'chưa nộp',
  reviewed: 'chưa rà soát',
};
const lackingEn = {
  acknowledged: 'not acknowledged',
  started: 'not begun',
  submitted: 'not submitted',
  reviewed: 'not reviewed',
};
const lacking = ({ notice: { about } }: Subject) => about.step?.unless ?? 'submitted';

const words: Readonly<Record<NoticeKind, Words>> = {
  returned: {
    heading: { vi: 'Bị trả lại', en: 'Returned' },
    line: {
      vi: (about) => `bị trả lại để bổ sung; nộp lại trước ${until('vi', dueOf(about)).replace(/^hết /, 'khi hết ')}`,
      en: (about) => `returned for rework; submit again by ${until('en', dueOf(about))}`,
    },
  },
  explanationAsked: {
    heading: { vi: 'Cần giải trình', en: 'To be explained' },
    line: {
      vi: ({ notice }) => `cần giải trình, chậm nhất ${until('vi', notice.about.until)}`,
      en: ({ notice }) => `an explanation is asked for, by ${until('en', notice.about.until)}`,
    },
  },
  urged: {
    heading: { vi: 'Văn bản đôn đốc', en: 'Urging letters' },
    line: {
      vi: (about) => `có văn bản đôn đốc số ${paper(about)}`,
      en: (about) => `urging letter no. ${paper(about)}`,
    },
  },
  missed: {
    heading: { vi: 'Quá hạn', en: 'Overdue' },
    line: {
      vi: (about) => `đã quá hạn (${until('vi', dueOf(about))})`,
      en: (about) => `overdue (it was due at ${until('en', dueOf(about))})`,
    },
  },
  explanationMissed: {
    heading: { vi: 'Chưa có giải trình', en: 'Explanations that have not come' },
    line: { vi: () => 'quá hạn giải trình', en: () => 'the explanation is overdue' },
  },
  checkInMissed: {
    heading: { vi: 'Chưa báo tình hình', en: 'Not reported' },
    line: {
      vi: ({ notice }) => `chưa báo tình hình kỳ ${notice.about.period ?? ''}`,
      en: ({ notice }) => `no report for ${notice.about.period ?? ''}`,
    },
  },
  step: {
    heading: { vi: 'Đôn đốc', en: 'Follow-up' },
    line: {
      vi: (about) => `${lackingVi[lacking(about)]}; hạn ${until('vi', dueOf(about))}`,
      en: (about) => `${lackingEn[lacking(about)]}; due at ${until('en', dueOf(about))}`,
    },
  },
  reminder: {
    heading: { vi: 'Sắp đến hạn', en: 'Due soon' },
    line: {
      vi: (about) => `${isAsked(about) ? 'kính đề nghị hoàn thành' : 'hạn'} ${until('vi', dueOf(about))}`,
      en: (about) => `${isAsked(about) ? 'kindly asked for by' : 'due at'} ${until('en', dueOf(about))}`,
    },
  },
  assigned: {
    heading: { vi: 'Việc mới', en: 'New work' },
    line: {
      vi: (about) =>
        `${isAsked(about) ? 'đề nghị phối hợp thực hiện' : 'được giao'}; hạn ${until('vi', latest(about))}`,
      en: (about) => `${isAsked(about) ? 'asked for' : 'assigned'}; due at ${until('en', latest(about))}`,
    },
  },
  inCharge: {
    heading: { vi: 'Được phân công phụ trách', en: 'You are in charge' },
    line: {
      vi: (about) => `bạn phụ trách việc này; hạn ${until('vi', dueOf(about))}`,
      en: (about) => `you are in charge; due at ${until('en', dueOf(about))}`,
    },
  },
  reopened: {
    heading: { vi: 'Mở lại', en: 'Reopened' },
    line: {
      vi: (about) => `được mở lại; nộp chậm nhất ${until('vi', dueOf(about))}`,
      en: (about) => `reopened; submit by ${until('en', dueOf(about))}`,
    },
  },
  triggerReceived: {
    heading: { vi: 'Đã có văn bản chờ', en: 'The awaited paper has come' },
    line: {
      vi: (about) => `đã có văn bản số ${paper(about)}; hạn ${until('vi', dueOf(about))}`,
      en: (about) => `paper no. ${paper(about)} has come; due at ${until('en', dueOf(about))}`,
    },
  },
  extensionGranted: {
    heading: { vi: 'Được gia hạn', en: 'Extended' },
    line: {
      vi: (about) => `được gia hạn đến ${until('vi', dueOf(about))}`,
      en: (about) => `extended to ${until('en', dueOf(about))}`,
    },
  },
  extensionDenied: {
    heading: { vi: 'Không gia hạn', en: 'Not extended' },
    line: {
      vi: (about) => `không được gia hạn; hạn vẫn là ${until('vi', dueOf(about))}`,
      en: (about) => `not extended; still due at ${until('en', dueOf(about))}`,
    },
  },
  resolved: {
    heading: { vi: 'Vướng mắc đã được giải quyết', en: 'Obstacles resolved' },
    line: { vi: () => 'đã có ý kiến giải quyết vướng mắc', en: () => 'there is a decision on the obstacle' },
  },
  explanationRejected: {
    heading: { vi: 'Giải trình chưa được chấp nhận', en: 'Explanations not accepted' },
    line: { vi: () => 'giải trình chưa được chấp nhận', en: () => 'the explanation was not accepted' },
  },
  resumed: {
    heading: { vi: 'Tiếp tục thực hiện', en: 'Resumed' },
    line: {
      vi: (about) => `tiếp tục; hạn ${until('vi', latest(about))}`,
      en: (about) => `goes on; due at ${until('en', latest(about))}`,
    },
  },
  suspended: {
    heading: { vi: 'Tạm dừng', en: 'Suspended' },
    line: { vi: () => 'tạm dừng thực hiện', en: () => 'suspended' },
  },
  amended: {
    heading: { vi: 'Nội dung được điều chỉnh', en: 'Amended' },
    line: { vi: () => 'kế hoạch điều chỉnh nội dung hoặc thời hạn', en: () => 'the plan has amended it' },
  },
  voided: {
    heading: { vi: 'Huỷ bỏ', en: 'Voided' },
    line: { vi: () => 'không phải thực hiện nữa', en: () => 'need not be done any more' },
  },
  prepared: {
    heading: { vi: 'Chờ thủ trưởng duyệt', en: 'To be approved by the head of the unit' },
    line: { vi: () => 'hồ sơ chờ duyệt trước khi nộp', en: () => 'evidence waits for approval' },
  },
  extensionAsked: {
    heading: { vi: 'Xin gia hạn', en: 'Extensions asked for' },
    line: {
      vi: (about) =>
        `đơn vị xin gia hạn lần ${about.notice.about.extension ?? 1}; hạn hiện tại ${until('vi', about.part?.due)}`,
      en: (about) =>
        `the unit asks for extension no. ${about.notice.about.extension ?? 1}; now due at ${until('en', about.part?.due)}`,
    },
  },
  explanationFiled: {
    heading: { vi: 'Giải trình chờ quyết định', en: 'Explanations to be decided' },
    line: { vi: () => 'đơn vị đã giải trình', en: () => 'the unit has explained' },
  },
  obstacle: {
    heading: { vi: 'Vướng mắc', en: 'Obstacles' },
    line: { vi: () => 'đơn vị báo vướng mắc', en: () => 'the unit reports an obstacle' },
  },
  triggerAwaited: {
    heading: { vi: 'Chờ văn bản', en: 'Waiting for a paper' },
    line: {
      vi: ({ notice }) => `vẫn chờ văn bản: ${notice.about.source ?? ''}`,
      en: ({ notice }) => `still waiting for: ${notice.about.source ?? ''}`,
    },
  },
  submitted: {
    heading: { vi: 'Chờ rà soát', en: 'To be reviewed' },
    line: {
      vi: ({ notice }) => `đã nộp lần ${notice.about.submission ?? 1}, chờ rà soát`,
      en: ({ notice }) => `submission no. ${notice.about.submission ?? 1} waits for review`,
    },
  },
  passed: {
    heading: { vi: 'Đơn vị theo dõi lĩnh vực đã xem', en: 'Looked at by the unit that follows the field' },
    line: { vi: () => 'chờ rà soát, xác nhận', en: () => 'waits for review' },
  },
  supplement: {
    heading: { vi: 'Bổ sung hồ sơ', en: 'Supplements' },
    line: { vi: () => 'có hồ sơ bổ sung', en: () => 'a supplement has come' },
  },
  accepted: {
    heading: { vi: 'Đã xác nhận', en: 'Accepted' },
    line: { vi: () => 'kết quả đã được xác nhận', en: () => 'the result was accepted' },
  },
  explanationAccepted: {
    heading: { vi: 'Giải trình được chấp nhận', en: 'Explanations accepted' },
    line: { vi: () => 'giải trình được chấp nhận', en: () => 'the explanation was accepted' },
  },
  closed: {
    heading: { vi: 'Đã kết thúc', en: 'Closed' },
    line: { vi: () => 'nhiệm vụ đã kết thúc', en: () => 'the assignment is closed' },
  },
  takenAway: {
    heading: { vi: 'Chuyển đơn vị khác', en: 'Handed to another unit' },
    line: { vi: () => 'đã chuyển cho đơn vị khác', en: () => 'handed to another unit' },
  },
};

/** The latest due of the parts of the unit that is told. */
function latest({ notice, state }: Subject): Instant | null {
  const own = state.parts.filter(({ ownerUnitId }) => ownerUnitId === notice.unitId);
  const dues = own.flatMap(({ due }) => (due ? [due] : []));
  return dues.sort((a, b) => ms(a) - ms(b)).at(-1) ?? null;
}

export const headingOf = (language: Language, kind: NoticeKind): string => words[kind].heading[language];

/** What the notice says of its work, without naming the work. */
export const lineOf = (language: Language, notice: Notice, state: Assignment): string =>
  words[notice.kind].line[language]({
    notice,
    state,
    part: state.parts.find(({ partId }) => partId === notice.partId),
  });
