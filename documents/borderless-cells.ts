// One page of a table without borders → which words are which cell of which row. Cells stand one behind the other, row by row and
// column by column; where a blank line parts them nothing is easier, but lines of neighbouring cells also ran together, and a row
// that a page cut goes on in every column. The reading of a page is the division with the greatest weight of evidence.
import {
  DEADLINE_HINT,
  EVIDENCE_HINT,
  isWitness,
  junction,
  type Neighbours,
  type Piece,
  startsName,
  type Witness,
} from './borderless-evidence.ts';
import type { ColumnRole } from './columns.ts';
import { fold } from './normal-form.ts';
import { type RowNumber, readNumber } from './numbering.ts';
import type { Token } from './text-tokens.ts';
import { unitVocabulary } from './units.ts';

/** Words of one cell. `column` −1 is a heading over the whole width. */
export interface CellPiece {
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly begins: 'row' | 'subRow' | 'cell' | 'nothing';
  /** It was parted from its neighbour inside a line, or where nothing but its words told that a cell ends. */
  readonly doubtful: boolean;
}

export interface PageReading {
  readonly pieces: readonly CellPiece[];
  readonly numbers: Numbers;
}

export interface Numbers {
  readonly roman: number;
  readonly last: RowNumber | null;
}

export interface PageContext {
  readonly columns: readonly (ColumnRole | null)[];
  readonly neighbours: Neighbours;
  readonly witness: Witness;
  /** Usual length of a full line in each column; null before it is known. */
  readonly widths: readonly number[] | null;
  /** The cells of the row that may go on from the page before; null when none is open. */
  readonly open: readonly OpenCell[] | null;
  readonly numbers: Numbers;
  readonly isLast: boolean;
}

/** A cell of the row that stands at the end of the page before. */
export interface OpenCell {
  readonly text: string;
  /** It ended above the last line of the page, while others of its row went on. */
  readonly ended: boolean;
  /** It names a unit or a time and stops in the middle of it. */
  readonly unfinished: boolean;
}

export const HEADING = -1;

/** The best way found to the end of a piece, among those that leave the row at the same place with the same numbers behind them. */
interface Step {
  readonly score: number;
  readonly before: Step | null;
  readonly piece: CellPiece | null;
  /** Where in its row the piece stands; −2 nothing yet. */
  readonly column: number;
  /** Of the row before the page. */
  readonly continues: boolean;
  readonly numbers: Numbers;
}

/** A step that is about to be made: what its piece will be, wherever it ends. */
type Entry = Omit<Step, 'piece' | 'before'> & {
  readonly before: Step;
  readonly begins: CellPiece['begins'];
  readonly to?: number;
};

const LONGEST_PIECE = 90;
const LONGEST_UNIT_CELL = 35;
const LONGEST_DEADLINE_CELL = 50;
/** Ways that are so much worse than the best to the same word are not followed. */
const HOPELESS = 14;

export function readPage(tokens: readonly Token[], context: PageContext): PageReading {
  const page = prepare(tokens, context);
  const start: Step = { score: 0, before: null, piece: null, column: -2, continues: false, numbers: context.numbers };
  const steps = new Map<number, Map<string, Step>>([[0, new Map([['', start]])]]);
  for (const from of page.boundaries) {
    const arrived = [...(steps.get(from)?.values() ?? [])];
    const best = Math.max(...arrived.map(({ score }) => score));
    const hopeful = arrived.filter(({ score }) => score > best - HOPELESS);
    for (const entry of entriesAt(page, hopeful, from)) follow(page, entry, from, steps);
  }
  const ends = [...(steps.get(tokens.length)?.values() ?? [])].map((step) => ({
    step,
    score: step.score + leaving(page, step, true),
  }));
  const best = ends.sort((a, b) => b.score - a.score)[0]?.step ?? start;
  return { pieces: piecesOf(best), numbers: best.numbers };
}

function piecesOf(end: Step): CellPiece[] {
  const pieces: CellPiece[] = [];
  for (let step: Step | null = end; step; step = step.before) if (step.piece) pieces.push(step.piece);
  return pieces.reverse();
}

const keyOf = ({ column, continues, numbers }: Pick<Step, 'column' | 'continues' | 'numbers'>): string =>
  `${column}${continues ? '+' : ' '}${numbers.roman} ${numbers.last?.text}`;

/** What may begin at a word, each kind by its best way only. */
function entriesAt(page: Page, arrived: readonly Step[], from: number): Entry[] {
  const best = new Map<string, Entry>();
  for (const step of arrived) {
    for (const entry of nextEntries(page, step, from)) {
      const key = `${keyOf(entry)} ${entry.begins}`;
      const other = best.get(key);
      if (!other || other.score < entry.score) best.set(key, entry);
    }
  }
  return [...best.values()];
}

type Arrived = Map<number, Map<string, Step>>;

function follow(page: Page, entry: Entry, from: number, steps: Arrived): void {
  const key = keyOf(entry);
  if (entry.to !== undefined) arrive(page, entry, key, { from, to: entry.to, weight: 0 }, steps);
  else {
    for (const { to, weight } of weightsFrom(page, entry.column, from, entry.continues)) {
      arrive(page, entry, key, { from, to, weight }, steps);
    }
  }
}

function arrive(
  page: Page,
  entry: Entry,
  key: string,
  { from, to, weight }: Weighed & { from: number },
  steps: Arrived,
): void {
  const score = entry.score + weight;
  const there = steps.get(to) ?? new Map<string, Step>();
  if ((there.get(key)?.score ?? Number.NEGATIVE_INFINITY) >= score) return;
  const { column, continues, numbers, before, begins } = entry;
  const doubtful = (page.cutCost[from] ?? 0) < 0 && begins !== 'row';
  there.set(key, { score, before, piece: { column, from, to, begins, doubtful }, column, continues, numbers });
  steps.set(to, there);
}

interface Page {
  readonly tokens: readonly Token[];
  readonly context: PageContext;
  readonly boundaries: readonly number[];
  readonly ends: readonly number[];
  /** Place of each boundary in the list. */
  readonly placeOf: ReadonlyMap<number, number>;
  readonly text: string;
  readonly folded: string;
  readonly startOf: readonly number[];
  readonly cutCost: readonly number[];
  readonly joinSum: readonly number[];
  readonly wrapSum: readonly (readonly number[])[];
  readonly outsideUnits: readonly number[];
  readonly timeWords: readonly number[];
  readonly nameStarts: readonly number[];
  readonly evidenceWords: readonly number[];
  /** Brackets opened and not closed. */
  readonly depth: readonly number[];
  readonly lengths: ReadonlyMap<number, number>;
  readonly lastRowFrom: number;
  readonly weights: Map<number, readonly Weighed[]>;
}

interface Weighed {
  readonly to: number;
  readonly weight: number;
}

const sumUp = (values: readonly number[]): number[] => {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value);
  return sums;
};

function prepare(tokens: readonly Token[], context: PageContext): Page {
  const { neighbours, columns, widths } = context;
  const firstOfBlock = firstLines(tokens);
  const junctions = tokens.map((token, at) => {
    const before = tokens[at - 1];
    return before ? junction(before.text, token.text, neighbours, timesSeenHere(tokens, at, firstOfBlock)) : 0;
  });
  const firstRow = tokens.findIndex(isRowNumber);
  const mayCut = ({ line, text }: Token, at: number): boolean =>
    firstOfBlock.has(line) &&
    (/^[\p{Lu}\d“"(–-]/u.test(text) || (context.open !== null && (firstRow === -1 || at < firstRow)));
  const boundaries = tokens.flatMap((token, at) => (at === 0 || token.opensLine || mayCut(token, at) ? [at] : []));
  const lengths = lineLengths(tokens);
  const text = tokens.map((token) => token.text).join(' ');
  const startOf = sumUp(tokens.map((token) => token.text.length + 1));
  return {
    tokens,
    context,
    boundaries,
    ends: [...boundaries.slice(1), tokens.length],
    placeOf: new Map(boundaries.map((boundary, index) => [boundary, index])),
    text,
    folded: fold(text),
    startOf,
    cutCost: tokens.map((token, at) => (at === 0 || token.opensBlock ? 0 : cutAt(token, junctions[at] ?? 0))),
    joinSum: sumUp(tokens.map((token, at) => joinAt(tokens, at, junctions[at] ?? 0, firstOfBlock.has(token.line)))),
    wrapSum: columns.map((_, column) =>
      sumUp(
        tokens.map((token, at) =>
          token.opensLine && at > 0 ? wrapWeight(tokens, at, lengths, widths?.[column] ?? null) : 0,
        ),
      ),
    ),
    outsideUnits: sumUp(tokens.map(({ text }) => (isUnitWord(text) ? 0 : 1))),
    timeWords: sumUp(tokens.map(({ text }) => (DEADLINE_HINT.test(fold(text)) ? 1 : 0))),
    nameStarts: sumUp(
      tokens.map(({ text: word }, at) =>
        startsName(tokens[at - 1]?.text ?? '', word, tokens[at + 1]?.text ?? '') ? 1 : 0,
      ),
    ),
    evidenceWords: sumUp(tokens.map((token) => (EVIDENCE_HINT.test(fold(token.text)) ? 1 : 0))),
    depth: sumUp(tokens.map((token) => depthOf(token.text))),
    lengths,
    lastRowFrom: tokens.findLastIndex(isRowNumber),
    weights: new Map(),
  };
}

const isUnitWord = (text: string): boolean =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => unitVocabulary.has(word) || word === '');

const isRowNumber = (token: Token): boolean =>
  token.opensLine && /^(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]+\.?)$/.test(token.text);

/** How well a word goes on from the one before, where both are in one cell. */
function joinAt(tokens: readonly Token[], at: number, join: number, inFirstLine: boolean): number {
  const token = tokens[at];
  if (token?.opensLine) return join * 0.7 - (token.opensBlock ? 1.6 : 0);
  if (token?.text === tokens[at - 1]?.text) return -2;
  return inFirstLine && join < 0 ? -0.3 : 0;
}

/** A pair that was counted where it stands is no witness for itself. */
function timesSeenHere(tokens: readonly Token[], at: number, firstOfBlock: ReadonlySet<number>): number {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (!before || !token) return 0;
  return isWitness(before, token, firstOfBlock.has(token.line) ? token.line : 0) ? 1 : 0;
}

/** Cells ran together on the first line of what stands behind a blank line: there one may end at any word. */
function firstLines(tokens: readonly Token[]): Set<number> {
  return new Set(tokens.filter(({ opensBlock }, at) => opensBlock || at === 0).map(({ line }) => line));
}

function cutAt(token: Token, join: number): number {
  const bond = join > 0 ? -3 * join : join === 0 ? 0 : 0.5;
  return (token.opensLine || /^[-–•+]$/.test(token.text) ? -2.2 : -3.2) + bond;
}

function lineLengths(tokens: readonly Token[]): Map<number, number> {
  const lengths = new Map<number, number>();
  for (const { line, text } of tokens) lengths.set(line, (lengths.get(line) ?? -1) + text.length + 1);
  return lengths;
}

/** The line before `at`: too long for the column, or ended though the next word would have fitted. */
function wrapWeight(
  tokens: readonly Token[],
  at: number,
  lengths: ReadonlyMap<number, number>,
  width: number | null,
): number {
  if (width === null) return 0;
  const before = tokens[at - 1];
  const length = lengths.get(before?.line ?? 0) ?? 0;
  const next = tokens[at]?.text ?? '';
  if (length > width + 2) return tooLong(length, width);
  const wouldFit = length + 1 + next.length <= width - 3;
  return wouldFit && !/[.;:!?…]$/.test(before?.text ?? '') && !/^[-–+•]/.test(next) ? -1.2 : 0.1;
}

function* nextEntries(page: Page, step: Step, from: number): Generator<Entry> {
  const { columns, open } = page.context;
  const cut = page.cutCost[from] ?? 0;
  const at = Math.max(0, step.column + 1);
  const inContinuation = open !== null && (step.piece === null || step.continues);
  for (let column = at; inContinuation && column < columns.length; column++) {
    const score = step.score + cut - 0.1 * (column - at);
    yield { score, before: step, column, continues: true, numbers: step.numbers, begins: 'nothing' };
  }
  const inRow = step.piece !== null && !step.continues && step.column >= 0;
  for (let column = at; inRow && column < columns.length; column++) {
    const score = step.score + cut + skipped(columns, step.column, column);
    yield { score, before: step, column, continues: false, numbers: step.numbers, begins: 'cell' };
  }
  yield* newRows(page, step, from, cut + leaving(page, step, false));
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
  let cost = 0;
  for (let column = from + 1; column < to; column++) cost -= missed(columns[column]);
  return cost;
}

/** What it costs to leave a row as it stands. */
function leaving({ context: { columns, isLast } }: Page, step: Step, atEnd: boolean): number {
  if (step.piece === null || step.continues || step.column === HEADING)
    return step.column === HEADING && atEnd ? -0.5 : 0;
  const cost = skipped(columns, step.column, columns.length);
  if (step.column === 0) return Math.max(cost, -7);
  // More of the requirement above it, under a line of its own.
  if (step.column === 1 && step.piece.begins === 'subRow') return -2.5;
  return atEnd && !isLast ? cost * 0.6 : cost;
}

function* newRows(page: Page, step: Step, from: number, cut: number): Generator<Entry> {
  const { tokens, context } = page;
  const token = tokens[from];
  if (!token?.opensLine) return;
  const number = readNumber(token.text);
  const common = { before: step, continues: false };
  if (number?.style === 'roman' && from + 1 < tokens.length) yield headingEntry(page, step, from, number, cut);
  if (number?.style === 'decimal') {
    const numbers = { roman: step.numbers.roman, last: number };
    const score = step.score + cut + follows(step.numbers.last, number, token.text) + (token.opensBlock ? 0 : 2);
    yield { ...common, score, column: 0, numbers, begins: 'row' };
  }
  // A row whose cells stop in the middle goes on; no other begins in its place.
  const isOpen = step.piece === null || step.continues;
  const unfinished =
    isOpen && (context.open ?? []).some((cell, column) => cell.unfinished && column > step.column) ? 7 : 0;
  const canShare =
    context.columns[0] === 'criterion' && (step.piece === null ? context.open !== null : step.column > 0);
  if (canShare)
    yield { ...common, score: step.score + cut - 3 - unfinished, column: 1, numbers: step.numbers, begins: 'subRow' };
}

/** A heading, known by its number and by its capitals. */
function headingEntry({ tokens }: Page, step: Step, from: number, number: RowNumber, cut: number): Entry {
  const value = number.parts[0] ?? 0;
  const expected = value === step.numbers.roman + 1 ? 5 : value > step.numbers.roman ? 1 : -4;
  const to = headingEnd(tokens, from);
  const text = tokens
    .slice(from + 1, to)
    .map((token) => token.text)
    .join(' ');
  const loud = text === text.toUpperCase() ? 3 : 0;
  const numbers = { roman: value, last: null };
  return {
    score: step.score + Math.max(cut, -4) + expected + loud,
    before: step,
    column: HEADING,
    continues: false,
    numbers,
    begins: 'row',
    to,
  };
}

/** A heading is its number and what stands on its line, and on the next where that is in capitals as well. */
function headingEnd(tokens: readonly Token[], from: number): number {
  let end = from + 1;
  let inCapitals = true;
  for (; end < tokens.length; end++) {
    const token = tokens[end];
    if (!token) break;
    const line = tokens
      .filter((other) => other.line === token.line)
      .map((other) => other.text)
      .join(' ');
    const goesOn = inCapitals && !token.opensBlock && line === line.toUpperCase() && readNumber(token.text) === null;
    if (token.opensLine && !goesOn) break;
    if (token.opensLine === false && token.line === tokens[from]?.line)
      inCapitals &&= token.text === token.text.toUpperCase();
  }
  return end;
}

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

/** Every end that a cell of this column may have, when it begins here. */
function weightsFrom(page: Page, column: number, from: number, continues: boolean): readonly Weighed[] {
  const key = (from * 32 + column) * 2 + (continues ? 1 : 0);
  const known = page.weights.get(key);
  if (known) return known;
  const weighed: Weighed[] = [];
  const role = page.context.columns[column] ?? null;
  const open = continues ? (page.context.open?.[column] ?? null) : null;
  const begun: Begun = {
    column,
    role,
    from,
    open: open?.text ?? null,
    openDepth: open ? depthOf(open.text) : 0,
    start: page.folded.slice(page.startOf[from], page.startOf[Math.min(page.tokens.length, from + 4)]).trimEnd(),
    weight: beginning(page, page.tokens[from]?.text ?? '', role, open),
  };
  const startLine = page.tokens[from]?.line ?? 0;
  for (let place = page.placeOf.get(from) ?? 0; place < page.ends.length; place++) {
    const to = page.ends[place] ?? 0;
    if (to - from > longestOf(role) || (page.tokens[to]?.line ?? startLine) - startLine > LONGEST_PIECE) break;
    const weight = weighNow(page, begun, to);
    if (weight > -HOPELESS) weighed.push({ to, weight });
    else if (weight < -2 * HOPELESS) break;
  }
  page.weights.set(key, weighed);
  return weighed;
}

function longestOf(role: ColumnRole | null): number {
  if (role === 'lead' || role === 'coordinators') return LONGEST_UNIT_CELL;
  return role === 'deadline' ? LONGEST_DEADLINE_CELL : Number.POSITIVE_INFINITY;
}

const between = (sums: readonly number[], from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);

/** A piece whose end is not settled: what is the same for every end. */
interface Begun {
  readonly column: number;
  readonly role: ColumnRole | null;
  readonly from: number;
  readonly open: string | null;
  readonly openDepth: number;
  readonly start: string;
  readonly weight: number;
}

/** A class, not a record of functions: one is made for every end that is tried. */
class PageSpan implements Piece {
  readonly count: number;
  readonly start: string;
  readonly open: string | null;
  readonly outsideUnits: number;
  readonly timeWords: number;
  readonly namesInside: number;
  readonly evidenceWords: number;
  readonly mayBeCut: boolean;
  readonly #page: Page;
  readonly #from: number;
  readonly #to: number;

  constructor(page: Page, { from, start, open }: Begun, to: number) {
    this.#page = page;
    this.#from = from;
    this.#to = to;
    this.count = to - from;
    this.start = start;
    this.open = open;
    this.outsideUnits = between(page.outsideUnits, from, to);
    this.timeWords = between(page.timeWords, from, to);
    this.namesInside = between(page.nameStarts, from + 1, to);
    this.evidenceWords = between(page.evidenceWords, from, to);
    this.mayBeCut = !page.context.isLast && from >= page.lastRowFrom && to >= page.tokens.length - 60;
  }
  text(): string {
    return this.#page.text.slice(this.#page.startOf[this.#from], (this.#page.startOf[this.#to] ?? 0) - 1);
  }
  folded(): string {
    return this.#page.folded.slice(this.#page.startOf[this.#from], (this.#page.startOf[this.#to] ?? 0) - 1);
  }
}

function weighNow(page: Page, begun: Begun, to: number): number {
  const { column, role, from } = begun;
  const span = new PageSpan(page, begun, to);
  const inner = between(page.joinSum, from + 1, to) + between(page.wrapSum[column] ?? [], from + 1, to);
  const depth = begun.openDepth + between(page.depth, from, to);
  return (
    begun.weight +
    inner +
    ownEnds(page, column, from, to) +
    page.context.witness(role, span) +
    brackets(depth, span.mayBeCut)
  );
}

const depthOf = (text: string): number => (text.match(/\(/g)?.length ?? 0) - (text.match(/\)/g)?.length ?? 0);

const tooLong = (length: number, width: number): number =>
  length > width + 2 ? -Math.min(9, (length - width) * 0.5) : 0;

/** What stands on the first and on the last line of a piece need not be all of them. */
function ownEnds(
  { tokens, startOf, wrapSum, lengths, context }: Page,
  column: number,
  from: number,
  to: number,
): number {
  const width = context.widths?.[column];
  if (width === undefined) return 0;
  const [first, last] = [tokens[from]?.line, tokens[to - 1]?.line];
  let lastFrom = to - 1;
  while (lastFrom > from && tokens[lastFrom - 1]?.line === last) lastFrom -= 1;
  const weight = tooLong((startOf[to] ?? 0) - (startOf[lastFrom] ?? 0) - 1, width);
  if (first === last || tokens[from]?.opensLine) return weight;
  let second = from + 1;
  while (tokens[second]?.line === first) second += 1;
  const counted = (wrapSum[column]?.[second + 1] ?? 0) - (wrapSum[column]?.[second] ?? 0);
  const own = (startOf[second] ?? 0) - (startOf[from] ?? 0) - 1;
  return weight - (own < (lengths.get(first ?? 0) ?? 0) ? counted : 0) + tooLong(own, width);
}

function beginning({ context }: Page, first: string, role: ColumnRole | null, open: OpenCell | null): number {
  if (open === null) return /^(?:[\p{Ll},;:.)]|\d+[;,]$)/u.test(first) ? -4 : 0;
  const last = open.text.split(' ').at(-1) ?? '';
  const join = open.text === '' ? -1 : junction(last, first, context.neighbours, 0);
  const isText = role !== 'lead' && role !== 'coordinators' && role !== 'deadline';
  const lower = /^\p{Ll}/u.test(first) ? 0.6 : 0;
  return join * 2 + lower + (isText ? 0.4 : 0) - (open.ended ? 6 : 0);
}

function brackets(depth: number, mayBeCut: boolean): number {
  if (depth === 0) return 0;
  return depth < 0 ? -1.5 : mayBeCut ? 0 : -1;
}
