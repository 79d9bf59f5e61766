// What happens to an assignment. The permanent format: types and fields are only ever added, never changed or removed.
import { z } from 'zod';
import { Deadline } from '../deadline.ts';
import { TextRef } from '../free-text.ts';
import { Instant, PlainDate } from '../instant.ts';
import { AssignmentMode, Execution, RollUp } from '../plan-reading.ts';
import type { Recorded } from '../rules.ts';
import { Outcome, ProgressState, ReviewResult } from './commands.ts';

const event = <T extends string, D extends z.ZodType>(type: T, data: D) => z.object({ type: z.literal(type), data });
const part = { partId: z.string() };
const submission = { ...part, submission: z.int().min(1) };

/** One reminder before the due: how many working days before, and the instant it falls on (frozen at launch). */
export const Reminder = z.object({ workingDaysBefore: z.int().min(1), at: Instant });

/**
 * A part of an assignment: a milestone, a period, or simply the whole. `due` is an exclusive end, `lateFrom` the instant
 * from which a submission counts as late (docs/domain.md, Decided 1); both null while the part is open-ended.
 */
export const PartSpec = z.object({
  partId: z.string(),
  label: z.string(),
  ownerUnitId: z.string(),
  receiverUnitId: z.string(),
  deadline: Deadline,
  due: Instant.nullable(),
  lateFrom: Instant.nullable(),
  reminders: z.array(Reminder),
  requiredItems: z.array(z.object({ itemId: z.string(), title: z.string(), optional: z.boolean() })),
});

/** Policy of the plan, frozen into each assignment at launch. */
export const FrozenPolicy = z.object({
  beforeIsLateFrom: z.enum(['endOfDay', 'startOfDay']),
  reminderWorkingDays: z.array(z.int().min(1)),
  resubmitWorkingDays: z.int().min(1),
});

export const AssignmentSpec = z.object({
  planId: z.uuid(),
  rowId: z.string(),
  generation: z.int().min(1),
  number: z.string(),
  path: z.array(z.string()),
  criterion: z.string(),
  requirement: z.string(),
  unitId: z.string(),
  leadUnitId: z.string(),
  // All units that lead the row, as named, groups expanded; a shared result has several.
  leadUnitIds: z.array(z.string()),
  coordinatingUnitIds: z.array(z.string()),
  execution: Execution,
  rollUp: RollUp,
  mode: AssignmentMode,
  // The cells of the signed plan, verbatim.
  lead: z.string(),
  coordinators: z.string(),
  launch: z.int().min(1),
  reviewUnitId: z.string(),
  parts: z.array(PartSpec).min(1),
  policy: FrozenPolicy,
  calendarVersion: z.string(),
});

const FileRef = z.object({
  sha256: z.string(),
  itemId: z.string().optional(),
  documentNumber: z.string().optional(),
  documentDate: PlainDate.optional(),
  title: TextRef.optional(),
  pages: z.int().optional(),
});

export const AssignmentEvent = z.discriminatedUnion('type', [
  event('AssignmentAssigned', AssignmentSpec),
  event('AssignmentAcknowledged', z.object(part)),
  event(
    'ProgressReported',
    z.object({ ...part, note: TextRef, state: ProgressState.optional(), cause: TextRef.optional() }),
  ),
  event(
    'EvidenceSubmitted',
    z.object({
      ...submission,
      unitId: z.string(),
      files: z.array(FileRef),
      links: z.array(z.string()),
      figures: z.array(z.object({ name: z.string(), numerator: z.number(), denominator: z.number() })),
      note: TextRef.optional(),
      // What it was judged by when it came in, so that a later rule does not relabel it.
      lateFrom: Instant.nullable(),
      late: z.boolean(),
    }),
  ),
  event('SubmissionWithdrawn', z.object({ ...submission, reason: TextRef.optional() })),
  event('ReviewStarted', z.object(submission)),
  event(
    'SubmissionReturned',
    // resubmitUntil is the exclusive end by which a correction still counts as on time; null where it was late before.
    z.object({
      ...submission,
      reasonCode: z.string(),
      reason: TextRef,
      resubmitBy: PlainDate.optional(),
      resubmitUntil: Instant.nullable(),
    }),
  ),
  event('SubmissionAccepted', z.object({ ...submission, result: ReviewResult, note: TextRef.optional() })),
  event('AssignmentClosed', z.object({ outcome: Outcome, note: TextRef.optional() })),
  event('ReminderDue', z.object({ ...part, workingDaysBefore: z.int(), plannedAt: Instant })),
  event('DeadlineMissed', z.object({ ...part, due: Instant, lateFrom: Instant })),
  // The submission had been received in time, but was found only after the miss was recorded.
  event('DeadlineMissWithdrawn', z.object({ ...submission, lateFrom: Instant })),
]);

export type AssignmentEvent = z.output<typeof AssignmentEvent>;
type AssignmentEventType = AssignmentEvent['type'];
export type RecordedAssignmentEvent = {
  [T in AssignmentEventType]: Recorded<Extract<AssignmentEvent, { type: T }>>;
}[AssignmentEventType];
export type AssignmentSpec = z.output<typeof AssignmentSpec>;
export type PartSpec = z.output<typeof PartSpec>;
export type FrozenPolicy = z.output<typeof FrozenPolicy>;
export type Reminder = z.output<typeof Reminder>;
