// LaunchPlan: chosen rows and duties become assignments. Who does what, and whatever else depends on the directory of that
// moment, is frozen in the event; the rest is a function of the plan (spec.ts).
import { type Refused, refuse } from '../refusals.ts';
import type { Context, Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { LaunchedAssignment, PlanEvent } from './events.ts';
import type { PlanFacts } from './facts.ts';
import { type DutyPreview, previewLaunch, type RowPreview } from './preview.ts';
import type { AssignmentPreview } from './preview-assignment.ts';
import type { Plan } from './state.ts';

type LaunchPlan = Extract<PlanCommand, { type: 'LaunchPlan' }>;

/** Without ids it takes the appendix, as far as it can run; of a plan that has none, its duties. */
export function launchPlan(plan: Plan, command: LaunchPlan, context: Context<PlanFacts>): Decision<PlanEvent> {
  if (plan.number === null || plan.issuedOn === null) return refuse('plan-not-promulgated');
  const { directory, calendar } = context.facts;
  if (!calendar) return refuse('no-calendar');
  const { rowIds, dutyIds } = wanted(plan, command);
  const named = dutyIds === 'all' ? undefined : dutyIds;
  const preview = previewLaunch(plan, directory, context.receivedAt, calendar, named);
  const rows = chosen(preview.rows, ({ rowId }) => rowId, rowIds, 'unknown-row');
  if ('refusal' in rows) return rows;
  const duties = chosen(preview.duties, ({ dutyId }) => dutyId, dutyIds, 'unknown-duty');
  if ('refusal' in duties) return duties;
  if (rows.length + duties.length === 0) return refuse('nothing-to-launch');
  const pastDue = [
    ...rows.filter((row) => row.pastDue).map(({ rowId }) => rowId),
    ...duties.filter((duty) => duty.pastDue).map(({ dutyId }) => dutyId),
  ];
  if (pastDue.length > 0 && !command.acknowledgePastDue) return refuse('past-due-not-acknowledged', pastDue);
  const assignments = [...rows, ...duties].flatMap((each) => each.assignments);
  const launched = planLaunched(plan, context, {
    assignments: [...assignments, ...(duties.length > 0 ? preview.reports : [])],
    calendarVersion: calendar.version,
    pastDue,
    dutyIds: duties.map(({ dutyId }) => dutyId),
  });
  return { events: [launched] };
}

type Ids = 'all' | readonly string[];

function wanted(plan: Plan, { rowIds, dutyIds }: LaunchPlan): { rowIds: Ids; dutyIds: Ids } {
  if (rowIds || dutyIds) return { rowIds: rowIds ?? [], dutyIds: dutyIds ?? [] };
  return plan.rows.length > 0 ? { rowIds: 'all', dutyIds: [] } : { rowIds: [], dutyIds: 'all' };
}

/** What can run of all, or exactly what was asked for: then everything asked for must be able to run. */
function chosen<T extends RowPreview | DutyPreview>(
  all: readonly T[],
  idOf: (each: T) => string,
  ids: Ids,
  unknown: 'unknown-row' | 'unknown-duty',
): T[] | Refused {
  if (ids === 'all') return all.filter(({ problems }) => problems.length === 0);
  const there = new Set(all.map(idOf));
  const missing = ids.filter((id) => !there.has(id));
  if (missing.length > 0) return refuse(unknown, missing);
  const asked = all.filter((each) => ids.includes(idOf(each)));
  const blocked = asked.filter(({ problems }) => problems.length > 0).map(idOf);
  return blocked.length > 0 ? refuse('row-blocked', blocked) : asked;
}

interface Launching {
  readonly assignments: readonly AssignmentPreview[];
  readonly calendarVersion: string;
  readonly pastDue: readonly string[];
  readonly dutyIds: readonly string[];
}

export const namedIn =
  ({ planId }: Plan, { facts: { identify } }: Pick<Context<PlanFacts>, 'facts'>) =>
  ({ parts: _, ...entry }: AssignmentPreview): LaunchedAssignment => ({
    ...entry,
    assignmentId: identify(planId, entry.rowId, entry.unitId, entry.generation),
  });

/** The event that begins these assignments, whatever decided that they begin. */
export function planLaunched(
  plan: Plan,
  context: Context<PlanFacts>,
  { assignments, calendarVersion, pastDue, dutyIds }: Launching,
): PlanEvent {
  const data = {
    launch: plan.launches + 1,
    assignments: assignments.map(namedIn(plan, context)),
    policy: plan.policy,
    calendarVersion,
    pastDueRowIds: [...pastDue],
    ...(dutyIds.length > 0 && { dutyIds: [...dutyIds] }),
  };
  return { type: 'PlanLaunched', data };
}
