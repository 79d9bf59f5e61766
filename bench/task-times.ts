// When workflow tasks were done, by the engine's own times: read from the histories afterwards, so that nothing that is
// timed is asked for its progress.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { atOnce } from '../audit/at-once.ts';
import type { Installation } from './installation.ts';

const LANES = 4; // some first tasks may still be under way: this is not to be a load of its own
const LOOK_AGAIN_MS = 100;
const GIVE_UP_MS = 120_000;

type Event = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>[number];

export async function connectTo({ temporalAddress }: Installation, namespace: string): Promise<Client> {
  return new Client({ connection: await Connection.connect({ address: temporalAddress }), namespace });
}

/**
 * Waits until every workflow has completed a task since this instant (ms; 0: its first one); the instant at which the
 * last of them did so. Begins with those that are listed last, which are likely to be the last ones.
 */
export async function untilTasksDone(client: Client, workflowIds: readonly string[], since = 0): Promise<number> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  let last = 0;
  await atOnce(LANES, [...workflowIds].reverse(), async (workflowId) => {
    const handle = client.workflow.getHandle(workflowId);
    for (;;) {
      const { events } = await handle.fetchHistory();
      const doneAt = events
        ?.filter(isTaskDone)
        .map(instantOf)
        .find((at) => at >= since);
      if (doneAt !== undefined) {
        last = Math.max(last, doneAt);
        return;
      }
      if (Date.now() > giveUpAt) throw new Error(`${workflowId} completed no workflow task`);
      await sleep(LOOK_AGAIN_MS);
    }
  });
  return last;
}

const isTaskDone = ({ workflowTaskCompletedEventAttributes: done }: Event): boolean => Boolean(done);

const instantOf = ({ eventTime }: Event): number =>
  Number(eventTime?.seconds) * 1_000 + Number(eventTime?.nanos ?? 0) / 1_000_000;
