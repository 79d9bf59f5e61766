// Numbers and years as plans write them: "05 (năm)", "sáu", "/2025", ", năm 2025".
import { behind, digits, firstOf, map, mark, notBefore, optional, type Parser, said, sequence } from './grammar.ts';

const numberWords: Readonly<Record<string, number>> = {
  một: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
  mười: 10,
  'mười một': 11,
  'mười hai': 12,
  'mười lăm': 15,
  'hai mươi': 20,
  'ba mươi': 30,
};
const spelled = said(...Object.keys(numberWords));
const inBrackets = sequence(mark('('), spelled, mark(')'));

/** "05", "05 (năm)", "sáu"; where brackets and digits differ nothing is read. */
export const count = (longest: number): Parser<number> =>
  firstOf(
    map(sequence(digits(longest), optional(inBrackets)), ([value, words]) =>
      words === undefined || numberWords[words[1]] === value ? value : null,
    ),
    // alone "năm" is the year
    map(spelled, (word) => (word === 'năm' ? null : (numberWords[word] ?? null))),
  );

export const year4: Parser<number> = map(digits(4, 4), (value) => (value >= 1900 && value < 2200 ? value : null));
export const year2: Parser<number> = map(digits(2, 2), (value) => 2000 + value);

/** Digits that go on: "12" of "12/2025", "6" of "6/11". */
export const goesOn = mark('/');

const ofYear = said('năm', 'của năm', 'trong năm');
/** "/2025", " năm 2025", ", năm 2025", "(2025)" behind a month or a quarter. */
export const yearBehind: Parser<number> = firstOf(
  behind(mark('/', '-', '.'), year4),
  behind(sequence(optional(mark(',')), ofYear), year4),
  behind(optional(mark(',')), notBefore(year4, goesOn)),
  map(sequence(mark('('), optional(ofYear), year4, mark(')')), ([, , year]) => year),
);

export const between = (value: number, first: number, last: number): boolean => value >= first && value <= last;
