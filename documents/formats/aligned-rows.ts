// The lines below the names of aligned columns → rows: where each begins, and what of it stands in which column.
import { words } from '../normal-form.ts';
import { readHeadingNumber } from '../numbering.ts';
import { ENDS_TABLE } from './grid.ts';
import { unwrap } from './pdf-lines.ts';
import { cellsBetween, type Gap, indentOf, isOneRun, narrowed } from './space-columns.ts';

export interface AlignedRow {
  readonly cells: readonly string[];
  /** From 0. */
  readonly line: number;
}

export interface AlignedLines {
  readonly lines: readonly string[];
  /** Behind the names. */
  readonly to: number;
  readonly end: number;
  readonly gaps: readonly Gap[];
  /** The names stood above already: the last row of the page before may go on. */
  readonly goesOn: boolean;
}

/** `end` is behind the last line of the table. Null where its lines keep to no columns, or do not tell where rows begin. */
export function alignedRows(section: AlignedLines): { rows: AlignedRow[]; end: number } | null {
  const body = bodyOf(section);
  if (body === null) return null;
  const inColumns = body.lines.filter(({ title }) => title === null).map(({ text }) => text);
  const gaps = narrowed(section.gaps, inColumns);
  if (gaps === null) return null;
  const rows: RowLines[] = [];
  for (const { text, at, title } of body.lines) {
    const cells = title ?? cellsBetween(text, gaps);
    if (cells === null || !addLine(rows, { cells, at, isTitle: title !== null }, section.goesOn)) return null;
  }
  return rows.every(beginsAtTop) ? { rows: rows.map(rowOf), end: body.end } : null;
}

interface BodyLine {
  readonly text: string;
  readonly at: number;
  readonly title: readonly [number: string, text: string] | null;
}

/** The lines of the table: up to what stands where numbers are and is none, or behind a blank line and has none. Null where its last is a number alone: of the page, or of a cell. */
function bodyOf({ lines, to, end, gaps }: AlignedLines): { lines: BodyLine[]; end: number } | null {
  const edge = gaps[0]?.from ?? 0;
  const body: BodyLine[] = [];
  let blank = false;
  let at = to;
  for (; at < end; at++) {
    const text = lines[at] ?? '';
    if (text === '') {
      blank = true;
      continue;
    }
    const inFirst = indentOf(text) < edge;
    const isNumbered = inFirst && readHeadingNumber(text.trimStart().split(' ', 1)[0] ?? '') !== null;
    const isOther = inFirst || (blank && body.length > 0) || ENDS_TABLE.test(words(text));
    if (!isNumbered && isOther) break;
    body.push({ text, at, title: isNumbered ? titleIn(text) : null });
    blank = false;
  }
  return NUMBER_ALONE.test(body.at(-1)?.text ?? '') ? null : { lines: body, end: at };
}

const NUMBER_ALONE = /^\s*[-–]?\s*\d{1,3}\s*[-–]?$/;

/** A number and one text, which may go over the borders of columns. */
function titleIn(text: string): BodyLine['title'] {
  const [, number = '', title = ''] = /^\s*(\S+)\s+(\S.*)$/u.exec(text) ?? [];
  return title !== '' && isOneRun(title) ? [number, title] : null;
}

interface RowLines {
  readonly at: number;
  readonly isTitle: boolean;
  /** Of every column the line of each cell; empty where the cell has none there. */
  readonly lines: (readonly string[])[];
}

/** A row begins with its number. False where that cannot be told. */
function addLine(
  rows: RowLines[],
  { cells, at, isTitle }: Omit<RowLines, 'lines'> & { cells: readonly string[] },
  goesOn: boolean,
): boolean {
  const last = rows.at(-1);
  const [number = ''] = cells;
  if (number === '' && last) {
    last.lines.push(cells);
    return !last.isTitle;
  }
  rows.push({ at, isTitle, lines: [cells] });
  return number === '' ? goesOn : readHeadingNumber(number) !== null;
}

/** Where cells are set to the middle of their row, the number may stand below the first line of it. */
function beginsAtTop({ lines: [first = [], ...others] }: RowLines): boolean {
  return first[0] === '' || others.every((cells) => cells.every((cell, column) => cell === '' || first[column] !== ''));
}

const rowOf = ({ at, lines }: RowLines): AlignedRow => ({
  line: at,
  cells: (lines[0] ?? []).map((_, column) =>
    unwrap(lines.map((cells) => ({ text: cells[column] ?? '' })).filter(({ text }) => text !== '')),
  ),
});
