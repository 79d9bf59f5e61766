// What stands before an act that reaches assignments of a running plan. Pure.
import { type Acting, actingIn } from '../assignment/acting.ts';
import type { Circumstances } from '../assignment/circumstances.ts';
import { type Refused, refuse } from '../refusals.ts';
import type { Context } from '../rules.ts';
import type { PlanFacts } from './facts.ts';
import type { Plan } from './state.ts';

/**
 * Who acts, where the plan runs and all of its assignments exist: one that is still being begun would not be reached. What each
 * of them would refuse for its papers is refused here, so that none is reached by half.
 */
export function actingWithAll(plan: Plan, command: Circumstances, context: Context<PlanFacts>): Acting | Refused {
  if (plan.status !== 'running') return refuse('plan-not-running');
  if (plan.pendingLaunches.length > 0) return refuse('launch-not-completed');
  const { basis } = command;
  if (basis?.file && !context.facts.storedFiles.has(basis.file)) return refuse('unknown-file', [basis.file]);
  return actingIn(command, context);
}
