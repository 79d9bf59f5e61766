// Pages as office programs print them: columns that nearly touch, numbers of lists at a tab, signatures close below the table.
import { describe, expect, test } from 'vitest';
import { readDocument, textOf } from '../../documents/formats/read-document.ts';
import { LETTER, type Placed, pdfOf } from './files/pdf.ts';

const STEP = 13;
/** Each row at its height, its cells at the left edges, wrapped lines below each other. */
function laidOut(edges: readonly number[], rows: readonly (readonly string[])[], top = 500): Placed[] {
  let y = top;
  return rows.flatMap((row) => {
    const placed = row.flatMap((cell, column) =>
      cell === '' ? [] : cell.split('\n').map((text, index) => ({ text, x: edges[column] ?? 0, y: y - index * STEP })),
    );
    y -= Math.max(...row.map((cell) => cell.split('\n').length)) * STEP + STEP;
    return placed;
  });
}
const TITLE: Placed[] = ['KẾ HOẠCH', 'Cải cách hành chính xã Mỹ Lâm năm 2026', 'PHỤ LỤC'].map((text, index) => ({
  text,
  x: 40,
  y: 570 - index * 20,
}));
async function read(...pages: Placed[][]) {
  const answer = await readDocument({ bytes: pdfOf(pages.map((texts) => ({ texts }))), name: 'a.pdf' });
  if (!('reading' in answer)) throw new Error(answer.refused);
  return answer.reading;
}

const header = ['TT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Cơ quan phối hợp', 'Thời gian', 'Ghi chú'];
/** "Cơ quan phối hợp" is 80 points wide: only 8 are left to the next name. */
const edges = [40, 80, 280, 368, 456, 530];
const row = (number: string, task: string) => [
  number,
  task,
  'Phòng Văn hóa\n- Xã hội',
  'Phòng Kinh tế',
  'Quý III/2026',
  '',
];

describe('a table without borders in a PDF', () => {
  test('has columns that nearly touch, among them one that no row takes up', async () => {
    expect('Cơ quan phối hợp'.length * LETTER).toBe(80);
    const tasks = ['Rà soát', 'Kiểm tra', 'Khảo sát', 'Tổng kết'].map((task, index) => row(`${index + 1}`, task));
    const { rows } = await read([...TITLE, ...laidOut(edges, [header, ...tasks])]);
    expect(rows).toHaveLength(4);
    for (const { lead, coordinators, deadline } of rows) {
      expect([lead, coordinators, deadline.text]).toEqual(['Phòng Văn hóa - Xã hội', 'Phòng Kinh tế', 'Quý III/2026']);
    }
  });
  test('has the same columns on the next page, however little stands in them', async () => {
    const first = ['Rà soát', 'Kiểm tra', 'Khảo sát', 'Tổng kết'].map((task, index) => row(`${index + 1}`, task));
    const { rows } = await read(
      [...TITLE, ...laidOut(edges, [header, ...first])],
      laidOut(edges, [header, row('5', 'Niêm yết')]),
    );
    expect(rows[4]).toMatchObject({ number: '5', lead: 'Phòng Văn hóa - Xã hội', coordinators: 'Phòng Kinh tế' });
  });
  test('has headings with letters', async () => {
    const { headings, rows } = await read([
      ...TITLE,
      ...laidOut(edges, [
        header,
        ['A', 'CHỈ SỐ SIPAS', '', '', '', ''],
        row('1', 'Rà soát'),
        row('2', 'Kiểm tra'),
        ['B', 'CHỈ SỐ PAPI', '', '', '', ''],
        row('1', 'Khảo sát'),
        row('2', 'Tổng kết'),
      ]),
    ]);
    expect(headings.map(({ number }) => number)).toEqual(['A', 'B']);
    expect(rows.map(({ path, number }) => `${path}${number}`)).toEqual(['A1', 'A2', 'B1', 'B2']);
  });
  test('ends above the recipients', async () => {
    const table = laidOut(edges, [header, ...['Một', 'Hai', 'Ba', 'Bốn'].map((task, at) => row(`${at + 1}`, task))]);
    const bottom = Math.min(...table.map(({ y }) => y));
    const { rows } = await read([
      ...TITLE,
      ...table,
      { text: 'Nơi nhận:', x: 40, y: bottom - 20 },
      { text: '- Như trên;', x: 40, y: bottom - 33 },
    ]);
    expect(rows.map(({ number }) => number)).toEqual(['1', '2', '3', '4']);
  });
});

test('the number of a list stands at a tab from its text', async () => {
  const { text } = await textOf({
    bytes: pdfOf([
      {
        texts: [
          { text: 'II.', x: 40, y: 500 },
          { text: 'TỔ CHỨC THỰC HIỆN', x: 76, y: 500 },
          { text: 'a)', x: 40, y: 480 },
          { text: 'Theo dõi', x: 76, y: 480 },
        ],
      },
    ]),
    name: 'a.pdf',
  });
  expect(text.split('\n').filter((line) => line !== '')).toEqual(['II. TỔ CHỨC THỰC HIỆN', 'a) Theo dõi']);
});

test('the number of a paper that its column was too narrow for is one word', async () => {
  const task = 'Theo Thông tư\n343/2016/T\nT-BTC';
  const { rows } = await read([...TITLE, ...laidOut(edges, [header, row('1', task), row('2', 'Hai'), row('3', 'Ba')])]);
  expect(rows[0]?.requirement).toBe('Theo Thông tư 343/2016/TT-BTC');
});

test('a table of which no row could be read is reported', async () => {
  const { rows, issues } = await read([...TITLE, ...laidOut(edges, [header])]);
  expect(rows).toEqual([]);
  expect(issues.filter(({ blocking }) => blocking)).not.toEqual([]);
});
