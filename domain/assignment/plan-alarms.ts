// Plans what an assignment will say by itself: reminders before a due, the steps of the ladder, check-ins, watchdogs.
// Instants are frozen when they are planned, so a later calendar or rule never moves what was announced.
import { addWorkingDays, CalendarRangeError, type WorkingCalendar, workingDaysBefore } from '../calendar.ts';
import type { Cadence } from '../deadline-kinds.ts';
import { addDays, dateOf, endOfDay, type Instant, instant, ms, type PlainDate, startOfDay } from '../instant.ts';
import type { AssignmentMode } from '../plan-reading.ts';
import { stretchesBetween } from '../stretch.ts';
import { type Alarm, blames, type LadderStep } from './alarms.ts';
import type { FrozenPolicy } from './events.ts';

/** What the alarms of one part are planned from. `calendar` null: no working day is known, and none is guessed. */
export interface Planning {
  readonly policy: FrozenPolicy;
  readonly calendar: WorkingCalendar | null;
  readonly mode: AssignmentMode;
  /** Now: what would lie before it is left out. */
  readonly from: Instant;
  /** Spreads the same hour of many assignments; the same seed gives the same minute. */
  readonly seed: string;
}

const HOUR_MS = 3_600_000;
const FIRST_HOUR_MS = 6 * HOUR_MS; // before the morning's letter of 07:30, which tells all of it at once
const SPREAD_MINUTES = 60;

/**
 * Null where the calendar does not reach that far. Steps before the due count from its last day, steps after it from the last
 * day on which nobody is late: where "trước ngày X" is late only after X, nobody is named on X.
 */
export function alarmsAround(due: Instant | null, planning: Planning, lateFrom = due): Alarm[] | null {
  if (due === null) return [];
  const lastDay = lastDayBefore(due);
  const lastInTime = lastDayBefore(lateFrom ?? due);
  return within(planning, (calendar) => [
    ...(ms(due) > ms(planning.from) ? reminders(lastDay, calendar, planning) : []),
    ...steps('due', (step) => (step.workingDays > 0 ? lastInTime : lastDay), calendar, planning),
  ]);
}

const lastDayBefore = (end: Instant): PlainDate => dateOf(instant(ms(end) - 1));

/** What is asked of a unit that says nothing; null where the calendar does not reach. */
export function alarmsOfLaunch(planning: Planning): Alarm[] | null {
  const day = dateOf(planning.from);
  const { acknowledgeWorkingDays = 0 } = planning.policy;
  return within(planning, (calendar) => [
    ...(acknowledgeWorkingDays > 0
      ? [{ what: 'silence' as const, at: endOfDay(addWorkingDays(calendar, day, acknowledgeWorkingDays)) }]
      : []),
    ...steps('launch', () => day, calendar, planning),
  ]);
}

/** The reviewer has a clock too; null where the calendar does not reach. */
export const alarmsOfSubmission = (planning: Planning): Alarm[] | null =>
  within(planning, (calendar) => steps('submission', () => dateOf(planning.from), calendar, planning));

/** The same ones so many days later, on a working day; null where the calendar does not reach. */
export const alarmsLater = (alarms: readonly Alarm[], days: number, planning: Planning): Alarm[] | null =>
  within(planning, (calendar) =>
    alarms.map((alarm) => {
      const day = lastDayBefore(alarm.at);
      const moved = addWorkingDays(calendar, addDays(day, days), 0);
      return { ...alarm, at: instant(ms(startOfDay(moved)) + ms(alarm.at) - ms(startOfDay(day))) };
    }),
  );

/** One per stretch that ends between `from` and `until`: in each of them the unit says how far it is. */
export const checkIns = (every: Cadence, from: Instant, until: Instant): Alarm[] =>
  stretchesBetween(dateOf(from), dateOf(until), every)
    .map((stretch) => ({
      what: 'checkIn' as const,
      at: endOfDay(stretch.to),
      from: startOfDay(stretch.from),
      period: stretch.name,
    }))
    .filter(({ at }) => ms(at) > ms(from) && ms(at) <= ms(until));

/** Asks at the end of every such period, until `until`, whether the paper has come. */
export const watchdogs = (every: Cadence, from: Instant, until: Instant): Alarm[] =>
  checkIns(every, from, until).map(({ at }): Alarm => ({ what: 'watchdog', at: instant(ms(at) + FIRST_HOUR_MS) }));

function within({ calendar, from }: Planning, plan: (calendar: WorkingCalendar) => Alarm[]): Alarm[] | null {
  if (!calendar) return null;
  try {
    return plan(calendar)
      .filter(({ at }) => ms(at) > ms(from))
      .sort((a, b) => ms(a.at) - ms(b.at));
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

/** In the morning of the n-th working day before the last day of the term. */
const reminders = (lastDay: PlainDate, calendar: WorkingCalendar, planning: Planning): Alarm[] =>
  [...new Set(planning.policy.reminderWorkingDays)].map((days) => ({
    what: 'reminder',
    workingDaysBefore: days,
    at: morningOf(workingDaysBefore(calendar, lastDay, days), planning.seed),
  }));

function steps(
  from: LadderStep['from'],
  dayFor: (step: LadderStep) => PlainDate,
  calendar: WorkingCalendar,
  { policy, mode, seed }: Planning,
): Alarm[] {
  return (
    (policy.ladder ?? [])
      .filter((step) => step.from === from && !(mode === 'REQUEST' && blames(step)))
      // What was due before the calendar begins is long past, and so is every step that counts from it.
      .filter((step) => dayFor(step) >= calendar.from)
      .map((step) => ({
        what: 'step',
        stepId: step.stepId,
        at: morningOf(addWorkingDays(calendar, dayFor(step), step.workingDays), seed),
      }))
  );
}

/** From 06:00 on, each assignment at a minute of its own. */
const morningOf = (day: PlainDate, seed: string): Instant =>
  instant(ms(startOfDay(day)) + FIRST_HOUR_MS + (spread(seed) % SPREAD_MINUTES) * 60_000);

/** A number from a text, evenly spread (FNV-1a, 32 bits). */
const spread = (text: string): number =>
  [...text].reduce(
    (hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0,
    0x811c9dc5,
  );
