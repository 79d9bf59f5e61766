// Two plans of the record held against each other: the same document in an earlier and a later version.
import type { Pool } from '../db/pool.ts';
import { findEarlierReadings, type PlanIdentity } from '../db/queries/plans.ts';
import { type Compared, compareReadings, type PlanDifference } from '../domain/plan/compare-readings.ts';
import type { Plan } from '../domain/plan/state.ts';
import { countsOf } from './draft-view.ts';
import { getPlanState } from './get-plan.ts';

/** The plan's own number and date: they may have been recorded by its promulgation. */
const comparedOf = ({ reading, rows, name, issuer, number, issuedOn, year }: Plan): Compared => ({
  head: { name, issuer, number, issuedOn, year },
  rows,
  duties: reading.duties,
});

export async function comparePlans(pool: Pool, before: string, after: string): Promise<PlanDifference> {
  const [earlier, later] = [await getPlanState(pool, before), await getPlanState(pool, after)];
  return compareReadings(comparedOf(earlier), comparedOf(later));
}

/** Every other plan of the same number and year, the latest first, with what has changed since. */
export async function earlierReadingsOf(pool: Pool, plan: PlanIdentity) {
  const { planId } = plan;
  const earlier = await findEarlierReadings(pool, plan);
  return Promise.all(
    earlier.map(async ({ planId: other, status, discarded }) => ({
      planId: other,
      status,
      discarded,
      ...countsOf(await comparePlans(pool, other, planId)),
      location: `/api/plans/${planId}/differences?with=${other}`,
    })),
  );
}
