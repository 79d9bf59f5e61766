// Histories of finished or living workflows, fetched from the server.
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { atOnce } from '../audit/at-once.ts';

const FETCHED_AT_ONCE = 16;
const { EVENT_TYPE_WORKFLOW_TASK_FAILED, EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT } = proto.temporal.api.enums.v1.EventType;

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

export const fetchHistories = (
  client: Client,
  workflowIds: readonly string[],
  take: (workflowId: string, history: History) => Promise<void>,
): Promise<void> =>
  atOnce(FETCHED_AT_ONCE, workflowIds, async (workflowId) =>
    take(workflowId, await client.workflow.getHandle(workflowId).fetchHistory()),
  );

/** Of one workflow. */
export interface Tasks {
  /** Of its whole history. */
  readonly events: number;
  readonly failed: number;
  readonly timedOut: number;
  /** The process of the worker that completed it, for every workflow task. */
  readonly doneBy: readonly number[];
}

export async function readTasks(client: Client, workflowIds: readonly string[]): Promise<Tasks[]> {
  const all: Tasks[] = [];
  await fetchHistories(client, workflowIds, async (_, { events }) => {
    const types = (events ?? []).map(({ eventType }) => eventType);
    all.push({
      events: types.length,
      failed: types.filter((type) => type === EVENT_TYPE_WORKFLOW_TASK_FAILED).length,
      timedOut: types.filter((type) => type === EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT).length,
      doneBy: (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: done }) =>
        done ? [pidIn(done.identity)] : [],
      ),
    });
  });
  return all;
}

/** A worker calls itself by its process and its machine: 123@host. */
const pidIn = (identity: string | null | undefined): number => Number.parseInt(identity ?? '', 10);
