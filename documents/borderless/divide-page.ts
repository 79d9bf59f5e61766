// One page of a table without borders → which words are which cell of which row. Cells stand one behind the other, row by row and
// column by column; where a blank line parts them nothing is easier, but lines of neighbouring cells also ran together, and a row
// that a page cut goes on in every column. The reading of a page is the division with the greatest weight of evidence.

import { BegunCell, type Endings } from './begun-cell.ts';
import type { CellPiece, Numbers, PageContext } from './cell-pieces.ts';
import { leaving, type NextCell, NOTHING_READ, nextCells, type Standing } from './next-cells.ts';
import { type PageWords, pageWords } from './page-words.ts';
import type { Token } from './text-tokens.ts';

export interface PageDivision {
  readonly pieces: readonly CellPiece[];
  /** The last that were read. */
  readonly numbers: Numbers;
}

/** The best way found to the end of a piece, among those that leave the row at the same place with the same numbers behind them. */
interface Way extends Standing {
  readonly score: number;
  readonly before: Way | null;
  readonly piece: CellPiece | null;
}

/** A way that goes on with a cell, wherever that ends. */
interface Begun {
  readonly next: NextCell;
  readonly before: Way;
  readonly from: number;
  /** Of all but the words of the cell. */
  readonly score: number;
  readonly cell: Endings;
  /** What the ways that end it have in common. */
  readonly key: string;
}

/** Ways that are so much worse than the best to the same word are not followed. */
const HOPELESS = 14;
/** Weights at which a cell does not end here, and does not end further on either. */
const NOT_HERE = -HOPELESS;
const NOWHERE = -2 * HOPELESS;

export function dividePage(tokens: readonly Token[], context: PageContext): PageDivision {
  const page = pageWords(tokens, context);
  const start: Way = {
    score: 0,
    before: null,
    piece: null,
    column: NOTHING_READ,
    begins: null,
    continues: false,
    numbers: context.numbers,
  };
  let ways: Way[] = [start];
  let begun: Begun[] = [];
  for (const [index, from] of page.boundaries.entries()) {
    begun.push(...beginningsAt(page, ways, from));
    const to = page.boundaries[index + 1] ?? tokens.length;
    const bounds = begun.map(({ cell }) => (cell.reaches(to) ? cell.atMost(to) : Number.NEGATIVE_INFINITY));
    ways = waysTo(page, begun, bounds, to);
    begun = begun.filter((_, at) => (bounds[at] ?? NOWHERE) >= NOWHERE);
  }
  const best = ways[0] ?? start;
  return { pieces: piecesOf(best), numbers: best.numbers };
}

function piecesOf(end: Way): CellPiece[] {
  const pieces: CellPiece[] = [];
  for (let way: Way | null = end; way; way = way.before) if (way.piece) pieces.push(way.piece);
  return pieces.reverse();
}

const keyOf = ({ column, continues, numbers }: Standing): string =>
  `${column}${continues ? '+' : ' '}${numbers.roman} ${numbers.last?.text}`;

/** What may begin at a word, each kind by its best way only. */
function beginningsAt(page: PageWords, ways: readonly Way[], from: number): Begun[] {
  const best = new Map<string, { next: NextCell; before: Way; score: number; key: string }>();
  for (const before of ways) {
    for (const next of nextCells(page, before, from)) {
      const score = before.score + next.weight;
      const key = keyOf(next);
      const kind = `${key} ${next.begins}`;
      const other = best.get(kind);
      if (!other || other.score < score) best.set(kind, { next, before, score, key });
    }
  }
  return Array.from(best.values(), (beginning) => ({
    ...beginning,
    from,
    cell: endingsOf(page, from, beginning.next),
  }));
}

function endingsOf(page: PageWords, from: number, { column, continues, to: end }: NextCell): Endings {
  if (end === undefined)
    return new BegunCell(page, from, column, continues ? (page.context.open?.[column] ?? null) : null);
  return { reaches: (to) => to <= end, atMost: (to) => (to === end ? 0 : NOT_HERE), weigh: () => 0 };
}

/**
 * The ways whose last cell ends before `to`, the best of each kind; of those to the end of the page only the best of all.
 * The most promising cells are read first, and no more than those which may still be better than what was found.
 */
function waysTo(page: PageWords, begun: readonly Begun[], bounds: readonly number[], to: number): Way[] {
  const atEnd = to === page.tokens.length;
  const margin = atEnd ? 0 : HOPELESS;
  const known = ({ score, next }: Begun): number => (atEnd ? score + leaving(page, next, true) : score);
  const ended = new Ended();
  const read = ({ at, hope }: Hope): void => {
    const each = begun[at];
    if (!each || hope < ended.best - margin || hope <= ended.bestOf(each.key)) return;
    const weight = each.cell.weigh(to);
    if (weight > NOT_HERE) ended.add({ at, begun: each, score: known(each) + weight });
  };
  const hopes = begun.map((each, at) => (isHere(bounds[at]) ? known(each) + (bounds[at] ?? 0) : NEVER));
  const first = placeOfMost(hopes);
  read({ at: first, hope: hopes[first] ?? NEVER });
  hopes
    .flatMap((hope, at) => (at !== first && hope > NEVER && hope >= ended.best - margin ? [{ at, hope }] : []))
    .sort((a, b) => b.hope - a.hope)
    .forEach(read);
  const isFollowed = (score: number): boolean => (atEnd ? score === ended.best : score > ended.best - margin);
  return bestOfEachKind(
    ended.all.filter(({ score }) => isFollowed(score)),
    page,
    to,
  );
}

/** What a cell will be at most, by its place among the begun. */
interface Hope {
  readonly at: number;
  readonly hope: number;
}

const NEVER = Number.NEGATIVE_INFINITY;
const isHere = (bound: number | undefined): boolean => bound !== undefined && bound > NOT_HERE;

interface Ending {
  readonly at: number;
  readonly begun: Begun;
  readonly score: number;
}

/** The cells that were read to their end. */
class Ended {
  readonly all: Ending[] = [];
  readonly #best = new Map<string, number>();
  best = NEVER;

  add(ending: Ending): void {
    const { begun, score } = ending;
    this.all.push(ending);
    this.#best.set(begun.key, Math.max(this.bestOf(begun.key), score));
    this.best = Math.max(this.best, score);
  }
  bestOf(key: string): number {
    return this.#best.get(key) ?? NEVER;
  }
}

function placeOfMost(numbers: readonly number[]): number {
  let place = 0;
  for (let at = 1; at < numbers.length; at++) if ((numbers[at] ?? NEVER) > (numbers[place] ?? NEVER)) place = at;
  return place;
}

/** Of equal ones the first that began. */
function bestOfEachKind(endings: readonly Ending[], { cutWeights }: PageWords, to: number): Way[] {
  const ways = new Map<string, Way>();
  for (const { begun, score } of endings.toSorted((a, b) => a.at - b.at)) {
    const { key, next, before, from } = begun;
    if ((ways.get(key)?.score ?? NEVER) >= score) continue;
    const { column, begins, continues, numbers } = next;
    const doubtful = (cutWeights[from] ?? 0) < 0 && begins !== 'row';
    ways.set(key, { score, before, column, begins, continues, numbers, piece: { column, from, to, begins, doubtful } });
  }
  return [...ways.values()];
}
