// What people have settled in an earlier reading, read for a later one of the same plan when that is received.
import type { Pool } from '../db/pool.ts';
import { findEarlierReadings } from '../db/queries/plans.ts';
import { instant } from '../domain/instant.ts';
import { readCarryOver } from '../domain/plan/carry-over.ts';
import type { PlanCommand } from '../domain/plan/commands.ts';
import { planRules } from '../domain/plan/decide.ts';
import type { CarriedCommand, CarryReading } from '../domain/plan/draft-commands.ts';
import { isImported, type Plan, type PlanState } from '../domain/plan/state.ts';
import { record, system, unfolded } from '../domain/rules.ts';
import { readDirectory } from '../record/read-directory.ts';
import { readState } from '../record/read-state.ts';
import { planStream } from '../record/streams.ts';
import { readingOf } from './draft-readings.ts';

type ImportPlan = Extract<PlanCommand, { type: 'ImportPlan' }>;

/** Null when there is no such plan. */
export async function readEarlier(pool: Pool, fromPlanId: string, later: Plan): Promise<CarryReading | null> {
  const earlier = await readState<PlanState>(pool, planStream(fromPlanId));
  return isImported(earlier) ? readSettlings(pool, earlier, later) : null;
}

/** The latest earlier reading that nobody has put aside, with what of it can stand in the document that comes in. */
export async function readLatestBefore(pool: Pool, command: ImportPlan): Promise<ImportPlan['carriedOver']> {
  const { planId, reading, movedFromYear } = command;
  const { number, year } = reading.plan;
  const earlier = await findEarlierReadings(pool, { planId, number, year, movedFromYear });
  const latest = earlier.find(({ discarded }) => !discarded);
  const { type: _, carriedOver: __, ...data } = command;
  const later = record(planRules, unfolded(planRules), [{ type: 'PlanImported', data }], origin).folded.state;
  if (!latest || !isImported(later)) return undefined;
  const settled = await readEarlier(pool, latest.planId, later);
  return settled ? { fromPlanId: latest.planId, reading: settled } : undefined;
}

/** Who asks, and when, plays no part in what words mean. */
const origin = { at: instant(0), receivedAt: null, actor: system, commandId: null };

async function readSettlings(pool: Pool, earlier: Plan, later: Plan): Promise<CarryReading> {
  const directory = await readDirectory(pool);
  const read = (plan: Plan, command: Parameters<Parameters<typeof readCarryOver>[2]>[1]): CarriedCommand =>
    command.type === 'AcceptIssue'
      ? command
      : (Object.assign({}, command, { reading: readingOf(plan, command, directory) }) as CarriedCommand);
  return readCarryOver(earlier, later, read, { directory, origin, version: 1 });
}
