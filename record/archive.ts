// The archive stream: one event for every ended run whose history was put away before the engine forgets it,
// or that the engine had lost before it could be.
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { instant, later } from '../domain/instant.ts';
import { system } from '../domain/rules.ts';
import { chain, insertEvents } from './append.ts';
import { openStream } from './inbox.ts';
import { ARCHIVE_STREAM } from './streams.ts';

interface Run {
  readonly workflowId: string;
  readonly runId: string;
}

export interface UnarchivedRun extends Run {
  readonly notedAt: Date;
}

/** `sha256` is that of the stored file: the history as JSON, gzipped. */
export type EndedRun =
  | (Run & { readonly type: 'HistoryArchived'; readonly sha256: string; readonly eventCount: number })
  | (Run & { readonly type: 'HistoryLost' });

/** Runs that may have ended (their stream is closed, or a later run took over) and are not in the archive, oldest first. */
export async function listUnarchivedRuns(pool: Pool, limit: number): Promise<UnarchivedRun[]> {
  const { rows } = await pool.query<UnarchivedRun>(
    `select workflow_id as "workflowId", run_id as "runId", noted_at as "notedAt" from engine_runs as run join streams using (stream)
     where archived_sha256 is null and (not streams.open or exists (
       select 1 from engine_runs as later where later.workflow_id = run.workflow_id and later.noted_at > run.noted_at))
     order by noted_at limit $1`,
    [limit],
  );
  return rows;
}

/** Notes what became of the run's history, once per run. */
export const recordArchivedHistory = (pool: Pool, { type, ...run }: EndedRun): Promise<void> =>
  inTransaction(pool, async (tx) => {
    await openStream(tx, ARCHIVE_STREAM);
    const head = await tx.query<{ version: number; headHash: string; lastAt: Date | null }>(
      `select version, head_hash as "headHash", last_at as "lastAt" from streams where stream = $1 for update`,
      [ARCHIVE_STREAM],
    );
    const marked = await tx.query(
      `update engine_runs set archived_sha256 = $3 where workflow_id = $1 and run_id = $2 and archived_sha256 is null`,
      [run.workflowId, run.runId, 'sha256' in run ? run.sha256 : 'lost'],
    );
    const clock = await tx.query<{ now: Date; recorded: Date }>(
      `select tiendo_now() as now, date_trunc('milliseconds', clock_timestamp()) as recorded`,
    );
    const { version, headHash: prevHash } = head.rows[0] ?? { version: 0, headHash: '' };
    const [time] = clock.rows;
    if (marked.rowCount !== 1 || !time) return;
    const now = instant(time.now.getTime());
    const at = head.rows[0]?.lastAt ? later(now, instant(head.rows[0].lastAt.getTime())) : now;
    const event = { type, data: run, version: version + 1, at, receivedAt: null, actor: system, commandId: null };
    const { rows, headHash } = chain({
      stream: ARCHIVE_STREAM,
      prevHash,
      recordedAt: instant(time.recorded.getTime()),
      events: [event],
    });
    await tx.query(`update streams set version = $2, head_hash = $3, last_at = $4, status = 'open' where stream = $1`, [
      ARCHIVE_STREAM,
      version + 1,
      headHash,
      at,
    ]);
    await insertEvents(tx, rows);
  });
