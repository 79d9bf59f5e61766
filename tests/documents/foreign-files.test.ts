// What office programs put into files beside the words: hidden text and rows, tracked changes, dates that show a month only.
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readDocument, textOf } from '../../documents/formats/read-document.ts';
import { dateText } from '../../documents/formats/sheet-dates.ts';
import { readPlan } from '../../documents/read-plan.ts';
import { docxParts } from './files/docx.ts';
import { zipOf } from './files/zip.ts';
import { codesOf, HEADER, planWith } from './seed-plans.ts';

const SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const docxWith = (body: string): Buffer =>
  zipOf(
    docxParts([]).map((part) =>
      part.name === 'word/document.xml'
        ? { ...part, content: `<w:document ${SPACES}><w:body>${body}</w:body></w:document>` }
        : part,
    ),
  );
const run = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

describe('a Word document', () => {
  test('is read without its hidden text and without what a tracked change removed', async () => {
    const hidden = run(' (nháp)', '<w:vanish/>');
    const shown = run(' ngày', '<w:vanish w:val="0"/>');
    const removed = '<w:del w:id="1"><w:r><w:delText>30/6</w:delText></w:r></w:del>';
    const added = `<w:ins w:id="2">${run(' 30/9')}</w:ins>`;
    const bytes = docxWith(`<w:p>${run('Trước')}${hidden}${shown}${removed}${added}${run('/2026')}</w:p>`);
    expect((await textOf({ bytes, name: 'a.docx' })).text.trim()).toBe('Trước ngày 30/9/2026');
  });
  test.each([
    ['whose tags do not match', `<w:p><w:hyperlink>${run('x')}</w:p><w:p>${run('y')}</w:p>`],
    ['that is nested without end', '<w:sdt>'.repeat(300) + '</w:sdt>'.repeat(300)],
  ])('%s is refused, not read as far as it goes', async (_, body) => {
    expect(await readDocument({ bytes: docxWith(body), name: 'a.docx' })).toEqual({ refused: 'document-damaged' });
  });
});

test('entities that are declared in UTF-16 are seen', async () => {
  const declared = `\uFEFF<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document ${SPACES}><w:body/></w:document>`;
  const parts = docxParts([]).map((part) =>
    part.name === 'word/document.xml' ? { ...part, content: Buffer.from(declared, 'utf16le') } : part,
  );
  expect(await readDocument({ bytes: zipOf(parts), name: 'a.docx' })).toEqual({ refused: 'document-damaged' });
});

describe('a date in a sheet', () => {
  const date = new Date(Date.UTC(2026, 8, 5, 16, 30));
  test.each([
    [undefined, '05/09/2026'],
    ['General', '05/09/2026'],
    ['dd/mm/yyyy', '05/09/2026'],
    ['m/d/yyyy', '05/09/2026'], // shown in the order of the reader's country
    ['[$-42A]dd/mm/yyyy;@', '05/09/2026'],
    ['dd/mm/yyyy hh:mm', '05/09/2026 16:30'],
    ['mm/yyyy', '09/2026'],
    ['mmm-yy', '09/2026'],
    ['"Tháng "m/yyyy', 'Tháng 09/2026'],
    ['m', 'tháng 9'],
    ['yyyy', '2026'],
    ['dd/mm', '05/09'],
    ['"Trước ngày "dd/mm/yyyy', 'Trước ngày 05/09/2026'],
  ])('formatted as %s is read as “%s”', (format, text) => {
    expect(dateText(date, format)).toBe(text);
  });
  test('that shows its month only is due at the end of the month', async () => {
    const header = ['STT', 'Nhiệm vụ', 'Chủ trì', 'Thời hạn'];
    const bytes = Buffer.from(
      await writeXlsx({
        sheets: [
          {
            name: 'A',
            rows: [['KẾ HOẠCH'], ['năm 2026'], header, [1, 'Rà soát', 'Phòng Kinh tế', new Date(Date.UTC(2026, 8, 1))]],
            cells: new Map([['3,3', { value: new Date(Date.UTC(2026, 8, 1)), style: { numFmt: 'mm/yyyy' } }]]),
          },
        ],
      }),
    );
    const answer = await readDocument({ bytes, name: 'a.xlsx' });
    expect(answer).toMatchObject({ reading: { rows: [{ deadline: { due: '2026-10-01T00:00:00+07:00' } }] } });
  });
});

test('a row that its sheet hides is read, and says so', async () => {
  const row = (number: number) => [number, `Việc ${number}`, 'Phòng Kinh tế', 'Quý I/2026'];
  const bytes = Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: 'A',
          rows: [['KẾ HOẠCH'], ['năm 2026'], ['STT', 'Nhiệm vụ', 'Chủ trì', 'Thời hạn'], row(1), row(2)],
          rowDefs: new Map([[4, { hidden: true }]]),
        },
      ],
    }),
  );
  const answer = await readDocument({ bytes, name: 'a.xlsx' });
  const rows = 'reading' in answer ? answer.reading.rows : [];
  expect(rows.map(codesOf)).toEqual([[], ['row-hidden']]);
});

test('a column that its sheet hides is read, and the plan says which', async () => {
  const columns = [{}, {}, { hidden: true }, {}, { hidden: true }];
  const rows = [
    ['KẾ HOẠCH'],
    ['năm 2026'],
    ['STT', 'Nhiệm vụ', 'Chủ trì', 'Thời hạn'],
    [1, 'A', 'Phòng Kinh tế', 'Quý I/2026'],
  ];
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Việc', columns, rows }] }));
  const answer = await readDocument({ bytes, name: 'a.xlsx' });
  if (!('reading' in answer)) throw new Error(answer.refused);
  expect(answer.reading.rows[0]?.lead).toBe('Phòng Kinh tế');
  expect(answer.reading.issues.find(({ code }) => code === 'columns-hidden')?.message).toContain(': Việc, cột C.');
});

describe('what stands below the rows', () => {
  const cells = 'Trong năm 2025\tPhòng VHXH\tVăn phòng HĐND và UBND';
  const read = (...lines: string[]) => readPlan({ name: 'thử', text: planWith(lines.join('\n')) });
  test('is joined in the middle of a page with a doubt: a sum is no part of a row', () => {
    const { rows } = read(`${HEADER}\n1\tMua\tMua ghế\t${cells}`, '\t\tTổng cộng\t\t\t');
    expect(rows.map(codesOf)).toEqual([['row-joined']]);
    expect(rows[0]?.confidence).toBeLessThan(0.8);
  });
  test('is another table when it begins with words where numbers would be', () => {
    const { rows, issues } = read(
      `${HEADER}\n1\tMua\tMua ghế\t${cells}\n`,
      'Họ và tên\tChức vụ\tĐơn vị\tĐiện thoại\t\t',
      'Nguyễn Văn A\tTrưởng phòng\tPhòng VHXH\t0900\t\t',
    );
    expect(rows).toHaveLength(1);
    expect(codesOf({ issues })).toContain('other-table');
  });
  test('a cell that says the same twice is doubted', () => {
    const { rows } = read(`${HEADER}\n1\tMua\tMua ghế\tTrong năm 2025\tPhòng VHXH Phòng VHXH\tPhòng Kinh tế`);
    expect(rows.map(codesOf)).toEqual([['text-doubled']]);
  });
});

test('a duty in the prose may be due in a quarter or a month', () => {
  const text = planWith().replace(
    'PHỤ LỤC',
    'I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n- Bố trí kinh phí trong quý I/2026.\n\n- Tham mưu, hoàn thành trong tháng 3 năm 2026.\n\nPHỤ LỤC',
  );
  const { duties } = readPlan({ name: 'thử', text });
  expect(duties.map(({ kind, deadline }) => [kind, deadline.due])).toEqual([
    ['task', '2026-04-01T00:00:00+07:00'],
    ['task', '2026-04-01T00:00:00+07:00'],
  ]);
});
