// Pieces of text on a page → lines as a person sees them, and lines → the text that they are.
import { joinText } from '../page-breaks.ts';
import type { Piece } from './pdf-page.ts';

/** Pieces on one baseline with no more than a space between them. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** Of the size of the letters. */
const SAME_BASELINE = 0.35;
const SPACE = 0.12;
const APART = 1.6;
/** No wider than this is the space between words, also over the edge of a column: a title that spans several. */
const WORD_SPACE = 0.5;

/** From the top; pieces that stand far apart on one baseline, or in two columns, are lines of their own, from the left. */
export function linesOf(pieces: readonly Piece[], edges: readonly number[] = []): Line[] {
  const parted = (before: Line, { x }: Piece) => edges.some((edge) => before.x < edge && x >= edge);
  const lines: Line[] = [];
  for (const baseline of baselinesOf(pieces)) {
    let open: Line | null = null;
    for (const piece of baseline.toSorted((a, b) => a.x - b.x)) {
      const gap: number = open ? piece.x - open.right : 0;
      if (open && gap <= (parted(open, piece) ? WORD_SPACE : APART) * piece.size) open = extend(open, piece, gap);
      else {
        if (open) lines.push(open);
        open = piece;
      }
    }
    if (open) lines.push(open);
  }
  return lines;
}

const extend = (line: Line, piece: Piece, gap: number): Line => ({
  ...line,
  text: `${line.text}${gap > SPACE * piece.size ? ' ' : ''}${piece.text}`,
  right: Math.max(line.right, piece.right),
});

function baselinesOf(pieces: readonly Piece[]): Piece[][] {
  const baselines: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y)) {
    const last = baselines.at(-1);
    const near = last?.[0] && last[0].y - piece.y <= SAME_BASELINE * Math.max(last[0].size, piece.size);
    if (near) last.push(piece);
    else baselines.push([piece]);
  }
  return baselines;
}

/** "343/2016/T" alone in its line, "T-BTC" on the next: a number of a paper that its column was too narrow for. */
const cutInCode = (before: string, after: string): boolean =>
  /^\S*\d\/\p{Lu}{1,4}$/u.test(before) && /^\p{Lu}{1,5}-\p{Lu}/u.test(after);

/** A text that was wrapped: a hyphen at the end of a line, close to its word, is a hyphen of the word. */
export function unwrap(lines: readonly Pick<Line, 'text'>[]): string {
  const texts = lines.map(({ text }) => text.trim());
  return texts.reduce((whole, text, index) => {
    const isWord = /\p{L}-$/u.test(whole) && /^\p{L}/u.test(text);
    return isWord || cutInCode(texts[index - 1] ?? '', text) ? whole + text : joinText(whole, text);
  }, '');
}
