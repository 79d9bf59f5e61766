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

export interface TaskFailures {
  readonly failed: number;
  readonly timedOut: number;
  readonly eventsPerHistory: number[];
}

/** Workflow tasks that did not complete, over all these workflows. */
export async function countTaskFailures(client: Client, workflowIds: readonly string[]): Promise<TaskFailures> {
  let failed = 0;
  let timedOut = 0;
  const eventsPerHistory: number[] = [];
  await fetchHistories(client, workflowIds, async (_, { events }) => {
    const types = (events ?? []).map(({ eventType }) => eventType);
    eventsPerHistory.push(types.length);
    failed += types.filter((type) => type === EVENT_TYPE_WORKFLOW_TASK_FAILED).length;
    timedOut += types.filter((type) => type === EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT).length;
  });
  return { failed, timedOut, eventsPerHistory };
}
