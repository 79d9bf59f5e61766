// A plan without a running workflow (a draft, or one that is closed) takes its turns here, in the api itself.
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from '../db/pool.ts';
import { findStreamOpen } from '../db/queries/log.ts';
import { type OnFault, takeTurn } from '../record/turn.ts';
import { type CommandTarget, streamOf } from './command-targets.ts';
import { WAIT_FOR_OUTCOME_MS } from './time-budget.ts';

/** The launch belongs to the plan's workflow: it begins there. */
export async function takesTurnsHere(pool: Pool, target: CommandTarget, type: string): Promise<boolean> {
  if (target.kind !== 'plan' || type === 'LaunchPlan') return false;
  return (await findStreamOpen(pool, streamOf(target))) === false;
}

export async function takeTurnsHere(pool: Pool, stream: string, log: FastifyBaseLogger): Promise<void> {
  const until = Date.now() + WAIT_FOR_OUTCOME_MS;
  const onFault: OnFault = ({ error, ...fault }) => log.error({ err: error, ...fault }, 'command parked');
  while ((await takeTurn(pool, { stream }, onFault)).more && Date.now() < until);
}
