// What a recurring duty asks for, occurrence by occurrence: one per stretch of its cadence, each with a day of its own. Pure.
import { addWorkingDays, type WorkingCalendar } from './calendar.ts';
import type { Cadence, DeadlineOf, RecurringDay } from './deadline-kinds.ts';
import { addDays, dateOf, endOfDay, type Instant, ms, type PlainDate, startOfDay, weekday } from './instant.ts';
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
 * Those that fall due after `from`, in stretches up to `to`, segment by segment (F11: monthly through 12/2025, quarterly from
 * 01/2026). What was due before is not asked for again; a stretch that the duty itself cuts short still is, while one that only
 * `to` cuts is left to whoever looks further. Throws CalendarRangeError where working days beyond the calendar are needed.
 */
export function occurrencesOf(
  recurring: DeadlineOf<'recurring'>,
  from: Instant,
  to: PlainDate,
  reading: Reading,
): Occurrence[] {
  const { segments, until } = recurring;
  return segments.flatMap((segment) => {
    const end = [segment.to, until === 'open' ? undefined : until].filter((day) => day !== undefined).sort()[0];
    const last = end === undefined ? to : earlier(end, to);
    const oldest = addDays(dateOf(from), -longestWait(recurring));
    return stretchesBetween(later(segment.from, oldest), last, segment.every)
      .map((stretch) => (end !== undefined && end <= to && stretch.to > end ? { ...stretch, to: end } : stretch))
      .filter((stretch) => stretch.to <= last)
      .map((stretch) => ({
        name: stretch.name,
        from: stretch.from,
        every: segment.every,
        ...dueOf(recurring, stretch, segment.every, reading),
      }))
      .filter(({ lateFrom }) => ms(lateFrom) > ms(from));
  });
}

/** In days, generously: a report may be due in the period after its own, or so many working days later. */
const longestWait = ({ dueWithin }: DeadlineOf<'recurring'>): number => 370 + 3 * (dueWithin?.n ?? 0);

const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);
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
