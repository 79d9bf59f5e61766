// Where a table without borders begins: the names of its columns in running text, and every page that repeats them.
import type { ColumnRole } from '../columns.ts';
import { words } from '../normal-form.ts';
import { isRowStart, nameAt, namesFrom, rolesOf } from './header-names.ts';
import type { Token } from './text-tokens.ts';

/** The columns in the order in which a row is written; null is a column that no plan needs, "Ghi chú". */
export interface BorderlessHeader {
  readonly columns: readonly (ColumnRole | null)[];
  /** As they are written, one for each column. */
  readonly names: readonly string[];
  /** The tokens of every repetition: first and the one behind the last. */
  readonly blocks: readonly (readonly [from: number, to: number])[];
}

const LONGEST_HEADER = 70;
/** So many words of a header found again make a repetition; the last page may show fewer than all. */
const KEY_LENGTH = 4;

export function findHeader(tokens: readonly Token[]): BorderlessHeader | null {
  for (let at = 0; at < tokens.length; at++) {
    if (!tokens[at]?.opensLine) continue;
    const found = headerAt(tokens, at);
    if (found) return found;
  }
  return null;
}

function headerAt(tokens: readonly Token[], from: number): BorderlessHeader | null {
  const { names, to } = namesFrom(tokens, from);
  const columns = rolesOf(names);
  if (!columns.includes('lead') || !columns.includes('deadline') || columns.length < 4) return null;
  const blocks = repetitions(tokens, { columns, from, named: to });
  const end = blocks[0]?.[1] ?? to;
  const textFrom = (at: number, next: number): string =>
    tokens
      .slice(at, next)
      .map(({ text }) => text)
      .join(' ');
  return { columns, names: names.map((name, at) => textFrom(name.from, names[at + 1]?.from ?? end)), blocks };
}

interface Found {
  readonly columns: readonly (ColumnRole | null)[];
  readonly from: number;
  readonly named: number;
}

function repetitions(tokens: readonly Token[], { columns, from, named }: Found): [number, number][] {
  const start = columns[0] === 'number' ? from + (nameAt(tokens, from)?.length ?? 1) : from;
  const folded = tokens.map(({ text }) => words(text));
  const others: { at: number; run: number }[] = [];
  for (let at = start + 1; at < tokens.length; at++) {
    if (!tokens[at]?.opensLine) continue;
    const run = commonRun(folded, start, at);
    if (run >= KEY_LENGTH) others.push({ at, run });
  }
  const length =
    others.length > 0
      ? Math.max(endOfNames(tokens, start + typical(others.map(({ run }) => run)), named), named) - start
      : endOfBlock(tokens, named) - start;
  const numbered = (at: number): number => {
    for (const back of columns[0] === 'number' ? [1, 2, 3] : []) {
      const name = tokens[at - back]?.opensLine ? nameAt(tokens, at - back) : null;
      if (name?.role === 'number' && name.length === back) return at - back;
    }
    return at;
  };
  const again = others
    .filter(({ run }) => run * 2 >= length)
    .map(({ at }): [number, number] => [numbered(at), at + length]);
  return [[from, start + length], ...again];
}

function commonRun(folded: readonly string[], first: number, second: number): number {
  let run = 0;
  while (
    run < LONGEST_HEADER &&
    second + run < folded.length &&
    first + run < second &&
    folded[first + run] === folded[second + run]
  )
    run += 1;
  return run;
}

/** What most repetitions share: one of them may be followed by the same word as the first. */
function typical(runs: readonly number[]): number {
  const sorted = [...runs].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 4)] ?? 0;
}

/** Rows of two pages may begin with the same words, which are no part of the header: it ends where a line does. */
function endOfNames(tokens: readonly Token[], most: number, named: number): number {
  let end = most;
  while (end > named && tokens[end] && !tokens[end]?.opensLine) end -= 1;
  return end;
}

function endOfBlock(tokens: readonly Token[], at: number): number {
  let end = at;
  while (end < tokens.length && !tokens[end]?.opensBlock && !isRowStart(tokens[end])) end += 1;
  return end;
}
