// The CSV of a table of tasks → text. Told from plain text by its header row.
import { parseCsv } from 'hucre/csv';
import { readHeader } from '../columns.ts';
import { type DocumentText, TextWriter } from './document-text.ts';
import { writeGrid } from './grid.ts';
import { DocumentRefused } from './refusals.ts';

const MOST_ROWS = 20_000;
const DELIMITERS = [',', ';', '|'] as const;

/** The text as CSV, or null when it has no header row of a table of tasks: then it is plain text. */
export function readCsv(text: string): DocumentText | null {
  const delimiter = DELIMITERS.find((candidate) => hasHeader(text, candidate));
  if (delimiter === undefined) return null;
  const rows = parseCsv(text, { delimiter });
  if (rows.length > MOST_ROWS) throw new DocumentRefused('document-too-long');
  const writer = new TextWriter();
  writeGrid(
    writer,
    rows.map((row, index) => ({ cells: row.map((cell) => String(cell ?? '')), place: `dòng ${index + 1}` })),
  );
  return writer.finish();
}

/** Headers stand near the top, and a row of one is short. */
const HEADER_WITHIN = 200;
const LONGEST_LINE = 2000;

function hasHeader(text: string, delimiter: string): boolean {
  const head = text.slice(0, HEADER_WITHIN * LONGEST_LINE).split(/\r\n|\r|\n/, HEADER_WITHIN);
  return head.some((line) => line.length <= LONGEST_LINE && readHeader(line.split(delimiter).map(unquoted)) !== null);
}

const unquoted = (cell: string): string => cell.trim().replace(/^"|"$/g, '');
