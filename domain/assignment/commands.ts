// What people may ask of an assignment. One schema serves HTTP (free text as typed), OpenAPI and the rules
// (free text as a commitment); the field names are fixed, fields are only ever added.
import { z } from 'zod';
import { TextRef, TypedText } from '../free-text.ts';
import { PlainDate } from '../instant.ts';
import { circumstances } from './circumstances.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const Outcome = z.enum([
  'achieved',
  'partlyAchieved',
  'notAchieved',
  'noneArose',
  'notApplicable',
  'cannotBeDone',
]);
export type Outcome = z.output<typeof Outcome>;
/** What a unit may say of a target instead of evidence; none arose and not applicable are two things. */
const ProposedOutcome = z.enum(['noneArose', 'notApplicable', 'cannotBeDone']);
const ReviewResult = z.enum(['achieved', 'partlyAchieved', 'notAchieved']);
export const ProgressState = z.enum(['done', 'inProgress', 'notDone', 'cannotBeDone']);
const Figure = z.strictObject({
  name: z.string().trim().min(1).max(200),
  numerator: z.number(),
  denominator: z.number(),
});

const every = {
  partId: z.string().min(1).max(64).optional(),
  expectedVersion: z.int().min(0).optional(),
  ...circumstances,
};
const documentNumber = z.string().trim().min(1).max(100);
const unitId = z.string().min(1).max(32);

const files = <T extends z.ZodType>(text: T) =>
  z
    .array(
      z.strictObject({
        sha256: Sha256,
        itemId: z.string().max(64).optional(),
        documentNumber: z.string().max(100).optional(),
        documentDate: PlainDate.optional(),
        title: text.optional(),
        pages: z.int().min(1).max(100_000).optional(),
      }),
    )
    .max(100)
    .optional();
const links = z
  .array(z.url({ protocol: /^https?$/ }).max(2000))
  .max(100)
  .optional();

const evidence = <T extends z.ZodType>(text: T) => ({
  files: files(text),
  links,
  figures: z.array(Figure).max(100).optional(),
  note: text.optional(),
});

const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...every, ...shape });

const schemas = <T extends z.ZodType>(text: T) =>
  [
    command('Acknowledge', {}),
    command('AssignOfficer', { personId: z.uuid() }),
    command('ReportProgress', { note: text, state: ProgressState.optional(), cause: text.optional() }),
    command('ReportCheckIn', { note: text, state: ProgressState.optional() }),
    command('ReportObstacle', { text }),
    command('ResolveObstacle', { decision: text }),
    // With `source` it is for a part that still waits for that one's paper: what a plan tells all that do.
    command('RecordTrigger', {
      documentNumber,
      documentDate: PlainDate,
      dueDate: PlainDate.optional(),
      source: z.string().min(1).max(500).optional(),
    }),
    command('SubmitEvidence', evidence(text)),
    command('ApproveSubmission', {}),
    command('WithdrawSubmission', { reason: text.optional() }),
    command('ProposeOutcome', { outcome: ProposedOutcome, cause: text }),
    command('StartReview', {}),
    command('AcceptSubmission', { result: ReviewResult.optional(), note: text.optional() }),
    command('ReturnSubmission', {
      reasonCode: z.string().trim().min(1).max(64),
      reason: text,
      resubmitBy: PlainDate.optional(),
    }),
    command('RecordFieldStatus', { state: ProgressState, note: text.optional() }),
    command('RequestExtension', { dueDate: PlainDate, reason: text }),
    command('DecideExtension', { granted: z.boolean(), dueDate: PlainDate.optional(), reason: text }),
    command('RequestExplanation', { dueDate: PlainDate, reason: text }),
    command('FileExplanation', { text }),
    command('DecideExplanation', { accepted: z.boolean(), reason: text }),
    command('RecordUrging', { documentNumber, documentDate: PlainDate }),
    command('AddAssignment', { unitId, requirement: z.string().trim().min(1).max(4_000), dueDate: PlainDate }),
    command('CloseAssignment', { outcome: Outcome, note: text.optional() }),
    command('AddSupplement', { files: files(text), links, note: text.optional() }),
    command('ReopenAssignment', { reason: text }),
    command('SuspendAssignment', { reason: text }),
    command('ResumeAssignment', {}),
    // Without fromUnitId: from the unit that has the assignment; else whatever that other unit is to it.
    command('TransferAssignment', { unitId, fromUnitId: unitId.optional(), reason: text }),
    command('VoidAssignment', { reason: text }),
  ] as const;

/** As it arrives over HTTP. */
export const AssignmentCommandBody = z.discriminatedUnion('type', schemas(TypedText)).meta({ id: 'AssignmentCommand' });

const StoredCommand = z.discriminatedUnion('type', schemas(TextRef));
/** As it is stored in the inbox and decided. */
export type AssignmentCommand = z.output<typeof StoredCommand>;
export type AssignmentCommandType = AssignmentCommand['type'];

export const assignmentCommandTypes = StoredCommand.options.map((option) => option.shape.type.value);

/** Hashes of the files that a command names: each must have been uploaded by the acting person's unit. */
export function filesNamedBy(command: AssignmentCommand): string[] {
  const named = 'files' in command ? (command.files ?? []).map((file) => file.sha256) : [];
  return command.basis?.file ? [...named, command.basis.file] : named;
}
