// The working calendar of the ward: versioned data, and counting in working days. Pure.
// Outside its range it refuses: a guessed working day would make a wrong reminder look right.
import { z } from 'zod';
import { addDays, PlainDate, weekday } from './instant.ts';

/**
 * What makes a day another than its weekday says: a public holiday; a day off because a holiday fell on a weekend (nghỉ bù);
 * the two halves of an exchange (hoán đổi): a weekday that is off, and the Saturday or Sunday that is worked for it.
 */
export const CalendarDayKind = z.enum(['holiday', 'substitute', 'swapOff', 'swapWork']);
export type CalendarDayKind = z.output<typeof CalendarDayKind>;

export const CalendarDay = z.strictObject({
  date: PlainDate,
  kind: CalendarDayKind,
  name: z.string().trim().min(1).max(200),
  /** The paper or the article of law that says so. */
  source: z.string().trim().min(1).max(500),
  /** The other half of an exchange. */
  swappedWith: PlainDate.optional(),
});
export type CalendarDay = z.output<typeof CalendarDay>;

/** Every day from `from` to `to` is known: one of `days`, or else worked from Monday to Friday. At most one entry per date. */
export const WorkingCalendar = z.strictObject({
  version: z.string().min(1),
  from: PlainDate,
  to: PlainDate,
  days: z.array(CalendarDay),
});
export type WorkingCalendar = z.output<typeof WorkingCalendar>;

export class CalendarRangeError extends RangeError {
  readonly code = 'date-outside-calendar';
  constructor(calendar: WorkingCalendar, date: PlainDate) {
    super(`${date} is outside calendar ${calendar.version} (${calendar.from} to ${calendar.to})`);
    this.name = 'CalendarRangeError';
  }
}

export const isWeekend = (date: PlainDate): boolean => weekday(date) === 0 || weekday(date) === 6;

export function isWorkingDay(calendar: WorkingCalendar, date: PlainDate): boolean {
  if (date < calendar.from || date > calendar.to) throw new CalendarRangeError(calendar, date);
  const named = calendar.days.find((day) => day.date === date);
  return named ? named.kind === 'swapWork' : !isWeekend(date);
}

/** The next day in `step` direction that is worked, `date` itself included. */
function workingDayFrom(calendar: WorkingCalendar, date: PlainDate, step: 1 | -1): PlainDate {
  let day = date;
  while (!isWorkingDay(calendar, day)) day = addDays(day, step);
  return day;
}

/**
 * The n-th working day after `date`, or before it when n is negative. The first day is not counted (Civil Code, art. 147.2).
 * With n = 0 the date itself if it is worked, else the next working day.
 */
export function addWorkingDays(calendar: WorkingCalendar, date: PlainDate, n: number): PlainDate {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of days: ${n}`);
  if (n === 0) return workingDayFrom(calendar, date, 1);
  const step = n > 0 ? 1 : -1;
  let day = date;
  for (let counted = 0; counted < Math.abs(n); counted++) day = workingDayFrom(calendar, addDays(day, step), step);
  return day;
}

/** The day of a reminder: n working days before `date`; with n = 0 the last working day up to it. */
export function workingDaysBefore(calendar: WorkingCalendar, date: PlainDate, n: number): PlainDate {
  return n === 0 ? workingDayFrom(calendar, date, -1) : addWorkingDays(calendar, date, -n);
}
