// A stream's state, folded from the log.
import type { Queryable } from '../db/pool.ts';
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
