// What was read out of a plan document: a permanent format, stored in the PlanImported event and printed by `read-plan --json`.
// Cells are verbatim (tags removed, white space collapsed, page breaks joined, spelling untouched); all else is a suggestion.
import { z } from 'zod';
import { Deadline } from './deadline-kinds.ts';
import { Instant, PlainDate } from './instant.ts';

/** First and last line of the source, from 1. */
const Lines = z.tuple([z.int().min(1), z.int().min(1)]);

/** Where in the original file the lines stand: "trang 3", "Phụ lục, dòng 12". Absent where the lines are those of the file. */
const place = z.string().optional();

const issueShape = { code: z.string(), message: z.string(), messageEn: z.string(), blocking: z.boolean() };
export const PlanIssue = z.object({ ...issueShape, lines: Lines.nullable(), place });
export type PlanIssue = z.infer<typeof PlanIssue>;

/** An issue of one row or duty; `field` names the cell that it is about. A blocking one keeps only this row from running. */
export const FieldIssue = z.object({ ...issueShape, field: z.string() });
export type FieldIssue = z.infer<typeof FieldIssue>;

/** The index sets that such plans are written for. */
export const IndexName = z.enum(['PAR_INDEX', 'SIPAS', 'PAPI']);
export type IndexName = z.infer<typeof IndexName>;

/** A number that a text demands. `value` is an exact decimal with a point: 99,9% is "99.9". `measure` null: not clear of what. */
export const Threshold = z.object({
  measure: z.string().nullable(),
  value: z.string().regex(/^\d+(\.\d+)?$/),
  unit: z.string(),
  text: z.string(),
});
export type Threshold = z.infer<typeof Threshold>;

export const PlanHead = z.object({
  name: z.string(),
  issuer: z.string().nullable(),
  number: z.string().nullable(),
  issuedOn: PlainDate.nullable(),
  year: z.int().nullable(),
  /** "năm 2025 và năm tiếp theo": the plan does not end with its year. */
  openEnded: z.boolean(),
  indexes: z.array(IndexName),
  targets: z.array(z.object({ index: IndexName, text: z.string(), thresholds: z.array(Threshold) })),
});
export type PlanHead = z.infer<typeof PlanHead>;

/**
 * `text` is what the document says, `value` how we read it, `sentence` the same for a person, `due` its instant. Milestones, in
 * the order of the document: the dates of the cell where it names several, then those that another cell of the row names
 * (`source`), which do not move the due of the row. Readings stored before they were added have no sentence, source or value.
 */
export const DeadlineReading = z.object({
  text: z.string(),
  sentence: z.string().optional(),
  kind: z.string(),
  due: Instant.nullable(),
  milestones: z.array(
    z.object({
      label: z.string(),
      /** The one unit or group that is named beside the date; null where there is none, or several. */
      owner: z.string().nullable(),
      kind: z.string(),
      due: Instant.nullable(),
      source: z.enum(['deadline', 'requirement', 'evidence']).optional(),
      value: Deadline.optional(),
    }),
  ),
  value: Deadline,
});
export type DeadlineReading = z.infer<typeof DeadlineReading>;
export type MilestoneReading = DeadlineReading['milestones'][number];

export const AssignmentMode = z.enum(['ORDER', 'REQUEST']);
export type AssignmentMode = z.infer<typeof AssignmentMode>;

export const Execution = z.enum(['perUnit', 'shared', 'chosenUnits']);
export type Execution = z.infer<typeof Execution>;

/** When a fanned-out row counts as achieved. */
export const RollUp = z.union([z.enum(['all', 'sumOfFigures', 'judged']), z.object({ atLeast: z.int().min(1) })]);
export type RollUp = z.infer<typeof RollUp>;

export const PlanHeading = z.object({ number: z.string(), title: z.string(), lines: Lines, place });
export type PlanHeading = z.infer<typeof PlanHeading>;

export const PlanRow = z.object({
  number: z.string(),
  /** Numbers of the headings above the row, outermost first; the title of one that has no number. */
  path: z.array(z.string()),
  criterion: z.string(),
  requirement: z.string(),
  lead: z.string(),
  coordinators: z.string(),
  deadline: DeadlineReading,
  /** Ids of units, of groups (ALL_UNITS, CHUYEN_MON, SU_NGHIEP) and of bodies outside the ward's authority. */
  leadUnits: z.array(z.string()),
  coordinatorUnits: z.array(z.string()),
  collectiveLead: z.boolean(),
  execution: Execution,
  executionReason: z.string(),
  rollUp: RollUp,
  contactUnit: z.string().nullable(),
  mode: AssignmentMode,
  evidence: z.array(z.object({ text: z.string(), optional: z.boolean() })),
  evidenceCustodian: z.string().nullable(),
  /** The result comes from a sociological survey, not from the unit's own files. */
  survey: z.boolean(),
  scoring: z.object({ thresholds: z.array(Threshold), notes: z.array(z.string()) }),
  lines: Lines,
  place,
  confidence: z.number().min(0).max(1),
  issues: z.array(FieldIssue),
});
export type PlanRow = z.infer<typeof PlanRow>;

export const DutyKind = z.enum(['task', 'recurringReport', 'standing']);
export type DutyKind = z.infer<typeof DutyKind>;

export const PlanDuty = z.object({
  section: z.string(),
  owner: z.string(),
  ownerUnits: z.array(z.string()),
  text: z.string(),
  kind: DutyKind,
  mode: AssignmentMode,
  deadline: DeadlineReading,
  lines: Lines,
  place,
  issues: z.array(FieldIssue),
});
export type PlanDuty = z.infer<typeof PlanDuty>;

export const PlanReading = z.object({
  plan: PlanHead,
  headings: z.array(PlanHeading),
  rows: z.array(PlanRow),
  duties: z.array(PlanDuty),
  issues: z.array(PlanIssue),
});
export type PlanReading = z.infer<typeof PlanReading>;
