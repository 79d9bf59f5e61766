// The due that a plan derives from a paper which names none itself.
import type { WorkingCalendar } from '../../calendar.ts';
import { addWorkingDays } from '../../calendar.ts';
import type { Deadline } from '../../deadline.ts';
import { addDays, endOfDay, type Instant, type PlainDate } from '../../instant.ts';

/** Null: neither the paper nor the plan names a day, or no calendar says which day it is. */
export function dueAfterTrigger(
  deadline: Deadline,
  documentDate: PlainDate,
  calendar: WorkingCalendar | null,
): Instant | null {
  if (deadline.kind === 'externalTrigger') return deadline.latest ? endOfDay(deadline.latest) : null;
  if (deadline.kind !== 'relative') return null;
  if (deadline.unit === 'days' || deadline.n === 0) return endOfDay(addDays(documentDate, deadline.n));
  return calendar && endOfDay(addWorkingDays(calendar, documentDate, deadline.n));
}
