// A plan without a running workflow (a draft, or one that is closed) takes its turns here, in the api itself; so does the calendar.
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from '../db/pool.ts';
import { hasOrAwaitsWorkflow } from '../db/queries/log.ts';
import { type OnFault, takeTurn } from '../record/turn.ts';
import { streamOf, type WorkflowTarget } from './command-targets.ts';
import { WAIT_FOR_OUTCOME_MS } from './time-budget.ts';

/** The launch belongs to the plan's workflow: it begins there, and whatever comes after it waits for it there. */
export async function takesTurnsHere(pool: Pool, target: WorkflowTarget, type: string): Promise<boolean> {
  if (target.kind !== 'plan' || type === 'LaunchPlan') return false;
  return !(await hasOrAwaitsWorkflow(pool, streamOf(target)));
}

/** True when the stream is open afterwards: somebody has launched the plan meanwhile, and its workflow must hear of it. */
export async function takeTurnsHere(pool: Pool, stream: string, log: FastifyBaseLogger): Promise<boolean> {
  const until = Date.now() + WAIT_FOR_OUTCOME_MS;
  const onFault: OnFault = ({ error, ...fault }) => log.error({ err: error, ...fault }, 'command parked');
  for (;;) {
    const { more, open } = await takeTurn(pool, { stream }, onFault);
    if (!more || Date.now() > until) return open;
  }
}
