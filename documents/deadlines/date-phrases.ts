// Phrases that name days or periods: "trước ngày 13/12/2025", "Quý I, III/2026", "từ 01/3 đến 30/4/2026", "Trong năm".
import type { Deadline } from '../../domain/deadline-kinds.ts';
import { plainDate } from '../../domain/instant.ts';
import {
  and,
  bareMonth,
  type DayPoint,
  day,
  limitedPoint,
  listOf,
  monthNumber,
  monthWord,
  numbered,
  type Point,
  point,
  quarterNumber,
  quarterWord,
  year4,
} from './date-words.ts';
import { deadlineAt, rangeOf } from './dates.ts';
import { digits, firstOf, many, map, mark, notBehindWord, optional, type Parser, said, sequence } from './grammar.ts';
import { type Limit, limit } from './limits.ts';
import { type Meaning, NOTHING, type PhraseRule, type PlanTime, UNDEFINED, UNSETTLED } from './phrase-rule.ts';

/* Lists */

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
function sharingYear(list: readonly Point[]): Point[] | null {
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

const yearsOf = (list: readonly Point[]): Pick<Meaning, 'years' | 'lentYear'> => ({
  years: list.flatMap(({ year }) => (year === undefined ? [] : [year])),
  lentYear: list.some(({ year }) => year === undefined),
});

function listMeaning(kind: Limit, list: readonly Point[], time: PlanTime): Meaning {
  // "Sau ngày 15/12": says when it begins, not by when
  if (kind === 'from') return { ...UNSETTLED, begins: true };
  const shared = list.length === 1 ? [...list] : sharingYear(list);
  if (shared === null) return UNSETTLED;
  const bare = kind === 'none' && list.every(({ unit }) => unit !== 'day');
  return { deadlines: shared.map((item) => deadlineAt(kind, item, time)), bare, ...yearsOf(shared) };
}

const dated: PhraseRule = map(
  firstOf(
    sequence(limit, points),
    sequence(
      limit,
      map(point, (one) => [one]),
    ),
    map(
      sequence(
        limit,
        map(limitedPoint, (one) => [one]),
      ),
      ([kind, list]): [Limit, Point[]] | null => (kind === 'none' ? null : [kind, list]),
    ),
  ),
  ([kind, list]) =>
    (time) =>
      listMeaning(kind, list, time),
);

/** A cell that is a year and nothing else. */
const yearAlone: PhraseRule = (tokens, at) => {
  const parsed = tokens.length === 1 ? year4(tokens, at) : null;
  return (
    parsed && { value: (time) => listMeaning('by', [{ unit: 'year', year: parsed.value }], time), next: parsed.next }
  );
};

/* Stretches */

const until = firstOf<unknown>(
  sequence(mark('-'), many(mark('-'))),
  said('đến', 'tới', 'đến hết', 'tới hết', 'đến cuối', 'cho đến', 'cho đến hết'),
);
const ends = map(sequence(until, limit), ([, kind]) =>
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

const rangeLimits: ReadonlySet<Limit> = new Set(['none', 'by', 'from']);
const stretch: PhraseRule = map(
  firstOf<readonly [Limit, readonly [Point, Point]]>(
    sequence(limit, sameUnit),
    map(sequence(said('từ'), daysTo(digits(2), ends)), ([, pair]): [Limit, [Point, Point]] => ['from', pair]),
    map(sequence(limit, fromTo(limitedPoint, limitedPoint)), ([kind, pair]): [Limit, [Point, Point]] | null =>
      kind === 'from' ? [kind, pair] : null,
    ),
  ),
  ([kind, [from, to]]) =>
    rangeLimits.has(kind)
      ? (time) => ({ deadlines: [rangeOf(from, to, time)], ...yearsOf([from.year === undefined ? to : from, to]) })
      : () => UNSETTLED,
);

/** "từ nay đến hết năm 2025": it has begun already, only the end counts. */
const fromNow: PhraseRule = map(
  sequence(
    said(
      'từ nay',
      'từ ngày ký',
      'từ ngày ban hành',
      'từ khi ban hành',
      'kể từ nay',
      'kể từ ngày ký',
      'kể từ ngày ban hành',
    ),
    ends,
    limitedPoint,
  ),
  ([, kind, to]) =>
    (time) =>
      listMeaning(kind === 'none' ? 'by' : kind, [to], time),
);

/* Years that go on */

const following = said(
  'năm tiếp theo',
  'các năm tiếp theo',
  'những năm tiếp theo',
  'năm tiếp',
  'các năm tiếp',
  'những năm tiếp',
  'năm sau',
  'các năm sau',
  'những năm sau',
  'năm tới',
  'các năm tới',
  'năm kế tiếp',
  'các năm kế tiếp',
  'trở đi',
);

function everyYearFrom(year: number | undefined, time: PlanTime): Deadline {
  const first = year ?? time.year;
  const from = first === null ? null : plainDate(first, 1, 1);
  return from === null ? UNDEFINED : { kind: 'recurring', segments: [{ from, every: 'year' }], until: 'open' };
}

/** "Năm 2026 và các năm tiếp theo", "từ năm 2026 trở đi". */
const openYears: PhraseRule = map(
  sequence(limit, optional(said('năm')), year4, optional(and), following),
  ([, , year]) =>
    (time) => ({ deadlines: [everyYearFrom(year, time)], years: [year], horizon: true }),
);

/* The date of another paper is nobody's deadline */

/** "KH", "QĐ", "QH15": capitals set close; Roman numerals are none. */
const code: Parser<true> = (tokens, at) => {
  const [token, next] = [tokens[at], tokens[at + 1]];
  const isCode =
    token?.kind === 'word' && token.glued && /^\p{Lu}\p{Lu}/u.test(token.text) && !/^[IVX]+$/.test(token.text);
  if (!isCode) return null;
  return { value: true, next: next?.kind === 'number' && next.glued ? at + 2 : at + 1 };
};
const issued = sequence(optional(mark(',')), optional(mark('(')), optional(said('ban hành')), day, optional(mark(')')));
const citation: PhraseRule = map(
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

export const datePhrases: readonly PhraseRule[] = [citation, dated, yearAlone, stretch, fromNow, openYears];
