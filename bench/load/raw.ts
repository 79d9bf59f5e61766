// The engine alone: the calls that cannot be avoided, on workflows that do nothing.
import { Client, Connection } from '@temporalio/client';
import { idle, noop, sleeper } from '../raw/messages.ts';
import type { Engine, RawStarts, RawUpdates, ResultOf } from './jobs.ts';
import { drive } from './timed.ts';

const clients = new Map<string, Client>();

const itself = (workflowId: string) => workflowId;

async function clientOf({ address, namespace }: Engine): Promise<Client> {
  const known = clients.get(`${address}/${namespace}`);
  if (known) return known;
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  clients.set(`${address}/${namespace}`, client);
  return client;
}

export async function runRawUpdates(
  { engine, workflowIds, pace }: RawUpdates,
  stop: AbortSignal,
): Promise<ResultOf<RawUpdates>> {
  const client = await clientOf(engine);
  const work = async (workflowId: string) => {
    await client.workflow.getHandle(workflowId).executeUpdate(noop);
    return null;
  };
  return drive({ items: workflowIds, pace, keyOf: itself, work }, stop);
}

export async function runRawStarts(
  { engine, workflowIds, pace, sleepUntil }: RawStarts,
  stop: AbortSignal,
): Promise<ResultOf<RawStarts>> {
  const client = await clientOf(engine);
  const work = async (workflowId: string) => {
    const [type, args] = sleepUntil === undefined ? [idle, []] : [sleeper, [sleepUntil]];
    await client.workflow.start(type, { workflowId, taskQueue: engine.taskQueue, args });
    return null;
  };
  return drive({ items: workflowIds, pace, keyOf: itself, work }, stop);
}
