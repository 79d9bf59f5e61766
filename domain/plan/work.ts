// What a launch makes assignments of: a row of the appendix, a duty outside it, or a unit's periodic report. Pure.
import { type Deadline, isLaunchable } from '../deadline.ts';
import type { DeadlineOf } from '../deadline-kinds.ts';
import { dateOf, type Instant } from '../instant.ts';
import type { AssignmentMode, MilestoneReading, PlanRow } from '../plan-reading.ts';
import type { Duty } from './duties.ts';
import type { LaunchedAssignment } from './events.ts';
import { type PlanPolicy, placeOfDuty, placeOfRow, withInternalDue } from './policy.ts';
import type { Row } from './rows.ts';
import { continues, lastDay, type Plan } from './state.ts';

type OfRow =
  | 'number'
  | 'path'
  | 'criterion'
  | 'requirement'
  | 'lead'
  | 'coordinators'
  | 'leadUnits'
  | 'coordinatorUnits'
  | 'collectiveLead'
  | 'execution'
  | 'rollUp'
  | 'contactUnit'
  | 'evidenceCustodian';

export type Milestone = DeadlineOf<'milestones'>['milestones'][number];

export interface Work extends Pick<PlanRow, OfRow> {
  readonly source: 'row' | 'duty' | 'report';
  /** What the assignment is filed under: rowId, dutyId, or `report`. */
  readonly id: string;
  readonly mode: AssignmentMode;
  readonly deadline: Deadline;
  /** The words of the deadline. */
  readonly words: string;
  readonly requiredItems: readonly { itemId: string; title: string; optional: boolean }[];
  /** What other cells of the row name a day for, beside its deadline: before it, or after it (002/I.1). */
  readonly beside: readonly Milestone[];
}

/** The periodic report of a unit is no row and no duty of its own; it is filed under this name. */
const REPORT = 'report';

export const workOfRow = (row: Row, policy: PlanPolicy): Work => ({
  ...row,
  source: 'row',
  id: row.rowId,
  deadline: withInternalDue(row.deadline.value, policy, placeOfRow(row)),
  words: row.deadline.text,
  requiredItems: row.evidence.map(({ text, optional }, index) => ({ itemId: `e${index + 1}`, title: text, optional })),
  beside: row.deadline.milestones.flatMap(besideCell),
});

/** A day that is not settled is an issue of its cell, and keeps its row from running until it is. */
function besideCell({ label, owner, source = 'deadline', value }: MilestoneReading): Milestone[] {
  if (source === 'deadline' || !value || !isLaunchable(value)) return [];
  return [{ label, deadline: value, ...(owner !== null && { owner }) }];
}

/** A duty is led by whoever owes it; a group owes it unit by unit. */
export function workOfDuty(duty: Duty, policy: PlanPolicy, lines: readonly Duty[] = []): Work {
  const place = placeOfDuty(duty);
  return {
    ...alone,
    source: 'duty',
    id: duty.dutyId,
    number: duty.section,
    path: [...place.path],
    requirement: duty.text,
    lead: duty.owner,
    leadUnits: duty.ownerUnits,
    mode: duty.mode,
    deadline: withInternalDue(duty.deadline.value, policy, place),
    words: duty.deadline.text,
    requiredItems: lines.map(lineOf),
  };
}

const alone: Omit<Pick<PlanRow, OfRow>, 'number' | 'path' | 'requirement' | 'lead' | 'leadUnits'> &
  Pick<Work, 'beside'> = {
  beside: [],
  criterion: '',
  coordinators: '',
  coordinatorUnits: [],
  collectiveLead: false,
  execution: 'perUnit',
  rollUp: 'all',
  contactUnit: null,
  evidenceCustodian: null,
};

/** How one unit reports on its standing duties: one line each, in every report. */
export function workOfReport(
  plan: Plan,
  policy: PlanPolicy,
  lines: readonly Duty[],
  unitId: string,
  at: Instant,
): Work {
  const duty = plan.reading.duties.find(({ dutyId }) => dutyId === policy.reportDutyId);
  return {
    ...alone,
    source: 'report',
    id: REPORT,
    number: '',
    path: [],
    criterion: 'Báo cáo định kỳ về các nhiệm vụ thường xuyên',
    requirement: `Báo cáo tình hình, kết quả ${lines.length} nhiệm vụ thường xuyên mà kế hoạch giao cho đơn vị`,
    lead: unitId,
    leadUnits: [unitId],
    mode: lines.every(({ mode }) => mode === 'REQUEST') ? 'REQUEST' : 'ORDER',
    deadline: duty?.deadline.value ?? reportingCadence(plan, policy, at),
    words: duty?.deadline.text ?? 'theo kỳ báo cáo của kế hoạch',
    requiredItems: lines.map(lineOf),
  };
}

function reportingCadence(plan: Plan, policy: PlanPolicy, at: Instant): Deadline {
  const until = continues(plan) ? 'open' : (lastDay(plan) ?? 'open');
  return { kind: 'recurring', segments: [{ from: dateOf(at), every: policy.checkIns ?? 'quarter' }], until };
}

/** The plan keeps the whole text under the duty's id; every report repeats its lines. */
const LINE = 160;
const lineOf = ({ dutyId, text }: Duty) => ({
  itemId: dutyId,
  title: text.length > LINE ? `${text.slice(0, LINE).replace(/\s+\S*$/, '')} …` : text,
  optional: false,
});

/** What an entry of a launch is about. Throws where the plan has no such thing: then the launch is not of this plan. */
export function workOf(plan: Plan, policy: PlanPolicy, entry: Entry, launchedAt: Instant): Work {
  const lines = plan.reading.duties.filter(({ dutyId }) => entry.dutyIds?.includes(dutyId));
  if (entry.source === 'report') return workOfReport(plan, policy, lines, entry.unitId, launchedAt);
  const row = plan.rows.find(({ rowId }) => rowId === entry.rowId);
  if (row && entry.source !== 'duty') return workOfRow(row, policy);
  const duty = plan.reading.duties.find(({ dutyId }) => dutyId === entry.rowId);
  if (duty && entry.source === 'duty') return workOfDuty(duty, policy, lines);
  throw new Error(`plan ${plan.planId} has no ${entry.source ?? 'row'} ${entry.rowId}`);
}

/** One assignment of a launch before it has its name and dates. */
export type Entry = Omit<LaunchedAssignment, 'assignmentId' | 'due' | 'lateFrom'>;
