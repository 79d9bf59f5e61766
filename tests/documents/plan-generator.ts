// Plans of the same genre that the readers were not written against: another commune, other units and wordings, other numbering,
// columns in another order, extra columns, wrapped and cut by pages. Drawn by fast-check, so that a failing one can be repeated.
import fc from 'fast-check';

export type Role = 'criterion' | 'requirement' | 'deadline' | 'lead' | 'coordinators' | 'evidence' | 'note';
type Cells = Readonly<Record<Role, string>>;

export interface GeneratedRow {
  readonly number: string;
  readonly cells: Cells;
}

export interface GeneratedGroup {
  readonly number: string;
  readonly title: string;
  readonly rows: readonly GeneratedRow[];
}

export interface GeneratedPlan {
  readonly commune: string;
  readonly columns: readonly Role[];
  readonly headers: Readonly<Record<Role | 'number', string>>;
  readonly groups: readonly GeneratedGroup[];
  readonly numberMark: string;
  readonly pageHeight: number;
  readonly widths: Readonly<Record<Role, number>>;
  /** Whether cells run together, in the order in which they could. */
  readonly fusions: readonly boolean[];
}

export const rowsOf = ({ groups }: GeneratedPlan): readonly GeneratedRow[] => groups.flatMap(({ rows }) => rows);

const communes = ['xã Tân Lập', 'phường Hòa Khánh', 'xã Mường Than', 'phường An Phú Đông', 'đặc khu Vân Hải'];
const titles = [
  'CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH',
  'HOÀN THIỆN THỂ CHẾ',
  'ĐƠN GIẢN HÓA THỦ TỤC HÀNH CHÍNH',
  'KIỆN TOÀN BỘ MÁY',
  'XÂY DỰNG ĐỘI NGŨ CÁN BỘ',
  'QUẢN LÝ NGÂN SÁCH',
  'PHÁT TRIỂN CHÍNH QUYỀN SỐ',
];
const subjects = [
  'Tỷ lệ hồ sơ đất đai giải quyết đúng hẹn',
  'Kiểm tra trách nhiệm công vụ',
  'Số hóa sổ hộ tịch',
  'Cập nhật trang thông tin điện tử',
  'Khảo sát mức độ hài lòng của người dân',
  'Xử lý phản ánh qua đường dây nóng',
  'Đào tạo kỹ năng số cho công chức',
  'Công khai quyết toán ngân sách',
  'Rà soát vị trí việc làm',
  'Giải ngân vốn chương trình mục tiêu quốc gia',
  'Tiếp công dân định kỳ của Chủ tịch',
  'Hỗ trợ doanh nghiệp nhỏ trên địa bàn',
];
const verbs = [
  'Bảo đảm',
  'Phấn đấu đạt',
  'Tổ chức thực hiện nghiêm',
  'Tham mưu triển khai',
  'Chủ động nâng cao',
  'Duy trì',
];
const objects = [
  'ít nhất 95% hồ sơ được trả trước hoặc đúng hẹn',
  'việc niêm yết công khai tại nơi tiếp nhận và trả kết quả',
  'chất lượng cung cấp dịch vụ công trực tuyến cho người dân ở các thôn, bản',
  'công tác tự kiểm tra và khắc phục các tồn tại đã được chỉ ra',
  'tỷ lệ thanh toán không dùng tiền mặt tối thiểu 60%',
  'quy chế phối hợp giữa các bộ phận trong giải quyết công việc',
  'dữ liệu dân cư, đất đai, hộ tịch đúng, đủ, sạch, sống',
];
const tails = [
  '.',
  ', gắn với trách nhiệm của người đứng đầu.',
  '; kịp thời tháo gỡ khó khăn phát sinh từ cơ sở.',
  '. Không để hồ sơ tồn đọng qua nhiều ngày làm việc.',
  ' theo hướng dẫn của cấp trên.',
];
const knownUnits = [
  'Phòng Văn hóa - Xã hội',
  'Phòng Kinh tế',
  'Văn phòng HĐND và UBND',
  'Trung tâm Phục vụ hành chính công',
  'Các phòng chuyên môn, đơn vị',
  'Các cơ quan, đơn vị thuộc UBND',
  'Công an xã',
  'UB MTTQ xã',
];
const strangeUnits = [
  'Ban Quản lý chợ',
  'Trạm Y tế',
  'Tổ công nghệ số cộng đồng',
  'Hạt Kiểm lâm khu vực',
  'Trường Tiểu học số 2',
];
const deadlines = [
  'Trước ngày 15/11/2026',
  'Hoàn thành trước 30/9/2026',
  'Chậm nhất ngày 20/12/2026',
  'Trong năm 2026',
  'Quý III/2026',
  'Thường xuyên',
  'Hằng tháng',
  'Trong quý IV năm 2026',
  'Hoàn thành trong tháng 10/2026',
  'Xong trước ngày 05/12/2026',
  'Theo văn bản triển khai của Sở Nội vụ',
];
const evidences = [
  '- Báo cáo kết quả thực hiện của đơn vị. - Tài liệu khác (nếu có).',
  '- Kế hoạch đã ban hành. - Ảnh chụp màn hình hệ thống. - Biên bản kiểm tra.',
  'Danh sách kèm quyết định phê duyệt',
  '- Thông báo niêm yết; - Sổ theo dõi tiếp công dân.',
];
const headerWords: Readonly<Record<Role | 'number', readonly string[]>> = {
  number: ['STT', 'TT', 'Số TT'],
  criterion: ['Tiêu chí', 'Lĩnh vực, tiêu chí', 'Tiêu chí thành phần'],
  requirement: ['Nội dung công việc', 'Yêu cầu', 'Nhiệm vụ cụ thể', 'Nhiệm vụ, giải pháp'],
  deadline: ['Thời hạn hoàn thành', 'Tiến độ', 'Thời gian thực hiện'],
  lead: ['Đơn vị chủ trì', 'Cơ quan chủ trì thực hiện', 'Chủ trì'],
  coordinators: ['Đơn vị phối hợp', 'Cơ quan phối hợp', 'Phối hợp'],
  evidence: ['Sản phẩm, kết quả', 'Tài liệu kiểm chứng', 'Minh chứng'],
  note: ['Ghi chú'],
};

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** A letter typed twice or left out, in one text of ten. */
const typo = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.integer({ min: 0, max: 9 }), fc.nat()).map(([whole, chance, place]) => {
    if (chance > 0 || whole.length < 20) return whole;
    const at = 10 + (place % (whole.length - 15));
    const letter = whole[at] ?? '';
    return /\p{Ll}/u.test(letter) ? whole.slice(0, at) + letter + whole.slice(at) : whole;
  });

const requirement = typo(
  fc
    .array(fc.tuple(oneOf(verbs), oneOf(objects), oneOf(tails)), { minLength: 1, maxLength: 3 })
    .map((parts) =>
      parts
        .map(([verb, object, tail], index) => `${parts.length > 1 && index > 0 ? '- ' : ''}${verb} ${object}${tail}`)
        .join(' '),
    ),
);

const unit = fc
  .tuple(fc.integer({ min: 0, max: 9 }), oneOf(knownUnits), oneOf(strangeUnits))
  .map(([chance, known, strange]) => (chance === 0 ? strange : known));
const units = fc.uniqueArray(unit, { minLength: 1, maxLength: 2 }).map((names) => names.join('; '));

const cells: fc.Arbitrary<Cells> = fc.record({
  criterion: typo(oneOf(subjects)),
  requirement,
  deadline: oneOf(deadlines),
  lead: units,
  coordinators: units,
  evidence: oneOf(evidences),
  note: fc.constant(''),
});

const styles = ['1', '1.1'] as const;

/** The number stands first in every such table, and a row begins with what it is about; the other columns come in any order. */
const columns = (layout: 'tabs' | 'borderless'): fc.Arbitrary<Role[]> =>
  fc
    .tuple(
      fc.shuffledSubarray<Role>(['deadline', 'lead', 'coordinators'], { minLength: 3 }),
      fc.boolean(),
      layout === 'tabs' ? fc.boolean() : fc.constant(false),
    )
    .map(([middle, hasEvidence, hasNote]): Role[] => [
      'criterion',
      'requirement',
      ...middle,
      ...(hasEvidence ? (['evidence'] as const) : []),
      ...(hasNote ? (['note'] as const) : []),
    ]);

const groupsOf = (style: (typeof styles)[number]): fc.Arbitrary<GeneratedGroup[]> =>
  fc
    .array(fc.tuple(oneOf(titles), fc.array(cells, { minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 5 })
    .map((drawn) =>
      drawn.map(([title, rows], group) => ({
        number: ['I', 'II', 'III', 'IV', 'V'][group] ?? 'VI',
        title,
        rows: rows.map((row, index) => ({
          number: style === '1' ? `${index + 1}` : `${group + 1}.${index + 1}`,
          cells: row,
        })),
      })),
    );

export const plans = (layout: 'tabs' | 'borderless'): fc.Arbitrary<GeneratedPlan> =>
  oneOf(styles).chain((style) =>
    fc.record({
      commune: oneOf(communes),
      columns: columns(layout),
      headers: fc.record({
        number: oneOf(headerWords.number),
        criterion: oneOf(headerWords.criterion),
        requirement: oneOf(headerWords.requirement),
        deadline: oneOf(headerWords.deadline),
        lead: oneOf(headerWords.lead),
        coordinators: oneOf(headerWords.coordinators),
        evidence: oneOf(headerWords.evidence),
        note: oneOf(headerWords.note),
      }),
      groups: groupsOf(style),
      numberMark: oneOf(['.', style === '1' ? ')' : '']),
      pageHeight: fc.integer({ min: 18, max: 45 }),
      widths: fc.record({
        criterion: fc.integer({ min: 13, max: 22 }),
        requirement: fc.integer({ min: 22, max: 40 }),
        deadline: fc.integer({ min: 12, max: 18 }),
        lead: fc.integer({ min: 14, max: 20 }),
        coordinators: fc.integer({ min: 14, max: 20 }),
        evidence: fc.integer({ min: 24, max: 34 }),
        note: fc.constant(12),
      }),
      fusions: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    }),
  );
