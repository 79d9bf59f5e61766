// An assignment as the api shows it: the read model's row, its instants in +07:00, its label as of the answer's time.
import { z } from 'zod';
import type { AssignmentRow } from '../db/queries/assignments.ts';
import { isOverdue, labelOf } from '../domain/assignment/labels.ts';
import type { Assignment } from '../domain/assignment/state.ts';
import { isEnded } from '../domain/assignment/status.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Folded } from '../domain/rules.ts';
import { assignmentRow } from '../record/projections.ts';

/** A deadline is a union that grows; readers go by its `kind`. */
const DeadlineReply = z.looseObject({ kind: z.string() });
const PartReply = z.looseObject({ partId: z.string(), label: z.string(), ownerUnitId: z.string(), status: z.string() });

export const AssignmentReply = z
  .object({
    assignmentId: z.string(),
    planId: z.string(),
    rowId: z.string(),
    generation: z.int(),
    number: z.string(),
    title: z.string(),
    requirement: z.string(),
    unitId: z.string(),
    leadUnitId: z.string(),
    leadUnitIds: z.array(z.string()).describe('All units that lead the row, where the result is shared.'),
    coordinatingUnitIds: z.array(z.string()),
    reviewUnitId: z.string(),
    execution: z.string(),
    mode: z.string(),
    status: z.string(),
    due: z.string().nullable(),
    lateFrom: z.string().nullable(),
    deadline: DeadlineReply,
    overdue: z.boolean(),
    label: z.enum(['doneOnTime', 'doneLate', 'inProgressInTime', 'inProgressOverdue']).nullable(),
    parts: z.array(PartReply),
    outcome: z.string().nullable(),
    calendarVersion: z.string().describe('What its days are counted with; /api/calendar/{version} shows it.'),
    version: z.int(),
    assignedAt: z.string(),
  })
  .meta({
    id: 'Assignment',
    description: '`due` is an exclusive end. `overdue` and `label` are computed as of the time in `asOf`.',
  });
export type AssignmentReply = z.output<typeof AssignmentReply>;

const instantOf = (date: Date | null): Instant | null => date && instant(date.getTime());

/** The label needs mode, status and parts only, and the row has all three as the state had them. */
const stateIn = ({ mode, status, outcome, parts }: AssignmentRow): Assignment =>
  ({ mode, status, outcome, parts }) as unknown as Assignment;

export const assignmentJson = (row: AssignmentRow, now: Date): AssignmentReply => ({
  ...row,
  due: instantOf(row.due),
  lateFrom: instantOf(row.lateFrom),
  deadline: row.deadline as AssignmentReply['deadline'],
  label: labelOf(stateIn(row), instant(now.getTime())),
  parts: row.parts as AssignmentReply['parts'],
  assignedAt: instant(row.assignedAt.getTime()),
});

/** The same, from a state folded out of the log: an assignment as it was. */
export function foldedAssignmentJson(assignmentId: string, folded: Folded<Assignment>, at: Instant): AssignmentReply {
  const { state, version } = folded;
  const row = assignmentRow(assignmentId, { ...folded });
  return {
    ...state,
    assignmentId,
    title: state.criterion || state.requirement,
    due: (row?.due ?? null) as Instant | null,
    lateFrom: (row?.late_from ?? null) as Instant | null,
    deadline: row?.deadline as AssignmentReply['deadline'],
    overdue: !isEnded(state.status) && state.parts.some((part) => isOverdue(part, at)),
    label: labelOf(state, at),
    parts: state.parts as unknown as AssignmentReply['parts'],
    version,
  };
}
