// Points in time → deadlines. A day that does not exist is never coerced, a missing year is that of the plan.
import type { Deadline, FixedDeadline } from '../../domain/deadline-kinds.ts';
import { type PlainDate, plainDate, weekday } from '../../domain/instant.ts';
import { firstDayOf, lastDayOf, type Period } from '../../domain/period.ts';
import type { Limit } from './limits.ts';
import { type PlanTime, UNDEFINED } from './phrase-rule.ts';
import type { DayPoint, Point } from './points.ts';

/** The deadline that the point sets, `year` being that of the list it stands in. */
export function deadlineAt(limit: Limit, point: Point, time: PlanTime): Deadline {
  const year = point.year ?? time.year;
  if (year === null || limit === 'from' || limit === 'unclear') return UNDEFINED;
  if (point.unit === 'day') return limit === 'middle' ? UNDEFINED : onDay(point, limit, time);
  if (limit === 'middle') return inTheMiddleOf(point, year);
  if (limit === 'before') return fixed(firstDay(point, year), 'before');
  return point.unit === 'months'
    ? { kind: 'range', from: firstDay(point, year), to: lastDay(point, year) }
    : { kind: 'period', ...periodOf(point, year) };
}

const fixed = (date: PlainDate, bound: FixedDeadline['bound']): Deadline => ({ kind: 'fixed', date, bound });

/** Civil Code art. 146: the middle of a month is its 15th, the middle of the year the last day of June. */
function inTheMiddleOf(point: Exclude<Point, DayPoint>, year: number): Deadline {
  if (point.unit === 'year') return { kind: 'period', unit: 'half', year, index: 1 };
  const date = point.unit === 'month' ? plainDate(year, point.index, 15) : null;
  return date === null ? UNDEFINED : fixed(date, 'onOrBefore');
}

function onDay(point: DayPoint, limit: Limit, time: PlanTime): Deadline {
  const date = dayIn(point, time);
  if (typeof date !== 'string') return date;
  if (point.weekday !== undefined && point.weekday !== weekday(date)) return UNDEFINED;
  // "24 giờ" is the end of the day
  if (point.hour === '24:00') return fixed(date, 'onOrBefore');
  const bound = limit === 'before' ? 'before' : 'onOrBefore';
  return { kind: 'fixed', date, bound, ...(point.hour !== undefined && { time: point.hour }) };
}

/** Its date; undefined without a year or with two digits that could be another's, invalid where the calendar has no such day. */
function dayIn({ day, month, year: written, shortYear }: DayPoint, { year: planYear }: PlanTime): PlainDate | Deadline {
  const year = written ?? planYear;
  if (year === null || (shortYear && (planYear === null || Math.abs(year - planYear) > 1))) return UNDEFINED;
  return plainDate(year, month, day) ?? impossible({ day, month, year });
}

/**
 * Both ways to mend "trước ngày 31/11": the end of the last real day of that month, or the same day of the next month.
 * A person chooses; nothing is chosen here.
 */
function impossible(written: { day: number; month: number; year: number }): Deadline {
  const { day, month, year } = written;
  const end = plainDate(year, month, 1) && lastDayOf({ unit: 'month', year, index: month });
  const next = month === 12 ? plainDate(year + 1, 1, day) : plainDate(year, month + 1, day);
  const suggestions: FixedDeadline[] = [];
  if (end && day > 0) suggestions.push({ kind: 'fixed', date: end, bound: 'onOrBefore' });
  if (end && next) suggestions.push({ kind: 'fixed', date: next, bound: 'before' });
  return { kind: 'invalid', written, suggestions };
}

const isInvalid = (deadline: PlainDate | Deadline): deadline is Deadline => typeof deadline !== 'string';

/** From the beginning of one point to the end of the other; undefined where that is no stretch of time. */
export function rangeOf(from: Point, to: Point, time: PlanTime): Deadline {
  const end = to.unit === 'day' ? dayIn(to, time) : withYear(to, time, lastDay);
  if (isInvalid(end)) return end;
  const start = startBefore(from, to, Number(end.slice(0, 4)), time);
  if (isInvalid(start)) return start;
  return start <= end ? { kind: 'range', from: start, to: end } : UNDEFINED;
}

/** "Từ tháng 11 đến tháng 02/2026" begins in the year before, and only a year that is written says so. */
function startBefore(from: Point, to: Point, endYear: number, time: PlanTime): PlainDate | Deadline {
  const turns = from.year === undefined && to.year !== undefined && monthOf(from, 'first') > monthOf(to, 'last');
  const dated = { ...from, year: from.year ?? (turns ? endYear - 1 : endYear) };
  return dated.unit === 'day' ? dayIn(dated, time) : withYear(dated, time, firstDay);
}

type Span = Exclude<Point, DayPoint>;

function withYear(point: Span, time: PlanTime, day: (point: Span, year: number) => PlainDate): PlainDate | Deadline {
  const year = point.year ?? time.year;
  return year === null ? UNDEFINED : day(point, year);
}

const periodOf = (point: Exclude<Span, { unit: 'months' }>, year: number): Period =>
  (point.unit === 'year' ? { unit: 'year', year } : { unit: point.unit, index: point.index, year }) as Period;

const firstDay = (point: Span, year: number): PlainDate =>
  firstDayOf(point.unit === 'months' ? { unit: 'month', year, index: point.first } : periodOf(point, year));
const lastDay = (point: Span, year: number): PlainDate =>
  lastDayOf(point.unit === 'months' ? { unit: 'month', year, index: point.last } : periodOf(point, year));

/** Counted in months of one year, for telling whether a stretch turns the year. */
function monthOf(point: Point, end: 'first' | 'last'): number {
  if (point.unit === 'day') return point.month;
  const day = end === 'first' ? firstDay(point, 2000) : lastDay(point, 2000);
  return Number(day.slice(5, 7));
}
