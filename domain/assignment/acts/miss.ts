// A recorded miss that was none after all, because the day has moved.
import { type Instant, ms } from '../../instant.ts';
import type { AssignmentEvent } from '../events.ts';
import type { Part } from '../state.ts';

/** Where the new day has passed as well, time says so again; what was handed in after it stays late. */
export function missTakenBack(part: Part, lateFrom: Instant | null): AssignmentEvent[] {
  if (!part.missed || lateFrom === null || isStillLate(part, lateFrom)) return [];
  return [{ type: 'DeadlineMissWithdrawn', data: { partId: part.partId, lateFrom } }];
}

const isStillLate = ({ submission }: Part, lateFrom: Instant): boolean =>
  submission !== null && ms(submission.handedInAt) >= ms(lateFrom);
