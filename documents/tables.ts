// Table lines → the rows of one table: repeated headers dropped, rows that a page cut in two joined.
import type { Lines, TableLine } from './blocks.ts';
import { type ColumnRole, type Columns, isOtherHeader, readHeader, readSubHeader } from './columns.ts';
import { joinText } from './page-breaks.ts';

export interface CellDoubt {
  readonly code: 'cell-edge-doubtful' | 'cell-shared' | 'part-without-lead';
  readonly field: ColumnRole;
}

export interface TableRow {
  readonly cells: Readonly<Record<ColumnRole, string>>;
  readonly lines: Lines;
  /** More cells than the header has columns: what stands outside would be lost without a word. */
  readonly surplus: string;
  /** What had to be guessed to tell the cells of this row apart; none in a table with borders. */
  readonly doubts: readonly CellDoubt[];
}

/** The cells of a row, each as it is found. */
export const cellsOf = (find: (role: ColumnRole) => string): TableRow['cells'] => ({
  number: find('number'),
  criterion: find('criterion'),
  requirement: find('requirement'),
  deadline: find('deadline'),
  lead: find('lead'),
  coordinators: find('coordinators'),
  evidence: find('evidence'),
});

export interface Table {
  readonly rows: readonly TableRow[];
  readonly columns: Columns;
  readonly headerBlocks: number;
  readonly joinedRows: number;
  /** Lines under no header that we know: nobody can say what their cells are. */
  readonly unreadLines: readonly number[];
  /** Its cells had lost their borders and were told apart by their words. */
  readonly borderless: boolean;
}

interface Reading {
  rows: TableRow[];
  columns: Columns;
  width: number;
  headerBlocks: number;
  joinedRows: number;
  unreadLines: number[];
  /** Under the header of an appendix, not before one and not in another table. */
  inAppendix: boolean;
  /** The next row is the first after a page break, so that an unnumbered one continues the row before. */
  afterBreak: boolean;
  inHeader: boolean;
}

export function readTable(tableLines: readonly TableLine[]): Table {
  const reading: Reading = {
    rows: [],
    columns: new Map(),
    width: 0,
    headerBlocks: 0,
    joinedRows: 0,
    unreadLines: [],
    inAppendix: false,
    afterBreak: true,
    inHeader: false,
  };
  for (const line of tableLines) readLine(reading, line);
  return { ...reading, borderless: false };
}

function readLine(reading: Reading, line: TableLine): void {
  if (line.afterBreak) reading.afterBreak = true;
  const header = readHeader(line.cells);
  const subHeader = reading.inHeader ? readSubHeader(line.cells, reading.columns) : null;
  if (header) startHeader(reading, header, line);
  else if (subHeader) reading.columns = new Map([...reading.columns, ...subHeader]);
  else if (isOtherHeader(line.cells)) leaveAppendix(reading, line);
  else readRow(reading, line);
  reading.inHeader = header !== null;
}

function startHeader(reading: Reading, columns: Columns, { cells }: TableLine): void {
  reading.columns = columns;
  reading.width = cells.length;
  reading.headerBlocks += 1;
  reading.inAppendix = true;
  reading.afterBreak = true;
}

function leaveAppendix(reading: Reading, { line }: TableLine): void {
  reading.inAppendix = false;
  reading.unreadLines.push(line);
}

function readRow(reading: Reading, line: TableLine): void {
  if (line.cells.every((cell) => cell === '')) return;
  if (!reading.inAppendix) {
    reading.unreadLines.push(line.line);
    return;
  }
  const row = rowOf(reading, line);
  const last = reading.rows.at(-1);
  if (last && !isFull(last) && isContinuation(row, reading.afterBreak)) {
    reading.rows[reading.rows.length - 1] = joinRows(last, row);
    reading.joinedRows += 1;
  } else reading.rows.push(row);
  reading.afterBreak = false;
}

function rowOf({ columns, width }: Reading, { cells, line }: TableLine): TableRow {
  const cell = (role: ColumnRole): string => cells[columns.get(role) ?? -1] ?? '';
  return {
    cells: cellsOf(cell),
    lines: [line, line],
    surplus: cells.slice(width).join(' ').trim(),
    doubts: [],
  };
}

/** Without a number: the rest of the row before, unless it stands in the middle of a page and has all that a row needs. */
function isContinuation({ cells }: TableRow, afterBreak: boolean): boolean {
  return cells.number === '' && (afterBreak || cells.deadline === '' || cells.lead === '');
}

/** No row goes on for so long: a file of junk must not be glued together piece by piece. */
const isFull = ({ cells }: TableRow): boolean => Object.values(cells).some((cell) => cell.length > 10_000);

function joinRows(before: TableRow, after: TableRow): TableRow {
  const join = (role: ColumnRole): string => joinText(before.cells[role], after.cells[role]);
  return {
    cells: { ...cellsOf(join), number: before.cells.number },
    lines: [before.lines[0], after.lines[1]],
    surplus: joinText(before.surplus, after.surplus),
    doubts: [...before.doubts, ...after.doubts],
  };
}
