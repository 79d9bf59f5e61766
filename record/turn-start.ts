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
  /** A fact beside the work: it makes no page stale. */
  readonly quiet: boolean;
}

export interface Head {
  readonly version: number;
  readonly headHash: string;
  readonly snapshot: unknown;
  readonly snapshotFormat: number | null;
  readonly lastAt: Date | null;
}

export const headColumns = `version, head_hash as "headHash", snapshot, snapshot_format as "snapshotFormat", last_at as "lastAt"`;

/** What a turn knows before it decides. */
export interface Opened {
  readonly head: Head;
  readonly now: Instant;
  readonly recordedAt: Instant;
  readonly waiting: readonly Waiting[];
}

/**
 * Locks the head, then reads both clocks, then the commands that wait: in this order, each statement with a view of its own,
 * so that nothing received before the lock is overlooked by time. Both are on their way at once.
 */
export async function openTurn(tx: PoolClient, stream: string, limit: number): Promise<Opened> {
  const [locked, waiting] = await Promise.all([lockHead(tx, stream), readWaiting(tx, stream, limit)]);
  const { now, recorded, ...head } = locked;
  return { head, now: instant(now.getTime()), recordedAt: instant(recorded.getTime()), waiting };
}

/** The clocks are read when the lock is held: the outer query runs on what the inner one has locked. */
async function lockHead(tx: PoolClient, stream: string): Promise<Head & { now: Date; recorded: Date }> {
  const { rows } = await tx.query<Head & { now: Date; recorded: Date }>({
    name: 'lock-head',
    text: `with head as materialized (select ${headColumns} from streams where stream = $1 for update)
      select head.*, tiendo_now() as now, date_trunc('milliseconds', clock_timestamp()) as recorded from head`,
    values: [stream],
  });
  if (!rows[0]) throw new Error(`no stream ${stream}`);
  return rows[0];
}

/** A run of a stream's workflow, as the record knows it. */
export interface NotedRun {
  readonly stream: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** Safe to call twice: a run is known by its ids. */
export async function noteRuns(tx: Pick<PoolClient, 'query'>, runs: readonly NotedRun[]): Promise<void> {
  await tx.query({
    name: 'note-runs',
    text: `insert into engine_runs (workflow_id, run_id, stream)
      select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
    values: [runs.map((run) => run.workflowId), runs.map((run) => run.runId), runs.map((run) => run.stream)],
  });
}

async function readWaiting(tx: PoolClient, stream: string, limit: number): Promise<Waiting[]> {
  const { rows } = await tx.query<Omit<Waiting, 'receivedAt'> & { receivedAt: Date }>({
    name: 'read-waiting',
    text: `select command_id as "commandId", type, body, actor, received_at as "receivedAt", quiet from inbox
      where stream = $1 and outcome is null and parked is null order by received_at, seq limit $2`,
    values: [stream, limit],
  });
  return rows.map((row): Waiting => ({ ...row, receivedAt: instant(row.receivedAt.getTime()) }));
}

/** From the snapshot where it fits the present rules, else from the first event. */
export async function foldStream(tx: Queryable, stream: string, kind: Kind, head: Head): Promise<Folded<unknown>> {
  if (head.snapshot !== null && head.snapshotFormat === kind.snapshotFormat) {
    return { state: head.snapshot, version: head.version, lastAt: head.lastAt && instant(head.lastAt.getTime()) };
  }
  return fold(kind.rules, unfolded(kind.rules), asRecorded<DomainEvent>(await readStream(tx, stream)));
}
