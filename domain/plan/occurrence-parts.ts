// The parts of a recurring duty, one per period; and what all parts are planned from.
import type { Alarm } from '../assignment/alarms.ts';
import type { PartSpec } from '../assignment/events.ts';
import { alarmsAround, type Planning } from '../assignment/plan-alarms.ts';
import { CalendarRangeError, type WorkingCalendar } from '../calendar.ts';
import type { DeadlineOf } from '../deadline-kinds.ts';
import { addDays, dateOf, type Instant, later, startOfDay } from '../instant.ts';
import { occurrencesOf } from '../occurrences.ts';
import { occurrenceLabel } from './occurrence-label.ts';

/** What the alarms of all parts are planned from. */
export interface Timing {
  readonly planning: Omit<Planning, 'calendar'> & { readonly calendar: WorkingCalendar };
  /** The end of the plan's period: no check-in, watchdog or occurrence of an open-ended duty lies beyond. */
  readonly horizon: Instant;
}

/** Where a part stands, whoever does it. */
export interface Place {
  readonly partId: string;
  readonly label: string;
  readonly ownerUnitId: string;
  readonly receiverUnitId: string;
}

export const WHOLE = 'whole';
/** The name of a part that lies within another one. */
export const under = (partId: string, name: string): string => (partId === WHOLE ? name : `${partId}.${name}`);

/** One part per period up to the horizon; each is owed by itself, also when the one before it was missed. */
export function occurrenceParts(
  deadline: DeadlineOf<'recurring'>,
  place: Place,
  items: PartSpec['requiredItems'],
  { planning, horizon }: Timing,
): PartSpec[] {
  const { policy, calendar } = planning;
  const lastDay = addDays(dateOf(horizon), -1);
  return occurrencesOf(deadline, planning.from, lastDay, { ...policy, calendar }).map((occurrence) => {
    const startsAt = startOfDay(occurrence.from);
    const from = later(startsAt, planning.from);
    return {
      ...place,
      partId: under(place.partId, occurrence.name),
      label: `${place.label} (${occurrenceLabel(occurrence)})`,
      deadline,
      due: occurrence.due,
      lateFrom: occurrence.lateFrom,
      waitingFor: null,
      startsAt,
      alarms: known(alarmsAround(occurrence.due, { ...planning, from }, occurrence.lateFrom), { planning }),
      requiredItems: items,
    };
  });
}

/** No day is guessed: where the calendar does not reach, there is no part. */
export function known(alarms: Alarm[] | null, { planning }: Pick<Timing, 'planning'>): Alarm[] {
  if (!alarms) throw new CalendarRangeError(planning.calendar, addDays(planning.calendar.to, 1));
  return alarms;
}
