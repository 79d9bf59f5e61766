// The units that plans name, under every name seen for them (docs/domain.md), as ids. Data only; reading is in unit-mentions.ts.
import { words } from './normal-form.ts';

/** `group` must be expanded by the directory; `outside` is asked, never ordered; `unclear` a person decides; `post` is no unit. */
type NameKind = 'unit' | 'group' | 'outside' | 'unclear' | 'post';

export interface NamedBody {
  readonly id: string;
  readonly kind: NameKind;
  readonly names: readonly string[];
}

const bodies: readonly NamedBody[] = [
  {
    id: 'VHXH',
    kind: 'unit',
    names: ['Phòng Văn hóa - Xã hội', 'Phòng Văn hóa và Xã hội', 'Phòng VHXH', 'PVHXH', 'VHXH'],
  },
  {
    id: 'VP',
    kind: 'unit',
    names: [
      'Văn phòng HĐND và UBND',
      'Văn phòng HĐND-UBND',
      'Văn phòng UBND và HĐND',
      'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân',
      'VP HĐND và UBND',
      'VP HĐND-UBND',
    ],
  },
  {
    id: 'KTHTDT',
    kind: 'unit',
    // "Phòng Kinh tế" is the legal name in a commune only; in a ward's plan it is short for the same office.
    names: ['Phòng Kinh tế, Hạ tầng và Đô thị', 'Phòng Kinh tế, Hạ tầng, Đô thị', 'Phòng KTHTĐT', 'Phòng Kinh tế'],
  },
  {
    id: 'TTPVHCC',
    kind: 'unit',
    // "HHC" is the typing error of a whole plan, not another body.
    names: [
      'Trung tâm Phục vụ hành chính công',
      'Trung tâm phục vụ HCC',
      'Trung tâm phục vụ HHC',
      'Trung tâm hành chính công',
      'Trung tâm HCC',
      'TT PVHCC',
      'TTPVHCC',
    ],
  },
  {
    id: 'TTDV',
    kind: 'unit',
    names: [
      'Trung tâm dịch vụ tổng hợp',
      'Trung tâm Cung ứng dịch vụ sự nghiệp công',
      'Trung tâm Cung ứng dịch vụ công',
    ],
  },
  { id: 'UBND', kind: 'unit', names: ['UBND', 'Ủy ban nhân dân', 'Chủ tịch UBND', 'Lãnh đạo UBND'] },

  {
    id: 'ALL_UNITS',
    kind: 'group',
    names: [
      'Các phòng chuyên môn, đơn vị',
      'Các phòng chuyên môn, cơ quan, đơn vị',
      'Các phòng, ban, đơn vị',
      'Các phòng, đơn vị',
      'Các cơ quan, đơn vị',
      'Các cơ quan, đơn vị, phòng chuyên môn',
      'Các cơ quan chuyên môn, đơn vị',
      'Các cơ quan, đơn vị, địa phương',
      'Phòng chuyên môn, đơn vị',
      'Các đơn vị',
    ],
  },
  { id: 'CHUYEN_MON', kind: 'group', names: ['Các phòng chuyên môn', 'Các cơ quan chuyên môn', 'Phòng chuyên môn'] },
  {
    id: 'SU_NGHIEP',
    kind: 'group',
    names: ['Đơn vị sự nghiệp', 'Các đơn vị sự nghiệp', 'Đơn vị sự nghiệp công lập', 'Các đơn vị sự nghiệp công lập'],
  },

  {
    id: 'MTTQ',
    kind: 'outside',
    names: ['Ủy ban Mặt trận Tổ quốc', 'Mặt trận Tổ quốc', 'UB MTTQ', 'UBMTTQ', 'MTTQ'].flatMap((name) => [
      name,
      `${name} Việt Nam`,
    ]),
  },
  {
    id: 'UBKT',
    kind: 'outside',
    names: ['Ủy ban kiểm tra Đảng ủy', 'UB kiểm tra Đảng ủy', 'UBKT Đảng ủy', 'Ủy ban kiểm tra'],
  },
  { id: 'KHOBAC', kind: 'outside', names: ['Kho bạc Nhà nước', 'Kho bạc'] },
  { id: 'THUE', kind: 'outside', names: ['Thuế cơ sở', 'Chi cục Thuế', 'Cơ quan Thuế'] },
  {
    id: 'BAN_KTNS',
    kind: 'outside',
    names: ['Ban Kinh tế - Ngân sách HĐND', 'Ban Kinh tế - Ngân sách', 'Ban KT-NS HĐND', 'Ban KT-NS'],
  },
  { id: 'BAN_VHXH', kind: 'outside', names: ['Ban Văn hóa - Xã hội HĐND', 'Ban Văn hóa - Xã hội', 'Ban VH-XH HĐND'] },
  { id: 'HDND', kind: 'outside', names: ['HĐND', 'Hội đồng nhân dân', 'Thường trực HĐND'] },
  { id: 'DANG_UY', kind: 'outside', names: ['Đảng ủy', 'Văn phòng Đảng ủy', 'Các Ban xây dựng Đảng'] },
  {
    id: 'DOAN_THE',
    kind: 'outside',
    names: ['Các tổ chức chính trị - xã hội', 'Các đoàn thể chính trị - xã hội', 'Các đoàn thể', 'Các hội, đoàn thể'],
  },

  // Not under the ward, yet plans give them tasks like ward units (docs/domain.md, Decided 6).
  { id: 'CONG_AN', kind: 'unclear', names: ['Công an'] },
  { id: 'QUAN_SU', kind: 'unclear', names: ['Ban Chỉ huy Quân sự', 'Ban CHQS'] },
  {
    id: 'CO_QUAN_TINH',
    kind: 'unclear',
    names: ['Các cơ quan tỉnh', 'Cơ quan tỉnh', 'Các cơ quan thành phố', 'Cơ quan thành phố'],
  },

  // A bare "Văn phòng" was the Văn phòng - Thống kê officer of a commune before 1/7/2025; it does not name the office VP.
  {
    id: 'POST',
    kind: 'post',
    names: ['Cán bộ', 'Công chức', 'Viên chức', 'Chuyên viên', 'Kế toán', 'Văn phòng', 'Bộ phận Một cửa'].flatMap(
      (name) => [name, `Các ${name}`],
    ),
  },
];

/** The units and groups of units that lead rows, as they are called in full. */
export const leadNames: readonly string[] = bodies.flatMap(({ kind, names: [name] }) =>
  name !== undefined && (kind === 'unit' || kind === 'group') ? [name] : [],
);

export interface UnitAlias {
  readonly body: NamedBody;
  readonly words: readonly string[];
}

/** By first word, the longest name first: "Các phòng chuyên môn, đơn vị" is not "Các phòng chuyên môn" and something more. */
export const aliasesByFirstWord: ReadonlyMap<string, readonly UnitAlias[]> = indexAliases();

function aliasOf(body: NamedBody, name: string): UnitAlias {
  return { body, words: words(name).split(' ') };
}

function indexAliases(): Map<string, UnitAlias[]> {
  const index = new Map<string, UnitAlias[]>();
  for (const body of bodies) {
    for (const name of body.names) {
      const alias = aliasOf(body, name);
      const first = alias.words[0] ?? '';
      index.set(
        first,
        [...(index.get(first) ?? []), alias].sort((a, b) => b.words.length - a.words.length),
      );
    }
  }
  return index;
}

/** Every name as its words. */
export const unitNames: readonly (readonly string[])[] = [...aliasesByFirstWord.values()]
  .flat()
  .map((alias) => alias.words);

/** Every word of every name, and of the remarks behind names: a cell that holds only such words may name a unit that a page cut. */
export const unitVocabulary: ReadonlySet<string> = new Set([
  ...unitNames.flat(),
  ...words(
    'chủ trì cung cấp tài liệu kiểm chứng đối với nội dung này báo cáo phường xã thuộc và có liên quan giao',
  ).split(' '),
]);

/** Names that this plan alone uses, the longest first. They go before the lexicon: a person has said who is meant. */
export const aliasesOf = (bodies: readonly NamedBody[]): UnitAlias[] =>
  bodies
    .flatMap((body) => body.names.map((name) => aliasOf(body, name)))
    .sort((a, b) => b.words.length - a.words.length);
