// Reads stored events back, exactly as they were hashed.
import type { Queryable } from '../db/pool.ts';
import { type Instant, instant } from '../domain/instant.ts';
import type { Actor, DomainEvent, Recorded } from '../domain/rules.ts';
import type { ChainedEvent } from './hash-chain.ts';

export interface StoredEvent extends ChainedEvent {
  readonly position: number;
  readonly prevHash: string;
  readonly hash: string;
}

interface EventRow {
  position: number;
  stream: string;
  version: number;
  type: string;
  data: object;
  actor: Actor;
  at: Date;
  received_at: Date | null;
  recorded_at: Date;
  command_id: string | null;
  prev_hash: string;
  hash: string;
}

const columns =
  'position, stream, version, type, data, actor, at, received_at, recorded_at, command_id, prev_hash, hash';

const toInstant = (date: Date): Instant => instant(date.getTime());

const storedEvent = (row: EventRow): StoredEvent => ({
  position: row.position,
  stream: row.stream,
  version: row.version,
  type: row.type,
  data: row.data,
  actor: row.actor,
  at: toInstant(row.at),
  receivedAt: row.received_at && toInstant(row.received_at),
  recordedAt: toInstant(row.recorded_at),
  commandId: row.command_id,
  prevHash: row.prev_hash,
  hash: row.hash,
});

/** Events of one stream after `version`, in order. */
export async function readStream(db: Queryable, stream: string, afterVersion = 0): Promise<StoredEvent[]> {
  const { rows } = await db.query<EventRow>(
    `select ${columns} from events where stream = $1 and version > $2 order by version`,
    [stream, afterVersion],
  );
  return rows.map(storedEvent);
}

/** Events of many streams, in order, by stream. */
export async function readStreams(db: Queryable, streams: readonly string[]): Promise<Map<string, StoredEvent[]>> {
  const { rows } = await db.query<EventRow>(
    `select ${columns} from events where stream = any($1) order by stream, version`,
    [streams],
  );
  const byStream = new Map<string, StoredEvent[]>();
  for (const row of rows) {
    const events = byStream.get(row.stream);
    if (events) events.push(storedEvent(row));
    else byStream.set(row.stream, [storedEvent(row)]);
  }
  return byStream;
}

/** The feed: events after `position`, dense and in commit order, so nothing is ever missed. */
export async function readFeed(db: Queryable, after: number, limit: number): Promise<StoredEvent[]> {
  const { rows } = await db.query<EventRow>(
    `select ${columns} from events where position > $1 order by position limit $2`,
    [after, limit],
  );
  return rows.map(storedEvent);
}

/** The events of one kind of stream. The rules of the kind know their own event types; the log is theirs alone to write. */
export const asRecorded = <E extends DomainEvent>(events: readonly StoredEvent[]): Recorded<E>[] =>
  events as readonly DomainEvent[] as Recorded<E>[];
