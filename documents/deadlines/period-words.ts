// Months, quarters, halves and years as plans write them, and with them whatever names one point in time.
import { day } from './day-words.ts';
import { behind, digits, firstOf, map, mark, notBefore, optional, type Parser, said, sequence } from './grammar.ts';
import { between, count, goesOn, year4, yearBehind } from './number-words.ts';
import type { PartOfYear, Point } from './points.ts';

const QUARTERS = ['i', 'ii', 'iii', 'iv'];
/** Scans and typists write the letter l for the numeral I. */
const roman: Parser<number> = (tokens, at) => {
  const token = tokens[at];
  const index = token?.kind === 'word' ? QUARTERS.indexOf(token.form.replaceAll('l', 'i')) + 1 : 0;
  return index > 0 ? { value: index, next: at + 1 } : null;
};
export const quarterNumber = firstOf(
  roman,
  map(count(2), (value) => (between(value, 1, 4) ? value : null)),
);
export const monthNumber = firstOf(
  map(count(2), (value) => (between(value, 1, 12) ? value : null)),
  map(said('giêng', 'chạp'), (name) => (name === 'giêng' ? 1 : 12)),
);
export const quarterWord = said('quý', 'các quý');
export const monthWord = said('tháng', 'các tháng', 't');

type Tail = { readonly year: number | undefined };
/** The year of it, if written; never a number that goes on as something else. */
const tail: Parser<Tail> = notBefore(
  map(optional(yearBehind), (year) => ({ year })),
  goesOn,
);

export const numbered = (unit: 'month' | 'quarter', index: Parser<number>): Parser<PartOfYear> =>
  map(sequence(index, tail), ([value, { year }]) => ({ unit, index: value, year }));

const month = behind(monthWord, numbered('month', monthNumber));
/** "12/2025" with the word left out. */
export const bareMonth: Parser<Point> = map(sequence(digits(2), mark('/'), year4), ([index, , year]) =>
  between(index, 1, 12) ? { unit: 'month', index, year } : null,
);
const quarter = behind(quarterWord, numbered('quarter', quarterNumber));

const endOfYear = said('đầu năm', 'cuối năm');
const yearOfPart = map(sequence(optional(year4), tail), ([own, { year }]) => own ?? year);
const optionalYear: Parser<Tail> = map(optional(yearOfPart), (year) => ({ year }));
const monthsOf = (months: number, end: 'đầu năm' | 'cuối năm', { year }: Tail): Point | null => {
  if (!between(months, 1, 11)) return null;
  if (months === 6) return { unit: 'half', index: end === 'đầu năm' ? 1 : 2, year };
  if (months === 3) return { unit: 'quarter', index: end === 'đầu năm' ? 1 : 4, year };
  return end === 'đầu năm'
    ? { unit: 'months', first: 1, last: months, year }
    : { unit: 'months', first: 13 - months, last: 12, year };
};
const partOfYear: Parser<Point> = firstOf(
  map(sequence(count(2), said('tháng'), endOfYear, optionalYear), ([months, , end, year]) =>
    monthsOf(months, end, year),
  ),
  map(sequence(said('nửa'), endOfYear, optionalYear), ([, end, year]) => monthsOf(6, end, year)),
);

const yearWord = said('năm', 'các năm');
const writtenYear: Parser<Point> = map(sequence(yearWord, notBefore(year4, goesOn)), ([, year]) => ({
  unit: 'year',
  year,
}));

/** What stands by itself. */
export const point: Parser<Point> = firstOf<Point>(day, month, bareMonth, quarter, partOfYear, writtenYear);

const otherYear = firstOf<unknown>(said('tiếp', 'sau', 'trước', 'tới', 'kế', 'học', 'qua', 'ngoái'), digits(9));
/** What needs "trong", "hết" or the like before it: "trong năm", "hết 2025". */
export const limitedPoint: Parser<Point> = firstOf<Point>(
  point,
  map(notBefore(sequence(yearWord, optional(said('nay'))), otherYear), () => ({ unit: 'year', year: undefined })),
  map(notBefore(year4, goesOn), (year) => ({ unit: 'year', year })),
);
