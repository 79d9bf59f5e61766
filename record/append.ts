// Appends events: chained, numbered, dense in position. The caller holds the stream's head row locked.
import type { PoolClient } from 'pg';
import type { Instant } from '../domain/instant.ts';
import type { DomainEvent, Recorded } from '../domain/rules.ts';
import { chainHash } from './hash-chain.ts';
import { createWrites, type Writes } from './writes.ts';

/** The channel that is told of every flush; the payload is the last position. */
export const EVENTS_CHANNEL = 'tiendo_events';

interface Appending {
  readonly stream: string;
  readonly prevHash: string;
  readonly recordedAt: Instant;
  readonly events: readonly Recorded<DomainEvent>[];
}

interface StoredRow {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: object;
  readonly actor: object;
  readonly at: Instant;
  readonly received_at: Instant | null;
  readonly recorded_at: Instant;
  readonly command_id: string | null;
  readonly prev_hash: string;
  readonly hash: string;
}

/** The rows of these events, in order, and the hash of the last one (or `prevHash` when there is none). */
export function chain({ stream, prevHash, recordedAt, events }: Appending): { rows: StoredRow[]; headHash: string } {
  let previous = prevHash;
  const rows = events.map(({ version, type, data, actor, at, receivedAt, commandId }): StoredRow => {
    const hash = chainHash({ stream, version, type, data, actor, at, receivedAt, recordedAt, commandId }, previous);
    const row = {
      stream,
      version,
      type,
      data,
      actor,
      at,
      received_at: receivedAt,
      recorded_at: recordedAt,
      command_id: commandId,
      prev_hash: previous,
      hash,
    };
    previous = hash;
    return row;
  });
  return { rows, headHash: previous };
}

/** Writes the rows of one or many streams in one batch: the last statement before commit, because it locks `log_head`. */
export async function insertEvents(tx: PoolClient, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  const writes = createWrites();
  appendLast(writes, rows);
  await writes.run(tx);
}

/** The events after everything else that the statement writes. */
export function appendLast(writes: Writes, rows: readonly StoredRow[]): void {
  writes.addLast(({ value, othersAreDone }) => {
    const count = value(rows.length);
    return `log as (update log_head set position = position + ${count}::bigint where ${othersAreDone} returning position),
     stored as (
       insert into events (position, stream, version, type, data, actor, at, received_at, recorded_at, command_id, prev_hash, hash)
       select log.position - ${count}::bigint + row.ord, row.stream, row.version, row.type, row.data, row.actor, row.at,
              row.received_at, row.recorded_at, row.command_id, row.prev_hash, row.hash
       from log, rows from (jsonb_to_recordset(${value(JSON.stringify(rows))}::jsonb) as (stream text, version integer,
         type text, data jsonb, actor jsonb, at timestamptz, received_at timestamptz, recorded_at timestamptz,
         command_id uuid, prev_hash text, hash text))
         with ordinality as row (stream, version, type, data, actor, at, received_at, recorded_at, command_id, prev_hash, hash, ord)
     )
     select pg_notify('${EVENTS_CHANNEL}', log.position::text) from log`;
  });
}
