// The due that a plan derives from a paper which names none itself.
import { addWorkingDays, CalendarRangeError, type WorkingCalendar } from '../../calendar.ts';
import type { Deadline } from '../../deadline.ts';
import { addDays, endOfDay, type Instant, type PlainDate } from '../../instant.ts';
import { type Refused, refuse } from '../../refusals.ts';

/** Null: neither the paper nor the plan names a day. Refused where no calendar says which day it is: none is guessed. */
export function dueAfterTrigger(
  deadline: Deadline,
  documentDate: PlainDate,
  calendar: WorkingCalendar | null,
): Instant | Refused | null {
  if (deadline.kind === 'externalTrigger') return deadline.latest ? endOfDay(deadline.latest) : null;
  if (deadline.kind !== 'relative') return null;
  if (deadline.unit === 'days' || deadline.n === 0) return endOfDay(addDays(documentDate, deadline.n));
  if (!calendar) return refuse('date-outside-calendar');
  try {
    return endOfDay(addWorkingDays(calendar, documentDate, deadline.n));
  } catch (error) {
    if (error instanceof CalendarRangeError) return refuse('date-outside-calendar');
    throw error;
  }
}
