// Commands that follow from an event of another stream: received in the turn's own transaction, so that neither is ever
// there without the other. The dispatcher wakes whom they are for, as it does for every command that nobody has delivered.
import type { PoolClient } from 'pg';
import type { DomainEvent, Recorded } from '../domain/rules.ts';
import { genesisHash } from './hash-chain.ts';
import { requestHashOf, systemCommandId } from './inbox.ts';
import { kindOf } from './streams.ts';
import type { Writes } from './writes.ts';

/** `key` is unique among all that is ever sent to this stream: the same one is received once. */
export interface Send {
  readonly stream: string;
  readonly key: string;
  readonly body: { readonly type: string; readonly [field: string]: unknown };
  /** Whose decision it follows from. */
  readonly cause: Recorded<DomainEvent>;
}

/**
 * Waits until nobody takes a turn on those who will receive, before the log's head is locked: their own turns hold their
 * heads and wait for the log's, and the inbox's foreign key would ask for theirs while we hold it.
 */
export async function holdReceivers(tx: PoolClient, sends: readonly Send[]): Promise<void> {
  if (sends.length === 0) return;
  const streams = [...new Set(sends.map(({ stream }) => stream))];
  await tx.query('select 1 from streams where stream = any($1) order by stream for key share', [streams]);
}

export function addSends(writes: Writes, sends: readonly Send[]): void {
  if (sends.length === 0) return;
  const streams = [...new Set(sends.map(({ stream }) => stream))].sort();
  const heads = streams.map((stream) => ({ stream, kind: kindOf(stream), head_hash: genesisHash(stream) }));
  writes.add(
    'opened',
    ({ value }) =>
      `insert into streams (stream, kind, head_hash, status)
       select stream, kind, head_hash, 'none' from jsonb_to_recordset(${value(JSON.stringify(heads))}::jsonb)
         as head (stream text, kind text, head_hash text)
       order by stream on conflict (stream) do nothing`,
  );
  writes.add(
    'sent',
    ({ value }) =>
      `insert into inbox (command_id, stream, type, body, actor, request_salt, request_hash, next_attempt_at)
       select command_id, stream, type, body, actor, '', request_hash, clock_timestamp()
       from jsonb_to_recordset(${value(JSON.stringify(sends.map(rowOf)))}::jsonb)
         as send (command_id uuid, stream text, type text, body jsonb, actor jsonb, request_hash text)
       on conflict (command_id) do nothing`,
  );
}

const rowOf = ({ stream, key, body, cause }: Send) => ({
  command_id: systemCommandId(stream, key),
  stream,
  type: body.type,
  body,
  actor: cause.actor,
  request_hash: requestHashOf('', stream, body),
});
