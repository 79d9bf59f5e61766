// From one point in time to another: "từ 01/3 đến 30/4/2026", "ngày 01 - 15/11/2025", "quý I đến quý III".
import { day } from './day-words.ts';
import { digits, firstOf, many, map, mark, notBehindWord, optional, type Parser, said, sequence } from './grammar.ts';
import { type Limit, limit } from './limits.ts';
import { year4 } from './number-words.ts';
import {
  bareMonth,
  limitedPoint,
  monthNumber,
  monthWord,
  numbered,
  quarterNumber,
  quarterWord,
} from './period-words.ts';
import type { Point } from './points.ts';

const until = firstOf<unknown>(
  sequence(mark('-'), many(mark('-'))),
  said('đến', 'tới', 'đến hết', 'tới hết', 'đến cuối', 'cho đến', 'cho đến hết'),
);
/** The words between the two, with what they say of the second. */
export const ends = map(sequence(until, limit), ([, kind]) =>
  kind === 'before' || kind === 'from' || kind === 'unclear' ? null : kind,
);

const fromTo = <From>(from: Parser<From>, to: Parser<Point>): Parser<[From, Point]> =>
  map(sequence(from, ends, to), ([start, , end]) => [start, end]);

/** "ngày 01 đến ngày 15/11/2025": the first day takes the month of the last. */
const daysTo = (from: Parser<number>, connecting: Parser<unknown>): Parser<[Point, Point]> =>
  map(sequence(from, connecting, day), ([number, , end]) => [{ ...end, day: number, weekday: undefined }, end]);

const sameUnit: Parser<readonly [Point, Point]> = firstOf<readonly [Point, Point]>(
  fromTo(bareMonth, bareMonth),
  fromTo(day as Parser<Point>, day as Parser<Point>),
  daysTo(
    map(sequence(said('ngày', 'các ngày'), digits(2)), ([, number]) => number),
    ends,
  ),
  daysTo(notBehindWord(digits(2)), mark('-')),
  ...(
    [
      [quarterWord, numbered('quarter', quarterNumber)],
      [monthWord, numbered('month', monthNumber)],
    ] as const
  ).map(([word, item]) =>
    fromTo(
      map(sequence(word, item), ([, value]): Point => value),
      map(sequence(optional(word), item), ([, value]): Point => value),
    ),
  ),
  fromTo(
    map(
      sequence(optional(said('giai đoạn', 'năm', 'giai đoạn năm')), year4),
      ([, year]): Point => ({ unit: 'year', year }),
    ),
    map(sequence(optional(said('năm')), year4), ([, year]): Point => ({ unit: 'year', year })),
  ),
);

/** The words before it, its beginning and its end. */
export const fromOneToAnother: Parser<readonly [Limit, readonly [Point, Point]]> = firstOf<
  readonly [Limit, readonly [Point, Point]]
>(
  sequence(limit, sameUnit),
  map(sequence(said('từ'), daysTo(digits(2), ends)), ([, pair]): [Limit, [Point, Point]] => ['from', pair]),
  map(sequence(limit, fromTo(limitedPoint, limitedPoint)), ([kind, pair]): [Limit, [Point, Point]] | null =>
    kind === 'from' ? [kind, pair] : null,
  ),
);
