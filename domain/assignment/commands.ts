// What people may ask of an assignment. One schema serves HTTP (free text as typed), OpenAPI and the rules
// (free text as a commitment); the field names are fixed, fields are only ever added.
import { z } from 'zod';
import { TextRef, TypedText } from '../free-text.ts';
import { PlainDate } from '../instant.ts';

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
export const ReviewResult = z.enum(['achieved', 'partlyAchieved', 'notAchieved']);
export const ProgressState = z.enum(['done', 'inProgress', 'notDone', 'cannotBeDone']);
const Figure = z.strictObject({
  name: z.string().trim().min(1).max(200),
  numerator: z.number(),
  denominator: z.number(),
});

const every = { partId: z.string().min(1).max(64).optional(), expectedVersion: z.int().min(0).optional() };

const evidence = <T extends z.ZodType>(text: T) => ({
  files: z
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
    .optional(),
  links: z
    .array(z.url({ protocol: /^https?$/ }).max(2000))
    .max(100)
    .optional(),
  figures: z.array(Figure).max(100).optional(),
  note: text.optional(),
});

const schemas = <T extends z.ZodType>(text: T) =>
  [
    z.strictObject({ type: z.literal('Acknowledge'), ...every }),
    z.strictObject({
      type: z.literal('ReportProgress'),
      ...every,
      note: text,
      state: ProgressState.optional(),
      cause: text.optional(),
    }),
    z.strictObject({ type: z.literal('SubmitEvidence'), ...every, ...evidence(text) }),
    z.strictObject({ type: z.literal('WithdrawSubmission'), ...every, reason: text.optional() }),
    z.strictObject({ type: z.literal('StartReview'), ...every }),
    z.strictObject({
      type: z.literal('AcceptSubmission'),
      ...every,
      result: ReviewResult.optional(),
      note: text.optional(),
    }),
    z.strictObject({
      type: z.literal('ReturnSubmission'),
      ...every,
      reasonCode: z.string().trim().min(1).max(64),
      reason: text,
      resubmitBy: PlainDate.optional(),
    }),
    z.strictObject({ type: z.literal('CloseAssignment'), ...every, outcome: Outcome, note: text.optional() }),
  ] as const;

/** As it arrives over HTTP. */
export const AssignmentCommandBody = z.discriminatedUnion('type', schemas(TypedText)).meta({ id: 'AssignmentCommand' });

const StoredCommand = z.discriminatedUnion('type', schemas(TextRef));
/** As it is stored in the inbox and decided. */
export type AssignmentCommand = z.output<typeof StoredCommand>;
export type AssignmentCommandType = AssignmentCommand['type'];

export const assignmentCommandTypes = StoredCommand.options.map((option) => option.shape.type.value);

/** Hashes of the files that a command names: each must have been uploaded by the acting unit. */
export const filesNamedBy = (command: AssignmentCommand): string[] =>
  command.type === 'SubmitEvidence' ? (command.files ?? []).map((file) => file.sha256) : [];
