// What cannot be right about the days of a calendar, whoever entered them and by which door. Pure.
import { type CalendarDay, type CalendarDayKind, isWeekend } from '../calendar.ts';
import type { PlainDate } from '../instant.ts';

export interface Range {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** Of one day, seen with the days before it. */
export type DayFault = 'date-twice' | 'date-outside-range' | 'weekday-is-worked' | 'weekend-is-off';

/** Null: nothing speaks against it. */
export function faultOf(day: CalendarDay, earlier: readonly CalendarDay[], { from, to }: Range): DayFault | null {
  if (day.date < from || day.date > to) return 'date-outside-range';
  if (earlier.some(({ date }) => date === day.date)) return 'date-twice';
  if (day.kind === 'swapWork' && !isWeekend(day.date)) return 'weekday-is-worked';
  if ((day.kind === 'swapOff' || day.kind === 'substitute') && isWeekend(day.date)) return 'weekend-is-off';
  return null;
}

const otherHalf: Partial<Record<CalendarDayKind, CalendarDayKind>> = { swapOff: 'swapWork', swapWork: 'swapOff' };

/**
 * The days of exchanges that lack their other half, by date: one that names a day which is not the other half, or, among
 * those that name none, more days off than days worked for them (or fewer).
 */
export function halfSwaps(days: readonly CalendarDay[]): PlainDate[] {
  const named = days.filter(({ swappedWith }) => swappedWith !== undefined);
  const broken = named.filter((day) => !days.some((other) => isOtherHalf(day, other)));
  const alone = days.filter(
    ({ date, kind, swappedWith }) =>
      otherHalf[kind] && swappedWith === undefined && !named.some((other) => other.swappedWith === date),
  );
  const off = alone.filter(({ kind }) => kind === 'swapOff');
  const uneven = off.length * 2 === alone.length ? [] : alone;
  return [...broken, ...uneven].map(({ date }) => date).sort();
}

const isOtherHalf = (day: CalendarDay, other: CalendarDay): boolean =>
  other.date === day.swappedWith &&
  other.kind === otherHalf[day.kind] &&
  (other.swappedWith === undefined || other.swappedWith === day.date);

/** Years that the range holds in full and in which nothing is off: nobody has entered them yet. */
export function emptyYears(days: readonly CalendarDay[], { from, to }: Range): string[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const years = Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  const isWhole = (year: string) => from <= `${year}-01-01` && to >= `${year}-12-31`;
  const isEmpty = (year: string) => !days.some(({ date, kind }) => kind === 'holiday' && date.startsWith(year));
  return years.filter((year) => isWhole(year) && isEmpty(year));
}
