// What a plan is: draft → running → closed.
import type { FrozenPolicy } from '../assignment/events.ts';
import { endOfDay, type Instant, type PlainDate, plainDate } from '../instant.ts';
import type { PlanIssue, PlanReading } from '../plan-reading.ts';
import type { Duty } from './duties.ts';
import type { LaunchedAssignment } from './events.ts';
import type { Open, Row, Settling } from './rows.ts';

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
  /** A draft that was put aside, by whom and why: nothing can be done with it until it is taken back. */
  readonly discarded: Settling | null;
}

export type PlanState = { readonly status: 'none' } | Plan;
export const notImported: PlanState = { status: 'none' };
export const isImported = (state: PlanState): state is Plan => state.status !== 'none';

/** When the period of the plan is over: the end of its year; null while the year is not known. */
export function periodEnd(plan: Plan): Instant | null {
  const lastDay = plan.year === null ? null : plainDate(plan.year, 12, 31);
  return lastDay && endOfDay(lastDay);
}
