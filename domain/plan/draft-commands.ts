// What people may ask of a draft: correct a row or a duty, take that back, accept an issue, give a name its unit, split and
// merge rows, carry over what was settled in an earlier reading, put the draft aside.
// Words are carried as they were typed; what they mean is read at receipt (docs/decisions/0018), never by the rules.
import { z } from 'zod';
import type { TextRef } from '../free-text.ts';
import type { PlainDate } from '../instant.ts';
import { AssignmentMode, DutyKind, Execution, type FieldIssue, type PlanRow, RollUp } from '../plan-reading.ts';
import type { RowAmendment } from './amendment.ts';
import type { CarriedFrom, DutyChanges, NotCarried, RowChanges } from './draft-events.ts';
import { dutyCellFields, dutyChoiceFields } from './duties.ts';
import { type CellField, cellFields, choiceFields } from './rows.ts';

const RowId = z.string().min(1).max(64);
const DutyId = z.string().min(1).max(64);
const UnitId = z.string().trim().min(1).max(32);
/** Each named once, in the order in which they were named. */
const unitIds = (least: number) =>
  z
    .array(UnitId)
    .min(least)
    .max(100)
    .overwrite((ids) => [...new Set(ids)]);
/** What a cell says, in the form in which documents are read: NFC, single spaces. It may be empty. */
const Words = z
  .string()
  .normalize('NFC')
  .trim()
  .max(10_000)
  .overwrite((words) => words.replace(/\s+/gu, ' '));

const Cells = z.strictObject({
  number: Words.optional(),
  criterion: Words.optional(),
  requirement: Words.optional(),
  lead: Words.optional(),
  coordinators: Words.optional(),
  deadline: Words.optional(),
  evidence: Words.optional(),
} satisfies Record<CellField, z.ZodType>);

/** Every command of a draft, with the schema of its free texts (typed, or committed to). */
export const draftSchemas = <T extends z.ZodType, E extends z.ZodRawShape>(text: T, every: E) => {
  const correction = <F extends string, V extends z.ZodType>(field: F, value: V) =>
    z.strictObject({
      type: z.literal('CorrectRow'),
      ...every,
      rowId: RowId,
      field: z.literal(field),
      value,
      reason: text,
    });
  const dutyCorrection = <F extends string, V extends z.ZodType>(field: F, value: V) =>
    z.strictObject({
      type: z.literal('CorrectDuty'),
      ...every,
      dutyId: DutyId,
      field: z.literal(field),
      value,
      reason: text,
    });
  return [
    z.discriminatedUnion('field', [
      correction('number', Words),
      correction('criterion', Words),
      correction('requirement', Words),
      correction('lead', Words),
      correction('coordinators', Words),
      correction('deadline', Words),
      correction('evidence', Words),
      correction('leadUnits', unitIds(1)),
      correction('coordinatorUnits', unitIds(0)),
      correction('contactUnit', UnitId.nullable()),
      correction('execution', Execution),
      correction('rollUp', RollUp),
      correction('mode', AssignmentMode),
    ]),
    z.strictObject({
      type: z.literal('RestoreRow'),
      ...every,
      rowId: RowId,
      field: z.enum([...cellFields, ...choiceFields]),
      reason: text,
    }),
    z.discriminatedUnion('field', [
      dutyCorrection('section', Words),
      dutyCorrection('owner', Words),
      dutyCorrection('text', Words),
      dutyCorrection('deadline', Words),
      dutyCorrection('ownerUnits', unitIds(1)),
      dutyCorrection('kind', DutyKind),
      dutyCorrection('mode', AssignmentMode),
    ]),
    z.strictObject({
      type: z.literal('RestoreDuty'),
      ...every,
      dutyId: DutyId,
      field: z.enum([...dutyCellFields, ...dutyChoiceFields]),
      reason: text,
    }),
    z.strictObject({
      type: z.literal('AcceptIssue'),
      ...every,
      issueId: z.string().min(1).max(200),
      reason: text.optional(),
    }),
    z.strictObject({
      type: z.literal('ReopenIssue'),
      ...every,
      issueId: z.string().min(1).max(200),
      reason: text,
    }),
    z.strictObject({
      type: z.literal('MapUnit'),
      ...every,
      name: z.string().trim().min(1).max(500),
      unitId: UnitId,
      reason: text,
    }),
    z.strictObject({
      type: z.literal('UnmapUnit'),
      ...every,
      name: z.string().trim().min(1).max(500),
      reason: text,
    }),
    z.strictObject({
      type: z.literal('SplitRow'),
      ...every,
      rowId: RowId,
      parts: z.array(Cells).min(2).max(50),
      reason: text,
    }),
    z.strictObject({
      type: z.literal('MergeRows'),
      ...every,
      rowIds: z.array(RowId).min(2).max(50),
      cells: Cells.optional(),
      reason: text,
    }),
    z.strictObject({ type: z.literal('CarryOver'), ...every, fromPlanId: z.uuid(), reason: text }),
    z.strictObject({ type: z.literal('DiscardDraft'), ...every, reason: text }),
    z.strictObject({ type: z.literal('RestoreDraft'), ...every, reason: text }),
  ] as const;
};

/** What the words of one cell mean: what of the row follows from them, and what in them is doubtful. */
export interface CellReading {
  readonly changes: RowChanges;
  readonly issues: readonly FieldIssue[];
}

/** What the words of one cell of a duty mean. */
export interface DutyCellReading {
  readonly changes: DutyChanges;
  readonly issues: readonly FieldIssue[];
}

/** Rows as they would be, and when each row that they were made from was last settled: what came later makes it stale. */
export interface RowsReading {
  readonly rows: readonly PlanRow[];
  readonly readAt: Readonly<Record<string, number>>;
}

/** Every cell that holds a name; `words` is what it said when it was read. */
export interface NameReading {
  readonly cells: readonly (CellReading & {
    readonly rowId: string;
    readonly field: 'lead' | 'coordinators';
    readonly words: string;
  })[];
}

type Stored = z.output<ReturnType<typeof draftSchemas<typeof TextRef, Record<never, never>>>[number]>;
type Carryable = 'CorrectRow' | 'CorrectDuty' | 'MapUnit' | 'AcceptIssue';
/** A command whose words were read when it was received carries what they mean. */
export type Read<C> = C extends { readonly type: infer T extends keyof Readings }
  ? C & { readonly reading: Readings[T] }
  : C;
/** A command that says again in a corrected document what a person has settled in an earlier reading of it. */
export type CarriedCommand = Read<Extract<Stored, { type: Carryable }>>;

/** What of the earlier reading can stand in this one, as commands in the order in which they are to be decided, and what cannot. */
export interface CarryReading {
  readonly settlings: readonly { readonly command: CarriedCommand; readonly from: CarriedFrom }[];
  readonly notCarried: readonly NotCarried[];
}

/** What the api reads out of a command's words when it receives it; null where there is no such row to read. */
export interface Readings {
  CorrectRow: CellReading | null;
  RestoreRow: CellReading | null;
  CorrectDuty: DutyCellReading | null;
  RestoreDuty: DutyCellReading | null;
  MapUnit: NameReading | null;
  UnmapUnit: NameReading | null;
  SplitRow: RowsReading | null;
  MergeRows: RowsReading | null;
  CarryOver: CarryReading | null;
  AmendPlan: AmendedReading | null;
}

/** What an amended document changes in a running plan, and which document that is. */
export interface AmendedReading {
  readonly document: {
    readonly sha256: string;
    readonly number: string | null;
    readonly issuedOn: PlainDate | null;
  };
  readonly amendments: readonly RowAmendment[];
}
