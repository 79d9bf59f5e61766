// A plan as its events have made it: draft → running → closed.
import { assertNever } from '../assert-never.ts';
import type { FrozenPolicy } from '../assignment/events.ts';
import { endOfDay, type Instant, type PlainDate, plainDate } from '../instant.ts';
import type { PlanIssue, PlanReading } from '../plan-reading.ts';
import { issueAccepted, rowCorrected, rowSplit, rowsMerged, unitNameMapped } from './draft-state.ts';
import type { LaunchedAssignment, RecordedPlanEvent } from './events.ts';
import { type Duty, dutyIdAt, identified, newRow, type Open, type Row, rowIdAt } from './rows.ts';

export interface Launch {
  readonly launch: number;
  readonly assignments: readonly LaunchedAssignment[];
  readonly policy: FrozenPolicy;
  readonly calendarVersion: string;
  readonly launchedAt: Instant;
}

export interface Plan {
  readonly status: 'draft' | 'running' | 'closed';
  readonly planId: string;
  readonly name: string;
  readonly document: { readonly sha256: string; readonly mediaType: string; readonly size: number };
  readonly issuer: string | null;
  readonly number: string | null;
  readonly issuedOn: PlainDate | null;
  readonly year: number | null;
  readonly movedFromYear: number | null;
  readonly reading: Omit<PlanReading, 'rows' | 'duties' | 'issues'> & {
    readonly duties: readonly Duty[];
    readonly issues: readonly Open<PlanIssue>[];
  };
  readonly rows: readonly Row[];
  /** Rows that were split or merged: verbatim for ever, no longer part of the plan. */
  readonly replacedRows: readonly Row[];
  /** Names that a person has given a unit; the latest first. */
  readonly unitNames: readonly { readonly name: string; readonly unitId: string }[];
  readonly policy: FrozenPolicy;
  /** Launches whose assignments may not all exist yet; the plan's workflow works them off. */
  readonly pendingLaunches: readonly Launch[];
  readonly launches: number;
  readonly assignmentCount: number;
  readonly periodEnded: boolean;
}

export type PlanState = { readonly status: 'none' } | Plan;
export const notImported: PlanState = { status: 'none' };
export const isImported = (state: PlanState): state is Plan => state.status !== 'none';

/** docs/domain.md Decided 1, and the reminders of docs/domain.md. */
const defaultPolicy: FrozenPolicy = {
  beforeIsLateFrom: 'endOfDay',
  reminderWorkingDays: [15, 7, 3, 1],
  resubmitWorkingDays: 3,
};

/** When the period of the plan is over: the end of its year; null while the year is not known. */
export function periodEnd(plan: Plan): Instant | null {
  const lastDay = plan.year === null ? null : plainDate(plan.year, 12, 31);
  return lastDay && endOfDay(lastDay);
}

function imported(event: Extract<RecordedPlanEvent, { type: 'PlanImported' }>): Plan {
  const { planId, document, reading, movedFromYear } = event.data;
  const { rows, duties, issues, ...rest } = reading;
  return {
    status: 'draft',
    planId,
    name: reading.plan.name,
    document,
    issuer: reading.plan.issuer,
    number: reading.plan.number,
    issuedOn: reading.plan.issuedOn,
    year: reading.plan.year,
    movedFromYear,
    reading: {
      ...rest,
      duties: duties.map((duty, index) => ({
        ...duty,
        dutyId: dutyIdAt(index),
        issues: identified(dutyIdAt(index), duty.issues),
      })),
      issues: identified('plan', issues),
    },
    rows: rows.map((row, index) => newRow(row, rowIdAt(index))),
    replacedRows: [],
    unitNames: [],
    policy: defaultPolicy,
    pendingLaunches: [],
    launches: 0,
    assignmentCount: 0,
    periodEnded: false,
  };
}

/** Never refuses: what happened, happened. */
export function evolve(state: PlanState, event: RecordedPlanEvent): PlanState {
  if (event.type === 'PlanImported') return imported(event);
  return isImported(state) ? evolveImported(state, event) : state;
}

function evolveImported(plan: Plan, event: Exclude<RecordedPlanEvent, { type: 'PlanImported' }>): Plan {
  switch (event.type) {
    case 'PlanPolicySet':
      return { ...plan, policy: event.data.policy };
    case 'PlanPromulgated':
      return { ...plan, number: event.data.number, issuedOn: event.data.issuedOn };
    case 'PlanLaunched':
      return launched(plan, { ...event.data, launchedAt: event.at });
    case 'PlanLaunchCompleted':
      return { ...plan, pendingLaunches: plan.pendingLaunches.filter(({ launch }) => launch !== event.data.launch) };
    case 'PlanPeriodEnded':
      return { ...plan, periodEnded: true };
    case 'PlanClosed':
      return { ...plan, status: 'closed' };
    case 'RowCorrected':
      return rowCorrected(plan, event);
    case 'UnitNameMapped':
      return unitNameMapped(plan, event);
    case 'RowSplit':
      return rowSplit(plan, event);
    case 'RowsMerged':
      return rowsMerged(plan, event);
    case 'IssueAccepted':
      return issueAccepted(plan, event);
    default:
      return assertNever(event);
  }
}

function launched(plan: Plan, launch: Launch): Plan {
  const generations = new Map(launch.assignments.map(({ rowId, generation }) => [rowId, generation]));
  return {
    ...plan,
    status: 'running',
    rows: plan.rows.map((row) => ({ ...row, generation: generations.get(row.rowId) ?? row.generation })),
    pendingLaunches: [...plan.pendingLaunches, launch],
    launches: launch.launch,
    assignmentCount: plan.assignmentCount + launch.assignments.length,
  };
}
