// Small parsers over tokens, put together to larger ones. A parser reads from a position on, or answers null; only `notBehindWord` looks back.
import { type Token, wordForm } from './tokens.ts';

interface Parsed<T> {
  readonly value: T;
  readonly next: number;
}
type Tokens = readonly Token[];
export interface Parser<T> {
  (tokens: Tokens, at: number): Parsed<T> | null;
  /** What its first token may be (`keyOf`); nobody knows where it is missing. Most parsers are passed over by it unasked. */
  readonly starts?: ReadonlySet<string> | undefined;
  /** It may take nothing at all. */
  readonly mayBeEmpty?: boolean;
}

const NUMBER = '#';
const keyOf = (token: Token): string => (token.kind === 'number' ? NUMBER : token.form);

type Start = Pick<Parser<unknown>, 'starts' | 'mayBeEmpty'>;
const starting = <T>(start: Start, parser: Parser<T>): Parser<T> =>
  Object.assign((tokens: Tokens, at: number) => parser(tokens, at), start);

const union = (sets: readonly Parser<unknown>['starts'][]): Parser<unknown>['starts'] =>
  sets.every((set) => set !== undefined) ? new Set(sets.flatMap((set) => [...(set ?? [])])) : undefined;

/** False only when it cannot fit here. */
export const mayStart = ({ starts, mayBeEmpty }: Start, token: Token | undefined): boolean =>
  mayBeEmpty === true || starts === undefined || (token !== undefined && starts.has(keyOf(token)));

/** Every word that some parser looks for, in its form: the vocabulary that torn words are mended with. */
export const vocabulary = new Set<string>();

const formsOf = (phrase: string): string[] => phrase.split(' ').map(wordForm);

/** One of these phrases, the longest that fits; its value is the phrase as it was given. */
export function said<Phrase extends string>(...phrases: readonly Phrase[]): Parser<Phrase> {
  const byFirst = new Map<string, { phrase: Phrase; forms: readonly string[] }[]>();
  for (const phrase of phrases) {
    const forms = formsOf(phrase);
    const first = forms[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), { phrase, forms }]);
    for (const form of forms) vocabulary.add(form);
  }
  for (const choices of byFirst.values()) choices.sort((a, b) => b.forms.length - a.forms.length);
  return starting({ starts: new Set(byFirst.keys()) }, (tokens, at) => {
    const token = tokens[at];
    const choices = token?.kind === 'word' ? byFirst.get(token.form) : undefined;
    const found = choices?.find(({ forms }) => forms.every((form, index) => isWord(tokens[at + index], form)));
    return found ? { value: found.phrase, next: at + found.forms.length } : null;
  });
}

const isWord = (token: Token | undefined, form: string): boolean => token?.kind === 'word' && token.form === form;

export const mark = (...marks: readonly string[]): Parser<string> =>
  starting({ starts: new Set(marks) }, (tokens, at) => {
    const token = tokens[at];
    return token?.kind === 'mark' && marks.includes(token.form) ? { value: token.form, next: at + 1 } : null;
  });

/** Digits, at most so many of them. */
export const digits = (longest: number, shortest = 1): Parser<number> =>
  starting({ starts: new Set([NUMBER]) }, (tokens, at) => {
    const token = tokens[at];
    const fits = token?.kind === 'number' && token.form.length <= longest && token.form.length >= shortest;
    return fits ? { value: Number(token.form), next: at + 1 } : null;
  });

export const map = <From, To>(parser: Parser<From>, read: (value: From) => To | null): Parser<To> =>
  starting(startOf(parser), (tokens, at) => {
    const parsed = parser(tokens, at);
    const value = parsed && read(parsed.value);
    return parsed && value !== null ? { value: value as To, next: parsed.next } : null;
  });

const startOf = ({ starts, mayBeEmpty = false }: Start): Start => ({ starts, mayBeEmpty });

const always = <T>(value: T): Parser<T> =>
  starting({ starts: new Set(), mayBeEmpty: true }, (_, at) => ({ value, next: at }));

export const optional = <T>(parser: Parser<T>): Parser<T | undefined> =>
  firstOf<T | undefined>(parser, always(undefined));

export const firstOf = <T>(...parsers: readonly Parser<T>[]): Parser<T> => {
  const start = {
    starts: union(parsers.map(({ starts }) => starts)),
    mayBeEmpty: parsers.some(({ mayBeEmpty }) => mayBeEmpty),
  };
  return starting(start, (tokens, at) => {
    const token = tokens[at];
    for (const parser of parsers) {
      const parsed = mayStart(parser, token) ? parser(tokens, at) : null;
      if (parsed) return parsed;
    }
    return null;
  });
};

export const sequence = <T extends readonly unknown[]>(
  ...parsers: { readonly [I in keyof T]: Parser<T[I]> }
): Parser<T> =>
  starting(startOfSequence(parsers), (tokens, at) => {
    const values: unknown[] = [];
    let next = at;
    for (const parser of parsers) {
      const parsed = mayStart(parser, tokens[next]) ? parser(tokens, next) : null;
      if (!parsed) return null;
      values.push(parsed.value);
      next = parsed.next;
    }
    return { value: values as unknown as T, next };
  });

/** Of its first part, and of those behind it as long as all before may be empty. */
function startOfSequence(parsers: readonly Parser<unknown>[]): Start {
  const filled = parsers.findIndex(({ mayBeEmpty }) => !mayBeEmpty);
  const first = filled === -1 ? parsers : parsers.slice(0, filled + 1);
  return { starts: union(first.map(({ starts }) => starts)), mayBeEmpty: filled === -1 };
}

/** The second, behind the first. */
export const behind = <T>(before: Parser<unknown>, parser: Parser<T>): Parser<T> =>
  map(sequence(before, parser), ([, value]) => value);

/** As often as it goes, also never. */
export const many = <T>(parser: Parser<T>): Parser<T[]> =>
  starting({ starts: parser.starts, mayBeEmpty: true }, (tokens, at) => {
    const values: T[] = [];
    let next = at;
    for (let parsed = parser(tokens, next); parsed && parsed.next > next; parsed = parser(tokens, next)) {
      values.push(parsed.value);
      next = parsed.next;
    }
    return { value: values, next };
  });

/** Fits where the other one does not follow; consumes nothing of it. */
export const notBefore = <T>(parser: Parser<T>, follows: Parser<unknown>): Parser<T> =>
  starting(startOf(parser), (tokens, at) => {
    const parsed = parser(tokens, at);
    return parsed && !follows(tokens, parsed.next) ? parsed : null;
  });

/** Not where a word stands before it: the 1 of "đợt 1 - 15/12/2025" is not a day. */
export const notBehindWord =
  <T>(parser: Parser<T>): Parser<T> =>
  (tokens, at) =>
    tokens[at - 1]?.kind === 'word' ? null : parser(tokens, at);

/** Words and numbers up to the end of the clause, at least one; the value is where they stand in the cell. */
export const clause: Parser<{ start: number; end: number }> = (tokens, at) => {
  let next = at;
  while (next < tokens.length && !isClauseEnd(tokens, next)) next++;
  const [first, last] = [tokens[at], tokens[next - 1]];
  return next > at && first && last ? { value: { start: first.start, end: last.end }, next } : null;
};

/** A stop, comma or bracket; not the stop inside of "10.000" or "30.6". */
function isClauseEnd(tokens: Tokens, at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'mark') return false;
  if (token.form === '.')
    return !(tokens[at - 1]?.kind === 'number' && tokens[at + 1]?.kind === 'number' && tokens[at + 1]?.glued);
  return [';', ',', ')', '('].includes(token.form);
}

/** Skips up to `most` tokens of the same sentence to the first place where the parser fits. */
export const somewhere =
  <T>(parser: Parser<T>, most: number, mayStepOver: (token: Token) => boolean): Parser<T> =>
  (tokens, at) => {
    for (let next = at; next <= at + most && next < tokens.length; next++) {
      const parsed = parser(tokens, next);
      if (parsed) return parsed;
      const token = tokens[next];
      if (!token || !mayStepOver(token)) return null;
    }
    return null;
  };
