// Virtual time: the record's clock and the clocks of open workflows move together.
import type { Client } from '@temporalio/client';
import type { Pool } from '../../db/pool.ts';
import { type Instant, ms } from '../../domain/instant.ts';

/** Sets the record's clock (the owner's right). It goes on running from there. */
export async function setClock(owner: Pool, now: Instant): Promise<void> {
  await owner.query(
    `update clock_offset set milliseconds = $1 - floor(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    [ms(now)],
  );
}

/** Moves the record's clock and every given workflow forward by the same span, and waits until the workflows are there. */
export async function advance(
  owner: Pool,
  client: Client,
  workflowIds: readonly string[],
  spanMs: number,
): Promise<void> {
  await owner.query('update clock_offset set milliseconds = milliseconds + $1', [spanMs]);
  await fastForward(client, workflowIds, spanMs);
}

/** The workflows alone: for a record whose clock is there already. One that has ended stays where it is. */
export async function fastForward(client: Client, workflowIds: readonly string[], spanMs: number): Promise<void> {
  const namespace = client.options.namespace;
  const seconds = Math.ceil(spanMs / 1000);
  await Promise.all(
    workflowIds.map(async (workflowId) => {
      const id = `${workflowId}-${Date.now()}-${Math.random()}`;
      const fastForwardConfig = { id, duration: { seconds: seconds as never } };
      await client.workflowService.updateWorkflowExecutionOptions({
        namespace,
        workflowExecution: { workflowId },
        workflowExecutionOptions: { timeSkippingConfig: { enabled: true, fastForwardConfig } },
        updateMask: { paths: ['time_skipping_config'] },
      });
      await client.workflowService.pollWorkflowExecutionTimeSkipping({
        namespace,
        workflowExecution: { workflowId },
        fastForwardId: id,
      });
    }),
  );
}
