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
  /** If the cell ends at the place that is looked at: what the way scores at most, and what it does once the cell was read. */
  hope: number;
  reached: number;
}

/** Ways that are so much worse than the best to the same word are not followed. */
const HOPELESS = 14;
/** Weights at which a cell does not end here, and does not end further on either. */
const NOT_HERE = -HOPELESS;
const NOWHERE = -2 * HOPELESS;
const NEVER = Number.NEGATIVE_INFINITY;

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
    begun = begun.filter((each) => mayStillEnd(page, each, to));
    ways = waysTo(page, begun, to);
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
  `${column}${continues ? '+' : ' '}${numbers.letter}.${numbers.roman} ${numbers.last?.text}`;

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
  return Array.from(best.values(), ({ next, before, score, key }) => ({
    next,
    before,
    score,
    key,
    from,
    cell: endingsOf(page, from, next),
    hope: NEVER,
    reached: NEVER,
  }));
}

function endingsOf(page: PageWords, from: number, { column, continues, to: end }: NextCell): Endings {
  if (end === undefined)
    return new BegunCell(page, from, column, continues ? (page.context.open?.[column] ?? null) : null);
  return { reaches: (to) => to <= end, atMost: (to) => (to === end ? 0 : NOT_HERE), weigh: () => 0 };
}

/** What is known of a way before its last cell is read; at the end of the page it must leave the row as it stands. */
const known = (page: PageWords, { score, next }: Begun, to: number): number =>
  to === page.tokens.length ? score + leaving(page, next, true) : score;

/** Here or further on; what it may score here is noted. */
function mayStillEnd(page: PageWords, begun: Begun, to: number): boolean {
  const bound = begun.cell.reaches(to) ? begun.cell.atMost(to) : NEVER;
  begun.hope = bound > NOT_HERE ? known(page, begun, to) + bound : NEVER;
  begun.reached = NEVER;
  return bound >= NOWHERE;
}

/**
 * The ways whose last cell ends before `to`, the best of each kind; of those to the end of the page only the best of all.
 * The most promising cells are read first, and no more than those which may still be better than what was found.
 */
function waysTo(page: PageWords, begun: readonly Begun[], to: number): Way[] {
  const atEnd = to === page.tokens.length;
  const margin = atEnd ? 0 : HOPELESS;
  const bestOf = new Map<string, number>();
  let best = NEVER;
  const read = (each: Begun): void => {
    const rival = bestOf.get(each.key) ?? NEVER;
    const weight = each.hope > rival && each.hope >= best - margin ? each.cell.weigh(to) : NOT_HERE;
    if (weight <= NOT_HERE) return;
    each.reached = known(page, each, to) + weight;
    bestOf.set(each.key, Math.max(rival, each.reached));
    best = Math.max(best, each.reached);
  };
  const first = mostHopeful(begun);
  if (first) read(first);
  const others = begun.filter((each) => each !== first && each.hope > NEVER && each.hope >= best - margin);
  for (const each of others.sort((a, b) => b.hope - a.hope)) read(each);
  const isFollowed = ({ reached }: Begun): boolean => (atEnd ? reached === best : reached > best - margin);
  return bestOfEachKind(
    page,
    begun.filter((each) => each.reached > NEVER && isFollowed(each)),
    to,
  );
}

function mostHopeful(begun: readonly Begun[]): Begun | undefined {
  let most = begun[0];
  for (const each of begun) if (each.hope > (most?.hope ?? NEVER)) most = each;
  return most;
}

/** Of equal ones the first that began. */
function bestOfEachKind({ cutWeights }: PageWords, ended: readonly Begun[], to: number): Way[] {
  const ways = new Map<string, Way>();
  for (const { key, next, before, from, reached: score } of ended) {
    if ((ways.get(key)?.score ?? NEVER) >= score) continue;
    const { column, begins, continues, numbers } = next;
    const doubtful = (cutWeights[from] ?? 0) < 0 && begins !== 'row';
    ways.set(key, { score, before, column, begins, continues, numbers, piece: { column, from, to, begins, doubtful } });
  }
  return [...ways.values()];
}
