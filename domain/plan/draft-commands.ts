// What people may ask of a draft: correct a row, accept an issue, give a name its unit, split and merge rows.
// Words are carried as they were typed; what they mean is read at receipt (docs/decisions/0018), never by the rules.
import { z } from 'zod';
import { AssignmentMode, Execution, type FieldIssue, type PlanRow, RollUp } from '../plan-reading.ts';
import type { RowChanges } from './draft-events.ts';
import type { CellField } from './rows.ts';

const RowId = z.string().min(1).max(64);
const UnitId = z.string().trim().min(1).max(32);
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
  return [
    z.discriminatedUnion('field', [
      correction('number', Words),
      correction('criterion', Words),
      correction('requirement', Words),
      correction('lead', Words),
      correction('coordinators', Words),
      correction('deadline', Words),
      correction('evidence', Words),
      correction('leadUnits', z.array(UnitId).min(1).max(100)),
      correction('coordinatorUnits', z.array(UnitId).max(100)),
      correction('contactUnit', UnitId.nullable()),
      correction('execution', Execution),
      correction('rollUp', RollUp),
      correction('mode', AssignmentMode),
    ]),
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
  ] as const;
};

/** What the words of one cell mean: what of the row follows from them, and what in them is doubtful. */
export interface CellReading {
  readonly changes: RowChanges;
  readonly issues: readonly FieldIssue[];
}

/** Rows as they would be, and the last correction of each row that they were made from: one that came later makes it stale. */
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

/** What the api reads out of a command's words when it receives it; null where there is no such row to read. */
export interface Readings {
  CorrectRow: CellReading | null;
  MapUnit: NameReading | null;
  SplitRow: RowsReading | null;
  MergeRows: RowsReading | null;
}
