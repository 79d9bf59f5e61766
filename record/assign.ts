// The launch's batch: many assignments begin in one transaction, each with its first event, exactly once.
import type { PoolClient } from 'pg';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { assignmentRules } from '../domain/assignment/decide.ts';
import type { AssignmentSpec } from '../domain/assignment/events.ts';
import type { AssignmentState } from '../domain/assignment/state.ts';
import { type Instant, instant, ms } from '../domain/instant.ts';
import { type Folded, record, system, unfolded } from '../domain/rules.ts';
import { chain, insertEvents } from './append.ts';
import { noFacts } from './assignment-facts.ts';
import { assignmentRow } from './assignment-row.ts';
import { genesisHash } from './hash-chain.ts';
import { kindThatDecides } from './kinds.ts';
import { noticeRows, writeNotices } from './outbox.ts';
import { assignmentStream } from './streams.ts';
import type { TurnReport } from './turn.ts';
import { foldStream, type Head, headColumns } from './turn-start.ts';
import { writeProjections } from './write-projections.ts';

export interface NewAssignment {
  readonly assignmentId: string;
  readonly spec: AssignmentSpec;
}

/**
 * Begins those of the assignments that do not exist yet. Safe to run twice and in two processes at once:
 * the head row of a stream is inserted by one of them only, and events and read model go with it.
 */
export const assignBatch = (pool: Pool, batch: readonly NewAssignment[], launchedAt: Instant): Promise<void> =>
  inTransaction(pool, async (tx) => {
    const fresh = await openStreams(tx, batch);
    if (fresh.length === 0) return;
    const { rows: clock } = await tx.query<{ recorded: Date }>(
      `select date_trunc('milliseconds', clock_timestamp()) as recorded`,
    );
    const recordedAt = instant(clock[0]?.recorded.getTime() ?? ms(launchedAt));
    const begun = fresh.map((assignment) => begin(assignment, launchedAt, recordedAt));
    const rows = begun.flatMap(({ row }) => (row ? [row] : []));
    await writeProjections(tx, [{ table: 'assignments', key: 'assignment_id', rows }]);
    await writeHeads(tx, begun);
    await writeNotices(
      tx,
      begun.flatMap(({ stream, events, folded }) => noticeRows(stream, events, folded.state)),
    );
    await insertEvents(
      tx,
      begun.flatMap((assignment) => assignment.rows),
    );
  });

async function openStreams(tx: PoolClient, batch: readonly NewAssignment[]): Promise<NewAssignment[]> {
  const heads = batch.map(({ assignmentId }) => ({
    stream: assignmentStream(assignmentId),
    head_hash: genesisHash(assignmentStream(assignmentId)),
  }));
  const { rows } = await tx.query<{ stream: string }>(
    `insert into streams (stream, kind, head_hash, status)
     select stream, 'assignment', head_hash, 'none' from jsonb_to_recordset($1::jsonb) as (stream text, head_hash text)
     order by stream on conflict (stream) do nothing returning stream`,
    [JSON.stringify(heads)],
  );
  const opened = new Set(rows.map((row) => row.stream));
  return batch.filter(({ assignmentId }) => opened.has(assignmentStream(assignmentId)));
}

function begin({ assignmentId, spec }: NewAssignment, at: Instant, recordedAt: Instant) {
  const stream = assignmentStream(assignmentId);
  const start = unfolded(assignmentRules);
  const context = {
    actor: system,
    receivedAt: at,
    version: 0,
    versionBeforeTime: 0,
    facts: noFacts(null), // its parts come with their alarms: nothing is counted any more
  };
  const decision = assignmentRules.decide(start.state, { type: 'Assign', spec }, context);
  if ('refusal' in decision) throw new Error(`assignment ${assignmentId} cannot begin: ${decision.refusal.code}`);
  const step = record(assignmentRules, start, decision.events, {
    at,
    receivedAt: null,
    actor: system,
    commandId: null,
  });
  const chained = chain({ stream, prevHash: genesisHash(stream), recordedAt, events: step.events });
  return {
    stream,
    events: step.events,
    folded: step.folded,
    row: assignmentRow(assignmentId, step.folded),
    ...chained,
  };
}

async function writeHeads(
  tx: PoolClient,
  begun: readonly { stream: string; folded: Folded<AssignmentState>; headHash: string }[],
): Promise<void> {
  const kind = kindThatDecides('assignment-');
  const heads = begun.map(({ stream, folded, headHash }) => ({
    stream,
    version: folded.version,
    head_hash: headHash,
    snapshot: folded.state,
    snapshot_format: kind.snapshotFormat,
    last_at: folded.lastAt,
    status: folded.state.status,
    open: true,
    wake_at: assignmentRules.nextWake(folded.state),
  }));
  await tx.query(
    `update streams set version = head.version, head_hash = head.head_hash, snapshot = head.snapshot,
       snapshot_format = head.snapshot_format, last_at = head.last_at, status = head.status, open = head.open, wake_at = head.wake_at
     from jsonb_to_recordset($1::jsonb) as head (stream text, version integer, head_hash text, snapshot jsonb,
       snapshot_format integer, last_at timestamptz, status text, open boolean, wake_at timestamptz)
     where streams.stream = head.stream`,
    [JSON.stringify(heads)],
  );
}

/** A head row with the record's clock at the reading. */
export interface HeadAt extends Head {
  readonly stream: string;
  readonly now: Date;
}

/** Of every one of the streams; throws when one does not exist. */
export async function readHeads(pool: Pool, streams: readonly string[]): Promise<HeadAt[]> {
  const { rows } = await pool.query<HeadAt>(
    `select stream, ${headColumns}, tiendo_now() as now from streams where stream = any($1)`,
    [streams],
  );
  const found = new Set(rows.map(({ stream }) => stream));
  const unknown = streams.find((stream) => !found.has(stream));
  if (unknown) throw new Error(`no stream ${unknown}`);
  return rows;
}

/** Where a stream stands, in the words of a turn and without taking one: what its workflow is started with. */
export async function outlineOf(pool: Pool, head: HeadAt): Promise<TurnReport> {
  const kind = kindThatDecides(head.stream);
  const { state, version } = await foldStream(pool, head.stream, kind, head);
  const wake = kind.rules.nextWake(state);
  return {
    ...kind.outline(state),
    version,
    headHash: head.headHash,
    wakeAt: wake && ms(wake),
    now: head.now.getTime(),
    more: false,
    applied: [],
  };
}
