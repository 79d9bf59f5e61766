// The words of a page, with everything about them that can be counted once: any stretch is then weighed by subtracting two sums.
import { fold } from '../normal-form.ts';
import type { PageContext } from './cell-pieces.ts';
import { saysWhen } from './deadline-cells.ts';
import { lineLengths, wrapWeight } from './line-lengths.ts';
import { hintsAtEvidence } from './text-cells.ts';
import type { Token } from './text-tokens.ts';
import { isUnitWord, startsName } from './unit-cells.ts';
import { bondsOf, cutWeight, firstLinesOf, joinWeight } from './word-bonds.ts';

/** `sums[at]` is of all words before `at`. */
export type Sums = Float64Array;

export interface PageWords {
  readonly tokens: readonly Token[];
  readonly context: PageContext;
  /** Where a cell may begin. */
  readonly boundaries: readonly number[];
  readonly text: string;
  readonly folded: string;
  /** Where each word begins in the text. */
  readonly startOf: Sums;
  /** First word of the line that a word stands on, and of the next line. */
  readonly lineFrom: readonly number[];
  readonly lineTo: readonly number[];
  readonly lengths: ReadonlyMap<number, number>;
  readonly cutWeights: readonly number[];
  readonly joins: Sums;
  /** Of each column. */
  readonly wraps: readonly Sums[];
  readonly outsideUnits: Sums;
  readonly timeWords: Sums;
  readonly nameStarts: Sums;
  readonly evidenceWords: Sums;
  /** Brackets opened and not closed. */
  readonly depth: Sums;
  readonly lastRowFrom: number;
}

export const between = (sums: Sums, from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);

export function pageWords(tokens: readonly Token[], context: PageContext): PageWords {
  const firstLines = firstLinesOf(tokens);
  const bonds = bondsOf(tokens, context.neighbours, firstLines);
  const bondAt = (at: number): number => bonds[at] ?? 0;
  const text = tokens.map((token) => token.text).join(' ');
  const folded = fold(text);
  const startOf = sumsOf(tokens, (token) => token.text.length + 1);
  const foldedAt = (at: number): string => folded.slice(startOf[at], (startOf[at + 1] ?? 0) - 1);
  const lengths = lineLengths(tokens);
  const textAt = (at: number): string => tokens[at]?.text ?? '';
  return {
    tokens,
    context,
    boundaries: boundariesOf(tokens, firstLines, context),
    text,
    folded,
    startOf,
    ...linesOf(tokens),
    lengths,
    cutWeights: tokens.map((token, at) => (at === 0 ? 0 : cutWeight(token, bondAt(at)))),
    joins: sumsOf(tokens, (token, at) => joinWeight(token, tokens[at - 1], bondAt(at), firstLines.has(token.line))),
    wraps: context.columns.map((_, column) => wrapsOf(tokens, lengths, context.widths?.[column] ?? null)),
    outsideUnits: sumsOf(tokens, (_, at) => (isUnitWord(foldedAt(at)) ? 0 : 1)),
    timeWords: sumsOf(tokens, (_, at) => (saysWhen(foldedAt(at)) ? 1 : 0)),
    nameStarts: sumsOf(tokens, ({ text: word }, at) => (startsName(textAt(at - 1), word, textAt(at + 1)) ? 1 : 0)),
    evidenceWords: sumsOf(tokens, (_, at) => (hintsAtEvidence(foldedAt(at)) ? 1 : 0)),
    depth: sumsOf(tokens, (token) => depthOf(token.text)),
    lastRowFrom: tokens.findLastIndex(isRowNumber),
  };
}

function sumsOf(tokens: readonly Token[], count: (token: Token, at: number) => number): Sums {
  const sums = new Float64Array(tokens.length + 1);
  tokens.forEach((token, at) => {
    sums[at + 1] = (sums[at] ?? 0) + count(token, at);
  });
  return sums;
}

/** Where the line of each word begins, and where the next one does. */
function linesOf(tokens: readonly Token[]): Pick<PageWords, 'lineFrom' | 'lineTo'> {
  const lineFrom: number[] = [];
  const lineTo: number[] = [];
  tokens.forEach(({ opensLine }, at) => {
    lineFrom[at] = opensLine ? at : (lineFrom[at - 1] ?? 0);
  });
  for (let at = tokens.length - 1, next = tokens.length; at >= 0; at--) {
    lineTo[at] = next;
    if (tokens[at]?.opensLine) next = at;
  }
  return { lineFrom, lineTo };
}

const wrapsOf = (tokens: readonly Token[], lengths: ReadonlyMap<number, number>, width: number | null): Sums =>
  sumsOf(tokens, (token, at) => {
    const before = tokens[at - 1];
    if (width === null || !before || !token.opensLine) return 0;
    return wrapWeight(before.text, lengths.get(before.line) ?? 0, token.text, width);
  });

/** Every line, and on the first line behind a blank one any word that may begin a cell. */
function boundariesOf(tokens: readonly Token[], firstLines: ReadonlySet<number>, { open }: PageContext): number[] {
  const firstRow = tokens.findIndex(isRowNumber);
  const goesOn = (at: number): boolean => open !== null && (firstRow === -1 || at < firstRow);
  const mayCut = ({ line, text }: Token, at: number): boolean =>
    firstLines.has(line) && (/^[\p{Lu}\d“"(–-]/u.test(text) || goesOn(at));
  return tokens.flatMap((token, at) => (at === 0 || token.opensLine || mayCut(token, at) ? [at] : []));
}

/** "3." or "1.2" at the head of a line; a number with nothing about it only where a cell may begin. */
const isRowNumber = ({ text, opensLine, opensBlock }: Token): boolean =>
  (opensLine && /^(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}\.\d{1,2}|[IVX]+\.?)$/.test(text)) ||
  (opensBlock && /^\d{1,2}$/.test(text));

/** Brackets that a text opens and does not close. */
export const depthOf = (text: string): number => (text.match(/\(/g)?.length ?? 0) - (text.match(/\)/g)?.length ?? 0);
