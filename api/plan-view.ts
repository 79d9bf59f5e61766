// A plan as the api shows it: the read model's row in lists; policy, headings, duties and issues beside it in detail.
import { z } from 'zod';
import type { PlanRow } from '../db/queries/plans.ts';
import type { Plan } from '../domain/plan/state.ts';

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
  issueCount: z.int(),
  assignmentCount: z.int(),
  launches: z.int(),
  pendingLaunches: z.int(),
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
    policy: z.object({
      beforeIsLateFrom: z.string(),
      reminderWorkingDays: z.array(z.int()),
      resubmitWorkingDays: z.int(),
    }),
    headings: z.array(Read),
    duties: z.array(Read),
    issues: z.array(Read),
    periodEnded: z.boolean(),
  })
  .meta({ id: 'PlanDetail', description: 'Its rows are at /api/plans/{planId}/rows.' });

export const planJson = (row: PlanRow): PlanReply => row;

export function planDetailJson(row: PlanRow, { reading, policy, periodEnded }: Plan): z.output<typeof PlanDetailReply> {
  const { openEnded, indexes, targets } = reading.plan;
  const { headings, duties, issues } = reading;
  return {
    ...planJson(row),
    openEnded,
    indexes,
    targets,
    policy: { ...policy, reminderWorkingDays: [...policy.reminderWorkingDays] },
    headings,
    duties,
    issues,
    periodEnded,
  };
}

/** A row of the draft as it was read, its cells verbatim; `generation` is how often it was launched. */
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
    issues: z.array(z.looseObject({ code: z.string(), blocking: z.boolean() })),
  })
  .meta({ id: 'PlanRow' });

export const RowPreviewReply = z
  .object({
    rowId: z.string(),
    number: z.string(),
    title: z.string(),
    deadline: z.object({ text: z.string(), kind: z.string() }),
    execution: z.string(),
    executionReason: z.string(),
    mode: z.string(),
    issues: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        messageEn: z.string(),
        field: z.string(),
        blocking: z.boolean(),
      }),
    ),
    due: z.string().nullable(),
    lateFrom: z.string().nullable(),
    pastDue: z.boolean(),
    problems: z.array(z.string()),
    assignments: z.array(
      z.object({
        rowId: z.string(),
        unitId: z.string(),
        leadUnitId: z.string(),
        leadUnitIds: z.array(z.string()),
        coordinatingUnitIds: z.array(z.string()),
        reviewUnitId: z.string(),
        generation: z.int(),
      }),
    ),
  })
  .meta({ id: 'RowPreview', description: 'Whom the row would be assigned to, and what stands in the way.' });

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
