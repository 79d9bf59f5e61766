// A cell that has begun on a page: what speaks for each place where it may end.
import type { ColumnRole } from '../columns.ts';
import type { OpenCell, PageContext } from './cell-pieces.ts';
import { tooLong } from './line-lengths.ts';
import { between, depthOf, type PageWords, type Sums } from './page-words.ts';
import type { Piece, Testimony } from './testimony.ts';
import { bond } from './word-bonds.ts';

const LONGEST_LINES = 90;
const LONGEST_WORDS: Partial<Record<ColumnRole, number>> = { lead: 35, coordinators: 35, deadline: 50 };
/** Sums of the same numbers in another order differ by less. */
const ROUNDING = 1e-9;
const NO_WORDS: Sums = new Float64Array(0);

/** Where a cell may end, and what speaks for it. Weights are of its words up to the one before `to`. */
export interface Endings {
  /** Whether a cell of its column may be so long. */
  reaches(to: number): boolean;
  /** No less than it weighs, without reading it. */
  atMost(to: number): number;
  weigh(to: number): number;
}

export class BegunCell implements Endings {
  readonly #page: PageWords;
  readonly #from: number;
  readonly #width: number | null;
  readonly #wraps: Sums;
  readonly #testimony: Testimony;
  readonly #beginning: number;
  readonly #firstLine: number;
  readonly #openDepth: number;
  readonly #span: PageSpan;
  readonly #most: { readonly words: number; readonly line: number };

  /** `open` is what the page before left of it. */
  constructor(page: PageWords, from: number, column: number, open: OpenCell | null) {
    const { tokens, context } = page;
    const role = context.columns[column] ?? null;
    this.#page = page;
    this.#from = from;
    this.#span = new PageSpan(page, from);
    this.#width = context.widths?.[column] ?? null;
    this.#wraps = page.wraps[column] ?? NO_WORDS;
    this.#testimony = context.witness(role, { start: startAt(page, from), open: open?.text ?? null });
    this.#beginning = beginWeight(context, tokens[from]?.text ?? '', role, open);
    this.#firstLine = firstLineWeight(page, column, from);
    this.#openDepth = open ? depthOf(open.text) : 0;
    const longest = role === null ? undefined : LONGEST_WORDS[role];
    this.#most = {
      words: from + (longest ?? Number.POSITIVE_INFINITY),
      line: (tokens[from]?.line ?? 0) + LONGEST_LINES,
    };
  }

  reaches(to: number): boolean {
    return to <= this.#most.words && (this.#page.tokens[to]?.line ?? 0) <= this.#most.line;
  }

  weigh(to: number): number {
    const piece = this.#span.upTo(to);
    return this.#words(to) + this.#testimony.weigh(piece) + this.#brackets(to, piece);
  }

  atMost(to: number): number {
    const piece = this.#span.upTo(to);
    return this.#words(to) + this.#testimony.atMost(piece) + this.#brackets(to, piece) + ROUNDING;
  }

  /** How well its words go on from each other, and its lines fill the column. */
  #words(to: number): number {
    const inner = between(this.#page.joins, this.#from + 1, to) + between(this.#wraps, this.#from + 1, to);
    return this.#beginning + inner + this.#ownLines(to);
  }

  /** What stands on the first and on the last line of a piece need not be all of them. */
  #ownLines(to: number): number {
    const { startOf, lineFrom } = this.#page;
    if (this.#width === null) return 0;
    const lastFrom = lineFrom[to - 1] ?? 0;
    const length = (startOf[to] ?? 0) - (startOf[Math.max(this.#from, lastFrom)] ?? 0) - 1;
    return tooLong(length, this.#width) + (lastFrom > this.#from ? this.#firstLine : 0);
  }

  #brackets(to: number, { mayBeCut }: Piece): number {
    const depth = this.#openDepth + between(this.#page.depth, this.#from, to);
    if (depth === 0) return 0;
    return depth < 0 ? -1.5 : mayBeCut ? 0 : -1;
  }
}

const START_WORDS = 4;
const startAt = ({ folded, startOf, tokens }: PageWords, from: number): string =>
  folded.slice(startOf[from], startOf[Math.min(tokens.length, from + START_WORDS)]).trimEnd();

function beginWeight(
  { neighbours }: PageContext,
  first: string,
  role: ColumnRole | null,
  open: OpenCell | null,
): number {
  if (open === null) return /^(?:[\p{Ll},;:.)]|\d+[;,]$)/u.test(first) ? -4 : 0;
  const last = open.text.split(' ').at(-1) ?? '';
  const join = open.text === '' ? -1 : bond(last, first, neighbours, 0);
  const isText = role !== 'lead' && role !== 'coordinators' && role !== 'deadline';
  const lower = /^\p{Ll}/u.test(first) ? 0.6 : 0;
  return join * 2 + lower + (isText ? 0.4 : 0) - (open.ended ? 6 : 0);
}

/** A cell that begins inside of a line has only the rest of it: that is what must fit, not the whole line. */
function firstLineWeight(page: PageWords, column: number, from: number): number {
  const { tokens, context, startOf, lineTo, lengths, wraps } = page;
  const width = context.widths?.[column] ?? null;
  const first = tokens[from];
  if (width === null || first === undefined || first.opensLine) return 0;
  const next = lineTo[from] ?? 0;
  const own = (startOf[next] ?? 0) - (startOf[from] ?? 0) - 1;
  const counted = between(wraps[column] ?? NO_WORDS, next, next + 1);
  return tooLong(own, width) - (own < (lengths.get(first.line) ?? 0) ? counted : 0);
}

const CUT_WORDS = 60;

/** The same object for every end that is tried: there are hundreds of thousands. */
class PageSpan implements Piece {
  readonly #page: PageWords;
  readonly #from: number;
  #to: number;

  constructor(page: PageWords, from: number) {
    this.#page = page;
    this.#from = from;
    this.#to = from;
  }
  upTo(to: number): this {
    this.#to = to;
    return this;
  }
  text(): string {
    return this.#page.text.slice(this.#page.startOf[this.#from], (this.#page.startOf[this.#to] ?? 0) - 1);
  }
  folded(): string {
    return this.#page.folded.slice(this.#page.startOf[this.#from], (this.#page.startOf[this.#to] ?? 0) - 1);
  }
  get count(): number {
    return this.#to - this.#from;
  }
  get outsideUnits(): number {
    return between(this.#page.outsideUnits, this.#from, this.#to);
  }
  get timeWords(): number {
    return between(this.#page.timeWords, this.#from, this.#to);
  }
  get namesInside(): number {
    return between(this.#page.nameStarts, this.#from + 1, this.#to);
  }
  get evidenceWords(): number {
    return between(this.#page.evidenceWords, this.#from, this.#to);
  }
  get mayBeCut(): boolean {
    const { context, lastRowFrom, tokens } = this.#page;
    return !context.isLast && this.#from >= lastRowFrom && this.#to >= tokens.length - CUT_WORDS;
  }
}
