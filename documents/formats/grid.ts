// A table of a Word document, a sheet or a page: rows of cells → lines of the text.
import { readHeader } from '../columns.ts';
import { words } from '../normal-form.ts';
import type { TextWriter } from './document-text.ts';

export interface GridRow {
  readonly cells: readonly string[];
  readonly place: string | null;
}

/** A block of cells that are one in the original; `first` inclusive, `last` inclusive, all from 0. */
export interface Merge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly column: number;
}

/**
 * What spans several rows is true of each of them, so every row gets it. What spans several columns stays in the first:
 * repeated over the others, the title of a section would look like a row of tasks.
 */
export function fillDown(rows: readonly string[][], merges: readonly Merge[]): void {
  for (const { firstRow, lastRow, column } of merges) {
    const value = rows[firstRow]?.[column] ?? '';
    for (const row of rows.slice(firstRow + 1, lastRow + 1)) row[column] = value;
  }
}

/** Letterheads and signatures are set in tables too; below the tasks they must not be read as the rest of the last one. */
export const ENDS_TABLE = /^(?:nơi nhận|(?:tm|kt|tl|tuq) (?:ubnd|ủy ban|chủ tịch|chánh|trưởng))/;
const endsTable = ({ cells }: GridRow): boolean =>
  (cells[0] ?? '') === '' || /^\p{L}{2}/u.test(cells[0] ?? '')
    ? cells.some((cell) => ENDS_TABLE.test(words(cell)))
    : false;

const isHeader = ({ cells }: GridRow): boolean => readHeader(cells) !== null;
const filled = ({ cells }: GridRow): string[] => cells.filter((cell) => cell.trim() !== '');

/** The cells above the header of an appendix, and below its end, are prose; those between are rows. */
export function writeGrid(writer: TextWriter, rows: readonly GridRow[], isTable = rows.some(isHeader)): void {
  let inside = isTable && !rows.some(isHeader);
  let parted = false;
  writer.gap();
  for (const row of rows) {
    if (isHeader(row)) inside = true;
    else if (inside && (endsTable(row) || (parted && isUnnumbered(row)))) inside = false;
    if (filled(row).length === 0) parted = true;
    else {
      if (inside) writer.tableRow(row.cells, row.place);
      else for (const cell of filled(row)) writer.paragraph(cell, row.place);
      parted = false;
    }
  }
  writer.gap();
}

/** Below an empty line, where no page ends: not the rest of the row before. */
const isUnnumbered = ({ cells }: GridRow): boolean =>
  !/^(?:[IVX]+|\d+(?:\.\d+)*)(?:[.)]|\s|$)/.test((cells[0] ?? '').trim());
