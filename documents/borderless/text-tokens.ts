// Lines of text → their words with the place of each: which begins a line, which stands behind a blank line.
import { cellText } from '../markup.ts';

export interface Token {
  readonly text: string;
  /** Line of the source, from 1. */
  readonly line: number;
  readonly opensLine: boolean;
  /** The first behind a blank line. */
  readonly opensBlock: boolean;
}

export function tokensOf(source: readonly string[], fromLine: number): Token[] {
  const tokens: Token[] = [];
  let blank = true;
  source.forEach((content, index) => {
    if (index + 1 < fromLine) return;
    const text = cellText(content);
    if (text === '') blank = true;
    else {
      text.split(' ').forEach((word, at) => {
        tokens.push({ text: word, line: index + 1, opensLine: at === 0, opensBlock: at === 0 && blank });
      });
      blank = false;
    }
  });
  return tokens;
}
