// What a recurring duty asks for, occurrence by occurrence: one per stretch of its cadence, each with a day of its own. Pure.
import { addWorkingDays, type WorkingCalendar } from './calendar.ts';
import type { Cadence, DeadlineOf, RecurringDay } from './deadline-kinds.ts';
import { addDays, endOfDay, type Instant, type PlainDate, startOfDay, weekday } from './instant.ts';
import { dayOfMonth, type Stretch, stretchAfter, stretchesBetween } from './stretch.ts';

export interface Occurrence {
  /** Unique within the duty, and the same whenever it is computed: 2026-01, 2026-Q2. */
  readonly name: string;
  readonly from: PlainDate;
  readonly every: Cadence;
  readonly due: Instant;
  readonly lateFrom: Instant;
}

interface Reading {
  readonly beforeIsLateFrom: 'endOfDay' | 'startOfDay';
  readonly calendar: WorkingCalendar;
}

/**
 * Those whose stretch ends between `from` and `to`, segment by segment (F11: monthly through 12/2025, quarterly from 01/2026).
 * One that ended before is not asked for again. Throws CalendarRangeError where working days beyond the calendar are needed.
 */
export function occurrencesOf(
  recurring: DeadlineOf<'recurring'>,
  from: PlainDate,
  to: PlainDate,
  reading: Reading,
): Occurrence[] {
  const end = recurring.until === 'open' ? to : earlier(recurring.until, to);
  return recurring.segments.flatMap((segment) => {
    const first = segment.from > from ? segment.from : from;
    const last = segment.to ? earlier(segment.to, end) : end;
    return stretchesBetween(first, last, segment.every)
      .filter((stretch) => stretch.to >= first && stretch.to <= last)
      .map((stretch) => ({
        name: stretch.name,
        from: stretch.from,
        every: segment.every,
        ...dueOf(recurring, stretch, segment.every, reading),
      }));
  });
}

const earlier = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);

function dueOf(
  { dueOn, dueWithin, cutoffDay }: DeadlineOf<'recurring'>,
  stretch: Stretch,
  every: Cadence,
  { beforeIsLateFrom, calendar }: Reading,
): { due: Instant; lateFrom: Instant } {
  if (dueOn) {
    const date = dayIn(dueOn, stretch, every);
    if (dueOn.bound === 'onOrBefore') return onDay(date);
    return { due: startOfDay(date), lateFrom: beforeIsLateFrom === 'endOfDay' ? endOfDay(date) : startOfDay(date) };
  }
  const base = cutoffDay === undefined ? stretch.to : earlier(sameMonth(stretch.to, cutoffDay), stretch.to);
  if (!dueWithin) return onDay(base);
  const { n, unit } = dueWithin;
  return onDay(unit === 'days' || n === 0 ? addDays(base, n) : addWorkingDays(calendar, base, n));
}

const onDay = (date: PlainDate) => ({ due: endOfDay(date), lateFrom: endOfDay(date) });

function dayIn(on: RecurringDay, stretch: Stretch, every: Cadence): PlainDate {
  if ('weekday' in on) return addDays(stretch.from, (on.weekday - weekday(stretch.from) + 7) % 7);
  const { from, to } = on.next ? stretchAfter(stretch, every) : stretch;
  if (on.month === undefined) return sameMonth(on.next ? from : to, on.day);
  const [year = 0, month = 1] = from.split('-').map(Number);
  const months = month - 1 + on.month - 1;
  return dayOfMonth(year + Math.floor(months / 12), (months % 12) + 1, on.day);
}

function sameMonth(date: PlainDate, day: number): PlainDate {
  const [year = 0, month = 1] = date.split('-').map(Number);
  return dayOfMonth(year, month, day);
}
