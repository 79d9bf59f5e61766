// A file of any kind → the reading of its plan. Bytes in, data out; never throws for what a file may hold.
import type { PlanReading, PlanRow } from '../../domain/plan-reading.ts';
import { fieldIssue, planIssue } from '../issues.ts';
import { hasLostBorders, readPlan } from '../read-plan.ts';
import { readAligned } from './aligned-text.ts';
import { decodeText, detectKind, isShortText } from './detect.ts';
import { type DocumentText, HIDDEN } from './document-text.ts';
import { DocumentRefused, type RefusalCode } from './refusals.ts';

export interface DocumentFile {
  readonly bytes: Buffer;
  /** As its owner calls it; the ending is held against the content. */
  readonly name: string;
}

export type DocumentAnswer = { readonly reading: PlanReading } | { readonly refused: RefusalCode };

/** Reading holds up everything else; a plan has hundreds of lines. */
const MOST_LINES = 20_000;

export async function readDocument(file: DocumentFile): Promise<DocumentAnswer> {
  try {
    const { text, place, hiddenColumns = [] } = await textOf(file);
    if (text.split('\n').length > MOST_LINES) throw new DocumentRefused('document-too-long');
    const reading = withPlaces(readPlan({ name: file.name, text }), place);
    return { reading: withHiddenColumns(reading, hiddenColumns) };
  } catch (error) {
    if (error instanceof DocumentRefused) return { refused: error.code };
    throw error;
  }
}

/** Whether it is read in less than a second, whatever it says. */
export const isReadAtOnce = (bytes: Buffer): boolean => isShortText(bytes) && !hasLostBorders(decodeText(bytes) ?? '');

/** Readers of binaries are loaded when a file needs one: they are slow to load and most plans are text. */
export async function textOf({ bytes, name }: DocumentFile): Promise<DocumentText> {
  switch (detectKind(bytes, name)) {
    case 'docx':
      return (await import('./docx.ts')).readDocx(bytes);
    case 'xlsx':
      return (await import('./spreadsheet.ts')).readXlsx(bytes);
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(bytes);
    case 'text':
      return plainText(bytes);
  }
}

async function plainText(bytes: Buffer): Promise<DocumentText> {
  const text = decodeText(bytes);
  if (text === null) throw new DocumentRefused('not-utf8');
  return (await import('./csv.ts')).readCsv(text) ?? readAligned(text) ?? { text, place: () => null };
}

const withHiddenColumns = (reading: PlanReading, columns: readonly string[]): PlanReading =>
  columns.length === 0
    ? reading
    : { ...reading, issues: [...reading.issues, planIssue('columns-hidden', null, { columns: columns.join('; ') })] };

/** What was hidden when the plan was signed may be meant no more; a person must know that it was read. */
function withHidden(row: PlanRow): PlanRow {
  if (!row.place?.endsWith(HIDDEN)) return row;
  return { ...row, issues: [...row.issues, fieldIssue('row-hidden', 'number')] };
}

type Placed = { readonly lines: PlanReading['rows'][number]['lines'] | null };

/** Line numbers are those of the text that we made of the file; the place is where a person finds it in the file itself. */
function withPlaces(reading: PlanReading, place: DocumentText['place']): PlanReading {
  const at = <Item extends Placed>(item: Item): Item => {
    const found = item.lines && place(item.lines[0]);
    return found ? { ...item, place: found } : item;
  };
  const { headings, rows, duties, issues } = reading;
  return {
    ...reading,
    headings: headings.map(at),
    rows: rows.map(at).map(withHidden),
    duties: duties.map(at),
    issues: issues.map(at),
  };
}
