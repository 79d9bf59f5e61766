// What an assignment tells those that decisions have added under it: to begin, and to end with the plan as it does itself.
import type { AssignmentEvent } from '../domain/assignment/events.ts';
import { type AssignmentState, isAssigned } from '../domain/assignment/state.ts';
import type { Recorded } from '../domain/rules.ts';
import { endWithPlan } from './plan-assignments.ts';
import type { Send } from './sends.ts';
import { assignmentStream, idOf } from './streams.ts';

export const tellChildren = (
  stream: string,
  events: readonly Recorded<AssignmentEvent>[],
  state: AssignmentState,
): Send[] =>
  events.flatMap((event) => {
    if (event.type === 'AssignmentAdded') return [begin(stream, event)];
    // One that was added while the plan was being closed is not known to the plan.
    const reason = endReasonOf(event);
    return reason && isAssigned(state) ? endWithPlan(event, state.children, reason) : [];
  });

function begin(stream: string, event: Extract<Recorded<AssignmentEvent>, { type: 'AssignmentAdded' }>): Send {
  const { assignmentId, spec } = event.data;
  const body = { type: 'Assign', spec: { ...spec, parentId: idOf(stream) } };
  return { stream: assignmentStream(assignmentId), key: 'assign', body, cause: event };
}

function endReasonOf({ type, data }: AssignmentEvent) {
  if (type === 'AssignmentVoided' && data.withPlan) return data.reason;
  return type === 'AssignmentClosed' && data.withPlan ? (data.note ?? null) : null;
}
