// What people settle in a draft, as events: each says what changed, from what, and which issues are gone and which are new.
// The permanent format: types and fields are only ever added, never changed or removed.
import { z } from 'zod';
import { TextRef } from '../free-text.ts';
import { Instant } from '../instant.ts';
import { FieldIssue, PlanDuty, PlanRow, RollUp } from '../plan-reading.ts';

/** What may change in a row. Where it stands in the document (lines, path) never does. */
export const RowChanges = PlanRow.omit({ lines: true, path: true, confidence: true, issues: true }).partial();
export type RowChanges = z.output<typeof RowChanges>;

export const DutyChanges = PlanDuty.omit({ lines: true, place: true, issues: true }).partial();
export type DutyChanges = z.output<typeof DutyChanges>;

/** The words of a cell, the ids of units, a way to run. */
const CorrectionValue = z.union([z.string(), z.null(), z.array(z.string()), RollUp]);
export type CorrectionValue = z.output<typeof CorrectionValue>;

/** `settled` are the ids of issues that are gone; `issues` are those that the new words raise. */
const settled = { changes: RowChanges, settled: z.array(z.string()), issues: z.array(FieldIssue) };

/** Who settled it, and when, in the earlier reading of the same plan that it was carried over from. */
const CarriedFrom = z.object({
  planId: z.string(),
  version: z.int(),
  at: Instant,
  by: z.object({ personId: z.string().nullable(), name: z.string(), post: z.string() }),
});
export type CarriedFrom = z.output<typeof CarriedFrom>;
const carried = { carriedFrom: CarriedFrom.optional() };

/** What was settled in the earlier reading and cannot simply stand in this one: a person decides. */
const NotCarried = z.object({
  fromId: z.string(),
  /** The same row or duty in this reading; null where it has none. */
  id: z.string().nullable(),
  field: z.string(),
  why: z.enum(['words-changed', 'gone', 'rows-were-split-or-merged']),
  /** The words of the document that were settled, what they were settled to, and what the document says now. */
  was: z.string().nullable(),
  settled: CorrectionValue,
  now: z.string().nullable(),
});
export type NotCarried = z.output<typeof NotCarried>;

const dutySettled = { changes: DutyChanges, settled: z.array(z.string()), issues: z.array(FieldIssue) };

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
      ...carried,
    }),
  }),
  // The words of the document again, or the reader's suggestion where a person had chosen.
  z.object({
    type: z.literal('RowRestored'),
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
    type: z.literal('DutyCorrected'),
    data: z.object({
      dutyId: z.string(),
      field: z.string(),
      was: CorrectionValue,
      value: CorrectionValue,
      reason: TextRef,
      ...dutySettled,
      ...carried,
    }),
  }),
  z.object({
    type: z.literal('DutyRestored'),
    data: z.object({
      dutyId: z.string(),
      field: z.string(),
      was: CorrectionValue,
      value: CorrectionValue,
      reason: TextRef,
      ...dutySettled,
    }),
  }),
  z.object({
    type: z.literal('UnitNameMapped'),
    data: z.object({ name: z.string(), unitId: z.string(), reason: TextRef, cells: z.array(MappedCell), ...carried }),
  }),
  z.object({
    type: z.literal('UnitNameUnmapped'),
    data: z.object({ name: z.string(), reason: TextRef, cells: z.array(MappedCell) }),
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
    data: z.object({ issueId: z.string(), reason: TextRef.optional(), ...carried }),
  }),
  z.object({ type: z.literal('IssueReopened'), data: z.object({ issueId: z.string(), reason: TextRef }) }),
  // Behind the events of what was carried over, each of which says where it came from.
  z.object({
    type: z.literal('SettlingsCarriedOver'),
    data: z.object({
      fromPlanId: z.string(),
      carried: z.int(),
      notCarried: z.array(NotCarried),
      reason: TextRef.optional(),
    }),
  }),
  z.object({ type: z.literal('DraftDiscarded'), data: z.object({ reason: TextRef }) }),
  z.object({ type: z.literal('DraftRestored'), data: z.object({ reason: TextRef }) }),
] as const;
