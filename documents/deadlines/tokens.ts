// A deadline cell → its words, numbers and marks. What typing and scanning do to words (a tone on the wrong letter,
// a space lost or gained) is undone here where only one known word can be meant; digits are never repaired.
import { fold } from '../normal-form.ts';

export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** Words in their spelling-independent form (see `wordForm`), numbers as digits, marks with one kind of dash. */
  readonly form: string;
  /** As it stands in the cell. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** No white space before it. */
  readonly glued: boolean;
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const spellings: Readonly<Record<string, string>> = { hàng: 'hằng', quí: 'quý', kì: 'kỳ', đén: 'đến' };

const formed = new Map<string, string>();
const MOST_FORMED = 20_000;

/** Plans say the same words again and again. */
function letterForm(word: string): string {
  const known = formed.get(word);
  if (known !== undefined) return known;
  if (formed.size >= MOST_FORMED) formed.clear();
  const form = toLetterForm(word);
  formed.set(word, form);
  return form;
}

const toLetterForm = (word: string): string => {
  const letters = word.toLowerCase().normalize('NFD');
  const tones = letters.match(TONE)?.join('') ?? '';
  return (letters.replace(TONE, '') + tones).normalize('NFC');
};

const sameWord = new Map(Object.entries(spellings).map(([from, to]) => [letterForm(from), letterForm(to)]));

/** Letters first, tone last: "Qúy" and "quý", "hoà" and "hòa" have one form. */
export function wordForm(word: string): string {
  const form = letterForm(word);
  return sameWord.get(form) ?? form;
}

/** Letters without any diacritics: what is left of a word after a bad scan. */
export const skeleton = (form: string): string => form.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

/** Text in NFC, so that positions are those of the verbatim cell. `known` are words in their form. */
export function tokenize(text: string, known: ReadonlySet<string>): Token[] {
  const parts = Array.from(text.matchAll(/\p{L}+|[0-9]+|[^\s\p{L}0-9]/gu));
  const tokens = parts.map(({ 0: part, index }): Token => {
    const glued = index > 0 && !/\s/u.test(text[index - 1] ?? '');
    const at = { text: part, start: index, end: index + part.length, glued };
    if (/^[0-9]/.test(part)) return { kind: 'number', form: part, ...at };
    return /^\p{L}/u.test(part)
      ? { kind: 'word', form: wordForm(part), ...at }
      : { kind: 'mark', form: fold(part), ...at };
  });
  return joinTorn(
    tokens.flatMap((token) => splitRunTogether(token, known)),
    known,
  );
}

const MIN_SPLIT = 3;

/** "trướcngày", "QuýIV": two known words that lost their space. */
function splitRunTogether(token: Token, known: ReadonlySet<string>): Token[] {
  if (token.kind !== 'word' || known.has(token.form) || token.text.length < MIN_SPLIT + 1) return [token];
  for (let at = MIN_SPLIT; at < Math.min(token.text.length, MAX_SYLLABLE + 1); at++) {
    const [left, right] = [token.text.slice(0, at), token.text.slice(at)];
    if (!known.has(wordForm(left)) || !standsAlone(right, known)) continue;
    const middle = token.start + at;
    return [
      { ...token, text: left, form: wordForm(left), end: middle },
      { ...token, text: right, form: wordForm(right), start: middle, glued: true },
    ];
  }
  return [token];
}

const standsAlone = (text: string, known: ReadonlySet<string>): boolean =>
  /^[IV]+$/.test(text) || (text.length >= MIN_SPLIT && known.has(wordForm(text)));

/** "trư ớc", "th áng": one known word that gained a space; neither half is a word by itself. */
function joinTorn(tokens: readonly Token[], known: ReadonlySet<string>): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    const bothUnknown = before && isUnknown(before, known) && isUnknown(token, known);
    const form = bothUnknown ? wordForm(before.text + token.text) : '';
    if (bothUnknown && known.has(form))
      joined[joined.length - 1] = { ...before, text: before.text + token.text, form, end: token.end };
    else joined.push(token);
  }
  return joined;
}

/** No Vietnamese syllable has more letters, and no word of the vocabulary more than one syllable. */
const MAX_SYLLABLE = 7;
const isUnknown = ({ kind, form }: Token, known: ReadonlySet<string>): boolean =>
  kind === 'word' && form.length < MAX_SYLLABLE && !known.has(form);
