// How an assignment is called in reports: when it is due, whether it is late, and the four national labels.
import { type Instant, ms } from '../instant.ts';
import { type Assignment, type AssignmentState, awaitsUnit, isAssigned, isDecided, type Part } from './state.ts';
import { isEnded } from './status.ts';
import { effectiveLateFrom } from './time.ts';

/** The four national labels (docs/domain.md). Requests and what did not apply stand outside them. */
export type NationalLabel = 'doneOnTime' | 'doneLate' | 'inProgressInTime' | 'inProgressOverdue';

/** Whether a part counts as overdue at `now`: it waits for its unit, or what was handed in came late. */
export function isOverdue(part: Part, now: Instant): boolean {
  const lateFrom = effectiveLateFrom(part);
  if (lateFrom === null || isDecided(part) || !part.needed) return false;
  return awaitsUnit(part) ? ms(now) >= ms(lateFrom) : (part.submission?.late ?? false);
}

const needed = ({ parts }: Pick<Assignment, 'parts'>): readonly Part[] => parts.filter((part) => part.needed);

export const labelOf = (state: AssignmentState, now: Instant): NationalLabel | null =>
  isAssigned(state) ? labelOfAssigned(state, now) : null;

type Labelled = Pick<Assignment, 'mode' | 'outcome' | 'status' | 'parts'>;

export function labelOfAssigned(state: Labelled, now: Instant): NationalLabel | null {
  if (state.mode === 'REQUEST' || state.outcome === 'notApplicable') return null;
  if (state.status === 'voided' || state.status === 'superseded') return null;
  const parts = needed(state);
  if (parts.every(isDecided)) return parts.some((part) => part.submission?.late) ? 'doneLate' : 'doneOnTime';
  return parts.some((part) => isOverdue(part, now)) ? 'inProgressOverdue' : 'inProgressInTime';
}

const sorted = (instants: readonly (Instant | null)[]): Instant[] =>
  instants.filter((at) => at !== null).sort((a, b) => ms(a) - ms(b));

/** The due of an assignment: the latest of its parts; null while all are open-ended. */
export const dueOf = (state: Assignment): Instant | null =>
  sorted(needed(state).map((part) => part.due)).at(-1) ?? null;

/** From when a submission is late as the plan has it, over all parts. */
export const lateFromOf = (state: Assignment): Instant | null =>
  sorted(needed(state).map((part) => part.lateFrom)).at(-1) ?? null;

function overdueFromOfPart(part: Part): Instant | null {
  if (awaitsUnit(part)) return effectiveLateFrom(part);
  return part.submission?.late && !isDecided(part) ? part.lateFrom : null;
}

/** From when the assignment counts as overdue, as things stand, so that a query needs no rule; null = not by itself. */
export const overdueFromOf = (state: Assignment): Instant | null =>
  isEnded(state.status) || state.status === 'suspended' || state.mode === 'REQUEST'
    ? null
    : (sorted(needed(state).map(overdueFromOfPart))[0] ?? null);
