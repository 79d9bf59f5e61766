// Days, months, quarters, halves, years and hours as plans write them → points in time that may still lack their year.
import { digits, firstOf, many, map, mark, notBefore, optional, type Parser, said, sequence } from './grammar.ts';

interface Yearly {
  /** Undefined: not written. */
  readonly year: number | undefined;
}
export interface DayPoint extends Yearly {
  readonly unit: 'day';
  readonly day: number;
  readonly month: number;
  readonly hour?: string | undefined;
  /** 0 = Sunday, as written beside the date. */
  readonly weekday?: number | undefined;
  /** Two digits only. */
  readonly shortYear?: boolean;
}
export interface PartOfYear extends Yearly {
  readonly unit: 'month' | 'quarter' | 'half';
  readonly index: number;
}
/** "9 tháng đầu năm". */
interface MonthsOfYear extends Yearly {
  readonly unit: 'months';
  readonly first: number;
  readonly last: number;
}
interface WholeYear extends Yearly {
  readonly unit: 'year';
}
export type Point = DayPoint | PartOfYear | MonthsOfYear | WholeYear;

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
const year2: Parser<number> = map(digits(2, 2), (value) => 2000 + value);

const behind = <T>(before: Parser<unknown>, parser: Parser<T>): Parser<T> =>
  map(sequence(before, parser), ([, value]) => value);

/** Digits that go on: "12" of "12/2025", "6" of "6/11". */
const goesOn = mark('/');

const ofYear = said('năm', 'của năm', 'trong năm');
/** "/2025", " năm 2025", ", năm 2025", "(2025)" behind a month or a quarter. */
const yearBehind: Parser<number> = firstOf(
  behind(mark('/', '-', '.'), year4),
  behind(sequence(optional(mark(',')), ofYear), year4),
  behind(optional(mark(',')), notBefore(year4, goesOn)),
  map(sequence(mark('('), optional(ofYear), year4, mark(')')), ([, , year]) => year),
);

const between = (value: number, first: number, last: number): boolean => value >= first && value <= last;

/* Hours */

const hourOf = (hour: number, minute = 0): string | null =>
  (between(hour, 0, 23) && between(minute, 0, 59)) || (hour === 24 && minute === 0)
    ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
    : null;
const minutes = map(
  sequence(digits(2), optional(said('phút', 'p')), optional(mark("'", '’', '′'))),
  ([value]) => value,
);
const clock = firstOf(
  map(sequence(digits(2), said('giờ', 'h', 'g'), optional(minutes)), ([hour, , minute]) => hourOf(hour, minute)),
  map(notBefore(sequence(digits(2), mark(':'), digits(2, 2)), mark(':')), ([hour, , minute]) => hourOf(hour, minute)),
);
const atHour = behind(optional(said('lúc', 'vào lúc', 'vào hồi')), clock);

/* Days */

const weekdays = ['chủ nhật', 'thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy'] as const;
const dayNumbered = map(sequence(said('thứ'), digits(1)), ([, value]) => (between(value, 2, 7) ? value - 1 : null));
/** "thứ Sáu", "thứ 6", "chủ nhật" → 0 = Sunday. */
export const weekdayName: Parser<number> = firstOf(
  map(said(...weekdays), (name) => weekdays.indexOf(name)),
  dayNumbered,
);

type WrittenDay = Pick<DayPoint, 'day' | 'month' | 'year' | 'shortYear'>;
const DAYS = 2;
const separated = (...marks: string[]) =>
  map(sequence(digits(DAYS), mark(...marks), digits(DAYS)), ([day, , month]) => ({ day, month }));
const sameMark = (sign: string) =>
  firstOf<WrittenDay>(
    map(sequence(separated(sign), mark(sign), year4), ([date, , year]) => ({ ...date, year })),
    map(sequence(separated(sign), mark(sign), year2), ([date, , year]) => ({ ...date, year, shortYear: true })),
  );
const inWords = map(
  sequence(digits(DAYS), optional(said('của')), said('tháng'), count(DAYS), optional(yearBehind)),
  ([day, , , month, year]) => ({ day, month, year }),
);
const written = firstOf<WrittenDay>(
  sameMark('/'),
  sameMark('-'),
  sameMark('.'),
  map(sequence(year4, mark('-'), digits(2, 2), mark('-'), digits(2, 2)), ([year, , month, , day]) => ({
    day,
    month,
    year,
  })),
  map(sequence(separated('/'), optional(mark(',')), said('năm'), year4), ([date, , , year]) => ({ ...date, year })),
  notBefore(inWords, goesOn),
  map(notBefore(separated('/'), goesOn), (date) => ({ ...date, year: undefined })),
);
/** "30.6" is a date only behind the word for day: elsewhere it may number a section. */
const named = firstOf<WrittenDay>(
  written,
  map(notBefore(separated('.'), goesOn), (date) => ({ ...date, year: undefined })),
);

const dayWord = said('ngày', 'các ngày', 'mùng', 'mồng', 'ngày mùng', 'ngày mồng');
const comma = optional(mark(','));
const hourBehind = map(
  sequence(comma, optional(mark('(')), optional(said('trước', 'chậm nhất')), atHour, optional(mark(')'))),
  ([, , , hour]) => hour,
);

export const day: Parser<DayPoint> = map(
  sequence(
    optional(map(sequence(atHour, comma, optional(said('của', 'trong'))), ([hour]) => hour)),
    optional(map(sequence(weekdayName, comma), ([weekday]) => weekday)),
    firstOf(behind(dayWord, named), written),
    optional(map(sequence(mark('('), weekdayName, mark(')')), ([, weekday]) => weekday)),
    optional(hourBehind),
  ),
  ([before, weekdayBefore, date, weekdayBehind, after]) => ({
    unit: 'day',
    ...date,
    hour: before ?? after,
    weekday: weekdayBefore ?? weekdayBehind,
  }),
);

/* Months, quarters, halves, years */

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

/** The rest of a list, where each only has its number: "Quý I, III", "tháng 3, 6 và 9". */
export const and = firstOf<unknown>(sequence(mark(','), optional(said('và'))), said('và'), mark('&', '+'));
export const listOf = <T>(parser: Parser<T>): Parser<T[]> =>
  map(sequence(parser, many(behind(and, parser))), ([first, more]) => [first, ...more]);
