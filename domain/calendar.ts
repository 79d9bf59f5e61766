// The working calendar of the ward: versioned data, and counting in working days. Pure.
// Outside its range it refuses: a guessed working day would make a wrong reminder look right.
import { z } from 'zod';
import { addDays, PlainDate, weekday } from './instant.ts';

export const WorkingCalendar = z.strictObject({
  version: z.string().min(1),
  from: PlainDate,
  to: PlainDate,
  holidays: z.array(z.strictObject({ date: PlainDate, name: z.string(), source: z.string() })),
  workingSaturdays: z.array(z.strictObject({ date: PlainDate, source: z.string() })),
});
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

export class CalendarRangeError extends RangeError {
  readonly code = 'date-outside-calendar';
  constructor(calendar: WorkingCalendar, date: PlainDate) {
    super(`${date} is outside calendar ${calendar.version} (${calendar.from} to ${calendar.to})`);
    this.name = 'CalendarRangeError';
  }
}

export function isWorkingDay(calendar: WorkingCalendar, date: PlainDate): boolean {
  if (date < calendar.from || date > calendar.to) throw new CalendarRangeError(calendar, date);
  if (calendar.holidays.some((holiday) => holiday.date === date)) return false;
  const isWeekend = weekday(date) === 0 || weekday(date) === 6;
  return !isWeekend || calendar.workingSaturdays.some((saturday) => saturday.date === date);
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
