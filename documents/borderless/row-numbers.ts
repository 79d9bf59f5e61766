// How rows and headings are counted: what speaks for a number being the next one.
import { type RowNumber, readHeadingNumber, readNumber } from '../numbering.ts';
import type { Numbers } from './cell-pieces.ts';
import type { Token } from './text-tokens.ts';

/** A heading that may begin, the numbers behind it, and what speaks for it. */
export interface HeadingBegun {
  readonly numbers: Numbers;
  readonly weight: number;
  /** First token behind it. */
  readonly to: number;
}

const NEXT = 6;
const LETTERS = ['ABCDEFGHIKLMN', 'ABCDĐEGHIKLMN'];
/** A title in capitals has more letters than a row that begins with an abbreviation. */
const SHORTEST_TITLE = 8;

/** A heading is known by its number and by its capitals: "I. THỂ CHẾ", "B. THỂ CHẾ", "2. THỂ CHẾ" above "2.1". */
export function headingAt(tokens: readonly Token[], from: number, numbers: Numbers): HeadingBegun | null {
  const printed = tokens[from]?.text ?? '';
  const number = readHeadingNumber(printed);
  if (number === null || from + 1 >= tokens.length || (number.style === 'letter' && !/[.)]$/.test(printed)))
    return null;
  const to = headingEnd(tokens, from);
  const text = textOf(tokens.slice(from + 1, to));
  const loud = isLoud(text) ? 3 : 0;
  const above = numbers.last ?? numbers.above;
  if (number.style === 'decimal') {
    const counts = number.parts.length === 1 && loud > 0 && text.length >= SHORTEST_TITLE;
    const isNext = (numbers.last?.parts[0] ?? 0) + 1 === number.parts[0];
    return counts ? { numbers: { ...numbers, last: number, above }, weight: (isNext ? NEXT : 0) + loud, to } : null;
  }
  const value = number.parts[0] ?? 0;
  if (number.style === 'roman') {
    const expected = value === numbers.roman + 1 ? 5 : value > numbers.roman ? 1 : -4;
    return { numbers: { ...numbers, roman: value, last: null, above }, weight: expected + loud, to };
  }
  const [place = 0, other = 0] = LETTERS.map((letters) => letters.indexOf(number.text) + 1);
  const isNext = place === numbers.letter + 1 || other === numbers.letter + 1;
  const weight = (isNext ? 5 : -4) + loud;
  return { numbers: { letter: isNext ? numbers.letter + 1 : place, roman: 0, last: null, above }, weight, to };
}

/** A heading is its number and what stands on its line, and on the next where that is in capitals as well. */
function headingEnd(tokens: readonly Token[], from: number): number {
  let inCapitals = true;
  for (let end = from + 1; end < tokens.length; end++) {
    const token = tokens[end];
    if (!token) return end;
    if (token.opensLine && !(inCapitals && goesOnLoud(tokens, token))) return end;
    if (!token.opensLine && token.line === tokens[from]?.line) inCapitals &&= isLoud(token.text);
  }
  return tokens.length;
}

const goesOnLoud = (tokens: readonly Token[], { line, opensBlock, text }: Token): boolean =>
  !opensBlock && isLoud(textOf(tokens.filter((other) => other.line === line))) && readHeadingNumber(text) === null;

const opensNumbered = ({ text, opensLine }: Token): boolean =>
  opensLine && (readHeadingNumber(text) !== null || readNumber(text) !== null);

/** A number with a line of its own stands beside what follows, unless that has one too: then it is a score, or of a page. */
export function withNumbersBeside(tokens: readonly Token[]): Token[] {
  return tokens.map((token, at) => {
    const number = tokens[at - 1];
    const isAlone = number?.opensBlock === true && token.opensLine && readNumber(number.text)?.style === 'decimal';
    return isAlone && !opensNumbered(token) ? { ...token, opensLine: false, opensBlock: false } : token;
  });
}

const isLoud = (text: string): boolean => text === text.toUpperCase();
const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

/** Rows count on: 4 after 3, 1 after a heading, 3.2 after 3.1, 4.1 after 3.7; or through all headings, 4 under II after 3 under I. */
export function follows({ last, above }: Numbers, next: RowNumber, printed: string): number {
  const style = /[.)]$/.test(printed) || next.parts.length > 1 ? 0 : -0.7;
  const underHeading = last === null || last.parts.length < next.parts.length;
  if (underHeading && above && goesOn(above, next)) return style + NEXT;
  if (last === null) return style + (next.parts.every((part) => part === 1) ? NEXT : next.parts.length > 1 ? 4 : -1);
  const step = next.parts.findIndex((part, index) => part !== last.parts[index]);
  if (step === -1) return style - 6;
  const ahead = (next.parts[step] ?? 0) - (last.parts[step] ?? 0);
  const fresh = next.parts.slice(step + 1).every((part) => part === 1);
  if (ahead === 1 && fresh && next.parts.length >= Math.min(2, last.parts.length)) return style + NEXT;
  return style + (ahead > 0 && ahead < 4 && next.parts.length === last.parts.length ? 0 : -6);
}

const goesOn = (above: RowNumber, next: RowNumber): boolean =>
  above.parts.length === next.parts.length && (above.parts.at(-1) ?? 0) + 1 === next.parts.at(-1);
