// Gives streams of the record their workflows: for a launch, and for the reconciler where some are missing.
import type { Client } from '@temporalio/client';
import type { Pool } from '../db/pool.ts';
import { outlineOf, readHeads } from '../record/assign.ts';
import { type NotedRun, noteRuns } from '../record/turn-start.ts';
import { inLanes } from './in-lanes.ts';
import { startStreamWorkflow } from './stream-workflow.ts';

/** Each start is a commit of the engine's own; beyond this many it gets no faster (docs/benchmarks.md). */
export const STARTS_AT_ONCE = 64;

interface Starter {
  readonly pool: Pool;
  readonly client: Client;
  readonly taskQueue: string;
}

/**
 * Starts the workflow of every open stream, or finds the one that runs, and notes the runs. Safe to call again.
 * One that fails keeps no other from its start; afterwards the failures are thrown together.
 */
export async function startWorkflows(
  { pool, client, taskQueue }: Starter,
  streams: readonly string[],
  onStarted: () => void = () => undefined,
): Promise<void> {
  const heads = await readHeads(pool, streams);
  const readAt = Date.now();
  const runs: NotedRun[] = [];
  try {
    await inLanes(STARTS_AT_ONCE, heads, async (head) => {
      const outline = await outlineOf(pool, head);
      if (!outline.open) return; // closed since it was listed
      const now = outline.now + (Date.now() - readAt); // its timer is measured from the start of the run
      const { stream } = head;
      runs.push({
        stream,
        ...(await startStreamWorkflow(client, { stream, taskQueue, outline: { ...outline, now } })),
      });
      onStarted();
    });
  } finally {
    if (runs.length > 0) await noteRuns(pool, runs);
  }
}
