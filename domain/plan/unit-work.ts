// All open work of a unit goes to its successor at once: a merged unit, a new name in the directory. Pure.
import { decidedAbove } from '../assignment/acting.ts';
import { circumstancesOf } from '../assignment/circumstances.ts';
import { isInvolved } from '../assignment/succession.ts';
import { refuse } from '../refusals.ts';
import type { Context, Decision } from '../rules.ts';
import { actingWithAll } from './acting.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent } from './events.ts';
import type { PlanFacts } from './facts.ts';
import { isOpenYet } from './figures.ts';
import type { Plan } from './state.ts';

type TransferUnitWork = Extract<PlanCommand, { type: 'TransferUnitWork' }>;

/** Each open assignment in which the unit has any share is transferred for itself, suspended ones too, with the same basis. */
export function transferUnitWork(
  plan: Plan,
  command: TransferUnitWork,
  context: Context<PlanFacts>,
): Decision<PlanEvent> {
  const acting = actingWithAll(plan, command, context);
  if ('refusal' in acting) return acting;
  const refusal = decidedAbove(acting);
  if (refusal) return refuse(refusal);
  const { fromUnitId, unitId: toUnitId, reason } = command;
  const { directory, assignments } = context.facts;
  if (!directory.units[toUnitId]) return refuse('unknown-unit', [toUnitId]);
  if (toUnitId === fromUnitId) return refuse('same-unit');
  const assignmentIds = assignments
    .filter((each) => isOpenYet(each) && isInvolved(each, fromUnitId))
    .map(({ assignmentId }) => assignmentId);
  if (assignmentIds.length === 0) return refuse('unit-not-involved', [fromUnitId]);
  const data = { fromUnitId, toUnitId, reason, assignmentIds, ...circumstancesOf(command) };
  return { events: [{ type: 'UnitWorkTransferred', data }] };
}
