// What is left of a table when a program takes the text out of a page, in ways that plan 002 does not show.
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../../documents/read-plan.ts';
import { codesOf } from '../seed-plans.ts';

const HEAD = [
  'UBND xã Nà Tấu',
  'Số: 9/KH-UBND',
  'ngày 05 tháng 01 năm 2026',
  'KẾ HOẠCH',
  'Cải cách hành chính năm 2026',
];
/** Each cell behind a blank line; a cell may have several lines. */
const read = (header: readonly string[], ...cells: readonly string[]) =>
  readPlan({ name: 'thử', text: [...HEAD, 'PHỤ LỤC', ...header, ...cells].join('\n\n') });
const HEADER = ['TT', 'Tiêu chí', 'Nội dung thực hiện', 'Chủ trì', 'Thời hạn'];
const row = (number: string, subject = 'Hồ sơ quá hạn') => [
  `${number} ${subject}`,
  'Lập danh sách hồ sơ\nquá hạn của từng lĩnh vực.',
  'Phòng Kinh tế',
  'Trước ngày 05/03/2026',
];

describe('the names of columns', () => {
  test('of which two hold what no row takes up are told', () => {
    const rows = ['1', '2', '3'].flatMap((number) => [...row(`${number}.`), '15 triệu đồng', 'Xã hội hóa']);
    const { rows: found, issues } = read([...HEADER, 'Kinh phí', 'Ghi chú'], ...rows);
    expect(found.map(({ deadline }) => deadline.text)).toEqual(Array(3).fill('Trước ngày 05/03/2026'));
    expect(issues.find(({ code }) => code === 'column-not-read')?.message).toContain('“Kinh phí”, “Ghi chú”');
  });
  test('may stand in capitals, or each word with one', () => {
    for (const change of [
      (name: string) => name.toUpperCase(),
      (name: string) => name.replace(/(?<= )\p{L}/gu, (letter) => letter.toUpperCase()),
    ]) {
      const { rows } = read(HEADER.map(change), ...row('1.'), ...row('2.', 'Biên lai điện tử'));
      expect(rows.map(({ criterion, lead }) => [criterion, lead])).toEqual([
        ['Hồ sơ quá hạn', 'Phòng Kinh tế'],
        ['Biên lai điện tử', 'Phòng Kinh tế'],
      ]);
    }
  });
  test('are the same as in a table: “Đơn vị thực hiện” leads, “Biện pháp” says what to do', () => {
    const { rows } = read(['STT', 'Chỉ số', 'Biện pháp', 'Đơn vị thực hiện', 'Ngày hoàn thành'], ...row('1.'));
    expect(rows[0]).toMatchObject({ criterion: 'Hồ sơ quá hạn', lead: 'Phòng Kinh tế' });
  });
  test('hold one that nobody knows between others', () => {
    const names = ['TT', 'Tiêu chí', 'Nội dung thực hiện', 'Địa bàn', 'Chủ trì', 'Thời hạn'];
    const cells = ['1. Hồ sơ quá hạn', 'Lập danh sách.', 'Thôn Bản Bó', 'Phòng Kinh tế', 'Quý III/2026'];
    const { rows, issues } = read(names, ...cells, ...cells.with(0, '2. Biên lai'));
    expect(rows.map(({ requirement }) => requirement)).toEqual(['Lập danh sách.', 'Lập danh sách.']);
    expect(issues.find(({ code }) => code === 'column-not-read')?.message).toContain('“Địa bàn”');
  });
});

describe('the numbers', () => {
  test('of headings are letters', () => {
    const { headings, rows } = read(
      HEADER,
      'A. THỂ CHẾ',
      ...row('1.'),
      ...row('2.', 'Hộ tịch'),
      'B. TÀI SẢN',
      ...row('1.', 'Biên chế'),
    );
    expect(headings.map(({ number, title }) => [number, title])).toEqual([
      ['A', 'THỂ CHẾ'],
      ['B', 'TÀI SẢN'],
    ]);
    expect(rows.map(({ path, number }) => `${path}${number}`)).toEqual(['A1', 'A2', 'B1']);
  });
  test('of headings are those that the rows begin with', () => {
    const { headings, rows } = read(
      HEADER,
      '1. NHÓM VIỆC VỀ THỂ CHẾ',
      ...row('1.1'),
      ...row('1.2', 'Hộ tịch'),
      '2. NHÓM VIỆC VỀ TÀI SẢN',
      ...row('2.1', 'Biên chế'),
    );
    expect(headings).toHaveLength(2);
    expect(rows.map(({ number }) => number)).toEqual(['1.1', '1.2', '2.1']);
  });
  test('of rows run on under the next heading', () => {
    const { rows } = read(
      HEADER,
      'I. THỂ CHẾ',
      ...row('1'),
      ...row('2', 'Hộ tịch'),
      'II. TÀI SẢN',
      ...row('3', 'Biên chế'),
      ...row('4', 'Biên lai'),
    );
    expect(rows.map(({ path, number }) => `${path}.${number}`)).toEqual(['I.1', 'I.2', 'II.3', 'II.4']);
  });
});

describe('cells of one line each, however long', () => {
  const subjects = ['Hồ sơ quá hạn', 'Hộ tịch', 'Biên lai điện tử'];
  const sentence =
    'Lập danh sách hồ sơ quá hạn của từng lĩnh vực, niêm yết tại nơi tiếp nhận. Mở lớp tập huấn cho thôn, bản.';
  const lead = 'Phòng Văn hóa - Xã hội; Trung tâm Phục vụ hành chính công; Hợp tác xã Dược liệu';
  const wanted = subjects.map((subject, at) => [`${at + 1}`, subject, sentence, lead, 'Trước ngày 05/03/2026']);
  test.each<[string, (number: number, subject: string) => string[]]>([
    ['beside its first cell', (number, subject) => [`${number}. ${subject}`]],
    ['on a line of its own', (number, subject) => [`${number}`, subject]],
  ])('are whole, the number %s', (_, first) => {
    const cells = subjects.flatMap((subject, at) => [
      ...first(at + 1, subject),
      sentence,
      lead,
      'Trước ngày 05/03/2026',
    ]);
    const { rows } = read(HEADER, ...cells);
    expect(
      rows.map((row) => [row.number.replace('.', ''), row.criterion, row.requirement, row.lead, row.deadline.text]),
    ).toEqual(wanted);
  });
});

test('a deadline may wait for a paper and name no time', () => {
  const { rows } = read(HEADER, ...row('1.').with(3, 'Khi có văn bản của Sở Tư pháp'), ...row('2.', 'Hộ tịch'));
  expect(rows.map(({ deadline }) => deadline.text)).toEqual(['Khi có văn bản của Sở Tư pháp', 'Trước ngày 05/03/2026']);
});

test('two rows in one are never sure', () => {
  const [, ...unnumbered] = row('', '');
  const { rows } = read(HEADER, ...row('1.'), 'Biên lai điện tử', ...unnumbered, ...row('2.', 'Hộ tịch'));
  const whole = rows.filter(({ criterion }) => criterion === 'Hồ sơ quá hạn' || criterion === 'Hộ tịch');
  expect(whole).toHaveLength(2);
  for (const { confidence } of rows.slice(0, -1)) expect(confidence).toBeLessThan(0.8);
});

describe('a cell that took words of its neighbour is never sure', () => {
  const header = [...HEADER.slice(0, 3), 'Chủ trì', 'Phối hợp', 'Thời hạn', 'Sản phẩm'];
  const cells = (change: (usual: string[]) => string[]): string[] =>
    change([
      '1. Hồ sơ quá hạn',
      'Lập danh sách hồ sơ\nquá hạn của từng lĩnh vực.',
      'Phòng Kinh tế',
      'Công an xã',
      'Quý I/2026',
      'Sổ theo dõi',
    ]);
  const next = ['2. Hộ tịch', 'Niêm yết biểu mẫu.', 'Phòng Kinh tế', 'Công an xã', 'Quý II/2026', 'Tin, bài'];
  test.each<[string, (usual: string[]) => string[]]>([
    [
      'behind what says by when',
      (usual) => usual.with(4, 'Đến hết năm Tin, bài, ảnh; Báo cáo kèm phụ\nbiểu').slice(0, 5),
    ],
    [
      'the first word of a name',
      (usual) => usual.toSpliced(2, 2, 'Phòng Kinh tế Đơn vị sự nghiệp\ncông lập, Văn phòng', 'HĐND và UBND'),
    ],
    [
      'the sentence that goes on with a figure',
      (usual) =>
        usual.toSpliced(0, 2, '1. Hồ sơ quá hạn Lập danh sách\nthời gian giải quyết còn', '70% so với quy định.'),
    ],
  ])('%s', (_, change) => {
    const { rows } = read(header, ...cells(change), ...next);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.confidence).toBeLessThan(0.8);
    expect(rows[1]?.confidence).toBeGreaterThan(0.8);
  });
});

test('in a table with tabs, two leads and two deadlines in a cell are said', () => {
  const { rows } = readPlan({
    name: 'thử',
    text: [
      ...HEAD,
      HEADER.join('\t'),
      '1\tBiên lai\tLập danh sách\tPhòng Kinh tế Công an xã\tQuý I/2026 Thường xuyên',
      '2\tHộ tịch\tNiêm yết\tPhòng Kinh tế, Công an xã\tQuý I/2026; thường xuyên',
    ].join('\n\n'),
  });
  expect(codesOf(rows[0] ?? { issues: [] }).filter((code) => code === 'two-rows-in-one')).toHaveLength(2);
  expect(codesOf(rows[1] ?? { issues: [] })).not.toContain('two-rows-in-one');
  expect(rows[0]?.confidence).toBeLessThan(0.8);
});
