// When a notice goes out: with the morning's letter at 07:30 of a working day, or at once, collected for a minute.
import { isWorkingDay, type WorkingCalendar } from '../calendar.ts';
import { addDays, dateOf, type Instant, instant, ms, type PlainDate, startOfDay, weekday } from '../instant.ts';

const MINUTE_MS = 60_000;
const MORNING_MS = 7.5 * 60 * MINUTE_MS;
/** So long whatever is urgent waits for more of its kind; each new one begins the wait anew … */
export const COLLECTED_FOR_MS = MINUTE_MS;
/** … up to here. */
export const COLLECTED_AT_MOST_MS = 10 * MINUTE_MS;

const morningOf = (date: PlainDate): Instant => instant(ms(startOfDay(date)) + MORNING_MS);

/** Beyond the calendar, and without one, a letter may still go out on a weekday: a morning too many harms nobody, silence does. */
const isWorked = (calendar: WorkingCalendar | null, date: PlainDate): boolean =>
  !calendar || date < calendar.from || date > calendar.to
    ? weekday(date) !== 0 && weekday(date) !== 6
    : isWorkingDay(calendar, date);

/** The first 07:30 of a working day that is not before `at`. */
export function nextMorning(calendar: WorkingCalendar | null, at: Instant): Instant {
  const today = dateOf(at);
  let date = ms(morningOf(today)) >= ms(at) ? today : addDays(today, 1);
  while (!isWorked(calendar, date)) date = addDays(date, 1);
  return morningOf(date);
}

/** When whatever is urgent and waits for one person goes out; `noted`: since when each of them waits. */
export function collectedUntil(noted: readonly Instant[]): Instant {
  const instants = noted.map(ms);
  return instant(Math.min(Math.max(...instants) + COLLECTED_FOR_MS, Math.min(...instants) + COLLECTED_AT_MOST_MS));
}
