// An amended document for a running plan: any other draft that nobody has put aside.
import type { Pool } from '../db/pool.ts';
import { amendmentsOf } from '../domain/plan/amendment.ts';
import type { AmendedReading } from '../domain/plan/draft-commands.ts';
import { isImported, type Plan, type PlanState } from '../domain/plan/state.ts';
import { readState } from '../record/read-state.ts';
import { planStream } from '../record/streams.ts';

/** Null when there is no such draft. */
export async function findAmended(pool: Pool, fromPlanId: string, planId: string): Promise<Plan | null> {
  const amended = await readState<PlanState>(pool, planStream(fromPlanId));
  const isDraft = isImported(amended) && amended.status === 'draft' && !amended.discarded;
  return isDraft && amended.planId !== planId ? amended : null;
}

/** What the document changes, read when the command is received: whatever is settled in the draft later changes nothing here. */
export async function readAmended(pool: Pool, fromPlanId: string, plan: Plan): Promise<AmendedReading | null> {
  const amended = await findAmended(pool, fromPlanId, plan.planId);
  if (!amended) return null;
  const { document, number, issuedOn } = amended;
  return { document: { sha256: document.sha256, number, issuedOn }, amendments: amendmentsOf(plan, amended) };
}
