// A plan and its assignments: what is counted when a year or the plan ends, and what they are told of it.
import type { Queryable } from '../db/pool.ts';
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
export async function readPlanAssignments(tx: Queryable, planId: string): Promise<PlanAssignment[]> {
  // First: one that begins between the two reads is then found twice, and not missed.
  const notBegun = await readNotBegun(tx, planId);
  const { rows } = await tx.query<PlanAssignment>(
    `select assignment_id as "assignmentId", row_id as "rowId", parent_id as "parentId", generation,
       unit_id as "unitId", launch_unit_id as "launchUnitId", lead_unit_id as "leadUnitId",
       lead_unit_ids as "leadUnitIds", coordinating_unit_ids as "coordinatingUnitIds", review_unit_id as "reviewUnitId",
       field_owner_unit_id as "fieldOwnerUnitId", mode, status, outcome, parts
     from assignments where plan_id = $1 order by assignment_id`,
    [planId],
  );
  const begun = new Set(rows.map(({ assignmentId }) => assignmentId));
  return [...rows, ...notBegun.filter(({ assignmentId }) => !begun.has(assignmentId))];
}

async function readNotBegun(tx: Queryable, planId: string): Promise<PlanAssignment[]> {
  const { rows } = await tx.query<{ stream: string; spec: AssignmentSpec }>(
    `select stream, body -> 'spec' as spec from inbox
     where outcome is null and type = 'Assign' and body -> 'spec' ->> 'planId' = $1 order by stream`,
    [planId],
  );
  return rows.map(({ stream, spec }) => ({
    ...spec,
    assignmentId: idOf(stream),
    launchUnitId: spec.unitId,
    status: 'assigned',
    outcome: null,
    parts: spec.parts.map(opened),
  }));
}

/** One act, many assignments: each is told by a command of its own, received with the event. */
export function tellAssignments(event: Recorded<DomainEvent>): Send[] {
  const happened = event as RecordedPlanEvent;
  switch (happened.type) {
    case 'YearSealed': {
      const { continued, calendarVersion } = happened.data;
      const year = happened.data.year + 1;
      return sends(happened, continued, `continue-${year}`, { type: 'ContinueYear', year, calendarVersion });
    }
    case 'PlanTriggerReceived': {
      const { reached, ...paper } = happened.data;
      return reached.map(({ assignmentId, partId }) => ({
        stream: assignmentStream(assignmentId),
        key: `trigger-${happened.version}-${partId}`,
        body: { type: 'RecordTrigger', partId, ...paper },
        cause: happened,
      }));
    }
    case 'UnitWorkTransferred': {
      const { assignmentIds, toUnitId, ...rest } = happened.data;
      const body = { type: 'TransferAssignment', unitId: toUnitId, ...rest };
      return sends(happened, assignmentIds, `transfer-${happened.version}`, body);
    }
    case 'PlanAmended': {
      const { goingOn, superseded, reason } = happened.data;
      const tell = (assignmentId: string, body: Send['body']): Send[] =>
        sends(happened, [assignmentId], `amend-${happened.version}`, body);
      return [
        ...goingOn.flatMap(({ assignmentId, spec }) => tell(assignmentId, { type: 'AmendAssignment', spec, reason })),
        ...superseded.flatMap(({ assignmentId, successorIds }) =>
          tell(assignmentId, { type: 'Supersede', successorIds, reason }),
        ),
      ];
    }
    case 'PlanClosed': {
      const { open = [], reason } = happened.data;
      return reason ? endWithPlan(happened, open, reason) : [];
    }
    default:
      return [];
  }
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
