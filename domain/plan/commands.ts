// What people may ask of a plan. Field names are fixed; fields are only ever added.
import { z } from 'zod';
import { circumstances } from '../assignment/circumstances.ts';
import { TextRef, TypedText } from '../free-text.ts';
import { PlainDate } from '../instant.ts';
import { PlanReading } from '../plan-reading.ts';
import { type CarryReading, draftSchemas, type Read } from './draft-commands.ts';
import { PolicyChange } from './policy.ts';
import { RowOutcome } from './roll-up.ts';

const every = { expectedVersion: z.int().min(0).optional() };
/** Of acts that reach assignments: whatever may stand beside a command of one is passed on to each. */
const toMany = { ...every, ...circumstances };
const UnitId = z.string().min(1).max(32);
const RowId = z.string().min(1).max(64);

const schemas = <T extends z.ZodType>(text: T) =>
  [
    z.strictObject({ type: z.literal('SetPlanPolicy'), ...every, policy: PolicyChange }),
    z.strictObject({
      type: z.literal('PromulgatePlan'),
      ...every,
      number: z.string().trim().min(1).max(100),
      issuedOn: PlainDate,
      signer: z.string().trim().min(1).max(200),
      file: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
    z.strictObject({
      type: z.literal('LaunchPlan'),
      ...every,
      rowIds: z.array(RowId).max(2000).optional(),
      dutyIds: z.array(RowId).max(2000).optional(),
      acknowledgePastDue: z.boolean().optional(),
    }),
    // The paper that every part waits for which waits for this source.
    z.strictObject({
      type: z.literal('RecordTrigger'),
      ...toMany,
      source: z.string().min(1).max(500),
      documentNumber: z.string().trim().min(1).max(100),
      documentDate: PlainDate,
      dueDate: PlainDate.optional(),
    }),
    // Whatever the unit is to any open assignment of the plan, its successor becomes.
    z.strictObject({
      type: z.literal('TransferUnitWork'),
      ...toMany,
      fromUnitId: UnitId,
      unitId: UnitId,
      reason: text,
    }),
    // The differences of an amended document that are accepted: rows of this plan, and (added) of that document.
    z.strictObject({
      type: z.literal('AmendPlan'),
      ...toMany,
      fromPlanId: z.uuid(),
      changed: z.array(RowId).max(2000).optional(),
      removed: z.array(RowId).max(2000).optional(),
      added: z.array(RowId).max(2000).optional(),
      acknowledgePastDue: z.boolean().optional(),
      reason: text,
    }),
    // Of a row whose roll-up is a person's to judge, once all of its assignments have ended.
    z.strictObject({
      type: z.literal('JudgeRow'),
      ...toMany,
      rowId: RowId,
      outcome: RowOutcome,
      reason: text,
    }),
    z.strictObject({ type: z.literal('SealYear'), ...every, year: z.int().min(2000).max(2200) }),
    z.strictObject({ type: z.literal('ClosePlan'), ...every, reason: text.optional() }),
    ...draftSchemas(text, every),
  ] as const;

/** As it arrives over HTTP. */
export const PlanCommandBody = z.discriminatedUnion('type', schemas(TypedText)).meta({ id: 'PlanCommand' });
export type PlanCommandBody = z.output<typeof PlanCommandBody>;

/** A document becomes a draft (POST /api/plans), and the launch reports that all its assignments exist. Not reachable as commands. */
const InternalPlanCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ImportPlan'),
    planId: z.uuid(),
    document: z.strictObject({ sha256: z.string(), name: TextRef, mediaType: z.string(), size: z.int() }),
    reading: PlanReading,
    movedFromYear: z.int().nullable(),
    /** What people have settled in an earlier reading of the same plan. */
    carriedOver: z.custom<{ readonly fromPlanId: string; readonly reading: CarryReading }>().optional(),
  }),
  z.strictObject({ type: z.literal('CompleteLaunch'), launch: z.int().min(1) }),
]);

const StoredCommand = z.discriminatedUnion('type', schemas(TextRef));
export type PlanCommand = Read<z.output<typeof StoredCommand>> | z.output<typeof InternalPlanCommand>;
export const planCommandTypes = StoredCommand.options.map((option) =>
  'shape' in option ? option.shape.type.value : option.options[0].shape.type.value,
);
