// What may begin at a word, behind what has been read: the next cell of the row, the next row, a heading, or the rest of a cell
// that the page before cut.
import type { ColumnRole } from '../columns.ts';
import { type RowNumber, readNumber } from '../numbering.ts';
import { type CellPiece, HEADING, type Numbers } from './cell-pieces.ts';
import type { PageWords } from './page-words.ts';
import type { Token } from './text-tokens.ts';

/** How far the row is that is being read. */
export interface Standing {
  /** The cell that ended last; −2 before the first. */
  readonly column: number;
  /** Null: nothing has been read. */
  readonly begins: CellPiece['begins'] | null;
  /** The row began before the page. */
  readonly continues: boolean;
  readonly numbers: Numbers;
}

export const NOTHING_READ = -2;

/** A cell that may begin, and what speaks for it before any of its words is read. */
export interface NextCell extends Standing {
  readonly begins: CellPiece['begins'];
  readonly weight: number;
  /** Where it ends, if that is known. */
  readonly to?: number;
}

export function* nextCells(page: PageWords, standing: Standing, from: number): Generator<NextCell> {
  const { columns, open } = page.context;
  const { column: last, continues, numbers, begins } = standing;
  const cut = page.cutWeights[from] ?? 0;
  const at = Math.max(0, last + 1);
  const inContinuation = open !== null && (begins === null || continues);
  for (let column = at; inContinuation && column < columns.length; column++) {
    yield { weight: cut - 0.1 * (column - at), column, continues: true, numbers, begins: 'nothing' };
  }
  const inRow = begins !== null && !continues && last >= 0;
  for (let column = at; inRow && column < columns.length; column++) {
    yield { weight: cut + skipped(columns, last, column), column, continues: false, numbers, begins: 'cell' };
  }
  yield* newRows(page, standing, from, cut + leaving(page, standing, false));
}

/** A row without a lead or a deadline is hardly one. */
const MISSED: Partial<Record<ColumnRole, number>> = {
  lead: 6,
  deadline: 5,
  requirement: 4,
  coordinators: 3,
  evidence: 1.2,
};
const missed = (role: ColumnRole | null | undefined): number => (role ? (MISSED[role] ?? 0.5) : 0.2);

function skipped(columns: readonly (ColumnRole | null)[], from: number, to: number): number {
  let weight = 0;
  for (let column = from + 1; column < to; column++) weight -= missed(columns[column]);
  return weight;
}

/** What speaks against leaving a row as it stands. */
export function leaving(
  { context: { columns, isLast } }: PageWords,
  { begins, continues, column }: Standing,
  atEnd: boolean,
): number {
  if (column === HEADING) return atEnd ? -0.5 : 0;
  if (begins === null || continues) return 0;
  const cells = skipped(columns, column, columns.length);
  if (column === 0) return Math.max(cells, -7);
  // More of the requirement above it, under a line of its own.
  if (column === 1 && begins === 'subRow') return -2.5;
  return atEnd && !isLast ? cells * 0.6 : cells;
}

function* newRows(page: PageWords, standing: Standing, from: number, leave: number): Generator<NextCell> {
  const { tokens, context } = page;
  const { column, begins, numbers, continues } = standing;
  const token = tokens[from];
  if (!token?.opensLine) return;
  const number = readNumber(token.text);
  if (number?.style === 'roman' && from + 1 < tokens.length) yield heading(tokens, numbers, from, number, leave);
  if (number?.style === 'decimal') {
    const weight = leave + follows(numbers.last, number, token.text) + (token.opensBlock ? 0 : 2);
    yield { weight, column: 0, continues: false, numbers: { roman: numbers.roman, last: number }, begins: 'row' };
  }
  // A row whose cells stop in the middle goes on; no other begins in its place.
  const isOpen = begins === null || continues;
  const unfinished = isOpen && (context.open ?? []).some((cell, at) => cell.unfinished && at > column) ? 7 : 0;
  const canShare = context.columns[0] === 'criterion' && (begins === null ? context.open !== null : column > 0);
  if (canShare) yield { weight: leave - 3 - unfinished, column: 1, continues: false, numbers, begins: 'subRow' };
}

/** A heading, known by its number and by its capitals. */
function heading(
  tokens: readonly Token[],
  { roman }: Numbers,
  from: number,
  number: RowNumber,
  leave: number,
): NextCell {
  const value = number.parts[0] ?? 0;
  const expected = value === roman + 1 ? 5 : value > roman ? 1 : -4;
  const to = headingEnd(tokens, from);
  const text = textOf(tokens.slice(from + 1, to));
  const loud = isLoud(text) ? 3 : 0;
  const numbers = { roman: value, last: null };
  return {
    weight: Math.max(leave, -4) + expected + loud,
    column: HEADING,
    continues: false,
    numbers,
    begins: 'row',
    to,
  };
}

/** A heading is its number and what stands on its line, and on the next where that is in capitals as well. */
function headingEnd(tokens: readonly Token[], from: number): number {
  let inCapitals = true;
  for (let end = from + 1; end < tokens.length; end++) {
    const token = tokens[end];
    if (!token) return end;
    if (token.opensLine && !(inCapitals && goesOnLoud(tokens, token))) return end;
    if (!token.opensLine && token.line === tokens[from]?.line) inCapitals &&= isLoud(token.text);
  }
  return tokens.length;
}

const goesOnLoud = (tokens: readonly Token[], { line, opensBlock, text }: Token): boolean =>
  !opensBlock && isLoud(textOf(tokens.filter((other) => other.line === line))) && readNumber(text) === null;

const isLoud = (text: string): boolean => text === text.toUpperCase();
const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

/** Rows count on: 4 after 3, 1 after a heading, 3.2 after 3.1, 4.1 after 3.7. */
function follows(last: RowNumber | null, next: RowNumber, printed: string): number {
  const style = /[.)]$/.test(printed) || next.parts.length > 1 ? 0 : -0.7;
  if (last === null) return style + (next.parts.every((part) => part === 1) ? 6 : next.parts.length > 1 ? 4 : -1);
  const step = next.parts.findIndex((part, index) => part !== last.parts[index]);
  if (step === -1) return style - 6;
  const ahead = (next.parts[step] ?? 0) - (last.parts[step] ?? 0);
  const fresh = next.parts.slice(step + 1).every((part) => part === 1);
  if (ahead === 1 && fresh && next.parts.length >= Math.min(2, last.parts.length)) return style + 6;
  return style + (ahead > 0 && ahead < 4 && next.parts.length === last.parts.length ? 0 : -6);
}
