// What the length of a line says: a column has a width, a full line reaches it, and none goes beyond it.
import type { Token } from './text-tokens.ts';

/** Letters of every line of a page, by its number in the document. */
export function lineLengths(tokens: readonly Token[]): Map<number, number> {
  const lengths = new Map<number, number>();
  for (const { line, text } of tokens) lengths.set(line, (lengths.get(line) ?? -1) + text.length + 1);
  return lengths;
}

/** All lines of a cell but the last are full. */
export const fullLines = (tokens: readonly Token[]): number[] => [...lineLengths(tokens).values()].slice(0, -1);

/** The width of a column, from its full lines; null where it has none: its cells may be as long as they like. */
export function usualLength(lengths: readonly number[]): number | null {
  const sorted = [...lengths].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.9)] ?? null;
}

/** What stands against a line of this length being of one cell only. */
export const tooLong = (length: number, width: number): number =>
  length > width + 2 ? -Math.min(9, (length - width) * 0.5) : 0;

/** The line of `length` before the word `next`: too long for the column, or ended though the word would have fitted. */
export function wrapWeight(before: string, length: number, next: string, width: number): number {
  if (length > width + 2) return tooLong(length, width);
  const wouldFit = length + 1 + next.length <= width - 3;
  return wouldFit && !/[.;:!?…]$/.test(before) && !/^[-–+•]/.test(next) ? -1.2 : 0.1;
}
