// What happens to a plan. The permanent format: types and fields are only ever added, never changed or removed.
import { z } from 'zod';
import { circumstances } from '../assignment/circumstances.ts';
import { AssignmentSpec } from '../assignment/events.ts';
import { TextRef } from '../free-text.ts';
import { Instant, PlainDate } from '../instant.ts';
import { AssignmentMode, PlanReading, PlanRow } from '../plan-reading.ts';
import type { Recorded } from '../rules.ts';
import { draftEvents } from './draft-events.ts';
import { YearFigures } from './figures.ts';
import { PlanPolicy } from './policy.ts';
import { RowOutcome } from './roll-up.ts';

const event = <T extends string, D extends z.ZodType>(type: T, data: D) => z.object({ type: z.literal(type), data });

/** Who does a step of a row, and who receives it: the directory as it was at the launch. */
const StepOwner = z.object({ unitId: z.string(), receiverUnitId: z.string() });
export type StepOwner = z.output<typeof StepOwner>;

/** One assignment of a launch, frozen: which row, for which unit, reviewed by whom. */
export const LaunchedAssignment = z.object({
  assignmentId: z.uuid(),
  // Of a duty its dutyId, of a periodic report `report`.
  rowId: z.string(),
  source: z.enum(['row', 'duty', 'report']).optional(),
  unitId: z.string(),
  leadUnitId: z.string(),
  leadUnitIds: z.array(z.string()),
  coordinatingUnitIds: z.array(z.string()),
  reviewUnitId: z.string(),
  // Resolved at launch; null while open-ended.
  due: Instant.nullable(),
  lateFrom: Instant.nullable(),
  generation: z.int().min(1),
  // Which steps of the row it takes, where the row is done in several assignments: those that name nobody and its own, only
  // those that name its unit, or none. Absent: all of them.
  takes: z.enum(['ownSteps', 'namedSteps', 'nothing']).optional(),
  // Whom the steps of the row name, by the words of the row.
  stepOwners: z.record(z.string(), z.array(StepOwner)).optional(),
  // The required items are filed once per row, by their custodian: in a part of this assignment, or not in this one.
  evidence: z.enum(['apart', 'elsewhere']).optional(),
  // Coordinating units that have a part of their own.
  helpingUnitIds: z.array(z.string()).optional(),
  fieldOwnerUnitId: z.string().nullable().optional(),
  // Standing duties that are lines of this report.
  dutyIds: z.array(z.string()).optional(),
  // Where this addressee is asked and not ordered, or the other way round, unlike the row. Absent: as the row.
  mode: AssignmentMode.optional(),
});

/** A row of the plan as an amended document has it. */
const AmendedRow = PlanRow.extend({ rowId: z.string(), amendedRowId: z.string() });

export const PlanEvent = z.discriminatedUnion('type', [
  event(
    'PlanImported',
    z.object({
      planId: z.uuid(),
      document: z.object({ sha256: z.string(), name: TextRef, mediaType: z.string(), size: z.int() }),
      // Verbatim, with line numbers, kept for ever. Rows are known as r001, r002 … in the order of the document.
      reading: PlanReading,
      // The year that the document names, where this is a copy moved to another year; else null.
      movedFromYear: z.int().nullable(),
    }),
  ),
  event('PlanPolicySet', z.object({ policy: PlanPolicy })),
  event(
    'PlanPromulgated',
    z.object({ number: z.string(), issuedOn: PlainDate, signer: z.string(), file: z.string().optional() }),
  ),
  event(
    'PlanLaunched',
    z.object({
      launch: z.int().min(1),
      assignments: z.array(LaunchedAssignment),
      policy: PlanPolicy,
      calendarVersion: z.string(),
      // With the ids of duties, where a duty was past due.
      pastDueRowIds: z.array(z.string()),
      // Every duty of this launch, also those that are lines of a report.
      dutyIds: z.array(z.string()).optional(),
    }),
  ),
  event('PlanLaunchCompleted', z.object({ launch: z.int().min(1), assignmentCount: z.int() })),
  // A paper from above, for every part that waited for its source.
  event(
    'PlanTriggerReceived',
    z.object({
      source: z.string(),
      documentNumber: z.string(),
      documentDate: PlainDate,
      dueDate: PlainDate.optional(),
      reached: z.array(z.object({ assignmentId: z.uuid(), partId: z.string() })),
      ...circumstances,
    }),
  ),
  // Every open assignment in which the unit had a share, at that moment.
  event(
    'UnitWorkTransferred',
    z.object({
      fromUnitId: z.string(),
      toUnitId: z.string(),
      reason: TextRef,
      assignmentIds: z.array(z.uuid()),
      ...circumstances,
    }),
  ),
  // What was accepted of an amended document, row by row. What it means to each assignment is frozen here: those that go on,
  // with what a launch of the row would begin with today, and those that others take the place of, or nobody. New ones are
  // launched by the event after it.
  event(
    'PlanAmended',
    z.object({
      amendment: z.int().min(1),
      fromPlanId: z.uuid(),
      document: z.object({ sha256: z.string(), number: z.string().nullable(), issuedOn: PlainDate.nullable() }),
      changed: z.array(AmendedRow),
      added: z.array(AmendedRow),
      removed: z.array(z.string()),
      goingOn: z.array(z.object({ assignmentId: z.uuid(), spec: AssignmentSpec })),
      superseded: z.array(z.object({ assignmentId: z.uuid(), successorIds: z.array(z.uuid()) })),
      reason: TextRef,
      ...circumstances,
    }),
  ),
  event('RowJudged', z.object({ rowId: z.string(), outcome: RowOutcome, reason: TextRef, ...circumstances })),
  event('PlanPeriodEnded', z.object({ endedAt: Instant })),
  // The figures of the year as they stood; `continued` goes on with the next one, by the calendar of that day.
  event(
    'YearSealed',
    z.object({ year: z.int(), figures: YearFigures, continued: z.array(z.uuid()), calendarVersion: z.string() }),
  ),
  // `open` are the assignments that a forced end has ended with it.
  event(
    'PlanClosed',
    z.object({ reason: TextRef.optional(), open: z.array(z.uuid()).optional(), figures: YearFigures.optional() }),
  ),
  ...draftEvents,
]);

export type PlanEvent = z.output<typeof PlanEvent>;
type PlanEventType = PlanEvent['type'];
export type RecordedPlanEvent = { [T in PlanEventType]: Recorded<Extract<PlanEvent, { type: T }>> }[PlanEventType];
export type LaunchedAssignment = z.output<typeof LaunchedAssignment>;
