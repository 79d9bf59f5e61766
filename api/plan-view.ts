// A plan as the api shows it: the read model's row in lists; policy, headings, duties and issues beside it in detail.
import { z } from 'zod';
import type { PlanRow } from '../db/queries/plans.ts';
import type { Plan } from '../domain/plan/state.ts';
import { RollUp } from '../domain/plan-reading.ts';
import { listOf } from './cursor.ts';
import { Correction, DutyReply, draftRow, Issue, OpenIssues, openIssuesOf, rowJson, Settling } from './draft-view.ts';

const summary = {
  planId: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
  year: z.int().nullable(),
  movedFromYear: z.int().nullable(),
  status: z.enum(['draft', 'running', 'closed']),
  rowCount: z.int(),
  issueCount: z.int().describe('Issues of the plan and its rows that nobody has accepted or corrected yet.'),
  assignmentCount: z.int(),
  launches: z.int(),
  pendingLaunches: z.int(),
  discarded: z.boolean().describe('A draft that was put aside.'),
  version: z.int(),
  documentSha256: z.string(),
};

export const PlanReply = z.object(summary).meta({ id: 'Plan' });
export type PlanReply = z.output<typeof PlanReply>;

const Read = z.looseObject({});

export const PlanDetailReply = z
  .object({
    ...summary,
    openEnded: z.boolean(),
    indexes: z.array(z.string()),
    targets: z.array(Read),
    policy: z.looseObject({
      beforeIsLateFrom: z.string(),
      reminderWorkingDays: z.array(z.int()),
      resubmitWorkingDays: z.int(),
    }),
    sealedYear: z.int().nullable().describe('The last year whose figures are frozen, in a plan that goes on.'),
    launchedDutyIds: z.array(z.string()),
    headings: z.array(Read),
    duties: z.array(DutyReply),
    issues: z.array(Issue),
    openIssues: OpenIssues,
    replacedRows: z.array(Read).describe('Rows that were split or merged, as they were.'),
    unitNames: z.array(z.object({ name: z.string(), unitId: z.string() })),
    periodEnded: z.boolean(),
    discarding: Settling.nullable().describe('Who put the draft aside, when and why.'),
  })
  .meta({ id: 'PlanDetail', description: 'Its rows are at /api/plans/{planId}/rows.' });

export const planJson = (row: PlanRow): PlanReply => row;

export function planDetailJson(row: PlanRow, plan: Plan): z.output<typeof PlanDetailReply> {
  const { reading, policy, periodEnded, discarded } = plan;
  const { openEnded, indexes, targets } = reading.plan;
  const { headings, duties, issues } = reading;
  return {
    ...planJson(row),
    openEnded,
    indexes,
    targets,
    policy: { ...policy },
    sealedYear: plan.sealedYear,
    launchedDutyIds: [...plan.launchedDutyIds],
    headings,
    duties: [...duties] as unknown as z.output<typeof DutyReply>[],
    issues: [...issues],
    openIssues: openIssuesOf(plan),
    replacedRows: plan.replacedRows.map(rowJson) as unknown as Record<string, unknown>[],
    unitNames: [...plan.unitNames],
    periodEnded,
    discarding: discarded,
  };
}

/** A row as it stands, corrections included; `verbatim` is what the document says, `generation` how often it was launched. */
export const PlanRowReply = z
  .looseObject({
    rowId: z.string(),
    number: z.string(),
    path: z.array(z.string()),
    criterion: z.string(),
    requirement: z.string(),
    lead: z.string(),
    coordinators: z.string(),
    deadline: z.looseObject({ text: z.string(), kind: z.string(), due: z.string().nullable() }),
    generation: z.int(),
    ...draftRow,
  })
  .meta({ id: 'PlanRow' });

const AlarmPreview = z.object({
  at: z.string(),
  what: z.string().describe('reminder, silence (counts as acknowledged), checkIn, watchdog, step (of the ladder).'),
  workingDaysBefore: z.int().optional(),
  stepId: z.string().optional(),
  tell: z.string().optional(),
});

const AssignmentPreviewReply = z
  .object({
    rowId: z.string(),
    unitId: z.string(),
    leadUnitId: z.string(),
    leadUnitIds: z.array(z.string()),
    coordinatingUnitIds: z.array(z.string()),
    reviewUnitId: z.string(),
    fieldOwnerUnitId: z.string().nullable().optional(),
    generation: z.int(),
    due: z.string().nullable(),
    lateFrom: z.string().nullable(),
    dutyIds: z.array(z.string()).optional().describe('Standing duties that are lines of this report.'),
    parts: z.array(
      z.object({
        partId: z.string(),
        label: z.string(),
        ownerUnitId: z.string(),
        receiverUnitId: z.string(),
        due: z.string().nullable(),
        lateFrom: z.string().nullable(),
        needed: z.boolean(),
        waitingFor: z.string().nullable(),
        pastDue: z.boolean(),
        calendar: z.array(AlarmPreview).describe('When it would speak by itself if nothing were done.'),
      }),
    ),
  })
  .meta({ id: 'AssignmentPreview' });

const workPreview = {
  deadline: z.object({ text: z.string(), kind: z.string() }),
  mode: z.string(),
  issues: z.array(Issue),
  corrections: z.array(Correction),
  due: z.string().nullable(),
  lateFrom: z.string().nullable(),
  pastDue: z.boolean(),
  calendarVersion: z.string().nullable().describe('What its days are counted with; a launch freezes it.'),
  problems: z.array(z.string()),
  assignments: z.array(AssignmentPreviewReply),
};

export const RowPreviewReply = z
  .object({
    rowId: z.string(),
    number: z.string(),
    title: z.string(),
    execution: z.string(),
    executionReason: z.string(),
    rollUp: RollUp,
    contactUnit: z.string().nullable(),
    ...workPreview,
  })
  .meta({ id: 'RowPreview', description: 'Whom the row would be assigned to, and what stands in the way.' });

export const DutyPreviewReply = z
  .object({
    dutyId: z.string(),
    section: z.string(),
    text: z.string(),
    kind: z.string(),
    linesOf: z.array(z.string()).describe('Units in whose periodic report a standing duty becomes a line.'),
    ...workPreview,
  })
  .meta({ id: 'DutyPreview' });

export const LaunchPreviewReply = listOf(RowPreviewReply).extend({
  duties: z.array(DutyPreviewReply),
  reports: z.array(AssignmentPreviewReply).describe('One per unit: what its standing duties come to.'),
});

export const ProgressReply = z
  .object({
    planId: z.string(),
    status: z.string(),
    launches: z.int(),
    pendingLaunches: z.int(),
    launched: z.int(),
    exists: z.int(),
    started: z.int(),
    closed: z.int(),
    overdue: z.int(),
    byStatus: z.record(z.string(), z.int()),
    asOf: z.object({ position: z.int(), at: z.string() }),
  })
  .meta({
    id: 'PlanProgress',
    description:
      'Assignments that were launched, that exist in the record, that a workflow runs or ran, that are closed.',
  });
