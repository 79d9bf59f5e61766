// Days and hours as plans write them: "17 giờ 00 ngày 05/12/2025", "thứ Sáu, ngày 5 tháng 12", "2025-12-05".
import { behind, digits, firstOf, map, mark, notBefore, optional, type Parser, said, sequence } from './grammar.ts';
import { between, count, goesOn, year2, year4, yearBehind } from './number-words.ts';
import type { DayPoint } from './points.ts';

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
