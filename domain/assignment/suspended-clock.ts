// What it means that the clock of an assignment stands still, and then goes on.
import { type Instant, laterBy } from '../instant.ts';
import type { AssignmentEvent } from './events.ts';
import { goesOn as partGoesOn } from './evolve-part.ts';
import type { Assignment } from './state.ts';

type Resumed = Extract<AssignmentEvent, { type: 'AssignmentResumed' }>['data'];

export const stopped = (state: Assignment, suspendedAt: Instant): Assignment => ({
  ...state,
  standing: 'suspended',
  suspendedAt,
});

/** All that was still to come comes so many days later: dues, the time to correct, the time to explain. */
export function goesOn(state: Assignment, { days, parts }: Resumed): Assignment {
  const { explanation } = state;
  const moved = new Map(parts.map((part) => [part.partId, part]));
  const byDays = (at: Instant | null) => laterBy(days, at);
  return {
    ...state,
    standing: 'running',
    suspendedAt: null,
    explanation: explanation && { ...explanation, until: byDays(explanation.until) ?? explanation.until },
    parts: state.parts.map((part) => partGoesOn(part, byDays, moved.get(part.partId))),
  };
}
