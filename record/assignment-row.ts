// The read model's row of one assignment: what may be seen of it. What a unit has prepared and not handed in is nobody
// else's, so only that there is something is in it; the rest stays in the log.
import { awaiting } from '../domain/assignment/awaiting.ts';
import { dueOf, lateFromOf, overdueFromOf } from '../domain/assignment/labels.ts';
import {
  type Assignment,
  type AssignmentState,
  awaitsUnit,
  isAssigned,
  isOpen,
  type Part,
} from '../domain/assignment/state.ts';
import { upcomingWake } from '../domain/assignment/time.ts';
import { type Instant, ms } from '../domain/instant.ts';
import type { Folded } from '../domain/rules.ts';

/** A part as lists and screens need it. */
function partRow(state: Assignment, part: Part) {
  const { alarms: _, checkIns: _checkIns, prepared, ...rest } = part;
  const alone = { ...state, parts: [part], explanation: null };
  return {
    ...rest,
    hasPrepared: prepared !== null,
    overdueFrom: part.needed ? overdueFromOf(alone) : null,
    nextWake: upcomingWake(alone),
  };
}

/** The due that comes next for a unit that has not handed in. */
const nextDueOf = ({ parts }: Assignment): Instant | null =>
  parts
    .filter((part) => part.needed && awaitsUnit(part))
    .map(({ due }) => due)
    .filter((due) => due !== null)
    .sort((a, b) => ms(a) - ms(b))[0] ?? null;

/** Null before the assignment has begun. */
export function assignmentRow(assignmentId: string, { state, version }: Folded<AssignmentState>) {
  if (!isAssigned(state)) return null;
  return {
    assignment_id: assignmentId,
    plan_id: state.planId,
    row_id: state.rowId,
    generation: state.generation,
    parent_id: state.parentId ?? null,
    children: state.children,
    number: state.number,
    title: state.criterion || state.requirement,
    requirement: state.requirement,
    unit_id: state.unitId,
    launch_unit_id: state.launchUnitId,
    lead_unit_id: state.leadUnitId,
    lead_unit_ids: state.leadUnitIds,
    coordinating_unit_ids: state.coordinatingUnitIds,
    review_unit_id: state.reviewUnitId,
    field_owner_unit_id: state.fieldOwnerUnitId ?? null,
    execution: state.execution,
    mode: state.mode,
    status: state.status,
    due: dueOf(state),
    late_from: lateFromOf(state),
    overdue_from: overdueFromOf(state),
    next_due: isOpen(state) ? nextDueOf(state) : null,
    next_wake: upcomingWake(state),
    awaiting: awaiting(state),
    deadline: state.parts[0]?.deadline,
    parts: state.parts.map((part) => partRow(state, part)),
    explanation: state.explanation,
    urgings: state.urgings,
    escalations: state.escalations,
    suspended_at: state.suspendedAt,
    outcome: state.outcome,
    calendar_version: state.calendarVersion,
    version,
    assigned_at: state.assignedAt,
  };
}

export type PartRow = ReturnType<typeof partRow>;
