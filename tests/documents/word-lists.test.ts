// The numbers that Word counts itself stand in no file; they are read as Word shows them.
import { describe, expect, test } from 'vitest';
import { readDocument, textOf } from '../../documents/formats/read-document.ts';
import { docxParts } from './files/docx.ts';
import { zipOf } from './files/zip.ts';

const SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const pattern = (id: number, ...levels: string[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const list = (id: number, of: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;
const place = (id: number, at = 0) => `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`;
const paragraph = (text: string, properties = '') =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const row = (...cells: string[]) =>
  `<w:tr>${cells.map((cell) => `<w:tc>${cell.startsWith('<') ? cell : paragraph(cell)}</w:tc>`).join('')}</w:tr>`;

interface Word {
  readonly body: string;
  readonly numbering: string;
  readonly styles?: string;
}
function wordOf({ body, numbering, styles = '' }: Word): Buffer {
  const parts = docxParts([]).map((part) =>
    part.name === 'word/document.xml'
      ? { ...part, content: `<w:document ${SPACES}><w:body>${body}</w:body></w:document>` }
      : part,
  );
  return zipOf([
    ...parts,
    { name: 'word/numbering.xml', content: `<w:numbering ${SPACES}>${numbering}</w:numbering>` },
    { name: 'word/styles.xml', content: `<w:styles ${SPACES}>${styles}</w:styles>` },
  ]);
}
const linesOf = async (word: Word) =>
  (await textOf({ bytes: wordOf(word), name: 'a.docx' })).text.split('\n').filter((line) => line !== '');

const outline = [pattern(1, level(0, 'upperRoman', '%1.'), level(1, 'decimal', '%2)')), list(1, 1)].join('');

describe('a list of Word', () => {
  test('is counted over the whole document, deeper levels anew', async () => {
    const body = [
      paragraph('Một', place(1)),
      paragraph('Hai', place(1, 1)),
      paragraph('giữa'),
      paragraph('Ba', place(1, 1)),
      paragraph('Bốn', place(1)),
      paragraph('Năm', place(1, 1)),
    ].join('');
    expect(await linesOf({ body, numbering: outline })).toEqual([
      'I. Một',
      '1) Hai',
      'giữa',
      '2) Ba',
      'II. Bốn',
      '1) Năm',
    ]);
  });
  test('names the levels above, in digits where it says so', async () => {
    const legal = '<w:isLgl/>';
    const numbering = pattern(1, level(0, 'upperRoman', '%1'), level(1, 'decimal', '%1.%2.', legal)) + list(1, 1);
    const body = paragraph('Một', place(1)) + paragraph('Hai', place(1, 1)) + paragraph('Ba', place(1, 1));
    expect(await linesOf({ body, numbering })).toEqual(['I Một', '1.1. Hai', '1.2. Ba']);
  });
  test('begins again where a list of the same pattern says so, and goes on where it does not', async () => {
    const again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>';
    const numbering = pattern(1, level(0, 'lowerLetter', '%1)')) + list(1, 1) + list(2, 1, again) + list(3, 1);
    const body = [1, 1, 2, 2, 3].map((id) => paragraph('x', place(id))).join('');
    expect(await linesOf({ body, numbering })).toEqual(['a) x', 'b) x', 'a) x', 'b) x', 'c) x']);
  });
  test('may come with the style of a paragraph, which a paragraph may leave', async () => {
    const numbering = pattern(1, level(0, 'decimal', '%1.')) + list(7, 1);
    const styles =
      '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>';
    const body = [
      paragraph('Một', '<w:pStyle w:val="Muc"/>'),
      paragraph('Hai', '<w:pStyle w:val="MucCon"/>'),
      paragraph('Ba', '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    ].join('');
    expect(await linesOf({ body, numbering, styles })).toEqual(['1. Một', '2. Hai', 'Ba']);
  });
  test('has dashes for bullets, whatever the font draws', async () => {
    const numbering = pattern(1, level(0, 'bullet', '\uF0B7')) + list(1, 1);
    expect(await linesOf({ body: paragraph('Một', place(1)), numbering })).toEqual(['- Một']);
  });
  test('does not count what a tracked change removed, nor what a paragraph was before one', async () => {
    const removed = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>';
    const was = `<w:pPrChange w:id="2"><w:pPr>${place(1)}</w:pPr></w:pPrChange>`;
    const body = [
      paragraph('Một', place(1)),
      `<w:p><w:pPr>${place(1)}${removed}</w:pPr><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>`,
      paragraph('Hai', place(1)),
      paragraph('lời', was),
      paragraph('Ba', place(1)),
    ].join('');
    expect(await linesOf({ body, numbering: outline })).toEqual(['I. Một', 'II. Hai', 'lời', 'III. Ba']);
  });
  test('numbers the rows of an appendix, and not those that were removed', async () => {
    const number = paragraph('', place(1, 1));
    const cells = (title: string) => [title, 'Phòng VHXH', 'Văn phòng HĐND và UBND', 'Trong năm 2026'];
    const gone = row(number, ...cells('Bỏ')).replace('<w:tr>', '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>');
    const body = `${paragraph('KẾ HOẠCH')}${paragraph('năm 2026')}<w:tbl>${[
      row('STT', 'Nhiệm vụ', 'Chủ trì', 'Phối hợp', 'Thời gian'),
      row(paragraph('', place(1)), 'CHỈ ĐẠO', '', '', ''),
      row(number, ...cells('Một')),
      gone,
      row(number, ...cells('Hai')),
    ].join('')}</w:tbl>`;
    const answer = await readDocument({ bytes: wordOf({ body, numbering: outline }), name: 'a.docx' });
    const { headings, rows } = 'reading' in answer ? answer.reading : { headings: [], rows: [] };
    expect(headings).toMatchObject([{ number: 'I', title: 'CHỈ ĐẠO' }]);
    expect(rows.map((each) => [each.number, each.requirement])).toEqual([
      ['1', 'Một'],
      ['2', 'Hai'],
    ]);
  });
});
