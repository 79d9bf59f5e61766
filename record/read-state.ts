// A stream's state, folded from the log: now, or as it was.
import type { Queryable } from '../db/pool.ts';
import { type Instant, ms } from '../domain/instant.ts';
import { type DomainEvent, type Folded, fold, unfolded } from '../domain/rules.ts';
import { kindThatDecides } from './kinds.ts';
import { asRecorded, readStream, type StoredEvent } from './read-stream.ts';

/** The present state. `S` is the state of the stream's kind; the caller names the stream, so it knows. */
export async function readState<S>(db: Queryable, stream: string): Promise<S> {
  const kind = kindThatDecides(stream);
  const { rows } = await db.query<{ snapshot: unknown; format: number | null }>(
    'select snapshot, snapshot_format as format from streams where stream = $1',
    [stream],
  );
  if (rows[0]?.snapshot && rows[0].format === kind.snapshotFormat) return rows[0].snapshot as S;
  return foldEvents<S>(stream, await readStream(db, stream)).state;
}

export function foldEvents<S>(stream: string, events: readonly StoredEvent[]): Folded<S> {
  const { rules } = kindThatDecides(stream);
  return fold(rules, unfolded(rules), asRecorded<DomainEvent>(events)) as Folded<S>;
}

/** What was known at an instant (by recordedAt), or at a version. */
export async function readStateAsOf<S>(
  db: Queryable,
  stream: string,
  asOf: { instant: Instant } | { version: number },
): Promise<Folded<S>> {
  const events = await readStream(db, stream);
  const known = events.filter((event) =>
    'version' in asOf ? event.version <= asOf.version : ms(event.recordedAt) <= ms(asOf.instant),
  );
  return foldEvents<S>(stream, known);
}
