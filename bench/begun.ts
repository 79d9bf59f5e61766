// Waits until workflows have had their first task, so that one side's rest is not the other side's burden.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Installation } from './installation.ts';

const LOOK_AGAIN_MS = 20;
/** Started, task scheduled, task started, task completed. */
const EVENTS_OF_A_FIRST_TASK = 4;
/** Tasks are handed out roughly in the order of the starts, so these are among the last. */
const LAST = 64;

export async function connectTo({ temporalAddress }: Installation, namespace: string): Promise<Client> {
  return new Client({ connection: await Connection.connect({ address: temporalAddress }), namespace });
}

/** `workflowIds` in the order in which they were started; the last of them are looked at. */
export async function untilBegun(client: Client, workflowIds: readonly string[]): Promise<void> {
  for (const workflowId of workflowIds.slice(-LAST)) {
    const handle = client.workflow.getHandle(workflowId);
    while ((await handle.describe()).historyLength < EVENTS_OF_A_FIRST_TASK) await sleep(LOOK_AGAIN_MS);
  }
}
