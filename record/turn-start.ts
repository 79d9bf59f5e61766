// What a turn begins with: the stream's head row locked, its state folded, the commands that wait, both clocks.
import type { PoolClient } from 'pg';
import type { Queryable } from '../db/pool.ts';
import { type Instant, instant } from '../domain/instant.ts';
import { type Actor, type DomainEvent, type Folded, fold, unfolded } from '../domain/rules.ts';
import type { Kind } from './kinds.ts';
import { asRecorded, readStream } from './read-stream.ts';

/** A command that has been received and not decided. */
export interface Waiting {
  readonly commandId: string;
  readonly type: string;
  readonly body: unknown;
  readonly actor: Actor;
  readonly receivedAt: Instant;
}

export interface Head {
  readonly version: number;
  readonly headHash: string;
  readonly snapshot: unknown;
  readonly snapshotFormat: number | null;
  readonly lastAt: Date | null;
}

export const headColumns = `version, head_hash as "headHash", snapshot, snapshot_format as "snapshotFormat", last_at as "lastAt"`;

export async function lockHead(tx: PoolClient, stream: string): Promise<Head> {
  const { rows } = await tx.query<Head>(`select ${headColumns} from streams where stream = $1 for update`, [stream]);
  if (!rows[0]) throw new Error(`no stream ${stream}`);
  return rows[0];
}

/** Safe to call twice: the run is known by its ids. */
export async function noteRun(
  tx: Pick<PoolClient, 'query'>,
  stream: string,
  run: { workflowId: string; runId: string },
): Promise<void> {
  await tx.query('insert into engine_runs (workflow_id, run_id, stream) values ($1, $2, $3) on conflict do nothing', [
    run.workflowId,
    run.runId,
    stream,
  ]);
}

/** Waiting commands and both clocks, read after the head is locked: nothing received before the lock is overlooked by time. */
export async function readWaiting(tx: PoolClient, stream: string, limit: number) {
  const clocks = await tx.query<{ now: Date; recorded: Date }>(
    `select tiendo_now() as now, date_trunc('milliseconds', clock_timestamp()) as recorded`,
  );
  const { rows } = await tx.query<Omit<Waiting, 'receivedAt'> & { receivedAt: Date }>(
    `select command_id as "commandId", type, body, actor, received_at as "receivedAt" from inbox
     where stream = $1 and outcome is null and parked is null order by received_at, seq limit $2`,
    [stream, limit],
  );
  const [clock] = clocks.rows;
  if (!clock) throw new Error('PostgreSQL told no time');
  const waiting = rows.map((row): Waiting => ({ ...row, receivedAt: instant(row.receivedAt.getTime()) }));
  return { now: instant(clock.now.getTime()), recordedAt: instant(clock.recorded.getTime()), waiting };
}

/** From the snapshot where it fits the present rules, else from the first event. */
export async function foldStream(tx: Queryable, stream: string, kind: Kind, head: Head): Promise<Folded<unknown>> {
  if (head.snapshot !== null && head.snapshotFormat === kind.snapshotFormat) {
    return { state: head.snapshot, version: head.version, lastAt: head.lastAt && instant(head.lastAt.getTime()) };
  }
  return fold(kind.rules, unfolded(kind.rules), asRecorded<DomainEvent>(await readStream(tx, stream)));
}
