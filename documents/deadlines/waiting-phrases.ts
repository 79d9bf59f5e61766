// Phrases that hang on something else: a paper from above, an event, so many days after it.
import type { Deadline } from '../../domain/deadline-kinds.ts';
import type { Period } from '../../domain/period.ts';
import { count, day, monthNumber, monthWord, type Point, quarterNumber, quarterWord, year4 } from './date-words.ts';
import { deadlineAt } from './dates.ts';
import { clause, firstOf, map, optional, type Parser, said, sequence, somewhere } from './grammar.ts';
import { type Meaning, means, type PhraseRule, type PlanTime, UNSETTLED } from './phrase-rule.ts';

type Stretch = { readonly start: number; readonly end: number };

const authority = said(
  'sở',
  'bộ',
  'ubnd',
  'ủy ban nhân dân',
  'hđnd',
  'tỉnh',
  'thành phố',
  'trung ương',
  'chính phủ',
  'thủ tướng',
  'cấp trên',
  'cơ quan cấp trên',
  'cấp có thẩm quyền',
  'cơ quan có thẩm quyền',
  'tỉnh ủy',
  'thành ủy',
  'đảng ủy',
  'văn phòng chính phủ',
  'văn phòng ubnd',
  'văn phòng ủy ban nhân dân',
  'văn phòng tỉnh ủy',
  'kho bạc',
  'thuế',
  'cục',
  'tổng cục',
  'ban chỉ đạo',
);

/** What somebody above writes; anything else that one waits for is an event. */
const paper = said(
  'văn bản',
  'hướng dẫn',
  'kế hoạch',
  'chỉ đạo',
  'quyết định',
  'thông báo',
  'yêu cầu',
  'đề nghị',
  'công văn',
  'kết luận',
  'chương trình',
  'phê duyệt',
  'ban hành',
  'công bố',
  'triển khai',
  'nghị quyết',
  'lịch',
  'giao',
);

const trigger = (source: string): Meaning =>
  source === '' ? UNSETTLED : means({ kind: 'externalTrigger', source, watchdog: 'month' });

/** Looks for the words of `parser` anywhere in the clause, without taking them. */
const startsHere =
  (parser: Parser<unknown>): Parser<Stretch> =>
  (tokens, at) =>
    parser(tokens, at) ? clause(tokens, at) : null;

/** "Theo văn bản triển khai của Sở Nội vụ", "theo thời gian do Sở quy định". */
const paperFromAbove: PhraseRule = map(
  sequence(
    said('theo', 'căn cứ'),
    somewhere(sequence(said('của', 'do'), startsHere(authority)), 60, ({ form }) => !['.', ';'].includes(form)),
  ),
  ([, [, source]]) =>
    (_, verbatim) =>
      trigger(verbatim(source)),
);

const reportingRules: PhraseRule = map(
  sequence(said('theo quy định'), optional(said('về')), said('thời gian', 'thời hạn'), startsHere(said('báo cáo'))),
  ([, , , source]) =>
    (_, verbatim) =>
      trigger(verbatim(source)),
);

/** "khi có hướng dẫn của Sở", "sau khi UBND tỉnh ban hành kế hoạch", "ngay khi phát sinh". */
const when = firstOf<unknown>(
  sequence(optional(said('ngay')), optional(said('sau')), said('khi')),
  said('ngay sau khi'),
);
const mentionsPaper = somewhere(firstOf<unknown>(paper, authority), 12, ({ kind }) => kind === 'word');
const whenWritten: PhraseRule = map(
  sequence(when, optional(said('có', 'nhận được', 'được')), startsHere(mentionsPaper)),
  ([, , source]) =>
    (_, verbatim) =>
      trigger(verbatim(source)),
);
const whenItHappens: PhraseRule = map(
  sequence(when, optional(said('có')), clause),
  ([, , event]) =>
    (_, verbatim) =>
      means(after(0, 'days', verbatim(event))),
);

function after(n: number, unit: 'days' | 'workingDays', event: string): Deadline {
  return { kind: 'relative', n, unit, after: { anchor: 'event', event } };
}

/* So many days after */

const within = said(
  'trong',
  'trong vòng',
  'trong thời hạn',
  'trong thời gian',
  'sau',
  'chậm nhất',
  'chậm nhất sau',
  'chậm nhất là',
  'chậm nhất trong',
  'không quá',
  'trong thời gian không quá',
  'muộn nhất',
  'muộn nhất sau',
  'thời hạn',
  'chậm nhất trong vòng',
  'hoàn thành trong',
  'hoàn thành trong vòng',
  'tối đa',
);
const lengths: Readonly<Record<string, { unit: 'days' | 'workingDays'; days: number }>> = {
  ngày: { unit: 'days', days: 1 },
  'ngày làm việc': { unit: 'workingDays', days: 1 },
  tuần: { unit: 'days', days: 7 },
};
const length = map(sequence(optional(within), count(3), said('ngày làm việc', 'ngày', 'tuần')), ([, number, word]) => {
  const found = lengths[word];
  return found ? { n: number * found.days, unit: found.unit } : null;
});
const since = firstOf<unknown>(
  said('kể từ', 'từ', 'sau', 'tính từ', 'kể từ sau', 'sau khi', 'kể từ khi', 'từ khi', 'tính từ khi'),
);
const sinceDay = sequence(since, optional(said('ngày', 'thời điểm')));

const daysAfterDate: PhraseRule = map(sequence(length, since, day), ([{ n, unit }, , start]) => (time) => {
  const begin = deadlineAt('by', start, time);
  if (begin.kind !== 'fixed' || begin.time !== undefined) return UNSETTLED;
  return means({ kind: 'relative', n, unit, after: { anchor: 'date', date: begin.date } });
});

/** "kể từ ngày ban hành Kế hoạch này": the plan's own date, where it has one. */
const thisPlan = said(
  'ban hành kế hoạch này',
  'ký ban hành kế hoạch này',
  'kế hoạch này được ban hành',
  'kế hoạch này có hiệu lực',
  'ban hành kế hoạch này có hiệu lực',
);
const daysAfterThisPlan: PhraseRule = map(
  sequence(length, sinceDay, thisPlan),
  ([{ n, unit }]) =>
    ({ startsOn }) =>
      startsOn === null
        ? means({ kind: 'relative', n, unit, after: { anchor: 'event', event: 'ban hành Kế hoạch này' } })
        : means({ kind: 'relative', n, unit, after: { anchor: 'date', date: startsOn } }),
);

const daysAfterEvent: PhraseRule = map(
  sequence(length, since, optional(sequence(said('ngày', 'thời điểm', 'khi'))), clause),
  ([{ n, unit }, , , event]) =>
    (_, verbatim) =>
      means({ kind: 'relative', n, unit, after: { anchor: 'event', event: verbatim(event) } }),
);

/* The end of a period */

const ended: Parser<Point> = map(
  sequence(
    said('kết thúc', 'hết'),
    firstOf<Point>(
      map(sequence(said('năm'), optional(year4)), ([, year]): Point => ({ unit: 'year', year })),
      map(
        sequence(quarterWord, quarterNumber, optional(yearOf())),
        ([, index, year]): Point => ({ unit: 'quarter', index, year }),
      ),
      map(
        sequence(monthWord, monthNumber, optional(yearOf())),
        ([, index, year]): Point => ({ unit: 'month', index, year }),
      ),
    ),
  ),
  ([, point]) => point,
);

function yearOf(): Parser<number> {
  return map(sequence(firstOf<unknown>(said('năm'), slash), year4), ([, year]) => year);
}
function slash(tokens: Parameters<Parser<string>>[0], at: number): ReturnType<Parser<string>> {
  return tokens[at]?.form === '/' ? { value: '/', next: at + 1 } : null;
}

function afterPeriod(n: number, unit: 'days' | 'workingDays', point: Point, { year: planYear }: PlanTime): Meaning {
  const year = point.year ?? planYear;
  if (year === null || point.unit === 'day' || point.unit === 'months') return UNSETTLED;
  const period = (
    point.unit === 'year' ? { unit: 'year', year } : { unit: point.unit, index: point.index, year }
  ) as Period;
  return means({ kind: 'relative', n, unit, after: { anchor: 'periodEnd', period } });
}

/** "ngay khi kết thúc năm", "trong 05 ngày làm việc sau khi kết thúc quý III". */
const atPeriodEnd: PhraseRule = map(
  sequence(when, ended),
  ([, point]) =>
    (time) =>
      afterPeriod(0, 'days', point, time),
);
const daysAfterPeriod: PhraseRule = map(
  sequence(length, since, optional(said('ngày', 'khi')), ended),
  ([{ n, unit }, , , point]) =>
    (time) =>
      afterPeriod(n, unit, point, time),
);

export const waitingPhrases: readonly PhraseRule[] = [
  paperFromAbove,
  reportingRules,
  firstOf(atPeriodEnd, whenWritten, whenItHappens),
  firstOf(daysAfterDate, daysAfterThisPlan, daysAfterPeriod, daysAfterEvent),
];
