import type { Pool } from '../db/pool.ts';
import { findPlan } from '../db/queries/plans.ts';
import { isImported, type Plan, type PlanState } from '../domain/plan/state.ts';
import { readState } from '../record/read-state.ts';
import { planStream } from '../record/streams.ts';
import type { SignedIn } from './authenticate.ts';
import { assertMayRead, mayRead } from './authorise.ts';
import { Problem } from './problems.ts';

/** The plan's row, when this person may see it; a draft is not there for those who may not. */
export async function getPlan(pool: Pool, person: SignedIn, planId: string) {
  assertMayRead(person, 'plans');
  const row = await findPlan(pool, planId);
  if (!row || (row.status === 'draft' && !mayRead(person, 'drafts'))) throw new Problem('plan-not-found');
  return row;
}

/** Everything that its events say of it. */
export async function getPlanState(pool: Pool, planId: string): Promise<Plan> {
  const state = await readState<PlanState>(pool, planStream(planId));
  if (!isImported(state)) throw new Problem('plan-not-found');
  return state;
}
