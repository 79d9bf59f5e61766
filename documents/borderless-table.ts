// An appendix whose cells have lost their borders → the rows of its table, with a doubt wherever cells had to be told apart by their words.

import type { Lines } from './blocks.ts';
import { type CellPiece, HEADING, type Numbers, type OpenCell, readPage } from './borderless-cells.ts';
import {
  foreignItems,
  goesOnBehindTime,
  type Neighbours,
  neighboursIn,
  runsTogether,
  witnesses,
} from './borderless-evidence.ts';
import { type BorderlessHeader, findHeader } from './borderless-header.ts';
import type { ColumnRole, Columns } from './columns.ts';
import { readNumber } from './numbering.ts';
import { joinText } from './page-breaks.ts';
import type { PlanTime } from './phrase-rule.ts';
import type { CellDoubt, Table, TableRow } from './tables.ts';
import { type Token, tokensOf } from './text-tokens.ts';

interface Cell {
  text: string;
  /** Lines on the page that was read last. */
  height: number;
  doubts: CellDoubt['code'][];
}

interface OpenRow {
  number: string;
  heading: boolean;
  shares: boolean;
  cells: Cell[];
  lines: Lines;
  pages: number;
}

/** So many pages tell how wide the columns are. */
const PAGES_TO_MEASURE = 5;

/** Null where no names of columns are found. `fromLine`: where the appendix begins. */
export function readBorderless(source: readonly string[], fromLine: number, time: PlanTime): Table | null {
  const tokens = tokensOf(source, fromLine);
  const header = findHeader(tokens);
  if (header === null) return null;
  const roles = header.columns.filter((role) => role !== 'number');
  const pages = pagesOf(tokens, header);
  const neighbours = neighboursIn(tokensOf(source, 1));
  const first = readPages(pages.slice(0, PAGES_TO_MEASURE), { roles, neighbours, time, widths: null });
  const rows = readPages(pages, { roles, neighbours, time, widths: first.widths }).rows;
  return {
    rows: settle(rows, roles),
    columns: columnsOf(header),
    headerBlocks: header.blocks.length,
    joinedRows: rows.filter(({ pages: count }) => count > 1).length,
    unreadLines: [],
    borderless: true,
  };
}

const columnsOf = ({ columns }: BorderlessHeader): Columns =>
  new Map(columns.flatMap((role, index): [ColumnRole, number][] => (role === null ? [] : [[role, index]])));

/** The words between the headers. A number alone above a header is the number of the page. */
function pagesOf(tokens: readonly Token[], { blocks }: BorderlessHeader): Token[][] {
  return blocks.map(([, to], index) => {
    const page = tokens.slice(to, blocks[index + 1]?.[0] ?? tokens.length);
    const last = page.at(-1);
    return last?.opensBlock && /^[-–]?\d{1,3}[-–]?$/.test(last.text) ? page.slice(0, -1) : page;
  });
}

interface Reading {
  readonly roles: readonly (ColumnRole | null)[];
  readonly neighbours: Neighbours;
  readonly time: PlanTime;
  readonly widths: readonly number[] | null;
}

function readPages(pages: readonly Token[][], { roles, neighbours, time, widths }: Reading) {
  const rows: OpenRow[] = [];
  const witness = witnesses(time);
  const fullLines: number[][] = roles.map(() => []);
  let numbers: Numbers = { roman: 0, last: null };
  pages.forEach((tokens, index) => {
    const last = rows.at(-1);
    const open = last && !last.heading ? openCells(last, roles) : null;
    for (const cell of last?.cells ?? []) cell.height = 0;
    const reading = readPage(tokens, {
      columns: roles,
      neighbours,
      witness,
      widths,
      open,
      numbers,
      isLast: index === pages.length - 1,
    });
    numbers = reading.numbers;
    if (last && open) doubtSharing(last, open, reading.pieces);
    for (const piece of reading.pieces) {
      addPiece(rows, tokens, piece, roles);
      measure(fullLines[piece.column], tokens.slice(piece.from, piece.to));
    }
  });
  return { rows, widths: fullLines.map(usualLength) };
}

const UNFINISHED = /[;,]$|(?<![\p{L}])(?:và|thuộc|của|trước|ngày|tháng|năm|trong|quý|hoàn thành|chậm nhất|số)$/iu;

/** A page cuts every cell that reaches its last line; the others of the row ended above. */
function openCells({ cells, shares }: OpenRow, roles: readonly (ColumnRole | null)[]): OpenCell[] {
  const lowest = Math.max(...cells.map(({ height }) => height));
  return cells.map(({ text, height }, column) => ({
    text,
    ended: height < lowest - 1 && !(shares && column === 0),
    unfinished: NAMING.has(roles[column] ?? 'evidence') && UNFINISHED.test(text) && !/^trong năm$/iu.test(text),
  }));
}

/** Several cells may have gone on over the page, and fewer did: which of them, only their words could tell. */
function doubtSharing(row: OpenRow, open: readonly OpenCell[], pieces: readonly CellPiece[]): void {
  const wentOn = new Set(pieces.filter(({ begins }) => begins === 'nothing').map(({ column }) => column));
  const mayGoOn = open.filter(({ ended, text }) => !ended && text !== '').length;
  if (wentOn.size < mayGoOn) for (const column of wentOn) row.cells[column]?.doubts.push('cell-edge-doubtful');
}

/** All lines of a piece but the last are full. */
function measure(lengths: number[] | undefined, tokens: readonly Token[]): void {
  const lines = new Map<number, number>();
  for (const { line, text } of tokens) lines.set(line, (lines.get(line) ?? -1) + text.length + 1);
  lengths?.push(...[...lines.values()].slice(0, -1));
}

const usualLength = (lengths: readonly number[]): number => {
  const sorted = [...lengths].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.9)] ?? 30;
};

function addPiece(
  rows: OpenRow[],
  tokens: readonly Token[],
  piece: CellPiece,
  roles: readonly (ColumnRole | null)[],
): void {
  const words = tokens.slice(piece.from, piece.to);
  const lines: Lines = [words[0]?.line ?? 1, words.at(-1)?.line ?? 1];
  const text = textOf(words);
  if (piece.begins === 'row' || piece.begins === 'subRow') {
    const numbered = piece.begins === 'row' ? (words[0]?.text ?? '') : '';
    const row: OpenRow = {
      number: numbered,
      heading: piece.column === HEADING,
      shares: piece.begins === 'subRow',
      cells: roles.map(() => ({ text: '', height: 0, doubts: [] })),
      lines,
      pages: 1,
    };
    const cell = row.cells[Math.max(piece.column, 0)];
    if (cell) cell.text = text.slice(numbered.length).trim();
    if (cell) cell.height = heightOf(words);
    if (cell && piece.doubtful) cell.doubts.push('cell-edge-doubtful');
    rows.push(row);
    return;
  }
  const row = rows.at(-1);
  const cell = row?.cells[piece.column];
  if (!row || !cell) return;
  cell.text = joinText(cell.text, text);
  cell.height += heightOf(words);
  row.lines = [row.lines[0], Math.max(row.lines[1], lines[1])];
  if (piece.begins === 'nothing' && piece.from === 0) row.pages += 1;
  if (piece.doubtful || (piece.begins === 'nothing' && mayHoldTwo(words))) cell.doubts.push('cell-edge-doubtful');
}

/** A sentence that ends inside the first line behind a page break: the rest of the line may be of the next cell. */
function mayHoldTwo(tokens: readonly Token[]): boolean {
  const line = tokens.filter((token) => token.line === tokens[0]?.line);
  return line.slice(0, -1).some(({ text }, at) => /[.;]$/.test(text) || text === line[at + 1]?.text);
}

const heightOf = (tokens: readonly Token[]): number => new Set(tokens.map(({ line }) => line)).size;

/** Words of one line are joined as they stand; a line that ended inside a word or a code as over a page break. */
const textOf = (tokens: readonly Token[]): string =>
  tokens.reduce((text, token) => (token.opensLine ? joinText(text, token.text) : joinPlainly(text, token.text)), '');
const joinPlainly = (before: string, after: string): string => (before === '' ? after : `${before} ${after}`);

/** What begins under the criterion cell of the row above and lacks a cell is more of that row; rows that share a criterion cell get it, and numbers of their own. */
function settle(rows: readonly OpenRow[], roles: readonly (ColumnRole | null)[]): TableRow[] {
  const settled: { row: TableRow; shares: boolean }[] = [];
  for (const open of rows) {
    const row = tableRow(open, roles);
    const last = settled.at(-1);
    if (last && open.shares && (isPart(row) || isPart(last.row))) last.row = withMore(last.row, row);
    else settled.push({ row, shares: open.shares });
  }
  return settled.map(({ row, shares }, index) => {
    const first = shares ? settled.slice(0, index).findLastIndex((other) => !other.shares) : index;
    const isShared = shares || settled[index + 1]?.shares === true;
    const criterion = settled[first]?.row;
    return isShared && criterion ? sharing(row, criterion, index - first) : row;
  });
}

/** Rows under one criterion cell are told apart by having all that a row has. */
const isPart = ({ cells: { requirement, lead, coordinators, deadline } }: TableRow): boolean =>
  [requirement, lead, coordinators, deadline].includes('');

function withMore(row: TableRow, more: TableRow): TableRow {
  const roles = ['requirement', 'lead', 'coordinators', 'deadline', 'evidence'] as const;
  const added = roles.filter((role) => more.cells[role] !== '');
  const cells = { ...row.cells };
  for (const role of added) cells[role] = joinText(cells[role], more.cells[role]);
  const doubts = added.map((field): CellDoubt => ({ code: 'part-without-lead', field }));
  return {
    ...row,
    cells,
    lines: [row.lines[0], Math.max(row.lines[1], more.lines[1])],
    doubts: [...row.doubts, ...more.doubts, ...doubts],
  };
}

/** "6.2" where the requirement counts by itself, else "3b". */
function sharing(row: TableRow, { cells: { number, criterion } }: TableRow, place: number): TableRow {
  const base = readNumber(number)?.text ?? number;
  const own = /^(\d{1,2})[.)]\s/u.exec(row.cells.requirement)?.[1];
  const letter = String.fromCharCode(97 + (place % 26));
  const doubt: CellDoubt = { code: 'cell-shared', field: 'criterion' };
  const cells = { ...row.cells, number: own === undefined ? `${base}${letter}` : `${base}.${own}`, criterion };
  return { ...row, cells, doubts: [...row.doubts, doubt] };
}

function tableRow(row: OpenRow, roles: readonly (ColumnRole | null)[]): TableRow {
  const cell = (role: ColumnRole): string => row.cells[roles.indexOf(role)]?.text ?? '';
  return {
    cells: {
      number: row.number,
      criterion: cell('criterion'),
      requirement: cell('requirement'),
      deadline: cell('deadline'),
      lead: cell('lead'),
      coordinators: cell('coordinators'),
      evidence: cell('evidence'),
    },
    lines: row.lines,
    surplus: '',
    doubts: [
      ...row.cells.flatMap((cell, index) => doubtsOf(cell, roles[index] ?? 'evidence')),
      ...besideEmpty(row.cells, roles),
    ],
  };
}

/** What should stand in an empty cell may have been taken for a part of the cell beside it. */
function besideEmpty(cells: readonly Cell[], roles: readonly (ColumnRole | null)[]): CellDoubt[] {
  if (cells.slice(1).every(({ text }) => text === '')) return [];
  const isEmpty = (at: number): boolean => at >= 0 && cells[at]?.text === '' && roles[at] !== 'evidence';
  return cells.flatMap((_, at): CellDoubt[] => {
    const field = roles[at];
    const beside = !isEmpty(at) && (isEmpty(at - 1) || isEmpty(at + 1));
    return beside && field ? [{ code: 'cell-edge-doubtful', field }] : [];
  });
}

const NAMING: ReadonlySet<ColumnRole> = new Set(['lead', 'coordinators', 'deadline']);

function doubtsOf({ doubts, text }: Cell, field: ColumnRole): CellDoubt[] {
  const together =
    NAMING.has(field) &&
    (runsTogether(text) > 0 ||
      (field !== 'deadline' && foreignItems(text) > 0) ||
      (field === 'deadline' && goesOnBehindTime(text)));
  return [...doubts, ...(together ? ['cell-edge-doubtful' as const] : [])].map((code) => ({ code, field }));
}
