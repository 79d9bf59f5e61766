// Ways to falsify a record, by somebody who may do everything in the database: one per stream, in turn.
import type { Pool } from '../db/pool.ts';
import { chainHash } from '../record/hash-chain.ts';
import { readStream } from '../record/read-stream.ts';

interface Falsification {
  readonly what: string;
  /** `$1` is the stream. */
  readonly statement: string;
}

/** Of a life of five events: assigned, submitted, review started, accepted, closed. */
const falsifications: readonly Falsification[] = [
  {
    what: 'a field of an event',
    statement: `update events set data = data || '{"late": true}' where stream = $1 and version = 2`,
  },
  {
    what: 'who did it',
    statement: `update events set actor = actor || '{"name": "Người khác"}' where stream = $1 and version = 4`,
  },
  {
    what: 'when it came in',
    statement: `update events set received_at = received_at - interval '1 day' where stream = $1 and version = 2`,
  },
  { what: 'an event taken out', statement: `delete from events where stream = $1 and version = 3` },
  {
    what: 'the last event cut off, and the head moved back',
    statement: `with cut as (delete from events where stream = $1 and version = 5 returning prev_hash)
      update streams set version = 4, head_hash = cut.prev_hash, snapshot = null, snapshot_format = null, status = 'accepted', open = true
      from cut where stream = $1`,
  },
  {
    what: 'a row of the read model',
    statement: `update assignments set outcome = 'notAchieved' where 'assignment-' || assignment_id = $1`,
  },
  {
    what: 'the outcome of a command',
    statement: `update inbox set outcome = jsonb_set(outcome, '{accepted,version}', '9') where stream = $1 and type = 'StartReview'`,
  },
  {
    what: 'a free text',
    statement: `update texts set body = 'Chưa hoàn thành' where text_id::text =
      (select data #>> '{note,textId}' from events where stream = $1 and version = 2)`,
  },
];

export const waysToTamper = falsifications.length + 1;

/** Falsifies each of the streams in one way; what was done, by stream. Fails where there was nothing to falsify. */
export async function tamper(admin: Pool, streams: readonly string[]): Promise<Map<string, string>> {
  for (const table of ['events', 'inbox', 'texts']) await admin.query(`alter table ${table} disable trigger user`);
  const done = new Map<string, string>();
  for (const [index, stream] of streams.entries()) {
    const falsification = falsifications[index % waysToTamper];
    if (falsification) {
      const { rowCount } = await admin.query(falsification.statement, [stream]);
      if (rowCount !== 1) throw new Error(`${falsification.what} of ${stream}: ${rowCount} rows`);
    } else await rewriteChain(admin, stream);
    done.set(stream, falsification?.what ?? 'a whole chain written anew');
  }
  return done;
}

/** Another officer has submitted, and every hash from there to the head says so too. */
async function rewriteChain(admin: Pool, stream: string): Promise<void> {
  const [first, ...later] = await readStream(admin, stream);
  if (!first || later.length === 0) throw new Error(`${stream} has no later events`);
  let previous = first.hash;
  for (const { position: _, prevHash: _prevHash, hash: _hash, ...event } of later) {
    const actor = { ...event.actor, name: 'Người khác' };
    const prevHash = previous;
    previous = chainHash({ ...event, actor }, prevHash);
    const values = [stream, event.version, actor, prevHash, previous];
    await admin.query(
      'update events set actor = $3, prev_hash = $4, hash = $5 where stream = $1 and version = $2',
      values,
    );
  }
  await admin.query('update streams set head_hash = $2 where stream = $1', [stream, previous]);
}
