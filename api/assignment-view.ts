// An assignment as the api shows it: the read model's row, its instants in +07:00, its labels as of the answer's time.
import { z } from 'zod';
import type { AssignmentRow } from '../db/queries/assignments.ts';
import { awaitedActs, awaitedParties } from '../domain/assignment/awaiting.ts';
import { labelOf } from '../domain/assignment/labels.ts';
import type { Assignment } from '../domain/assignment/state.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Folded } from '../domain/rules.ts';
import { assignmentRow, type PartRow } from '../record/assignment-row.ts';
import { DeadlineReply, PartReply, WakeReply } from './part-view.ts';

const AwaitedReply = z
  .object({
    who: z.string().describe(awaitedParties.join(', ')),
    what: z.string().describe(awaitedActs.join(', ')),
    unitId: z.string().nullable(),
    partId: z.string().nullable().describe('Null: the assignment as a whole.'),
    from: z.string().nullable().describe('Not before: a period that has not begun.'),
    source: z.string().nullable().describe('With recordTrigger: whose paper.'),
  })
  .meta({ id: 'Awaited', description: 'Whose turn it is, and for what. One of `awaiting`; empty once it has ended.' });

export const AssignmentReply = z
  .object({
    assignmentId: z.string(),
    planId: z.string(),
    rowId: z.string(),
    generation: z.int(),
    parentId: z.string().nullable().describe('The assignment under which a decision has added this one.'),
    children: z.array(z.string()).describe('Added under this one.'),
    number: z.string(),
    title: z.string(),
    requirement: z.string(),
    unitId: z.string(),
    leadUnitId: z.string(),
    leadUnitIds: z.array(z.string()).describe('All units that lead the row, where the result is shared.'),
    coordinatingUnitIds: z.array(z.string()),
    reviewUnitId: z.string(),
    fieldOwnerUnitId: z.string().nullable().describe('The unit that follows the field.'),
    execution: z.string(),
    mode: z.string(),
    status: z.string(),
    awaiting: z.array(AwaitedReply),
    due: z.string().nullable().describe('The latest due of the parts that are needed.'),
    lateFrom: z.string().nullable(),
    nextDue: z.string().nullable().describe('The earliest due of a part that has not been handed in.'),
    nextWake: WakeReply.nullable(),
    deadline: DeadlineReply,
    overdue: z.boolean(),
    label: z.enum(['doneOnTime', 'doneLate', 'inProgressInTime', 'inProgressOverdue']).nullable(),
    parts: z.array(PartReply),
    explanation: z
      .object({
        explanation: z.int().describe('Its number.'),
        status: z.enum(['requested', 'filed', 'accepted', 'rejected']),
        until: z.string().describe('The exclusive end of the time to file it.'),
        missed: z.boolean(),
      })
      .nullable()
      .describe('The latest one that was asked for.'),
    urgings: z.int().describe('Numbered urging letters so far.'),
    escalations: z.int().describe('Steps of the ladder that have named it to superiors so far.'),
    suspendedAt: z.string().nullable().describe('Since when its clock stands still.'),
    outcome: z.string().nullable(),
    calendarVersion: z.string().describe('What its days are counted with; /api/calendar/{version} shows it.'),
    version: z.int(),
    assignedAt: z.string(),
  })
  .meta({
    id: 'Assignment',
    description:
      '`due` is an exclusive end. `overdue` and `label` are computed as of the time in `asOf`; `nextWake` is what is planned, ' +
      'as things stand.',
  });
export type AssignmentReply = z.output<typeof AssignmentReply>;

/** What a reader may see of it beyond what everybody sees who may see it at all. */
interface Sight {
  readonly officers: boolean;
  readonly names: ReadonlyMap<string, { name: string; post: string }>;
}

const instantOf = (at: Date | string | null): Instant | null => (at === null ? null : instant(new Date(at).getTime()));
const isReached = (at: Date | string | null, now: Date): boolean => at !== null && new Date(at) <= now;

/** The label needs mode, status and parts only, and the row has all three as the state had them. */
const stateIn = ({ mode, status, outcome, parts }: AssignmentRow): Assignment =>
  ({ mode, status, outcome, parts }) as unknown as Assignment;

export function assignmentJson(row: AssignmentRow, now: Date, sight: Sight): AssignmentReply {
  const { overdueFrom, ...shown } = row;
  return {
    ...shown,
    due: instantOf(row.due),
    lateFrom: instantOf(row.lateFrom),
    nextDue: instantOf(row.nextDue),
    nextWake: row.nextWake as AssignmentReply['nextWake'],
    awaiting: row.awaiting as AssignmentReply['awaiting'],
    deadline: row.deadline as AssignmentReply['deadline'],
    overdue: isReached(overdueFrom, now),
    label: labelOf(stateIn(row), instant(now.getTime())),
    parts: (row.parts as PartRow[]).map((part) => partJson(part, now, sight)),
    explanation: row.explanation as AssignmentReply['explanation'],
    suspendedAt: instantOf(row.suspendedAt),
    assignedAt: instant(new Date(row.assignedAt).getTime()),
  };
}

function partJson(part: PartRow, now: Date, { officers, names }: Sight): PartReply {
  const { overdueFrom, officerId, startsAt = null, ...shown } = part;
  const { name = null, post = null } = names.get(officerId ?? '') ?? {};
  return {
    ...shown,
    deadline: part.deadline as PartReply['deadline'],
    startsAt,
    overdue: isReached(overdueFrom, now),
    officer: officers && officerId ? { personId: officerId, name, post } : null,
    prepared: null,
  };
}

/** An assignment as it was, folded out of the log: read as the read model would have had it. */
export function rowOfFolded(assignmentId: string, folded: Folded<Assignment>): AssignmentRow {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const row = Object.entries(assignmentRow(assignmentId, folded) ?? {});
  return Object.fromEntries(row.map(([column, value]) => [camel(column), value])) as unknown as AssignmentRow;
}
