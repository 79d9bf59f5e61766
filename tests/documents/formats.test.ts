// The same plan in every format is the same plan; what differs in its looks changes nothing.
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { type DocumentFile, readDocument, textOf } from '../../documents/formats/read-document.ts';
import type { PlanReading } from '../../domain/plan-reading.ts';
import { docxOf } from './files/docx.ts';
import * as plan from './files/one-plan.ts';
import { layOut } from './files/page-layout.ts';
import { pdfOf } from './files/pdf.ts';

async function read(bytes: Buffer, name: string): Promise<PlanReading> {
  const answer = await readDocument({ bytes, name });
  if ('refused' in answer) throw new Error(`${name} is refused: ${answer.refused}`);
  return answer.reading;
}

/** What a document says, without where it says it. A row that a page cut is mended, so it is a little less sure. */
function said({ plan: head, headings, rows, duties, issues }: PlanReading) {
  const bare = <Item extends { lines: unknown; place?: unknown }>({ lines: _, place: __, ...item }: Item) => item;
  return {
    head,
    headings: headings.map(bare),
    rows: rows.map(({ confidence, ...row }) => ({ ...bare(row), sure: confidence >= 0.9 })),
    duties: duties.map(bare),
    issues: issues.map(bare),
  };
}

const inText = said(await read(plan.asText(), 'kế hoạch.txt'));

describe('the same plan', () => {
  test('has its twelve rows as text, each cell as it stands in the document', () => {
    expect(inText.rows).toHaveLength(12);
    expect(inText.rows[3]).toMatchObject({ number: '2.1.1', deadline: { text: 'Trong năm 2025' }, sure: true });
    const cells = inText.rows.map((row) => [
      row.criterion,
      row.requirement,
      row.deadline.text,
      row.lead,
      row.coordinators,
    ]);
    expect(cells).toEqual(plan.rows.filter(([, , , deadline]) => deadline !== '').map(([, ...rest]) => rest));
    expect(inText.duties).toHaveLength(1);
    expect(inText.issues).toEqual([]);
  });
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['kế hoạch.docx', plan.asDocx],
    ['kế hoạch.xlsx', plan.asXlsx],
    ['kế hoạch.csv', plan.asCsv],
    ['kế hoạch dấu chấm phẩy.csv', () => plan.asCsv(';')],
    ['kế hoạch utf-16.txt', () => Buffer.from(`\uFEFF${plan.asText().toString()}`, 'utf16le')],
    ['kế hoạch.pdf', plan.asPdf],
  ])('is the same in %s', async (name, make) => {
    expect(said(await read(await make(), name))).toEqual(inText);
  });

  const looks = [true, false].flatMap((borders) =>
    [true, false].flatMap((centred) =>
      [true, false].flatMap((repeated) => [true, false].map((cut) => ({ borders, centred, repeated, cut }))),
    ),
  );
  test.each(looks)('is the same in a PDF with %o', async (look) => {
    expect(said(await read(plan.asPdf({ ...plan.WIDE, ...look }), 'kế hoạch.pdf'))).toEqual(inText);
  });
  test.each([[[40, 120, 250, 80, 140, 130]], [[60, 220, 130, 110, 110, 130]]])(
    'is the same in a PDF with columns of %j',
    async (widths) => {
      expect(said(await read(plan.asPdf({ ...plan.WIDE, widths }), 'kế hoạch.pdf'))).toEqual(inText);
    },
  );
});

describe('a line', () => {
  const placeOf = async (file: DocumentFile, words: string) => {
    const { text, place } = await textOf(file);
    return place(text.split('\n').findIndex((line) => line.includes(words)) + 1);
  };
  test('of a sheet is found by its sheet and row', async () => {
    const bytes = await plan.asXlsx();
    const row = plan.prose.length + 1 + plan.rows.findIndex(([number]) => number === '1.2') + 1;
    expect(await placeOf({ bytes, name: 'a.xlsx' }, 'Xử lý các vấn đề phát hiện')).toBe(`Kế hoạch, dòng ${row}`);
    const reading = await read(bytes, 'a.xlsx');
    expect(reading.rows[1]?.place).toBe(`Kế hoạch, dòng ${row}`);
  });
  test('of a PDF is found by its page', async () => {
    const bytes = plan.asPdf();
    expect(await placeOf({ bytes, name: 'a.pdf' }, 'Số: 55/KH-UBND')).toBe('trang 1');
    expect((await read(bytes, 'a.pdf')).rows.at(-1)?.place).toBe('trang 3');
  });
  test('of a text is its own place', async () => {
    expect((await read(plan.asText(), 'a.txt')).rows[0]).not.toHaveProperty('place');
  });
});

describe('a Word document', () => {
  const table = (...rows: Parameters<typeof docxOf>[0][number][]) => docxOf([...plan.prose, ...rows]);
  const cells = (...texts: string[]) => texts.map((text) => ({ text }));

  test('with a header of two levels and cells that span rows has both rows whole', async () => {
    const down = (text: string, down: 'first' | 'rest') => ({ text, down });
    const bytes = table([
      [
        down('STT', 'first'),
        down('Tiêu chí', 'first'),
        down('Yêu cầu', 'first'),
        down('Thời gian hoàn thành', 'first'),
        { text: 'Phân công nhiệm vụ', span: 2 },
      ],
      [
        down('', 'rest'),
        down('', 'rest'),
        down('', 'rest'),
        down('', 'rest'),
        ...cells('Cơ quan chủ trì', 'Cơ quan phối hợp'),
      ],
      [{ text: 'I. CÔNG TÁC CHỈ ĐẠO', span: 6 }],
      [
        ...cells('1.1', 'Rà soát', 'Rà soát xong'),
        down('Trong năm 2025', 'first'),
        ...cells('Phòng VHXH', 'Văn phòng HĐND và UBND'),
      ],
      [
        ...cells('1.2', 'Kiểm tra', 'Kiểm tra xong'),
        down('', 'rest'),
        ...cells('Phòng VHXH', 'Văn phòng HĐND và UBND'),
      ],
    ]);
    const { headings, rows } = await read(bytes, 'a.docx');
    expect(headings).toMatchObject([{ number: 'I', title: 'CÔNG TÁC CHỈ ĐẠO' }]);
    expect(rows.map(({ number, lead, deadline }) => [number, lead, deadline.text])).toEqual([
      ['1.1', 'Phòng VHXH', 'Trong năm 2025'],
      ['1.2', 'Phòng VHXH', 'Trong năm 2025'],
    ]);
  });
  test('has the paragraphs of a cell in one cell', async () => {
    const bytes = table([
      cells(...plan.header),
      cells(
        '1',
        'Rà soát\nvăn bản',
        'Ban hành quyết định.\n\nBáo cáo UBND.',
        'Trong năm 2025',
        'Phòng VHXH',
        'VP HĐND và UBND',
      ),
    ]);
    expect((await read(bytes, 'a.docx')).rows).toMatchObject([
      { criterion: 'Rà soát văn bản', requirement: 'Ban hành quyết định. Báo cáo UBND.' },
    ]);
  });
  test('with letterhead and signatures in tables keeps them out of the rows', async () => {
    const [, ...rest] = plan.prose;
    const bytes = docxOf([
      [cells('UBND PHƯỜNG PHỔ YÊN\n\nSố: 55/KH-UBND', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')],
      ...rest,
      [plan.header, ...plan.rows].map((row) => cells(...row)),
      [cells('Nơi nhận:\n\n- Như trên;', 'TM. UỶ BAN NHÂN DÂN\n\nCHỦ TỊCH')],
    ]);
    expect(said(await read(bytes, 'a.docx')).rows).toEqual(inText.rows);
  });
});

describe('a workbook', () => {
  const sheetOf = async (rows: (string | number | Date | null)[][], more = {}) =>
    Buffer.from(await writeXlsx({ sheets: [{ name: 'Phụ lục', rows, ...more }] }));
  const front = plan.prose.map((text) => [text]);

  test('gives a date as it is written in Vietnam, a percentage as one, a number as its digits', async () => {
    const bytes = await sheetOf(
      [...front, plan.header, [1, 'Rà soát', 0.995, new Date(Date.UTC(2025, 11, 31)), 'Phòng VHXH', 'VP HĐND và UBND']],
      { cells: new Map([[`${front.length + 1},2`, { value: 0.995, type: 'number', style: { numFmt: '0.0%' } }]]) },
    );
    expect((await read(bytes, 'a.xlsx')).rows).toMatchObject([
      { number: '1', requirement: '99,5%', deadline: { text: '31/12/2025', kind: 'fixed' } },
    ]);
  });
  test('gives what spans several rows to each of them', async () => {
    const row = (number: string, lead: string | null) => [
      number,
      'Rà soát',
      'Rà soát xong',
      'Trong năm 2025',
      lead,
      'VP HĐND và UBND',
    ];
    const first = front.length + 1;
    const bytes = await sheetOf([...front, plan.header, row('1', 'Phòng VHXH'), row('2', null)], {
      merges: [{ startRow: first, endRow: first + 1, startCol: 4, endCol: 4 }],
    });
    expect((await read(bytes, 'a.xlsx')).rows.map(({ lead }) => lead)).toEqual(['Phòng VHXH', 'Phòng VHXH']);
  });
  test('is read over all its sheets, but not those that are hidden or explain it', async () => {
    const [first = [], ...rest] = plan.rows;
    const sheets = [
      { name: 'Kế hoạch', rows: front },
      { name: 'Phụ lục 1', rows: [plan.header, [...first], ...rest.slice(0, 8).map((row) => [...row])] },
      { name: 'Phụ lục 2', rows: [plan.header, ...rest.slice(8).map((row) => [...row])] },
      { name: 'Nháp', rows: [plan.header, ['99', 'x', 'x', 'x', 'x', 'x']], hidden: true },
      { name: 'Hướng dẫn', rows: [plan.header, ['99', 'x', 'x', 'x', 'x', 'x']] },
    ];
    const bytes = Buffer.from(await writeXlsx({ sheets }));
    expect(said(await read(bytes, 'a.xlsx')).rows).toEqual(inText.rows);
  });
  test('with other words below the table keeps them out of the last row', async () => {
    const end = [
      [null],
      [null, 'Người lập biểu', null, null, 'Người duyệt'],
      [null, 'Nguyễn Thị A', null, null, 'Trần Văn B'],
    ];
    const bytes = await sheetOf([...front, plan.header, ...plan.rows.map((row) => [...row]), ...end]);
    expect(said(await read(bytes, 'a.xlsx')).rows).toEqual(inText.rows);
  });
  test('with signatures below the table keeps them out of the last row', async () => {
    const end = [
      [null],
      ['Nơi nhận:', null, null, null, 'TM. ỦY BAN NHÂN DÂN'],
      ['- Như trên;', null, null, null, 'CHỦ TỊCH'],
    ];
    const bytes = await sheetOf([...front, plan.header, ...plan.rows.map((row) => [...row]), ...end]);
    expect(said(await read(bytes, 'a.xlsx')).rows).toEqual(inText.rows);
  });
});

describe('a PDF', () => {
  test('with a header cell over two columns is read by its second level', async () => {
    const texts = [
      ...plan.prose.map((text, index) => ({ text, x: 40, y: 560 - index * 30 })),
      ...['STT', 'Tiêu chí', 'Yêu cầu', 'Thời hạn'].map((text, index) => ({ text, x: 45 + index * 100, y: 235 })),
      { text: 'Phân công', x: 500, y: 250 },
      { text: 'Cơ quan chủ trì', x: 445, y: 220 },
      { text: 'Cơ quan phối hợp', x: 545, y: 220 },
      ...['1', 'Rà soát', 'Xong', 'Trong năm 2025', 'Phòng VHXH', 'VP HĐND và UBND'].map((text, index) => ({
        text,
        x: 45 + index * 100,
        y: 190,
      })),
    ];
    const boxes: [number, number, number, number][] = [
      ...[40, 140, 240, 340].map((x): [number, number, number, number] => [x, 210, x + 100, 270]),
      [440, 240, 640, 270],
      [440, 210, 540, 240],
      [540, 210, 640, 240],
      ...[40, 140, 240, 340, 440, 540].map((x): [number, number, number, number] => [x, 180, x + 100, 210]),
    ];
    const { rows } = await read(pdfOf([{ texts, boxes }]), 'a.pdf');
    expect(rows).toMatchObject([
      { number: '1', criterion: 'Rà soát', requirement: 'Xong', lead: 'Phòng VHXH', coordinators: 'VP HĐND và UBND' },
    ]);
  });
  const columns = [40, 90, 230, 370, 490, 610];
  const across = (y: number, texts: readonly string[]) =>
    texts.flatMap((text, index) => (text === '' ? [] : [{ text, x: (columns[index] ?? 0) + 4, y }]));
  test('without a line where the page cuts a row loses none of its words', async () => {
    const upright = (bottom: number, top: number) =>
      [...columns, 740].map((x): [number, number, number, number] => [x, bottom, x, top]);
    const level = (y: number): [number, number, number, number] => [40, y, 740, y];
    const first = {
      texts: [
        ...plan.prose.map((text, index) => ({ text, x: 40, y: 560 - index * 30 })),
        ...across(210, plan.header),
        ...across(60, ['1', 'Rà soát văn', 'Xong trước', 'Trong năm', 'Phòng', 'VP HĐND']),
      ],
      lines: [...upright(40, 230), level(230), level(80)],
    };
    const second = {
      texts: across(500, ['', 'bản', 'hạn', '2025', 'VHXH', 'và UBND']),
      lines: [...upright(480, 520), level(480)],
    };
    expect((await read(pdfOf([first, second]), 'a.pdf')).rows).toMatchObject([
      {
        criterion: 'Rà soát văn bản',
        requirement: 'Xong trước hạn',
        deadline: { text: 'Trong năm 2025' },
        lead: 'Phòng VHXH',
        coordinators: 'VP HĐND và UBND',
      },
    ]);
  });
  test('without borders tells a title over several columns from a row, a repeated header from what follows closely', async () => {
    const title = 'CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH CỦA PHƯỜNG';
    const half = title.length / 2;
    const first = {
      texts: [
        ...plan.prose.map((text, index) => ({ text, x: 40, y: 560 - index * 30 })),
        ...across(210, plan.header),
        { text: 'I', x: 44, y: 180 },
        { text: title.slice(0, half), x: 94, y: 180 },
        { text: title.slice(half), x: 94 + half * 5, y: 180 },
        ...across(150, ['1', 'Rà soát văn', 'Xong trước', 'Trong năm', 'Phòng', 'VP HĐND']),
      ],
    };
    const second = {
      texts: [...across(540, plan.header), ...across(526, ['', 'bản', 'hạn', '2025', 'VHXH', 'và UBND'])],
    };
    const { headings, rows } = await read(pdfOf([first, second]), 'a.pdf');
    expect(headings).toMatchObject([{ number: 'I', title }]);
    expect(rows).toMatchObject([{ criterion: 'Rà soát văn bản', lead: 'Phòng VHXH', coordinators: 'VP HĐND và UBND' }]);
  });
  test('without any table gives its prose', async () => {
    const pages = layOut(plan.prose, [], { widths: [], borders: false });
    const { plan: head, duties } = await read(pdfOf(pages), 'a.pdf');
    expect(head).toMatchObject({ number: '55/KH-UBND', issuedOn: '2025-09-11', year: 2025 });
    expect(duties).toHaveLength(1);
  });
});
