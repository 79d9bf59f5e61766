// A row while its pages are being read: what its cells say so far, and where it had to be guessed.
import type { Lines } from '../blocks.ts';
import type { ColumnRole } from '../columns.ts';
import { joinText } from '../page-breaks.ts';
import type { CellDoubt } from '../tables.ts';
import { type CellPiece, HEADING, type OpenCell } from './cell-pieces.ts';
import type { Token } from './text-tokens.ts';

export interface RowCell {
  text: string;
  /** Lines on the page that was read last. */
  height: number;
  doubts: CellDoubt['code'][];
}

export interface OpenRow {
  number: string;
  heading: boolean;
  /** It stands under the criterion cell of the row above. */
  shares: boolean;
  cells: RowCell[];
  lines: Lines;
  pages: number;
}

/** The columns that name who or when; what such a cell says is whole or not, by its last word. */
export const NAMING: ReadonlySet<ColumnRole | null> = new Set(['lead', 'coordinators', 'deadline']);

const UNFINISHED = /[;,]$|(?<![\p{L}])(?:và|thuộc|của|trước|ngày|tháng|năm|trong|quý|hoàn thành|chậm nhất|số)$/iu;

/** A page cuts every cell that reaches its last line; the others of the row ended above. */
export function openCells({ cells, shares }: OpenRow, columns: readonly (ColumnRole | null)[]): OpenCell[] {
  const lowest = Math.max(...cells.map(({ height }) => height));
  return cells.map(({ text, height }, column) => ({
    text,
    ended: height < lowest - 1 && !(shares && column === 0),
    unfinished: NAMING.has(columns[column] ?? null) && UNFINISHED.test(text) && !/^trong năm$/iu.test(text),
  }));
}

/** Several cells may have gone on over the page, and fewer did: which of them, only their words could tell. */
export function doubtSharing(row: OpenRow, open: readonly OpenCell[], pieces: readonly CellPiece[]): void {
  const wentOn = new Set(pieces.filter(({ begins }) => begins === 'nothing').map(({ column }) => column));
  const mayGoOn = open.filter(({ ended, text }) => !ended && text !== '').length;
  if (wentOn.size < mayGoOn) for (const column of wentOn) row.cells[column]?.doubts.push('cell-edge-doubtful');
}

/** The heights of cells count from the head of each page. */
export function turnPage(row: OpenRow): void {
  for (const cell of row.cells) cell.height = 0;
}

export function addPiece(
  rows: OpenRow[],
  tokens: readonly Token[],
  piece: CellPiece,
  columns: readonly (ColumnRole | null)[],
): void {
  const words = tokens.slice(piece.from, piece.to);
  if (piece.begins === 'row' || piece.begins === 'subRow') rows.push(rowFrom(words, piece, columns));
  else {
    const row = rows.at(-1);
    if (row) extendRow(row, words, piece);
  }
}

const linesOf = (words: readonly Token[]): Lines => [words[0]?.line ?? 1, words.at(-1)?.line ?? 1];

function rowFrom(words: readonly Token[], piece: CellPiece, columns: readonly (ColumnRole | null)[]): OpenRow {
  const { column, begins, doubtful } = piece;
  const number = begins === 'row' ? (words[0]?.text ?? '') : '';
  const first: RowCell = {
    text: textOf(words).slice(number.length).trim(),
    height: heightOf(words),
    doubts: doubtful ? ['cell-edge-doubtful'] : [],
  };
  return {
    number,
    heading: column === HEADING,
    shares: begins === 'subRow',
    cells: columns.map((_, at) => (at === Math.max(column, 0) ? first : { text: '', height: 0, doubts: [] })),
    lines: linesOf(words),
    pages: 1,
  };
}

function extendRow(row: OpenRow, words: readonly Token[], { column, begins, from, doubtful }: CellPiece): void {
  const cell = row.cells[column];
  if (!cell) return;
  cell.text = joinText(cell.text, textOf(words));
  cell.height += heightOf(words);
  row.lines = [row.lines[0], Math.max(row.lines[1], linesOf(words)[1])];
  if (begins === 'nothing' && from === 0) row.pages += 1;
  const inMiddle = begins === 'cell' && /^\p{Ll}/u.test(words[0]?.text ?? '');
  if (doubtful || inMiddle || (begins === 'nothing' && mayHoldTwo(words))) cell.doubts.push('cell-edge-doubtful');
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
