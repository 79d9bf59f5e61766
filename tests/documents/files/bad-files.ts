// Files made to be no plan, or to cost whoever reads them more than a plan does.
import { randomBytes } from 'node:crypto';
import { writeXlsx } from 'hucre/xlsx';
import { guardedZip, partOf } from '../../../documents/formats/zip-guard.ts';
import * as plan from './one-plan.ts';
import { pdfOf } from './pdf.ts';
import { type Part, zipOf } from './zip.ts';

const HEAD =
  'UBND xã Nà Tấu\n\nSố: 9/KH-UBND\n\nngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\n\nCải cách hành chính năm 2026\n\nPHỤ LỤC\n\n';
const COLUMNS = 'TT\n\nTiêu chí\n\nNội dung thực hiện\n\nChủ trì\n\nThời hạn\n\n';
const DUTY = `- Phòng Kinh tế chủ trì, phối hợp với Công an xã ${'tham mưu rà soát, báo cáo kết quả '.repeat(6)}trước ngày 20 hằng tháng.\n\n`;
/** A row of a table, each cell behind the mark. */
const textRow = (mark: string): string =>
  [
    '1. Hồ sơ quá hạn',
    'Lập danh sách hồ sơ quá hạn của từng lĩnh vực. '.repeat(2),
    'Phòng Kinh tế, Công an xã',
    'Trước ngày 05/03/2026',
  ]
    .join(mark)
    .concat(mark === '\t' ? '\n' : '\n\n');
const DOCUMENT = 'word/document.xml';
const SHEET = 'xl/worksheets/sheet1.xml';
const MB = 1024 * 1024;

/** The archive with one part written anew, and with parts that it did not have. */
function patched(archive: Buffer, name: string, patch: (xml: string) => string | Buffer, more: Part[] = []): Buffer {
  const parts = [...guardedZip(archive)].map((each): Part => {
    const content = partOf(archive, each) ?? Buffer.alloc(0);
    return { name: each, content: each === name ? patch(content.toString()) : content };
  });
  return zipOf([...parts, ...more]);
}

const inWord = (patch: (xml: string) => string | Buffer, more: Part[] = []): Buffer =>
  patched(plan.asDocx(), DOCUMENT, patch, more);
const inExcel = async (patch: (xml: string) => string): Promise<Buffer> => patched(await plan.asXlsx(), SHEET, patch);

const rowsOf = async (count: number): Promise<Buffer> => {
  const rows = Array.from({ length: count }, (_, at) => [at + 1, `Việc số ${at}`, 'Phòng Kinh tế', 'Quý III/2026']);
  return Buffer.from(
    await writeXlsx({ sheets: [{ name: 'A', rows: [['STT', 'Nhiệm vụ', 'Chủ trì', 'Thời hạn'], ...rows] }] }),
  );
};
const locked = async (): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({ sheets: [{ name: 'A', rows: [['x']] }], encryption: { password: 'mật khẩu', spinCount: 1 } }),
  );

const OPEN_CELL = '<w:tbl><w:tr><w:tc>';
const CLOSED_CELL = '</w:tc></w:tr></w:tbl>';
const inBody = (xml: string, content: string): string => xml.replace('<w:body>', `<w:body>${content}`);
const paragraphs = (count: number): string =>
  Array.from({ length: count }, () => `<w:p><w:r><w:t>${randomBytes(8).readBigUInt64LE()}</w:t></w:r></w:p>`).join('');
const declaring = (xml: string, entities: string): string =>
  xml.replace('<w:document', `<!DOCTYPE w:document [${entities}]><w:document`);
const inUtf16 = (xml: string): Buffer =>
  Buffer.from(`\uFEFF${xml.replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le');

const styledRow = (row: number): string =>
  `<row r="${row}">${Array.from({ length: 312 }, (_, at) => `<c r="${columnName(at)}${row}" s="${(row + at) % 2}"/>`).join('')}</row>`;
const columnName = (at: number): string =>
  (at < 26 ? '' : String.fromCharCode(64 + Math.floor(at / 26))) + String.fromCharCode(65 + (at % 26));
const styles = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `<w:style w:styleId="S${at}"><w:basedOn w:val="S${at + 1}"/></w:style>`,
  ).join('');
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const line = (at: number): readonly [number, number, number, number] => [
  at % 500,
  at % 550,
  (at * 7) % 500,
  (at * 3) % 550,
];

export type BadFile = readonly [name: string, make: () => Buffer | Promise<Buffer>];

export const badFiles: readonly BadFile[] = [
  ['empty.docx', () => Buffer.alloc(0)],
  ['binary.pdf', () => randomBytes(200_000)],
  ['binary.txt', () => randomBytes(200_000)],
  ['word.xlsx', plan.asDocx],
  ['pdf.docx', plan.asPdf],
  ['locked.docx', locked],
  ['locked.xlsx', locked],
  ['locked.pdf', () => pdfOf([{ texts: [] }], true)],
  ['macro.xlsx', async () => patched(await plan.asXlsx(), '', String, [{ name: 'xl/vbaProject.bin', content: 'x' }])],
  ['scan.pdf', () => pdfOf(Array.from({ length: 3 }, () => ({ texts: [], picture: true })))],
  ['one-line.txt', () => Buffer.from('Kế hoạch '.repeat((3 * MB) / 12))],
  [
    'one-line-of-a-plan.txt',
    () => Buffer.from(`KẾ HOẠCH\n\nPHỤ LỤC\n\n${'1 Phòng Kinh tế trước ngày 30/6/2026; '.repeat((3 * MB) / 46)}`),
  ],
  ['rows.txt', () => Buffer.from(`${HEAD}TT\tTiêu chí\tNội dung\tChủ trì\tThời hạn\n${textRow('\t').repeat(15_000)}`)],
  ['rows-of-words.txt', () => Buffer.from(HEAD + COLUMNS + textRow('\n\n').repeat(1_600))],
  ['pages-of-words.txt', () => Buffer.from(HEAD + (COLUMNS + textRow('\n').repeat(15)).repeat(200))],
  ['duties.txt', () => Buffer.from(`${HEAD}III. TỔ CHỨC THỰC HIỆN\n\n${DUTY.repeat(9_000)}`)],
  ['one-line.csv', () => Buffer.from(`STT;Nhiệm vụ;Chủ trì;Thời hạn\n1;${'a,;"'.repeat(700_000)}`)],
  ['tabs.txt', () => Buffer.from(`STT\tNhiệm vụ\tChủ trì\tThời hạn\n${'x\t'.repeat(1_500_000)}`)],
  ['rows-10000.xlsx', () => rowsOf(10_000)],
  ['rows-30000.xlsx', () => rowsOf(30_000)],
  [
    'styled-cells.xlsx',
    () =>
      inExcel((xml) =>
        xml.replace(
          '</sheetData>',
          `${Array.from({ length: 3500 }, (_, at) => styledRow(1000 + at)).join('')}</sheetData>`,
        ),
      ),
  ],
  [
    'far-cell.xlsx',
    () =>
      inExcel((xml) =>
        xml.replace(
          '</sheetData>',
          '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
        ),
      ),
  ],
  [
    'merged-sheet.xlsx',
    () =>
      inExcel((xml) =>
        xml
          .replace(/<mergeCells.*?<\/mergeCells>/s, '')
          .replace('</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
      ),
  ],
  [
    'nested.xlsx',
    () => inExcel((xml) => xml.replace('<sheetData>', `${'<x>'.repeat(300_000)}${'</x>'.repeat(300_000)}<sheetData>`)),
  ],
  [
    'outside-names.docx',
    () =>
      inWord(
        String,
        ['../../etc/x', '/abs/y', 'word/../../z'].map((name) => ({ name, content: 'x' })),
      ),
  ],
  ['entity.docx', () => inWord((xml) => declaring(xml, '<!ENTITY x SYSTEM "file:///etc/passwd">'))],
  [
    'entity-utf16.docx',
    () => inWord((xml) => inUtf16(declaring(xml, `<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(8)}">`))),
  ],
  ['nested.docx', () => inWord((xml) => inBody(xml, OPEN_CELL.repeat(100_000) + CLOSED_CELL.repeat(100_000)))],
  [
    'style-chain.docx',
    () =>
      inWord(String, [
        { name: 'word/styles.xml', content: `<w:styles ${W}>${styles(60_000)}</w:styles>` },
        {
          name: 'word/numbering.xml',
          content: `<w:numbering ${W}><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
        },
      ]),
  ],
  ['bomb.docx', () => inWord(String, [{ name: 'word/media/x.xml', content: Buffer.alloc(60 * MB, '0') }])],
  ['long.docx', () => inWord((xml) => inBody(xml, paragraphs(700_000)))],
  [
    'lines.pdf',
    () =>
      pdfOf([
        {
          texts: [{ text: 'KẾ HOẠCH năm 2026', x: 40, y: 500 }],
          lines: Array.from({ length: 400_000 }, (_, at) => line(at)),
        },
      ]),
  ],
  [
    'rules.pdf',
    () =>
      pdfOf([
        {
          texts: Array.from({ length: 3000 }, (_, at) => ({ text: 'x', x: 50 + (at % 300), y: 50 + ((at * 7) % 500) })),
          lines: Array.from({ length: 20_000 }, (_, at) => [
            [50 + (at % 300), 50, 50 + (at % 300), 550] as const,
            [50, 50 + (at % 500), 350, 50 + (at % 500)] as const,
          ]).flat(),
        },
      ]),
  ],
];
