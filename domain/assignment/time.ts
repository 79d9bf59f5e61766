// Time and an assignment: which instant it waits for next, what becomes true then, how it is labelled.
import { type Instant, ms } from '../instant.ts';
import type { AssignmentEvent } from './events.ts';
import {
  type Assignment,
  type AssignmentState,
  awaitsUnit,
  effectiveLateFrom,
  isAssigned,
  type Part,
} from './state.ts';

/** An instant that an assignment waits for, and what an operator calls it. */
export interface Wake {
  readonly at: Instant;
  readonly label: string;
}

/** The instant from which the deadline counts as missed; a request is asked and reminded, never blamed (docs/domain.md, Decided 6). */
const missedFrom = (part: Part, mode: Assignment['mode']): Instant | null =>
  mode === 'REQUEST' || part.missed ? null : effectiveLateFrom(part);

function wakesOf(part: Part, mode: Assignment['mode']): Wake[] {
  if (!awaitsUnit(part)) return [];
  const lateFrom = missedFrom(part, mode);
  const reminders = part.pendingReminders.map((reminder) => ({
    at: reminder.at,
    label: `nhắc trước ${reminder.workingDaysBefore} ngày làm việc`,
  }));
  return lateFrom ? [...reminders, { at: lateFrom, label: 'hạn cuối' }] : reminders;
}

const isOpen = (state: AssignmentState): state is Assignment => isAssigned(state) && state.status !== 'closed';

/** What comes next by itself, or null. Reminders and deadlines rest while a reviewer has the part. */
export function upcomingWake(state: AssignmentState): Wake | null {
  if (!isOpen(state)) return null;
  const wakes = state.parts.flatMap((part) => wakesOf(part, state.mode)).sort((a, b) => ms(a.at) - ms(b.at));
  return wakes[0] ?? null;
}

export const nextWake = (state: AssignmentState): Instant | null => upcomingWake(state)?.at ?? null;

/** What becomes true at `at`: reminders first, then deadlines, part by part. */
export function passTime(state: AssignmentState, at: Instant): AssignmentEvent[] {
  if (!isOpen(state)) return [];
  const reached = (instant: Instant) => ms(instant) <= ms(at);
  return state.parts.filter(awaitsUnit).flatMap((part) => {
    const lateFrom = missedFrom(part, state.mode);
    const reminders = part.pendingReminders
      .filter((reminder) => reached(reminder.at))
      .map(
        (reminder): AssignmentEvent => ({
          type: 'ReminderDue',
          data: { partId: part.partId, workingDaysBefore: reminder.workingDaysBefore, plannedAt: reminder.at },
        }),
      );
    if (part.due === null || lateFrom === null || !reached(lateFrom)) return reminders;
    const missed: AssignmentEvent = { type: 'DeadlineMissed', data: { partId: part.partId, due: part.due, lateFrom } };
    return [...reminders, missed];
  });
}

/** The four national labels (docs/domain.md). Requests and what did not apply stand outside them. */
export type NationalLabel = 'doneOnTime' | 'doneLate' | 'inProgressInTime' | 'inProgressOverdue';

const isDone = (part: Part): boolean => part.status === 'accepted' || part.status === 'notAchieved';

/** Whether a part counts as overdue at `now`: it waits for its unit, or what was handed in came late. */
export function isOverdue(part: Part, now: Instant): boolean {
  const lateFrom = effectiveLateFrom(part);
  if (lateFrom === null || isDone(part)) return false;
  return awaitsUnit(part) ? ms(now) >= ms(lateFrom) : (part.submission?.late ?? false);
}

export function labelOf(state: AssignmentState, now: Instant): NationalLabel | null {
  if (!isAssigned(state) || state.mode === 'REQUEST' || state.outcome === 'notApplicable') return null;
  if (state.parts.every(isDone)) {
    return state.parts.some((part) => part.submission?.late) ? 'doneLate' : 'doneOnTime';
  }
  return state.parts.some((part) => isOverdue(part, now)) ? 'inProgressOverdue' : 'inProgressInTime';
}

const sorted = (instants: readonly (Instant | null)[]): Instant[] =>
  instants.filter((at) => at !== null).sort((a, b) => ms(a) - ms(b));

/** The due of an assignment: the latest of its parts; null while all are open-ended. */
export const dueOf = ({ parts }: Assignment): Instant | null => sorted(parts.map((part) => part.due)).at(-1) ?? null;

/** From when a submission is late as the plan has it, over all parts. */
export const lateFromOf = ({ parts }: Assignment): Instant | null =>
  sorted(parts.map((part) => part.lateFrom)).at(-1) ?? null;

function overdueFromOfPart(part: Part): Instant | null {
  if (awaitsUnit(part)) return effectiveLateFrom(part);
  return part.submission?.late && !isDone(part) ? part.lateFrom : null;
}

/** From when the assignment counts as overdue, as things stand, so that a query needs no rule; null = not by itself. */
export const overdueFromOf = (state: Assignment): Instant | null =>
  state.status === 'closed' || state.mode === 'REQUEST'
    ? null
    : (sorted(state.parts.map(overdueFromOfPart))[0] ?? null);
