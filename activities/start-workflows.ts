// Gives streams of the record their workflows: for a launch, and for the reconciler where some are missing.
import type { Client } from '@temporalio/client';
import type { Pool } from '../db/pool.ts';
import { outlinesOf } from '../record/assign.ts';
import { type NotedRun, noteRuns } from '../record/turn-start.ts';
import { inLanes } from './in-lanes.ts';
import { startStreamWorkflow } from './stream-workflow.ts';

const STARTS_AT_ONCE = 32;

interface Starter {
  readonly pool: Pool;
  readonly client: Client;
  readonly taskQueue: string;
  /** The first task comes with the answer to the start: only for a worker's own client. */
  readonly eager?: boolean;
}

/**
 * Starts the workflow of every open stream, or finds the one that runs, and notes the runs. Safe to call again.
 * One that fails keeps no other from its start; afterwards the failures are thrown together. A batch is to be small:
 * where a stream stands is read once for all of it, and its timer is measured from that moment.
 */
export async function startWorkflows(
  { pool, client, taskQueue, eager = false }: Starter,
  streams: readonly string[],
  onStarted: () => void = () => undefined,
): Promise<void> {
  const outlines = await outlinesOf(pool, streams);
  const open = [...outlines].filter(([, outline]) => outline.open); // others were closed since they were listed
  const runs: NotedRun[] = [];
  try {
    await inLanes(STARTS_AT_ONCE, open, async ([stream, outline]) => {
      const run = await startStreamWorkflow(client, { stream, taskQueue, outline }, eager);
      onStarted();
      runs.push({ stream, ...run });
    });
  } finally {
    await noteRuns(pool, runs);
  }
}
