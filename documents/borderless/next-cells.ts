// What may begin at a word, behind what has been read: the next cell of the row, the next row, a heading, or the rest of a cell
// that the page before cut.
import type { ColumnRole } from '../columns.ts';
import { readNumber } from '../numbering.ts';
import { type CellPiece, HEADING, type Numbers } from './cell-pieces.ts';
import type { PageWords } from './page-words.ts';
import { follows, headingAt } from './row-numbers.ts';

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
  const inRow = begins !== null && !continues && last >= 0 && !isBehindNumber(page, standing, from);
  for (let column = at; inRow && column < columns.length; column++) {
    yield { weight: cut + skipped(columns, last, column), column, continues: false, numbers, begins: 'cell' };
  }
  yield* newRows(page, standing, from, cut + leaving(page, standing, false));
}

/** "3. Biên lai điện tử": what stands beside the number of a row is of its first cell. */
const isBehindNumber = ({ tokens }: PageWords, { begins, column }: Standing, from: number): boolean =>
  begins === 'row' && column === 0 && tokens[from - 1]?.opensLine === true && tokens[from]?.opensLine === false;

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
  const heading = headingAt(tokens, from, numbers);
  if (heading)
    yield {
      ...heading,
      weight: Math.max(leave, -4) + heading.weight,
      column: HEADING,
      continues: false,
      begins: 'row',
    };
  const number = readNumber(token.text);
  if (number?.style === 'decimal') {
    const weight = leave + follows(numbers, number, token.text) + (token.opensBlock ? 0 : 2);
    yield { weight, column: 0, continues: false, numbers: { ...numbers, last: number }, begins: 'row' };
  }
  // A row whose cells stop in the middle goes on; no other begins in its place.
  const isOpen = begins === null || continues;
  const unfinished = isOpen && (context.open ?? []).some((cell, at) => cell.unfinished && at > column) ? 7 : 0;
  const canShare = context.columns[0] === 'criterion' && (begins === null ? context.open !== null : column > 0);
  if (canShare) yield { weight: leave - 3 - unfinished, column: 1, continues: false, numbers, begins: 'subRow' };
}
