// Sends a command the way the api does: into the inbox, then a wake-up; the outcome is read from the inbox.
import { WithStartWorkflowOperation } from '@temporalio/client';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import type { Actor } from '../../domain/rules.ts';
import { markDelivered, type Outcome } from '../../record/inbox.ts';
import { idOf, kindOf } from '../../record/streams.ts';
import {
  ASSIGNMENT_WORKFLOW,
  applyCommandUpdate,
  PLAN_WORKFLOW,
  SHELL,
  type TurnSummary,
} from '../../workflows/assignment.messages.ts';
import type { TestSystem } from './system.ts';
import { outcomeOf, send } from './ward.ts';

export async function wake(system: TestSystem, stream: string, commandId: string, type: string): Promise<TurnSummary> {
  const turn = await system.client.workflow.executeUpdateWithStart(applyCommandUpdate, {
    args: [{ commandId, type }],
    startWorkflowOperation: new WithStartWorkflowOperation(
      kindOf(stream) === 'plan' ? PLAN_WORKFLOW : ASSIGNMENT_WORKFLOW,
      {
        workflowId: workflowIdOf(stream),
        taskQueue: system.taskQueue,
        args: [{ id: idOf(stream), shell: SHELL }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      },
    ),
  });
  await markDelivered(system.db.app, [commandId]);
  return turn;
}

export async function command(
  system: TestSystem,
  stream: string,
  by: Actor,
  body: { type: string; [field: string]: unknown },
): Promise<Outcome | null> {
  const commandId = await send(system.db.app, stream, by, body);
  await wake(system, stream, commandId, body.type);
  return outcomeOf(system.db.app, commandId);
}

/** Waits until `probe` gives something; the condition itself is the clock. Throws after the limit. */
export async function eventually<T>(probe: () => Promise<T | null | undefined | false>, limitMs = 60_000): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > until) throw new Error('it did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
