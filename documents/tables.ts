// Table lines → the rows of one table: repeated headers dropped, rows that a page cut in two joined.
import type { Lines, TableLine } from './blocks.ts';
import { type ColumnRole, type Columns, isOtherHeader, readHeader, readSubHeader } from './columns.ts';
import { words } from './normal-form.ts';
import { readHeadingNumber } from './numbering.ts';
import { joinText } from './page-breaks.ts';

export interface CellDoubt {
  readonly code: 'cell-edge-doubtful' | 'cell-shared' | 'part-without-lead' | 'row-joined' | 'row-may-go-on';
  readonly field: ColumnRole;
}

export interface TableRow {
  readonly cells: Readonly<Record<ColumnRole, string>>;
  readonly lines: Lines;
  /** More cells than the header has columns: what stands outside would be lost without a word. */
  readonly surplus: string;
  /** What had to be guessed to tell the cells of this row apart; none in a table with borders. */
  readonly doubts: readonly CellDoubt[];
  /** The title of a section stands alone in it, with a number in front of it or with none. */
  readonly isTitle?: boolean;
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
  /** Names of columns that hold something and are not read. */
  readonly unreadColumns: readonly string[];
  /** Lines under no header that we know: nobody can say what their cells are. */
  readonly unreadLines: readonly number[];
  /** Its cells had lost their borders and were told apart by their words. */
  readonly borderless: boolean;
}

interface Reading {
  rows: TableRow[];
  columns: Columns;
  names: readonly string[];
  unreadColumns: string[];
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
    names: [],
    unreadColumns: [],
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
  const header = headerIn(reading, line);
  const subHeader = reading.inHeader ? readSubHeader(line.cells, reading.columns) : null;
  if (header) startHeader(reading, header, line);
  else if (subHeader) reading.columns = new Map([...reading.columns, ...subHeader]);
  else if (isOtherHeader(line.cells) || isOtherTable(reading, line)) leaveAppendix(reading, line);
  else readRow(reading, line);
  reading.inHeader = header !== null;
}

/** What names columns and no number is a header where a table can begin; in the middle of one it is a row, unless it stood above it. */
function headerIn({ headerBlocks, names }: Reading, { cells, afterBreak }: TableLine): Columns | null {
  const header = readHeader(cells);
  const begins = afterBreak || headerBlocks === 0 || words(cells.join(' ')) === words(names.join(' '));
  return header?.has('number') || begins ? header : null;
}

function startHeader(reading: Reading, columns: Columns, { cells }: TableLine): void {
  reading.columns = columns;
  reading.names = cells;
  reading.headerBlocks += 1;
  reading.inAppendix = true;
  reading.afterBreak = true;
}

/** "Họ và tên | Chức vụ | Đơn vị": names where the numbers of rows would be, at the head of what stands apart. */
function isOtherTable({ columns }: Reading, { cells, afterBreak }: TableLine): boolean {
  const number = cells[columns.get('number') ?? -1] ?? '';
  const filled = cells.filter((cell) => cell !== '').length;
  return afterBreak && filled >= 3 && /\p{L}{2}/u.test(number) && !NUMBERED.test(number);
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
  const row = numberedTitle(reading, line) ?? titleRow(reading, line) ?? rowOf(reading, line);
  if (!row.isTitle) noteUnread(reading, line);
  addRow(reading, row);
  reading.afterBreak = false;
}

function addRow(reading: Reading, row: TableRow): void {
  const { rows, afterBreak } = reading;
  const last = rows.at(-1);
  const goesOn = last && !isFull(last) && !row.isTitle && !last.isTitle && isContinuation(row, last, afterBreak);
  if (last && goesOn) {
    const isPlain = afterBreak && !isComplete(row);
    rows[rows.length - 1] = joinRows(last, isPlain ? row : withDoubts(row, 'row-joined'));
    reading.joinedRows += 1;
    return;
  }
  const mayGoOn = afterBreak && row.cells.number === '' && !row.isTitle && last && isComplete(last);
  if (mayGoOn) rows[rows.length - 1] = withDoubts(last, 'row-may-go-on');
  rows.push(mayGoOn ? withDoubts(row, 'row-may-go-on') : row);
}

function noteUnread({ columns, names, unreadColumns }: Reading, { cells }: TableLine): void {
  const read = new Set(columns.values());
  cells.slice(0, names.length).forEach((cell, column) => {
    const name = names[column] || `${column + 1}`;
    if (cell !== '' && !read.has(column) && !unreadColumns.includes(name)) unreadColumns.push(name);
  });
}

/** A number and one text beside it, which spans the row, whatever the column is for that it begins in. */
function numberedTitle({ columns, names }: Reading, { cells, line }: TableLine): TableRow | null {
  const column = columns.get('number') ?? -1;
  const [number, title] = [cells[column] ?? '', cells[column + 1] ?? ''];
  const isOwn = columns.get('criterion') === column + 1 || columns.get('requirement') === column + 1;
  if (isOwn || title === '' || cells.filter((cell) => cell !== '').length > 2) return null;
  if (readHeadingNumber(number) === null) return null;
  const places: Columns = new Map([
    ['number', column],
    ['criterion', column + 1],
  ]);
  return { ...rowOf({ columns: places, names }, { cells, line }), isTitle: true };
}

const NUMBERED = /^(?:[IVX]+|\d+(?:\.\d+)*)(?:[.)]|\s)/u;
/** "UBND" alone is the rest of a cell. */
const SHORTEST_TITLE = 10;

/**
 * The title of a section that has no number, or no column for it: alone in its line, left of whom it is given to, in capitals
 * or where no page broke.
 */
function titleRow({ columns, names, afterBreak }: Reading, { cells, line }: TableLine): TableRow | null {
  const [title, ...more] = cells.filter((cell) => cell !== '');
  if (title === undefined || more.length > 0 || title.length < SHORTEST_TITLE || !/^[\p{Lu}\d]/u.test(title))
    return null;
  const column = cells.indexOf(title);
  const isNumbered = columns.has('number');
  if (isNumbered && column === columns.get('number') && NUMBERED.test(title)) return null;
  if (column > Math.max(0, columns.get('criterion') ?? 0, columns.get('requirement') ?? 0)) return null;
  const isShouted = title === title.toUpperCase();
  const standsFree = isNumbered ? column === columns.get('number') : !afterBreak || NUMBERED.test(title);
  if (!isShouted && !standsFree) return null;
  return { ...rowOf({ columns: new Map([['criterion', column]]), names }, { cells, line }), isTitle: true };
}

function rowOf(
  { columns, names }: Pick<Reading, 'columns' | 'names'>,
  { cells, line }: Pick<TableLine, 'cells' | 'line'>,
): TableRow {
  const cell = (role: ColumnRole): string => cells[columns.get(role) ?? -1] ?? '';
  return {
    cells: cellsOf(cell),
    lines: [line, line],
    surplus: cells.slice(names.length).join(' ').trim(),
    doubts: [],
  };
}

/** Without a number: the rest of the row before, unless it has all that a row needs and nothing begins in the middle. */
function isContinuation(row: TableRow, before: TableRow, afterBreak: boolean): boolean {
  if (row.cells.number !== '') return false;
  if (!isComplete(row)) return afterBreak || row.cells.deadline === '' || row.cells.lead === '';
  return afterBreak && isComplete(before) && !beginsWhole(row);
}

/** Says what is to be done, by whom and when: a row, or the rest of one that a page cut in each of these cells. */
const isComplete = ({ cells: { criterion, requirement, lead, deadline } }: TableRow): boolean =>
  (criterion !== '' || requirement !== '') && lead !== '' && deadline !== '';

const beginsWhole = ({ cells }: TableRow): boolean =>
  (['criterion', 'requirement', 'lead', 'coordinators', 'deadline'] as const).every((role) =>
    /^(?:$|[\p{Lu}\d"“(+•–-])/u.test(cells[role]),
  );

/** In every cell that holds something. */
const withDoubts = (row: TableRow, code: CellDoubt['code']): TableRow => ({
  ...row,
  doubts: [
    ...row.doubts,
    ...(['criterion', 'requirement', 'evidence', 'lead', 'coordinators', 'deadline'] as const)
      .filter((field) => row.cells[field] !== '')
      .map((field): CellDoubt => ({ code, field })),
  ],
});

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
