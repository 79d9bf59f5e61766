// What people settle in a draft, as events: each says what changed, from what, and which issues are gone and which are new.
// The permanent format: types and fields are only ever added, never changed or removed.
import { z } from 'zod';
import { TextRef } from '../free-text.ts';
import { FieldIssue, PlanRow, RollUp } from '../plan-reading.ts';

/** What may change in a row. Where it stands in the document (lines, path) never does. */
export const RowChanges = PlanRow.omit({ lines: true, path: true, confidence: true, issues: true }).partial();
export type RowChanges = z.output<typeof RowChanges>;

/** The words of a cell, the ids of units, a way to run. */
const CorrectionValue = z.union([z.string(), z.null(), z.array(z.string()), RollUp]);
export type CorrectionValue = z.output<typeof CorrectionValue>;

/** `settled` are the ids of issues that are gone; `issues` are those that the new words raise. */
const settled = { changes: RowChanges, settled: z.array(z.string()), issues: z.array(FieldIssue) };

const MappedCell = z.object({ rowId: z.string(), field: z.enum(['lead', 'coordinators']), ...settled });
const DraftRow = PlanRow.extend({ rowId: z.string() });
export type MappedCell = z.output<typeof MappedCell>;

export const draftEvents = [
  z.object({
    type: z.literal('RowCorrected'),
    data: z.object({
      rowId: z.string(),
      field: z.string(),
      was: CorrectionValue,
      value: CorrectionValue,
      reason: TextRef,
      ...settled,
    }),
  }),
  z.object({
    type: z.literal('UnitNameMapped'),
    data: z.object({ name: z.string(), unitId: z.string(), reason: TextRef, cells: z.array(MappedCell) }),
  }),
  z.object({
    type: z.literal('RowSplit'),
    data: z.object({ rowId: z.string(), rows: z.array(DraftRow), reason: TextRef }),
  }),
  z.object({
    type: z.literal('RowsMerged'),
    data: z.object({ rowIds: z.array(z.string()), row: DraftRow, reason: TextRef }),
  }),
  z.object({
    type: z.literal('IssueAccepted'),
    data: z.object({ issueId: z.string(), reason: TextRef.optional() }),
  }),
  z.object({ type: z.literal('IssueReopened'), data: z.object({ issueId: z.string(), reason: TextRef }) }),
] as const;
