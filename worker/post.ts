// Calls the post: its workflow sends the letters and keeps the 07:30; here it is started where it should run and does not, and
// told of what is new in the outbox.
import type { Client } from '@temporalio/client';
import type { Pool } from '../db/pool.ts';
import { nextSendingIn } from '../record/letters.ts';
import { NOTICES_WORKFLOW, noticesSignal, noticesWorkflowId } from '../workflows/notices.messages.ts';

/** So long the post is not called again for what it has been called for. */
const PATIENCE_MS = 30_000;

const optionsFor = (taskQueue: string) =>
  ({
    workflowId: noticesWorkflowId(taskQueue),
    taskQueue,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  }) as const;

/** Starts the post where somebody waits to be told; one that runs is left alone. After an emptied engine, its timer is back. */
export async function keepPost(pool: Pool, client: Client, taskQueue: string): Promise<void> {
  if ((await nextSendingIn(pool)) === null) return;
  await client.workflow.start(NOTICES_WORKFLOW, optionsFor(taskQueue));
}

/** One look into the outbox. Calls the post for every new notice, and again for whatever stays due in spite of the call. */
export function createPostCall(pool: Pool, client: Client, taskQueue: string): () => Promise<void> {
  let calledFor = 0;
  let calledAt = 0;
  return async () => {
    const { rows } = await pool.query<{ newest: number | null }>(
      'select max(notice_id) as newest from notices where not addressed',
    );
    const newest = rows[0]?.newest ?? 0;
    const isNew = newest > calledFor;
    if (!isNew && (Date.now() - calledAt < PATIENCE_MS || (await nextSendingIn(pool)) !== 0)) return;
    await client.workflow.signalWithStart(NOTICES_WORKFLOW, { ...optionsFor(taskQueue), signal: noticesSignal });
    calledFor = Math.max(calledFor, newest);
    calledAt = Date.now();
  };
}
