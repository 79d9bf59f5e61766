// Plans by a hand of its own: not the words, the columns, the order or the defects that the readers were tried on while they were
// made. Every deadline comes with the instant at which it is due, computed here and not by the product.
import fc from 'fast-check';

export type Role = 'criterion' | 'requirement' | 'lead' | 'coordinators' | 'deadline' | 'evidence' | 'money';

export interface ForeignRow {
  readonly number: string;
  /** Its number was forgotten, in documents whose rows can be told without. */
  readonly bare: boolean;
  readonly cells: Readonly<Record<Role, string>>;
  /** Exclusive end; null where the words name no day. */
  readonly due: string | null;
}
interface ForeignGroup {
  readonly number: string;
  readonly title: string;
  readonly rows: readonly ForeignRow[];
}
export interface ForeignPlan {
  readonly place: string;
  readonly columns: readonly Role[];
  readonly names: Readonly<Record<Role | 'number', string>>;
  readonly groups: readonly ForeignGroup[];
  readonly mark: string;
  /** Rows on a page, one page after the other. */
  readonly pages: readonly number[];
  /** Drawn for each defect that a renderer knows: 0 to 99. */
  readonly chances: readonly number[];
  readonly widths: readonly number[];
}

export const rowsOf = ({ groups }: ForeignPlan): readonly ForeignRow[] => groups.flatMap(({ rows }) => rows);

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const two = (value: number): string => String(value).padStart(2, '0');
const midnight = (year: number, month: number, day: number): string =>
  `${new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)}T00:00:00+07:00`;
const YEAR = 2026;

const places = ['xã Sơn Kim', 'phường Trần Biên', 'xã Đắk Wer', 'phường Cửa Nam', 'đặc khu Lý Sơn', 'xã Nà Tấu'];
const subjects = [
  'Biên lai điện tử',
  'Hồ sơ liên thông khai sinh',
  'Kỷ cương giờ làm việc',
  'Lắng nghe ý kiến thôn, bản',
  'Dữ liệu hộ tịch',
  'Văn hóa công sở',
  'Quyết toán ngân sách',
  'Tinh giản biên chế',
  'Dịch vụ bưu chính công ích',
  'Kiểm tra đột xuất',
];
const acts = [
  'Lập danh sách',
  'Ban hành quy trình',
  'Bố trí công chức trực',
  'Niêm yết',
  'Mở lớp',
  'Cắt giảm',
  'Ký kết',
];
const things = [
  'hồ sơ quá hạn của từng lĩnh vực',
  'thời gian giải quyết còn 70% so với quy định',
  'bảng giá đất và mức thu phí, lệ phí',
  'tập huấn cho 120 lượt người ở 9 thôn',
  'quy chế phối hợp với bưu điện',
  'biểu mẫu điện tử đối với 45 thủ tục',
  'camera giám sát tại quầy tiếp nhận',
];
const ends = ['.', '; không để phát sinh đơn thư.', ', gắn với thi đua.', ''];
const units = [
  'Văn phòng HĐND và UBND',
  'Phòng Kinh tế',
  'Phòng Văn hóa - Xã hội',
  'Trung tâm Phục vụ hành chính công',
  'Các phòng chuyên môn, đơn vị',
  'Đơn vị sự nghiệp công lập',
  'Ủy ban MTTQ Việt Nam',
  'Công an xã',
];
const strangers = ['Bưu điện văn hóa', 'Hợp tác xã Dược liệu', 'Ban Quản lý rừng phòng hộ', 'Trưởng thôn, trưởng bản'];
const papers = ['Quyết định phê duyệt', 'Báo cáo kèm phụ biểu', 'Biên bản bàn giao', 'Tin, bài, ảnh', 'Sổ theo dõi'];
const titles = ['ĐIỀU HÀNH', 'THỂ CHẾ VÀ PHÁP LUẬT', 'THỦ TỤC', 'NHÂN SỰ', 'NGÂN SÁCH, TÀI SẢN', 'SỐ HÓA'].map(
  (title) => `NHÓM VIỆC VỀ ${title}`,
);
const nameWords: Readonly<Record<Role | 'number', readonly string[]>> = {
  number: ['TT', 'STT', 'Số thứ tự'],
  criterion: ['Tiêu chí', 'Lĩnh vực', 'Tên tiêu chí, chỉ số'],
  requirement: ['Việc cụ thể, yêu cầu', 'Giải pháp', 'Nội dung thực hiện', 'Chỉ tiêu giao'],
  lead: ['Chủ trì', 'Cơ quan, đơn vị chủ trì', 'Phòng, ban chủ trì'],
  coordinators: ['Phối hợp', 'Cơ quan, đơn vị phối hợp', 'Phối hợp thực hiện'],
  deadline: ['Thời hạn', 'Hạn hoàn thành', 'Thời gian hoàn thành', 'Tiến độ thực hiện'],
  evidence: ['Sản phẩm', 'Kết quả đầu ra', 'Minh chứng'],
  money: ['Kinh phí', 'Ghi chú', 'Điểm chuẩn'],
};

const day = fc.record({ d: fc.integer({ min: 1, max: 28 }), m: fc.integer({ min: 3, max: 12 }) });
const roman = ['I', 'II', 'III', 'IV'];
/** Wordings with their due instants. */
const deadline: fc.Arbitrary<readonly [string, string | null]> = fc.oneof(
  day.map(({ d, m }) => [`Trước ngày ${two(d)}/${two(m)}/${YEAR}`, midnight(YEAR, m, d)] as const),
  day.map(({ d, m }) => [`Hạn cuối ${d}/${m}/${YEAR}`, midnight(YEAR, m, d + 1)] as const),
  day.map(({ d, m }) => [`Chậm nhất là ngày ${d} tháng ${m} năm ${YEAR}`, midnight(YEAR, m, d + 1)] as const),
  day.map(({ d, m }) => [`Không muộn hơn ${two(d)}-${two(m)}-${YEAR}`, midnight(YEAR, m, d + 1)] as const),
  day.map(({ d, m }) => [`${two(d)}.${two(m)}.${YEAR}`, midnight(YEAR, m, d + 1)] as const),
  day.map(
    ({ d, m }) => [`Nộp trước 16h30 ngày ${d}/${m}/${YEAR}`, midnight(YEAR, m, d).replace('00:00', '16:30')] as const,
  ),
  day.map(({ m }) => [`Trong tháng ${m}/${YEAR}`, midnight(YEAR, m + 1, 1)] as const),
  day.map(({ m }) => [`Xong trong tháng ${two(m)}`, midnight(YEAR, m + 1, 1)] as const),
  day.map(
    ({ d, m }) =>
      [
        `Từ 01/${two(m)} đến hết ngày ${Math.min(d + 1, 28)}/${two(m)}/${YEAR}`,
        midnight(YEAR, m, Math.min(d + 1, 28) + 1),
      ] as const,
  ),
  fc.integer({ min: 1, max: 4 }).map((q) => [`Quý ${roman[q - 1]}/${YEAR}`, midnight(YEAR, q * 3 + 1, 1)] as const),
  fc
    .integer({ min: 2, max: 4 })
    .map((q) => [`Đến hết quý ${roman[q - 1]} năm ${YEAR}`, midnight(YEAR, q * 3 + 1, 1)] as const),
  oneOf(
    [`6 tháng đầu năm ${YEAR}`, midnight(YEAR, 7, 1)] as const,
    [`Cả năm ${YEAR}`, midnight(YEAR + 1, 1, 1)] as const,
    ['Đến hết năm', midnight(YEAR + 1, 1, 1)] as const,
    ['Thường xuyên', null] as const,
    ['Hằng quý', null] as const,
    ['Ngày 20 hằng tháng', null] as const,
    ['Khi có văn bản của Sở Tư pháp', null] as const,
    ['Trong 07 ngày làm việc kể từ khi có kết luận', null] as const,
  ),
);

/** A letter typed twice in one text of twelve. */
const typed = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.nat(11), fc.nat()).map(([whole, chance, where]) => {
    const at = where % whole.length;
    return chance === 0 && /\p{Ll}/u.test(whole[at] ?? '') ? whole.slice(0, at) + whole[at] + whole.slice(at) : whole;
  });
const naming = fc
  .tuple(
    fc.uniqueArray(oneOf(...units), { minLength: 1, maxLength: 3 }),
    fc.nat(9),
    oneOf(...strangers),
    oneOf('; ', ', '),
  )
  .map(([known, chance, stranger, mark]) => (chance === 0 ? [...known, stranger] : known).join(mark));

const sentence = fc
  .tuple(oneOf(...acts), oneOf(...things), oneOf(...ends))
  .map(([act, thing, end]) => `${act} ${thing}${end}`);
const row = fc.record({
  criterion: typed(oneOf(...subjects)),
  requirement: typed(fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '))),
  lead: naming,
  coordinators: naming,
  when: deadline,
  evidence: fc.uniqueArray(oneOf(...papers), { minLength: 1, maxLength: 3 }).map((all) => all.join('; ')),
  money: oneOf('', '15 triệu đồng', '1,5', 'Xã hội hóa'),
  bare: fc.nat(9).map((chance) => chance === 0),
});

const columns: fc.Arbitrary<Role[]> = fc
  .record({
    order: fc.shuffledSubarray<Role>(['criterion', 'requirement', 'lead', 'coordinators', 'deadline'], {
      minLength: 5,
    }),
    without: oneOf<Role | null>(null, null, 'criterion', 'coordinators'),
    extra: fc.shuffledSubarray<Role>(['evidence', 'money']),
    at: fc.array(fc.nat(6), { minLength: 2, maxLength: 2 }),
  })
  .map(({ order, without, extra, at }) => {
    const kept = order.filter((role) => role !== without);
    extra.forEach((role, index) => {
      kept.splice((at[index] ?? 0) % (kept.length + 1), 0, role);
    });
    return kept;
  });

export const foreignPlans: fc.Arbitrary<ForeignPlan> = fc
  .record({
    place: oneOf(...places),
    columns,
    names: fc.record({
      number: oneOf(...nameWords.number),
      criterion: oneOf(...nameWords.criterion),
      requirement: oneOf(...nameWords.requirement),
      lead: oneOf(...nameWords.lead),
      coordinators: oneOf(...nameWords.coordinators),
      deadline: oneOf(...nameWords.deadline),
      evidence: oneOf(...nameWords.evidence),
      money: oneOf(...nameWords.money),
    }),
    drawn: fc.array(fc.tuple(oneOf(...titles), fc.array(row, { minLength: 1, maxLength: 5 })), {
      minLength: 1,
      maxLength: 4,
    }),
    heads: oneOf(['I', 'II', 'III', 'IV'], ['A', 'B', 'C', 'D'], ['1', '2', '3', '4']),
    running: fc.boolean(),
    mark: oneOf('', '.', ')'),
    pages: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 5, maxLength: 5 }),
    chances: fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
    widths: fc.array(fc.integer({ min: 16, max: 34 }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ drawn, heads, running, columns, ...plan }) => {
    let count = 0;
    const groups = drawn.map(([title, rows], group): ForeignGroup => {
      if (!running) count = 0;
      return {
        number: heads[group] ?? '',
        title,
        rows: rows.map(({ when: [text, due], bare, ...cells }) => {
          count += 1;
          const shown = (role: Role, value: string): string => (columns.includes(role) ? value : '');
          return {
            number: heads[0] === '1' ? `${group + 1}.${count}` : `${count}`,
            cells: {
              criterion: shown('criterion', cells.criterion),
              requirement: cells.requirement,
              lead: cells.lead,
              coordinators: shown('coordinators', cells.coordinators),
              deadline: text,
              evidence: shown('evidence', cells.evidence),
              money: shown('money', cells.money),
            },
            bare,
            due,
          };
        }),
      };
    });
    return { ...plan, columns, groups };
  });
