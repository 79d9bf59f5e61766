// A plan and its assignments: what is counted when a year or the plan ends, and what they are told of it.
import type { PoolClient } from 'pg';
import type { AssignmentSpec } from '../domain/assignment/events.ts';
import { opened } from '../domain/assignment/evolve-part.ts';
import type { TextRef } from '../domain/free-text.ts';
import type { RecordedPlanEvent } from '../domain/plan/events.ts';
import type { PlanAssignment } from '../domain/plan/figures.ts';
import type { DomainEvent, Recorded } from '../domain/rules.ts';
import type { Send } from './sends.ts';
import { assignmentStream, idOf } from './streams.ts';

/**
 * As the read model has them at this moment, each row written with the events that it follows from; and those that a decision
 * has added and that have not begun yet.
 */
export async function readPlanAssignments(tx: PoolClient, planId: string): Promise<PlanAssignment[]> {
  const { rows } = await tx.query<PlanAssignment>(
    `select assignment_id as "assignmentId", unit_id as "unitId", mode, status, outcome, parts
     from assignments where plan_id = $1 order by assignment_id`,
    [planId],
  );
  return [...rows, ...(await readNotBegun(tx, planId))];
}

async function readNotBegun(tx: PoolClient, planId: string): Promise<PlanAssignment[]> {
  const { rows } = await tx.query<{ stream: string; spec: AssignmentSpec }>(
    `select stream, body -> 'spec' as spec from inbox
     where outcome is null and type = 'Assign' and body -> 'spec' ->> 'planId' = $1 order by stream`,
    [planId],
  );
  return rows.map(({ stream, spec: { unitId, mode, parts } }) => ({
    assignmentId: idOf(stream),
    unitId,
    mode,
    status: 'assigned',
    outcome: null,
    parts: parts.map(opened),
  }));
}

/** One act, many assignments: each is told by a command of its own, received with the event. */
export function tellAssignments(event: Recorded<DomainEvent>): Send[] {
  const happened = event as RecordedPlanEvent;
  if (happened.type === 'YearSealed') {
    const { continued, calendarVersion } = happened.data;
    const year = happened.data.year + 1;
    const body = { type: 'ContinueYear', year, calendarVersion };
    return sends(happened, continued, `continue-${year}`, body);
  }
  if (happened.type !== 'PlanClosed' || !happened.data.reason) return [];
  const { open = [], reason } = happened.data;
  return endWithPlan(happened, open, reason);
}

/** However many say so to the same assignment, it hears it once. */
export const endWithPlan = (cause: Recorded<DomainEvent>, assignmentIds: readonly string[], reason: TextRef): Send[] =>
  sends(cause, assignmentIds, 'end-with-plan', { type: 'EndWithPlan', reason });

const sends = (
  cause: Recorded<DomainEvent>,
  assignmentIds: readonly string[],
  key: string,
  body: Send['body'],
): Send[] => assignmentIds.map((assignmentId) => ({ stream: assignmentStream(assignmentId), key, body, cause }));
