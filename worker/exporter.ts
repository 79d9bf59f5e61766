// Puts the history of every ended run away before the engine forgets it: gzipped JSON under its own hash,
// and an event in the archive stream that says so. Safe to run twice: the file is named after its content.
import { gzipSync } from 'node:zlib';
import { type Client, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { storeUnderHash } from '../db/content-store.ts';
import type { Pool } from '../db/pool.ts';
import { listUnarchivedRuns, recordArchivedHistory } from '../record/archive.ts';
import { canonicalJson } from '../record/hash-chain.ts';

type History = Parameters<typeof historyToJSON>[0];

const BATCH = 1_000;
/** An engine that does not know a run may be the wrong one for a moment; after a day its history counts as lost. */
const LOST_AFTER_MS = 86_400_000;

/** The engine gives maps in any order; in canonical form a run that is put away twice, around a crash, is one file. */
export const packHistory = (history: History): Buffer => gzipSync(canonicalJson(JSON.parse(historyToJSON(history))));

/** One sweep over the runs that are not archived; the number put away. A run that the engine has forgotten (its data was lost) is noted as lost after a day. */
export async function archiveEndedRuns(pool: Pool, client: Client, folder: string): Promise<number> {
  let archived = 0;
  for (const { notedAt, ...run } of await listUnarchivedRuns(pool, BATCH)) {
    const handle = client.workflow.getHandle(run.workflowId, run.runId);
    const ended = await hasEnded(handle);
    if (ended === 'running') continue;
    if (ended === 'unknown') {
      if (Date.now() - notedAt.getTime() > LOST_AFTER_MS)
        await recordArchivedHistory(pool, { type: 'HistoryLost', ...run });
      continue;
    }
    const history = await handle.fetchHistory();
    const sha256 = await storeUnderHash(folder, packHistory(history));
    await recordArchivedHistory(pool, {
      type: 'HistoryArchived',
      ...run,
      sha256,
      eventCount: history.events?.length ?? 0,
    });
    archived++;
  }
  return archived;
}

/** `unknown` only when the engine says so itself; any other failure is thrown, and the run is looked at again. */
async function hasEnded(handle: WorkflowHandle): Promise<'ended' | 'running' | 'unknown'> {
  try {
    const { status } = await handle.describe();
    return status.name === 'RUNNING' ? 'running' : 'ended';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'unknown';
    throw error;
  }
}
