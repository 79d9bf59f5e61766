// How an assignment is called in reports: when it is due, whether it is late, and the four national labels.
import { type Instant, ms } from '../instant.ts';
import {
  type Assignment,
  type AssignmentState,
  awaitsUnit,
  countedParts,
  isAssigned,
  isDecided,
  type Part,
} from './state.ts';
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

/** While the clock stands still nobody becomes late; whoever was late when it stopped still is. */
const wasOverdue = (part: Part): boolean =>
  !isDecided(part) && part.needed && (awaitsUnit(part) ? part.missed : (part.submission?.late ?? false));

export const labelOf = (state: AssignmentState, now: Instant): NationalLabel | null =>
  isAssigned(state) ? labelOfAssigned(state, now) : null;

type Labelled = Pick<Assignment, 'mode' | 'outcome' | 'status' | 'parts'>;

/** None arose is done; not applicable stands outside, also before it is closed. */
export function labelOfAssigned(state: Labelled, now: Instant): NationalLabel | null {
  const parts = countedParts(state);
  if (state.mode === 'REQUEST' || state.status === 'voided' || state.status === 'superseded') return null;
  if (parts.every(({ result }) => result === 'notApplicable')) return null;
  if (parts.every(isDecided)) return parts.some((part) => part.submission?.late) ? 'doneLate' : 'doneOnTime';
  const overdue = state.status === 'suspended' ? parts.some(wasOverdue) : parts.some((part) => isOverdue(part, now));
  return overdue ? 'inProgressOverdue' : 'inProgressInTime';
}

const sorted = (instants: readonly (Instant | null)[]): Instant[] =>
  instants.filter((at) => at !== null).sort((a, b) => ms(a) - ms(b));

/** Those that make up the row's deadline cell; a part beside it, such as a second wave after the year, may lie after it. */
export function partsOfCell<P extends Pick<Part, 'inDeadlineCell'>>(parts: readonly P[]): readonly P[] {
  const inCell = parts.filter((part) => part.inDeadlineCell !== false);
  return inCell.length > 0 ? inCell : parts;
}

/** The due of an assignment is that of its row's deadline cell (002/I.1); null while it is open-ended. */
export const dueOf = (state: Assignment): Instant | null =>
  sorted(partsOfCell(countedParts(state)).map((part) => part.due)).at(-1) ?? null;

/** From when a submission is late as the plan has it. */
export const lateFromOf = (state: Assignment): Instant | null =>
  sorted(partsOfCell(countedParts(state)).map((part) => part.lateFrom)).at(-1) ?? null;

function overdueFromOfPart(part: Part, stopped: boolean): Instant | null {
  if (stopped && !wasOverdue(part)) return null;
  if (awaitsUnit(part)) return effectiveLateFrom(part);
  return part.submission?.late && !isDecided(part) ? part.lateFrom : null;
}

/** From when the assignment counts as overdue, as things stand, so that a query needs no rule; null = not by itself. */
export const overdueFromOf = (state: Assignment): Instant | null =>
  isEnded(state.status) || state.mode === 'REQUEST'
    ? null
    : (sorted(countedParts(state).map((part) => overdueFromOfPart(part, state.standing === 'suspended')))[0] ?? null);
