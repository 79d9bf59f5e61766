// Several points in time where one word serves them all: "Quý I, III/2026", "tháng 3, 6, 9", "ngày 10 và 20/11/2025".
import { day } from './day-words.ts';
import { behind, digits, firstOf, many, map, mark, optional, type Parser, said, sequence } from './grammar.ts';
import { year4 } from './number-words.ts';
import { monthNumber, monthWord, numbered, quarterNumber, quarterWord } from './period-words.ts';
import type { DayPoint, Point } from './points.ts';

/** The rest of a list, where each only has its number: "Quý I, III", "tháng 3, 6 và 9". */
export const and = firstOf<unknown>(sequence(mark(','), optional(said('và'))), said('và'), mark('&', '+'));
export const listOf = <T>(parser: Parser<T>): Parser<T[]> =>
  map(sequence(parser, many(behind(and, parser))), ([first, more]) => [first, ...more]);

/** "Quý I, III/2026", "Quý II và Quý IV", "tháng 3, 6, 9": the word may stand once. */
const inList = (word: Parser<unknown>, item: Parser<Point>): Parser<Point[]> =>
  map(sequence(word, listOf(map(sequence(optional(word), item), ([, value]) => value))), ([, points]) => points);

/** "ngày 10 và 20/11/2025": the first days take the month of the last. */
const daysOfMonth: Parser<Point[]> = map(
  sequence(
    optional(said('ngày', 'các ngày')),
    digits(2),
    and,
    many(firstOf(map(sequence(digits(2), and), ([n]) => n))),
    day,
  ),
  ([, first, , more, last]) => [...[first, ...more].map((number): DayPoint => ({ ...last, day: number })), last],
);

/** Several of one kind; the year may stand once. */
export const points: Parser<Point[]> = firstOf<Point[]>(
  daysOfMonth,
  listOf(day as Parser<Point>),
  inList(quarterWord, numbered('quarter', quarterNumber)),
  inList(monthWord, numbered('month', monthNumber)),
  map(
    sequence(
      said('năm', 'các năm'),
      year4,
      and,
      listOf(map(sequence(optional(said('năm')), year4), ([, year]) => year)),
    ),
    ([, first, , more]) => [first, ...more].map((year) => ({ unit: 'year', year }) as const),
  ),
);

/** A year that stands once, behind the last, is that of all; then they must come in order. */
export function sharingYear(list: readonly Point[]): Point[] | null {
  const last = list.at(-1)?.year;
  const shared = list.map((item) => (item.year === undefined && last !== undefined ? { ...item, year: last } : item));
  return shared.every((item, index) => index === 0 || isAfter(item, shared[index - 1])) ? shared : null;
}

const isAfter = (point: Point, before: Point | undefined): boolean =>
  before === undefined || rank(before) < rank(point);

function rank(point: Point): number {
  const year = (point.year ?? 0) * 10_000;
  if (point.unit === 'day') return year + point.month * 100 + point.day;
  if (point.unit === 'year') return year;
  return year + (point.unit === 'months' ? point.last : point.index) * 100;
}
