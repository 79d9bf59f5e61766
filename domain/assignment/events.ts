// What happens to an assignment. The permanent format: types and fields are only ever added, never changed or removed.
import { z } from 'zod';
import { Deadline } from '../deadline.ts';
import { Cadence } from '../deadline-kinds.ts';
import { TextRef } from '../free-text.ts';
import { Instant, PlainDate } from '../instant.ts';
import { AssignmentMode, Execution, RollUp } from '../plan-reading.ts';
import type { Recorded } from '../rules.ts';
import { Alarm, LadderStep } from './alarms.ts';
import { circumstances } from './circumstances.ts';
import { Outcome, ProgressState } from './commands.ts';

/** Every event keeps for whom, on which paper and of which day it was recorded. */
const event = <T extends string, S extends z.ZodRawShape>(type: T, data: z.ZodObject<S>) =>
  z.object({ type: z.literal(type), data: data.extend(circumstances) });
const part = { partId: z.string() };
const submission = { ...part, submission: z.int().min(1) };

/** One reminder before the due: how many working days before, and the instant it falls on (frozen at launch). */
const Reminder = z.object({ workingDaysBefore: z.int().min(1), at: Instant });

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
  // Those of assignments begun before there were other alarms; now they are among the alarms.
  reminders: z.array(Reminder).optional(),
  alarms: z.array(Alarm).optional(),
  // Whose paper the part waits for; null or absent when it waits for none.
  waitingFor: z.string().nullable().optional(),
  // When it begins, where that is not the launch: the first day of an occurrence's stretch.
  startsAt: Instant.optional(),
  // False: a part that helps, such as that of a coordinating unit; the assignment closes without it.
  needed: z.boolean().optional(),
  // False: named elsewhere in the row than in its deadline cell, such as the second wave after the year (002/I.1).
  inDeadlineCell: z.boolean().optional(),
  requiredItems: z.array(z.object({ itemId: z.string(), title: z.string(), optional: z.boolean() })),
});

/** When a part is due, as decided after the launch. */
const newDue = { due: Instant.nullable(), lateFrom: Instant.nullable(), alarms: z.array(Alarm) };

/** Policy of the plan, frozen into each assignment at launch. */
export const FrozenPolicy = z.object({
  beforeIsLateFrom: z.enum(['endOfDay', 'startOfDay']),
  reminderWorkingDays: z.array(z.int().min(1)),
  resubmitWorkingDays: z.int().min(1),
  // Silence of so many working days counts as acknowledged; 0 or absent: never.
  acknowledgeWorkingDays: z.int().min(0).optional(),
  // What an officer hands in goes out only when the head of the unit approves it.
  headApproves: z.boolean().optional(),
  // The unit that follows the field looks before the coordinating unit does.
  fieldOwnerReviews: z.boolean().optional(),
  ladder: z.array(LadderStep).optional(),
  // How often continuous work is asked after where the plan does not say.
  checkIns: Cadence.optional(),
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
  fieldOwnerUnitId: z.string().nullable().optional(),
  // The assignment under which a later decision has added this one (002/I.3: inspection, then remediation).
  parentId: z.uuid().optional(),
});

/** What an amended plan says otherwise of a row; who reviews it follows from who leads it. */
const AmendedRow = AssignmentSpec.pick({
  number: true,
  path: true,
  criterion: true,
  requirement: true,
  leadUnitId: true,
  leadUnitIds: true,
  coordinatingUnitIds: true,
  reviewUnitId: true,
  execution: true,
  rollUp: true,
  mode: true,
  lead: true,
  coordinators: true,
});

/** Where the amended row names somebody else for the part; absent: whoever has it. */
const newOwner = { newOwner: z.object({ ownerUnitId: z.string(), receiverUnitId: z.string() }).optional() };

/** What an amended plan says of the deadline of a part that goes on. */
const MovedPart = PartSpec.pick({
  partId: true,
  label: true,
  deadline: true,
  due: true,
  lateFrom: true,
  alarms: true,
  waitingFor: true,
  startsAt: true,
  requiredItems: true,
}).extend(newOwner);
const RewordedPart = PartSpec.pick({ partId: true, label: true, requiredItems: true }).extend(newOwner);

const FileRef = z.object({
  sha256: z.string(),
  itemId: z.string().optional(),
  documentNumber: z.string().optional(),
  documentDate: PlainDate.optional(),
  title: TextRef.optional(),
  pages: z.int().optional(),
});

/** What was handed in. */
const evidence = {
  files: z.array(FileRef),
  links: z.array(z.string()),
  figures: z.array(z.object({ name: z.string(), numerator: z.number(), denominator: z.number() })),
  note: TextRef.optional(),
};
export const Evidence = z.object(evidence);

/** What a submission was judged by when it came in, so that a later rule does not relabel it, and when its review is asked after. */
const judged = { lateFrom: Instant.nullable(), late: z.boolean(), alarms: z.array(Alarm).optional() };
const extension = { ...part, extension: z.int().min(1) };
const explanation = { explanation: z.int().min(1) };
const paper = { documentNumber: z.string(), documentDate: PlainDate };

/** A letter that told a person of events of this assignment; `told` names them by version, with what was said of each. */
const letter = {
  letterId: z.uuid(),
  personId: z.uuid(),
  channel: z.enum(['mail', 'file', 'webhook']),
  told: z.array(z.object({ version: z.int().min(1), kind: z.string() })),
};

export const AssignmentEvent = z.discriminatedUnion('type', [
  event('AssignmentAssigned', AssignmentSpec),
  event(
    'AssignmentAcknowledged',
    z.object({ ...part, bySilence: z.literal(true).optional(), plannedAt: Instant.optional() }),
  ),
  event('OfficerAssigned', z.object({ ...part, personId: z.uuid() })),
  event(
    'ProgressReported',
    z.object({ ...part, note: TextRef, state: ProgressState.optional(), cause: TextRef.optional() }),
  ),
  // period: the one that it answers for, also where that had been recorded as missed before the report was found.
  event(
    'CheckInReported',
    z.object({ ...part, note: TextRef, state: ProgressState.optional(), period: z.string().optional() }),
  ),
  event('CheckInMissed', z.object({ ...part, period: z.string(), plannedAt: Instant })),
  event('ObstacleReported', z.object({ ...part, text: TextRef })),
  event('ObstacleResolved', z.object({ ...part, decision: TextRef })),
  // due is null where the paper names no day: the part then goes on without one.
  event('TriggerReceived', z.object({ ...part, ...paper, source: z.string(), ...newDue })),
  event('TriggerAwaited', z.object({ ...part, source: z.string(), plannedAt: Instant })),
  event('EvidencePrepared', z.object({ ...part, unitId: z.string(), ...evidence })),
  event('EvidenceSubmitted', z.object({ ...submission, unitId: z.string(), ...evidence, ...judged })),
  event(
    'OutcomeProposed',
    z.object({ ...submission, unitId: z.string(), outcome: Outcome, cause: TextRef, ...judged }),
  ),
  event('SubmissionWithdrawn', z.object({ ...submission, reason: TextRef.optional() })),
  event('ReviewStarted', z.object(submission)),
  // The unit that follows the field has nothing against it; the coordinating unit is next.
  event('ReviewStepPassed', z.object({ ...submission, unitId: z.string(), note: TextRef.optional() })),
  event(
    'SubmissionReturned',
    // resubmitUntil is the exclusive end by which a correction still counts as on time; null where it was late before.
    // alarms: those that lead up to it, where it lies after the deadline.
    z.object({
      ...submission,
      reasonCode: z.string(),
      reason: TextRef,
      resubmitBy: PlainDate.optional(),
      resubmitUntil: Instant.nullable(),
      alarms: z.array(Alarm).optional(),
    }),
  ),
  event('SubmissionAccepted', z.object({ ...submission, result: Outcome, note: TextRef.optional() })),
  event(
    'FieldStatusRecorded',
    z.object({ ...part, unitId: z.string(), state: ProgressState, note: TextRef.optional() }),
  ),
  // flagged: two have been granted before.
  event(
    'ExtensionRequested',
    z.object({ ...extension, dueDate: PlainDate, reason: TextRef, flagged: z.literal(true).optional() }),
  ),
  event('ExtensionGranted', z.object({ ...extension, reason: TextRef, oldDue: Instant.nullable(), ...newDue })),
  event('ExtensionDenied', z.object({ ...extension, reason: TextRef })),
  event('ExplanationRequested', z.object({ ...explanation, dueDate: PlainDate, until: Instant, reason: TextRef })),
  event('ExplanationFiled', z.object({ ...explanation, text: TextRef, late: z.boolean() })),
  event('ExplanationAccepted', z.object({ ...explanation, reason: TextRef })),
  event('ExplanationRejected', z.object({ ...explanation, reason: TextRef })),
  event('ExplanationMissed', z.object({ ...explanation, plannedAt: Instant })),
  event('UrgingRecorded', z.object({ urging: z.int().min(1), ...paper })),
  event('AssignmentAdded', z.object({ assignmentId: z.uuid(), spec: AssignmentSpec })),
  // withPlan: its plan was closed by force.
  event(
    'AssignmentClosed',
    z.object({ outcome: Outcome, note: TextRef.optional(), withPlan: z.literal(true).optional() }),
  ),
  event(
    'SupplementAdded',
    z.object({ unitId: z.string(), files: z.array(FileRef), links: z.array(z.string()), note: TextRef.optional() }),
  ),
  event(
    'AssignmentReopened',
    z.object({
      partIds: z.array(z.string()),
      reason: TextRef,
      resubmitUntil: Instant,
      alarms: z.array(Alarm).optional(),
    }),
  ),
  event('AssignmentSuspended', z.object({ reason: TextRef })),
  // Every open part has so many days more.
  event('AssignmentResumed', z.object({ days: z.int().min(0), parts: z.array(z.object({ ...part, ...newDue })) })),
  event(
    'AssignmentTransferred',
    // mode: where the successor is asked and not ordered, or the other way round.
    z.object({
      fromUnitId: z.string(),
      toUnitId: z.string(),
      reviewUnitId: z.string(),
      reason: TextRef,
      mode: AssignmentMode.optional(),
    }),
  ),
  // An amended plan says otherwise what is asked, and of whom else; the assignment goes on (docs/decisions/0024).
  event(
    'AssignmentAmended',
    z.object({
      row: AmendedRow,
      reworded: z.array(RewordedPart),
      moved: z.array(MovedPart),
      added: z.array(PartSpec),
      dropped: z.array(z.string()),
      calendarVersion: z.string(),
      reason: TextRef,
    }),
  ),
  // An amended plan puts others in its place, or none.
  event('AssignmentSuperseded', z.object({ successorIds: z.array(z.uuid()), reason: TextRef.optional() })),
  event('AssignmentVoided', z.object({ reason: TextRef, withPlan: z.literal(true).optional() })),
  // The plan goes on for another year: what falls due in it, and when continuous work is asked after.
  event(
    'YearContinued',
    z.object({
      year: z.int(),
      parts: z.array(PartSpec),
      alarms: z.array(z.object({ ...part, alarms: z.array(Alarm) })),
      calendarVersion: z.string(),
    }),
  ),
  event('ReminderDue', z.object({ ...part, workingDaysBefore: z.int(), plannedAt: Instant })),
  event('AssignmentEscalated', z.object({ ...part, step: LadderStep, plannedAt: Instant })),
  event('DeadlineMissed', z.object({ ...part, due: Instant, lateFrom: Instant })),
  // The submission had been received in time, but was found only after the miss was recorded; without one, the day has
  // moved (an extension, a paper from above), or the clock had been stopped before it.
  event('DeadlineMissWithdrawn', z.object({ ...part, submission: z.int().min(1).optional(), lateFrom: Instant })),
  event('NoticeDelivered', z.object({ ...letter, sentAt: Instant })),
  // cause: a code such as smtp-550, never the words of a mail server, which may name people.
  event('NoticeFailed', z.object({ ...letter, failedAt: Instant, cause: z.string() })),
  // That this person opened it for the first time.
  event('AssignmentViewed', z.object({ personId: z.uuid() })),
]);

export type AssignmentEvent = z.output<typeof AssignmentEvent>;
type AssignmentEventType = AssignmentEvent['type'];
export type RecordedAssignmentEvent = {
  [T in AssignmentEventType]: Recorded<Extract<AssignmentEvent, { type: T }>>;
}[AssignmentEventType];
export type AssignmentSpec = z.output<typeof AssignmentSpec>;
export type PartSpec = z.output<typeof PartSpec>;
export type FrozenPolicy = z.output<typeof FrozenPolicy>;
export type Evidence = z.output<typeof Evidence>;
