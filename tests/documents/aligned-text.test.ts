// Columns kept apart by spaces: read where every line keeps to them, and left to the reader of lost borders where one does not.
import { describe, expect, test } from 'vitest';
import { readAligned } from '../../documents/formats/aligned-text.ts';
import { seedText } from './seed-plans.ts';

const HEAD = ['KẾ HOẠCH', 'PHỤ LỤC'];
const NAMES = [
  'TT   Tiêu chí        Nội dung thực hiện        Cơ quan         Thời hạn',
  '                                               chủ trì',
];
const ROWS = [
  'I. NHÓM VIỆC VỀ THỂ CHẾ, PHÁP LUẬT VÀ THỦ TỤC HÀNH CHÍNH',
  '1.   Hồ sơ quá       Lập danh sách hồ sơ       Phòng Kinh tế   Quý I/2026',
  '     hạn             quá hạn.',
  '2.   Hộ tịch         Niêm yết biểu mẫu.        Công an xã      Quý II/2026',
];
const tableOf = (...lines: readonly string[]): string[] | null =>
  readAligned([...HEAD, ...lines].join('\n'))
    ?.text.split('\n')
    .filter((line) => line.includes('\t')) ?? null;
const READ = [
  'TT\tTiêu chí\tNội dung thực hiện\tCơ quan chủ trì\tThời hạn',
  'I.\tNHÓM VIỆC VỀ THỂ CHẾ, PHÁP LUẬT VÀ THỦ TỤC HÀNH CHÍNH\t',
  '1.\tHồ sơ quá hạn\tLập danh sách hồ sơ quá hạn.\tPhòng Kinh tế\tQuý I/2026',
  '2.\tHộ tịch\tNiêm yết biểu mẫu.\tCông an xã\tQuý II/2026',
];

describe('a table', () => {
  test('whose lines leave the same columns of spaces', () => {
    expect(tableOf(...NAMES, ...ROWS)).toEqual(READ);
  });
  test('says where in the file each row stands', () => {
    const { text, place } = readAligned([...HEAD, ...NAMES, ...ROWS].join('\n')) ?? { text: '', place: () => null };
    const line = text.split('\n').findIndex((each) => each.startsWith('2.')) + 1;
    expect(place(line)).toBe('dòng 8');
  });
  test('ends at the recipients', () => {
    const closing = [
      'Nơi nhận:                      TM. ỦY BAN NHÂN DÂN',
      '- Như trên;                          CHỦ TỊCH',
    ];
    expect(tableOf(...NAMES, ...ROWS, ...closing)).toEqual(READ);
    expect(tableOf(...NAMES, ...ROWS, `${' '.repeat(31)}TM. ỦY BAN NHÂN DÂN`)).toEqual(READ);
  });
  test('goes on below the same names on the next page, also in the middle of a row', () => {
    const cut = [...NAMES, ...ROWS.slice(0, 2), '', `${' '.repeat(30)}7`, '\f', ...NAMES, ...ROWS.slice(2)];
    const [names = '', title = '', , last = ''] = READ;
    expect(tableOf(...cut)).toEqual([
      names,
      title,
      '1.\tHồ sơ quá\tLập danh sách hồ sơ\tPhòng Kinh tế\tQuý I/2026',
      names,
      '\thạn\tquá hạn.\t\t',
      last,
    ]);
  });
});

describe('nothing is turned', () => {
  test.each<[string, readonly string[]]>([
    [
      'where two columns nearly touch',
      [...ROWS, '3.   Biên lai   của Niêm yết biểu mẫu và bảng Công an xã      Quý I/2026'],
    ],
    [
      'where a cell has a gap of its own',
      [...ROWS, '3.   Biên  lai       Niêm yết.                 Công an xã      Quý I/2026'],
    ],
    ['where text stands above the first number', ['     Hồ sơ           Lập danh sách', ...ROWS.slice(1)]],
    [
      'where a cell begins below the number of its row',
      [
        ...ROWS,
        '3.   Biên lai        Niêm yết biểu mẫu',
        '                     của xã.                   Công an xã      Quý I/2026',
      ],
    ],
    ['where rows go on behind what is none', [...ROWS, '', '     của xã', ...ROWS.slice(1)]],
    ['where a number alone may be of the page or of a cell', [...ROWS, '                     45']],
  ])('%s', (_, rows) => {
    expect(tableOf(...NAMES, ...rows)).toBeNull();
  });
  test('in prose, however it is spaced', () => {
    const prose = [
      'Các phòng, ban   chủ động   thực hiện   đúng thời hạn.',
      'TT   Huyện ủy (báo cáo);',
      'Số   lượng   hồ sơ   tăng.',
    ];
    expect(tableOf(...prose, ...prose)).toBeNull();
  });
  test('in tables with tabs', () => {
    expect(tableOf(...NAMES, ...ROWS, 'a\tb\tc')).toBeNull();
  });
  test.each(['000', '001', '002', '003', '004'] as const)('in plan %s', (number) => {
    expect(readAligned(seedText(number))).toBeNull();
  });
});

test.each<[string, string]>([
  ['lines that begin like a header', 'TT   a\n'.repeat(15_000)],
  ['hundreds of columns', `TT   ${'Chủ trì   '.repeat(90)}\n`.repeat(2000)],
  ['three million spaces', ' '.repeat(3_000_000)],
])('%s take no time', (_, junk) => {
  const began = process.cpuUsage();
  expect(readAligned(junk)).toBeNull();
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1e6).toBeLessThan(1);
});
