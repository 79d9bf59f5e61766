// AmendPlan: accepted differences of an amended document become rows of the running plan. Whoever still has a row goes on with
// it, whoever has it no more is superseded, whoever is new is launched (docs/decisions/0024). Pure.
import { leadersOnly } from '../assignment/acting.ts';
import { circumstancesOf } from '../assignment/circumstances.ts';
import type { AssignmentSpec } from '../assignment/events.ts';
import type { WorkingCalendar } from '../calendar.ts';
import { refuse } from '../refusals.ts';
import type { Context, Decision } from '../rules.ts';
import { actingWithAll } from './acting.ts';
import type { RowAmendment } from './amendment.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent, RecordedPlanEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { PlanFacts } from './facts.ts';
import { isOpenYet, type PlanAssignment } from './figures.ts';
import { namedIn, planLaunched } from './launch.ts';
import { previewAgain } from './preview.ts';
import type { AssignmentPreview } from './preview-assignment.ts';
import { assignmentSpec } from './spec.ts';
import { isImported, type Plan } from './state.ts';

type AmendPlan = Extract<PlanCommand, { type: 'AmendPlan' }>;
type Ctx = Context<PlanFacts>;
type AmendedData = Extract<PlanEvent, { type: 'PlanAmended' }>['data'];

/** What one accepted difference does to the assignments of its row. */
export interface Effect {
  readonly goingOn: readonly { readonly assignmentId: string; readonly spec: AssignmentSpec }[];
  readonly superseded: readonly { readonly assignmentId: string; readonly successorIds: readonly string[] }[];
  readonly fresh: readonly AssignmentPreview[];
  /** Why the row cannot run as amended. */
  readonly problems: readonly string[];
  readonly pastDue: boolean;
}

const none: Effect = { goingOn: [], superseded: [], fresh: [], problems: [], pastDue: false };

export function amendPlan(plan: Plan, command: AmendPlan, context: Ctx): Decision<PlanEvent> {
  const acting = actingWithAll(plan, command, context);
  if ('refusal' in acting) return acting;
  const refusal = leadersOnly(acting);
  if (refusal) return refuse(refusal);
  const { calendar } = context.facts;
  if (!calendar) return refuse('no-calendar');
  const { reading, fromPlanId, reason } = command;
  if (!reading || fromPlanId === plan.planId) return refuse('no-amended-document', [fromPlanId]);
  const accepted = reading.amendments.filter((each) => isAccepted(each, command));
  const { unknown, asked } = notThere(accepted, command);
  if (asked === 0) return refuse('nothing-to-amend');
  if (unknown.length > 0) return refuse('unknown-amendment', unknown);
  const words = { amendment: plan.amendments + 1, fromPlanId, document: reading.document, ...rowsOf(accepted), reason };
  const after = planAfter(plan, { ...words, goingOn: [], superseded: [] }, context);
  const effects = accepted.map((each) => ({ rowId: each.rowId, ...effectOf(each, after, calendar, context) }));
  const blocked = effects.filter(({ problems }) => problems.length > 0).map(({ rowId }) => rowId);
  if (blocked.length > 0) return refuse('row-blocked', blocked);
  const pastDue = effects.filter((effect) => effect.pastDue).map(({ rowId }) => rowId);
  if (pastDue.length > 0 && !command.acknowledgePastDue) return refuse('past-due-not-acknowledged', pastDue);
  const data: AmendedData = {
    ...words,
    goingOn: effects.flatMap(({ goingOn }) => goingOn),
    superseded: effects
      .flatMap(({ superseded }) => superseded)
      .map(({ assignmentId, successorIds }) => ({ assignmentId, successorIds: [...successorIds] })),
    ...circumstancesOf(command),
  };
  const assignments = effects.flatMap(({ fresh }) => fresh);
  const launching = { assignments, calendarVersion: calendar.version, pastDue, dutyIds: [] };
  const launched = assignments.length > 0 ? [planLaunched(after, context, launching)] : [];
  return { events: [{ type: 'PlanAmended', data }, ...launched] };
}

function isAccepted(each: RowAmendment, { changed = [], added = [], removed = [] }: AmendPlan): boolean {
  if (each.change === 'added') return added.includes(each.amendedRowId);
  return (each.change === 'changed' ? changed : removed).includes(each.rowId);
}

function notThere(accepted: readonly RowAmendment[], { changed = [], added = [], removed = [] }: AmendPlan) {
  const there = (change: RowAmendment['change']) =>
    new Set(
      accepted
        .filter((each) => each.change === change)
        .map((each) => (each.change === 'added' ? each.amendedRowId : each.rowId)),
    );
  const missing = (ids: readonly string[], change: RowAmendment['change']) =>
    ids.filter((id) => !there(change).has(id));
  const unknown = [...missing(changed, 'changed'), ...missing(added, 'added'), ...missing(removed, 'removed')];
  return { unknown, asked: changed.length + added.length + removed.length };
}

export function rowsOf(accepted: readonly RowAmendment[]): Pick<AmendedData, 'changed' | 'added' | 'removed'> {
  const rows = (change: 'changed' | 'added') =>
    accepted.flatMap((each) =>
      each.change === change ? [{ ...each.row, rowId: each.rowId, amendedRowId: each.amendedRowId }] : [],
    );
  const removed = accepted.filter(({ change }) => change === 'removed').map(({ rowId }) => rowId);
  return { changed: rows('changed'), added: rows('added'), removed };
}

/** The plan with its rows as amended: what the launch of today is planned from. */
export function planAfter(
  plan: Plan,
  data: AmendedData,
  { receivedAt, actor, version }: Pick<Ctx, 'receivedAt' | 'actor' | 'version'>,
): Plan {
  const origin = { at: receivedAt, receivedAt, actor, commandId: null };
  const event = { type: 'PlanAmended', data, ...origin, version: version + 1 } as RecordedPlanEvent;
  const after = evolve(plan, event);
  return isImported(after) ? after : plan;
}

/** `after` is the plan in which the difference is accepted. A row that nobody has launched yet has only changed its words. */
export function effectOf(
  amendment: RowAmendment,
  after: Plan,
  calendar: WorkingCalendar,
  context: Pick<Ctx, 'facts' | 'receivedAt'>,
): Effect {
  const { facts, receivedAt } = context;
  const own = facts.assignments.filter(({ rowId, parentId }) => rowId === amendment.rowId && !parentId);
  const open = own.filter(isOpenYet);
  if (amendment.change === 'removed') {
    return { ...none, superseded: open.map(({ assignmentId }) => ({ assignmentId, successorIds: [] })) };
  }
  const row = after.rows.find(({ rowId }) => rowId === amendment.rowId);
  if (!row || (amendment.change === 'changed' && row.generation === 0)) return none;
  const moment = { plan: after, directory: facts.directory, now: receivedAt, calendar };
  const { problems, assignments, pastDue } = previewAgain(row, moment);
  const pairs = pairUp(assignments, open);
  // What was closed stays closed: an amended row is not assigned again to whoever has done it.
  const fresh = assignments.filter((entry) => !pairs.has(entry) && !own.some((each) => isDoneBy(each, entry)));
  const replaced = open.filter((each) => ![...pairs.values()].includes(each));
  const launch = { launch: after.launches + 1, policy: after.policy, calendarVersion: calendar.version };
  const goingOn = [...pairs].map(([{ parts: _, ...entry }, own]) => ({
    assignmentId: own.assignmentId,
    spec: {
      ...assignmentSpec(after, { ...launch, launchedAt: receivedAt }, { ...entry, ...modeOf(own) }, calendar),
      generation: own.generation,
    },
  }));
  const heirs = fresh.map(namedIn(after, { facts })).map(({ assignmentId }) => assignmentId);
  const successorIds =
    heirs.length > 0 || row.execution !== 'shared' ? heirs : goingOn.map((each) => each.assignmentId);
  const movesDays =
    amendment.change === 'added' || fresh.length > 0 || amendment.fields.some(({ field }) => field === 'deadline');
  return {
    goingOn,
    superseded: replaced.map(({ assignmentId }) => ({ assignmentId, successorIds })),
    fresh,
    problems,
    pastDue: movesDays && pastDue,
  };
}

/** Whoever has taken it over is asked or ordered as the transfer has it; its days are planned for that. */
const modeOf = ({ unitId, launchUnitId, mode }: PlanAssignment): Pick<PlanAssignment, 'mode'> | undefined =>
  unitId === launchUnitId ? undefined : { mode };

/** Each unit with the assignment that it has, be it from another unit; then with the one that was launched to it. */
function pairUp(
  entries: readonly AssignmentPreview[],
  open: readonly PlanAssignment[],
): Map<AssignmentPreview, PlanAssignment> {
  const pairs = new Map<AssignmentPreview, PlanAssignment>();
  const taken = new Set<PlanAssignment>();
  for (const unitOf of [({ unitId }: PlanAssignment) => unitId, ({ launchUnitId }: PlanAssignment) => launchUnitId]) {
    for (const entry of entries) {
      const has = open.find((each) => !taken.has(each) && unitOf(each) === entry.unitId);
      if (pairs.has(entry) || !has) continue;
      pairs.set(entry, has);
      taken.add(has);
    }
  }
  return pairs;
}

const isDoneBy = ({ status, unitId, launchUnitId }: PlanAssignment, entry: AssignmentPreview): boolean =>
  status === 'closed' && (unitId === entry.unitId || launchUnitId === entry.unitId);
