// What a plan is: draft → running → closed.
import { dateOf, endOfDay, type Instant, type PlainDate, plainDate } from '../instant.ts';
import type { PlanIssue, PlanReading } from '../plan-reading.ts';
import type { Duty } from './duties.ts';
import type { LaunchedAssignment } from './events.ts';
import type { PlanPolicy } from './policy.ts';
import type { RowOutcome } from './roll-up.ts';
import type { Open, Row, Settling } from './rows.ts';

export interface Launch {
  readonly launch: number;
  readonly assignments: readonly LaunchedAssignment[];
  readonly policy: PlanPolicy;
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
  /** Rows that were split or merged, or that an amended document no longer has: kept for ever, no longer part of the plan. */
  readonly replacedRows: readonly Row[];
  /** Names that a person has given a unit; the latest first. */
  readonly unitNames: readonly { readonly name: string; readonly unitId: string }[];
  readonly policy: PlanPolicy;
  /** Launches whose assignments may not all exist yet; the plan's workflow works them off. */
  readonly pendingLaunches: readonly Launch[];
  readonly launches: number;
  readonly assignmentCount: number;
  readonly periodEnded: boolean;
  /** A draft that was put aside, by whom and why: nothing can be done with it until it is taken back. */
  readonly discarded: Settling | null;
  /** Duties that have become assignments or lines of a report. */
  readonly launchedDutyIds: readonly string[];
  /** The last year whose figures are frozen, in a plan that goes on. */
  readonly sealedYear: number | null;
  /** What a person has judged a row to have come to; the latest first. */
  readonly judgements: readonly (Settling & { readonly rowId: string; readonly outcome: RowOutcome })[];
  /** How often it was amended. */
  readonly amendments: number;
}

export type PlanState = { readonly status: 'none' } | Plan;
export const notImported: PlanState = { status: 'none' };
export const isImported = (state: PlanState): state is Plan => state.status !== 'none';

/** "năm 2025 và năm tiếp theo": the plan does not end with its year. */
export const continues = (plan: Plan): boolean => plan.reading.plan.openEnded;

/** The year that the plan is in: its own, or the one after the last that was sealed. */
export const runningYear = ({ year, sealedYear }: Plan): number | null => (sealedYear === null ? year : sealedYear + 1);

/** The last day of the year that the plan is in; null while no year is known. */
export function lastDay(plan: Plan): PlainDate | null {
  const year = runningYear(plan);
  return year === null ? null : plainDate(year, 12, 31);
}

/** When the period of the plan is over: the end of its year; null while the year is not known. */
export function periodEnd(plan: Plan): Instant | null {
  const day = lastDay(plan);
  return day && endOfDay(day);
}

/**
 * How far a launch at `at` plans ahead. A plan that goes on is planned to the end of the year in which it is launched; what
 * lies beyond is added when that year is sealed. Null: no year is known.
 */
export function horizonOf(plan: Plan, at: Instant): Instant | null {
  const end = periodEnd(plan);
  const year = Number(dateOf(at).slice(0, 4));
  const launchYear = continues(plan) && year > (runningYear(plan) ?? year) ? plainDate(year, 12, 31) : null;
  return launchYear ? endOfDay(launchYear) : end;
}
