// On which day of every month, quarter or year: "ngày 25 của tháng cuối quý", "ngày 05 tháng sau", "thứ Sáu", "cuối tháng".
import type { Cadence, RecurringDay } from '../../domain/deadline-kinds.ts';
import { plainDate } from '../../domain/instant.ts';
import { weekdayName } from './day-words.ts';
import { digits, firstOf, map, mark, notBefore, optional, type Parser, said, sequence } from './grammar.ts';
import { type Limit, limit } from './limits.ts';
import { count } from './number-words.ts';
import type { Point } from './points.ts';

interface DayOf {
  readonly on: RecurringDay;
  /** The cadence that the words imply: "của tháng cuối quý" comes every quarter. */
  readonly every: Cadence | null;
}

export const dayNumber = map(digits(2), (number) => (number >= 1 && number <= 31 ? number : null));
export const next = said('sau', 'tiếp theo', 'kế tiếp', 'liền kề', 'tiếp', 'sau liền kề', 'kế tiếp sau');
const monthsOfQuarter: Readonly<Record<string, number>> = {
  đầu: 1,
  giữa: 2,
  cuối: 3,
  'thứ nhất': 1,
  'thứ hai': 2,
  'thứ ba': 3,
};
const of = optional(said('của', 'của các', 'vào', 'trong'));
const again = optional(said('hằng', 'mỗi', 'từng', 'các'));

const monthOfQuarter: Parser<{ month: number; next?: true }> = map(
  sequence(of, said('tháng'), said(...Object.keys(monthsOfQuarter)), of, again, said('quý'), optional(next)),
  ([, , which, , , , later]) => ({
    month: monthsOfQuarter[which] ?? 1,
    ...(later !== undefined && { next: true as const }),
  }),
);

type FromDay = (day: number, bound: RecurringDay['bound']) => DayOf | null;

/** What follows the number of a day. */
const dayOf: Parser<FromDay> = firstOf<FromDay>(
  map(
    monthOfQuarter,
    (month): FromDay =>
      (day, bound) => ({ on: { day, bound, ...month }, every: 'quarter' }),
  ),
  map(
    sequence(of, said('tháng'), next),
    (): FromDay => (day, bound) => ({ on: { day, bound, next: true }, every: null }),
  ),
  map(
    sequence(said('của', 'của mỗi'), notBefore(said('tháng'), firstOf<unknown>(digits(2), said('này')))),
    (): FromDay => (day, bound) => ({ on: { day, bound }, every: 'month' }),
  ),
  map(
    sequence(firstOf<unknown>(mark('/'), said('tháng')), notBefore(count(2), mark('/'))),
    ([, month]): FromDay =>
      (day, bound) =>
        month <= 12 && plainDate(2000, month, day) !== null ? { on: { day, month, bound }, every: null } : null,
  ),
);

export const boundOf = (kind: Limit): RecurringDay['bound'] | null =>
  kind === 'from' || kind === 'middle' || kind === 'unclear' ? null : kind === 'before' ? 'before' : 'onOrBefore';

const dayLimit = map(sequence(limit, optional(said('ngày')), optional(said('ngày'))), ([kind]) => boundOf(kind));
const lastDayOf = map(sequence(said('cuối', 'cuối cùng'), of, again, said('tháng', 'quý')), ([, , , period]) => period);

export const onDay: Parser<DayOf> = (tokens, at) => {
  const start = dayLimit(tokens, at);
  if (!start) return null;
  const bound = start.value;
  const last = lastDayOf(tokens, start.next);
  if (last && tokens[start.next - 1]?.form !== tokens[start.next]?.form) {
    const isQuarter = last.value === 'quý';
    const on = { day: 31, bound, ...(isQuarter && { month: 3 }) };
    return { value: { on, every: isQuarter ? 'quarter' : 'month' }, next: last.next };
  }
  const weekday = weekdayName(tokens, start.next);
  if (weekday) return { value: { on: { weekday: weekday.value, bound }, every: null }, next: weekday.next };
  const day = dayNumber(tokens, start.next);
  if (!day) return null;
  const alone: DayOf = { on: { day: day.value, bound }, every: null };
  const behind = dayOf(tokens, day.next);
  const value = behind ? behind.value(day.value, bound) : alone;
  return value ? { value, next: behind?.next ?? day.next } : { value: alone, next: day.next };
};

const parts: Readonly<Record<Cadence, number>> = { day: 0, week: 0, month: 1, quarter: 3, half: 6, year: 12 };

/** "ngày 15 hằng quý" names no month of the quarter, "thứ Sáu hằng tháng" no week of the month: neither is a day. */
export function fits(on: RecurringDay, cadence: Cadence): boolean {
  if ('weekday' in on) return cadence === 'week';
  return cadence === 'month' ? on.month === undefined : on.month !== undefined && on.month <= parts[cadence];
}

const MONTHS = { month: 1, quarter: 3, half: 6 } as const;

/** The last day of the part, or its first where it must be done before. */
export function dayInYear(part: Point, bound: RecurringDay['bound'] | null): RecurringDay | null {
  if (bound === null || part.year !== undefined || part.unit === 'year' || part.unit === 'months') return null;
  if (part.unit === 'day') {
    const exists = plainDate(2000, part.month, part.day) !== null;
    return exists && part.hour === undefined ? { day: part.day, month: part.month, bound } : null;
  }
  const last = part.index * MONTHS[part.unit];
  return bound === 'before' ? { day: 1, month: last - MONTHS[part.unit] + 1, bound } : { day: 31, month: last, bound };
}
