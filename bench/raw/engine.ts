// Starts the baseline's worker on an installation and hands out its workflows.
import type { Installation } from '../installation.ts';
import type { LoadClient } from '../load/client.ts';
import type { Engine } from '../load/jobs.ts';

export interface RawEngine {
  readonly engine: Engine;
  readonly pids: Readonly<Record<'raw worker', number>>;
}

export async function startRawEngine(
  { startProcess, temporalAddress: address }: Installation,
  { namespace, maxCachedWorkflows }: { namespace: string; maxCachedWorkflows: number },
): Promise<RawEngine> {
  const engine = { address, namespace, taskQueue: 'raw' };
  const worker = await startProcess('raw-worker', 'bench/raw/worker', {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: engine.taskQueue,
    TIENDO_MAX_CACHED_WORKFLOWS: String(maxCachedWorkflows),
  });
  return { engine, pids: { 'raw worker': worker.pid } };
}

/** Starts so many workflows that do nothing; their ids. */
export async function startIdle(client: LoadClient, engine: Engine, count: number, prefix: string): Promise<string[]> {
  const workflowIds = Array.from({ length: count }, (_, index) => `${prefix}/${index}`);
  await client.run({ kind: 'rawStarts', engine, workflowIds, pace: { atOnce: 16 } });
  return workflowIds;
}
