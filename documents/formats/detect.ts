// What kind of document the bytes are, told by the bytes. The name is only held against the answer.
import { DocumentRefused } from './refusals.ts';
import { guardedZip } from './zip-guard.ts';

export type DocumentKind = 'text' | 'docx' | 'xlsx' | 'pdf';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const EMPTY_ZIP = Buffer.from('PK\u0005\u0006', 'latin1');
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const PDF = Buffer.from('%PDF-', 'latin1');
const RTF = Buffer.from('{\\rtf', 'latin1');
/** Readers of PDF take what stands within the first kilobyte. */
const PDF_WITHIN = 1024;

/** Plans are of 20 to 40 KiB; what is made to be slow takes less than a second of them. */
const SHORT = 64 * 1024;

/** Text of a size that holds nobody up, whatever it says. */
export const isShortText = (bytes: Buffer): boolean =>
  bytes.length <= SHORT && ![ZIP, EMPTY_ZIP, OLE, PDF].some((magic) => bytes.includes(magic)) && !looksBinary(bytes);

/** Streams of an OLE file are named in UTF-16. */
const named = (name: string): Buffer => Buffer.from(name, 'utf16le');

const endings: Readonly<Record<string, DocumentKind>> = {
  docx: 'docx',
  xlsx: 'xlsx',
  pdf: 'pdf',
  txt: 'text',
  md: 'text',
  csv: 'text',
  tsv: 'text',
};

/** @throws DocumentRefused for what cannot be read, and where the ending of the name promises something else */
export function detectKind(bytes: Buffer, name: string): DocumentKind {
  if (bytes.length === 0) throw new DocumentRefused('document-empty');
  const promised = endings[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  const kind = kindOf(bytes);
  if (promised !== undefined && kind !== promised) throw new DocumentRefused('document-name-differs');
  if (kind === null) throw new DocumentRefused('document-type-unknown');
  return kind;
}

function kindOf(bytes: Buffer): DocumentKind | null {
  if (starts(bytes, ZIP) || starts(bytes, EMPTY_ZIP)) return kindOfZip(guardedZip(bytes));
  if (starts(bytes, OLE)) throw new DocumentRefused(refusalOfOle(bytes));
  if (starts(bytes, RTF)) throw new DocumentRefused('document-old-format');
  if (bytes.subarray(0, PDF_WITHIN).includes(PDF)) return 'pdf';
  return looksBinary(bytes) ? null : 'text';
}

const starts = (bytes: Buffer, magic: Buffer): boolean => bytes.subarray(0, magic.length).equals(magic);

function kindOfZip(names: ReadonlySet<string>): DocumentKind | null {
  const all = [...names].map((name) => name.toLowerCase());
  if (all.some((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/'))) {
    throw new DocumentRefused('document-has-macros');
  }
  if (names.has('word/document.xml')) return 'docx';
  return names.has('xl/workbook.xml') ? 'xlsx' : null;
}

/** Office wraps what a password protects into an OLE file; everything else in one is of an Office before 2007. */
const refusalOfOle = (bytes: Buffer) =>
  bytes.includes(named('EncryptedPackage')) ? 'document-encrypted' : 'document-old-format';

/** UTF-16 with its mark is text; without one, a zero byte is in no text. */
function looksBinary(bytes: Buffer): boolean {
  if (utf16Of(bytes) !== null) return false;
  return bytes.subarray(0, 65_536).includes(0);
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** The text of a text file: UTF-8, or UTF-16 where its first bytes say so ("Unicode Text" of Excel); else null. */
export function decodeText(bytes: Buffer): string | null {
  try {
    return new TextDecoder(utf16Of(bytes) ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
