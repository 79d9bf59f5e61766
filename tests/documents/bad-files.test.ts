// Files that are no readable document end with a code of their own; none throws, none is half read.
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../documents/formats/read-document.ts';
import { refusalTexts } from '../../documents/formats/refusals.ts';
import { docxOf, docxParts } from './files/docx.ts';
import * as plan from './files/one-plan.ts';
import { pdfOf } from './files/pdf.ts';
import { type Part, zipOf } from './files/zip.ts';

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const docx = docxParts(plan.prose);
const withPart = (part: Part) => zipOf([...docx, part]);
const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024);
const program = Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000', 'latin1');
const ooxml = plan.asDocx();

describe('a file', () => {
  test.each<[string, string, string, () => Buffer | Promise<Buffer>]>([
    ['that is empty', 'document-empty', 'a.docx', () => Buffer.alloc(0)],
    ['that is a program', 'document-type-unknown', 'a.exe', () => program],
    ['that is a program called .pdf', 'document-name-differs', 'a.pdf', () => program],
    ['of Word called .pdf', 'document-name-differs', 'a.pdf', plan.asDocx],
    ['of Excel called .docx', 'document-name-differs', 'a.docx', plan.asXlsx],
    ['of text called .xlsx', 'document-name-differs', 'a.xlsx', plan.asText],
    ['of text that is not UTF-8', 'not-utf8', 'a.txt', () => Buffer.from('KẾ HOẠCH của phường Phổ Yên', 'latin1')],
    ['of an old Office', 'document-old-format', 'a.doc', () => Buffer.concat([OLE, Buffer.alloc(600)])],
    ['of RTF', 'document-old-format', 'a.rtf', () => Buffer.from('{\\rtf1 K}')],
    [
      'of Office under a password',
      'document-encrypted',
      'a.xlsx',
      async () =>
        Buffer.from(
          await writeXlsx({
            sheets: [{ name: 'A', rows: [['x']] }],
            encryption: { password: 'mật khẩu', spinCount: 1 },
          }),
        ),
    ],
    ['of ZIP under a password', 'document-encrypted', 'a.docx', () => withPart({ name: 'x', content: 'x', flags: 1 })],
    ['of PDF under a password', 'document-encrypted', 'a.pdf', () => pdfOf([{ texts: [] }], true)],
    ['with macros', 'document-has-macros', 'a.docx', () => withPart({ name: 'word/vbaProject.bin', content: 'x' })],
    [
      'with a macro sheet',
      'document-has-macros',
      'a.xlsm',
      () => withPart({ name: 'xl/macrosheets/sheet1.xml', content: 'x' }),
    ],
    ['of ZIP that holds no document', 'document-type-unknown', 'a.zip', () => zipOf([{ name: 'x.txt', content: 'x' }])],
    ['cut short', 'document-damaged', 'a.docx', () => ooxml.subarray(0, ooxml.length - 40)],
    ['with bytes turned', 'document-damaged', 'a.docx', () => Buffer.from(ooxml).fill(0x55, 80, 200)],
    [
      'of Word without its text',
      'document-damaged',
      'a.docx',
      () => zipOf([{ name: 'word/document.xml', content: '<x' }]),
    ],
    [
      'of Excel without its sheets',
      'document-damaged',
      'a.xlsx',
      () => zipOf([{ name: 'xl/workbook.xml', content: '<x' }]),
    ],
    [
      'with entities in its XML',
      'document-damaged',
      'a.docx',
      () => withPart({ name: 'word/styles.xml', content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>' }),
    ],
    ['of PDF cut short', 'document-damaged', 'a.pdf', () => Buffer.from('%PDF-1.7\n1 0 obj')],
    ['of PDF that is only pictures', 'document-scanned', 'a.pdf', () => pdfOf([{ texts: [], picture: true }])],
    [
      'of PDF with one page that is only a picture',
      'document-scanned',
      'a.pdf',
      () =>
        pdfOf([
          { texts: [{ text: 'KẾ HOẠCH nâng cao chỉ số cải cách hành chính năm 2025', x: 40, y: 500 }] },
          { texts: [], picture: true },
        ]),
    ],
    ['with more lines than a plan has', 'document-too-long', 'a.txt', () => Buffer.from('x\n'.repeat(20_001))],
    [
      'with more pages than a plan has',
      'document-too-long',
      'a.pdf',
      () => pdfOf(Array.from({ length: 301 }, () => ({ texts: [] }))),
    ],
  ])('%s is refused: %s', async (_, code, name, make) => {
    expect(await readDocument({ bytes: await make(), name })).toEqual({ refused: code });
  });
  test('of PDF with a picture beside its text is read', async () => {
    const texts = plan.prose.map((text, index) => ({ text, x: 40, y: 560 - index * 30 }));
    expect(await readDocument({ bytes: pdfOf([{ texts, picture: true }]), name: 'a.pdf' })).toHaveProperty('reading');
  });
  test('is known by its content where its name says nothing', async () => {
    expect(await readDocument({ bytes: plan.asDocx(), name: 'kế hoạch' })).toHaveProperty('reading');
  });
  test('has its reason in both languages', () => {
    for (const texts of Object.values(refusalTexts)) for (const text of texts) expect(text).toMatch(/\S/);
  });
});

describe('an archive', () => {
  const refused = async (bytes: Buffer) => readDocument({ bytes, name: 'a.docx' });
  test('that says it unpacks to more than a document holds is not opened', async () => {
    const parts = Array.from({ length: 60 }, (_, index) => ({ name: `${index}`, content: 'x', declared: 1024 * 1024 }));
    expect(await refused(zipOf([...docx, ...parts]))).toEqual({ refused: 'document-unpacks-too-large' });
  });
  test('that packs better than any text is not opened', async () => {
    expect(await refused(withPart({ name: 'word/x.xml', content: zeros(8) }))).toEqual({
      refused: 'document-unpacks-too-large',
    });
  });
  test('that unpacks to more than it says is not opened', async () => {
    const lying = withPart({ name: 'word/x.xml', content: zeros(8), declared: 1000 });
    expect(await refused(lying)).toEqual({ refused: 'document-unpacks-too-large' });
  });
  test('of thousands of parts is not opened', async () => {
    const parts = Array.from({ length: 1001 }, (_, index) => ({ name: `${index}`, content: '' }));
    expect(await refused(zipOf(parts))).toEqual({ refused: 'document-unpacks-too-large' });
  });
  test('that names a part twice is not opened: each reader would take another', async () => {
    expect(await refused(zipOf([...docx, ...docx.slice(-1)]))).toEqual({
      refused: 'document-damaged',
    });
  });
});

test('any piece of a real document is read or refused, never a fault', async () => {
  for (const [name, bytes] of [
    ['a.docx', docxOf(plan.prose)],
    ['a.xlsx', await plan.asXlsx()],
    ['a.pdf', plan.asPdf()],
  ] as const) {
    for (let part = 1; part < 8; part += 1) {
      const broken = Buffer.from(bytes);
      const at = Math.floor((bytes.length * part) / 8);
      broken.fill(0x7f, at, at + 40);
      for (const piece of [broken, bytes.subarray(0, at)]) {
        expect(Object.keys(await readDocument({ bytes: piece, name }))).toHaveLength(1);
      }
    }
  }
});
