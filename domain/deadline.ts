// What a deadline means: when it is due, when late, whether it can be launched. Pure; the shapes are in deadline-kinds.ts.
import { assertNever } from './assert-never.ts';
import { addWorkingDays, type WorkingCalendar } from './calendar.ts';
import type { Deadline, DeadlineOf, FixedDeadline } from './deadline-kinds.ts';
import { addDays, endOfDay, type Instant, instant, later, startOfDay } from './instant.ts';
import { lastDayOf } from './period.ts';

export { Cadence, Deadline } from './deadline-kinds.ts';
export { describeDeadline } from './describe-deadline.ts';
export { moveYears } from './move-deadline.ts';

/** `due` is an exclusive end; a submission is late from `lateFrom` on, which is never before `due`. */
export interface Due {
  readonly due: Instant;
  readonly lateFrom: Instant;
}

/** How the plan reads its own words (docs/domain.md, Decided 1). Without a calendar, working days are not datable. */
export interface DeadlinePolicy {
  readonly beforeIsLateFrom: 'endOfDay' | 'startOfDay';
  readonly calendar?: WorkingCalendar;
}

const dueAt = (at: Instant): Due => ({ due: at, lateFrom: at });

/** Null when there is no one instant: open-ended, waiting for somebody, or not settled yet. */
export function resolveDeadline(deadline: Deadline, policy: DeadlinePolicy): Due | null {
  switch (deadline.kind) {
    case 'fixed':
      return resolveFixed(deadline, policy);
    case 'period':
      return dueAt(endOfDay(lastDayOf(deadline)));
    case 'range':
      return dueAt(endOfDay(deadline.to));
    case 'externalTrigger':
      return deadline.latest === undefined ? null : dueAt(endOfDay(deadline.latest));
    case 'relative':
      return resolveRelative(deadline, policy);
    case 'milestones':
      return lastOf(deadline.milestones.map((milestone) => resolveDeadline(milestone.deadline, policy)));
    case 'continuous': // what falls due here are its check-ins and reports, never the whole
    case 'recurring':
    case 'undefined':
    case 'invalid':
      return null;
    default:
      return assertNever(deadline);
  }
}

/** Nobody is late on the day that the plan names, unless the policy says so or the plan names the hour. */
function resolveFixed({ date, bound, time }: FixedDeadline, policy: DeadlinePolicy): Due {
  if (time !== undefined) return dueAt(instant(Date.parse(`${date}T${time}:00+07:00`)));
  if (bound === 'onOrBefore') return dueAt(endOfDay(date));
  return {
    due: startOfDay(date),
    lateFrom: policy.beforeIsLateFrom === 'endOfDay' ? endOfDay(date) : startOfDay(date),
  };
}

function resolveRelative({ n, unit, after }: DeadlineOf<'relative'>, { calendar }: DeadlinePolicy): Due | null {
  if (after.anchor === 'event') return null;
  const start = after.anchor === 'date' ? after.date : lastDayOf(after.period);
  if (unit === 'days' || n === 0) return dueAt(endOfDay(addDays(start, n)));
  return calendar ? dueAt(endOfDay(addWorkingDays(calendar, start, n))) : null;
}

/** The set is due with its last dated milestone; one that waits for a trigger holds nothing up. */
function lastOf(dues: (Due | null)[]): Due | null {
  return dues.reduce((last, due) => {
    if (last === null || due === null) return last ?? due;
    return { due: later(last.due, due.due), lateFrom: later(last.lateFrom, due.lateFrom) };
  }, null);
}

/** False while a person still has to settle it. */
export function isLaunchable(deadline: Deadline): boolean {
  if (deadline.kind === 'milestones') return deadline.milestones.every((milestone) => isLaunchable(milestone.deadline));
  return deadline.kind !== 'undefined' && deadline.kind !== 'invalid';
}
