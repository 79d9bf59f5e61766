// The number and date of another paper, which are nobody's deadline: "Quyết định số 1673/QĐ-UBND ngày 22/8/2025".
import { day } from './day-words.ts';
import { digits, many, map, mark, optional, type Parser, said, sequence } from './grammar.ts';
import { year4 } from './number-words.ts';
import { NOTHING, type PhraseRule } from './phrase-rule.ts';

/** "KH", "QĐ", "QH15": capitals set close; Roman numerals are none. */
const code: Parser<true> = (tokens, at) => {
  const [token, next] = [tokens[at], tokens[at + 1]];
  const isCode =
    token?.kind === 'word' && token.glued && /^\p{Lu}\p{Lu}/u.test(token.text) && !/^[IVX]+$/.test(token.text);
  if (!isCode) return null;
  return { value: true, next: next?.kind === 'number' && next.glued ? at + 2 : at + 1 };
};
const issued = sequence(optional(mark(',')), optional(mark('(')), optional(said('ban hành')), day, optional(mark(')')));
export const citation: PhraseRule = map(
  sequence(
    optional(sequence(said('số'), optional(mark(':')))),
    optional(digits(5)),
    optional(sequence(mark('/'), year4)),
    mark('/', '-'),
    code,
    many(sequence(mark('/', '-'), code)),
    optional(issued),
  ),
  ([word, number]) => (word === undefined && number === undefined ? null : () => NOTHING),
);
