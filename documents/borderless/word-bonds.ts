// Do two words that stand one behind the other belong together, or does a cell end between them?
import { words } from '../normal-form.ts';
import { readHeadingNumber } from '../numbering.ts';
import { remembered } from '../remembered.ts';
import { unitNames } from '../units.ts';
import type { Token } from './text-tokens.ts';

/** How often two words stand side by side in this document: the best witness of which ends of lines belong together. */
export type Neighbours = (before: string, after: string) => number;

export function neighboursIn(tokens: readonly Token[]): Neighbours {
  const form = remembered(words);
  const pairs = new Map<string, number>();
  for (const name of unitNames)
    for (const [at, word] of name.entries()) if (at > 0) pairs.set(`${name[at - 1]} ${word}`, 2);
  let firstLine = 0;
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (token.opensBlock) firstLine = token.line;
    if (!before || !isWitness(before, token, firstLine)) return;
    const pair = `${form(before.text)} ${form(token.text)}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  });
  return (before, after) => pairs.get(`${form(before)} ${form(after)}`) ?? 0;
}

/** A sentence may end between two words, and on a first line a cell may, where a capital follows. */
const isWitness = (before: Token, token: Token, firstLine: number): boolean =>
  !token.opensBlock &&
  !/[.;:!?]$/.test(before.text) &&
  !(token.line === firstLine && /^[\p{Lu}(“"–-]/u.test(token.text));

const opensItem = (text: string): boolean => /^(?:[-–—+•▪*]|[a-zđ]\)|\d{1,2}\.$)/u.test(text);
const endsSentence = (text: string): boolean => /[.;:!?]\)?$/u.test(text);

/** Positive: seen side by side more often than `selfCount`; negative: never seen so; zero: a sentence ends between them. */
export function bond(before: string, after: string, neighbours: Neighbours, selfCount: number): number {
  if (/^[,.;:)]/.test(after)) return 2;
  if (before === after) return -1;
  if (opensItem(after)) return 0;
  const known = neighbours(before, after) > selfCount;
  if (known && !/[.;!?]$/.test(before)) return 1;
  if (/^[(“"]/.test(after)) return 0;
  if (/[,/(–-]$/.test(before) && /^\p{Ll}/u.test(after)) return 0.5;
  if (endsSentence(before)) return /^\p{Ll}/u.test(after) ? -1 : 0;
  return /^\p{Ll}/u.test(after) ? -0.3 : -0.8;
}

/** Of every word of a page with the one before it. */
export const bondsOf = (tokens: readonly Token[], neighbours: Neighbours, firstLines: ReadonlySet<number>): number[] =>
  tokens.map((token, at) => {
    const before = tokens[at - 1];
    return before ? bond(before.text, token.text, neighbours, timesSeenHere(before, token, firstLines)) : 0;
  });

/** A pair that was counted where it stands is no witness for itself. */
const timesSeenHere = (before: Token, token: Token, firstLines: ReadonlySet<number>): number =>
  isWitness(before, token, firstLines.has(token.line) ? token.line : 0) ? 1 : 0;

/** Cells ran together on the first line of what stands behind a blank line or a heading: there one may end at any word. */
export function firstLinesOf(tokens: readonly Token[]): ReadonlySet<number> {
  const first = new Set<number>();
  let lineFrom = 0;
  tokens.forEach((token, at) => {
    if (!token.opensLine && at > 0) return;
    if (at === 0 || token.opensBlock || isHeading(tokens.slice(lineFrom, at))) first.add(token.line);
    lineFrom = at;
  });
  return first;
}

function isHeading([number, ...title]: readonly Token[]): boolean {
  const text = title.map((token) => token.text).join(' ');
  return text !== '' && text === text.toUpperCase() && readHeadingNumber(number?.text ?? '') !== null;
}

/** How well a word goes on from the one before, where both are in one cell. */
export function joinWeight(token: Token, before: Token | undefined, bound: number, inFirstLine: boolean): number {
  if (token.opensLine) return bound * 0.7 - (token.opensBlock ? 1.6 : 0);
  if (token.text === before?.text) return -2;
  return inFirstLine && bound < 0 ? -0.3 : 0;
}

/** What it costs to end a cell before the word; nothing behind a blank line. */
export function cutWeight(token: Token, bound: number): number {
  if (token.opensBlock) return 0;
  const broken = bound > 0 ? -3 * bound : bound === 0 ? 0 : 0.5;
  return (token.opensLine || /^[-–•+]$/.test(token.text) ? -2.2 : -3.2) + broken;
}

/** A text and what goes on from it behind a page break. */
export const goOn = (before: string, after: string): string =>
  before === '' ? after : /^[,.;:)]/.test(after) ? before + after : `${before} ${after}`;
