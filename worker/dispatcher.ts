// Delivers what the api could not: every undecided command wakes its workflow again until it is decided, and every decided
// one of which the engine may not know does so once, for its workflow may stand behind the record.
// Any number of instances: a row is leased by pushing its next attempt into the future.
import type { Client } from '@temporalio/client';
import { inLanes } from '../activities/in-lanes.ts';
import { wakeStreamWorkflow } from '../activities/stream-workflow.ts';
import type { Pool } from '../db/pool.ts';
import { markDelivered } from '../record/inbox.ts';

const BATCH = 100;
const WAKE_UPS_AT_ONCE = 8;

interface Undelivered {
  readonly stream: string;
  readonly commandId: string;
  readonly type: string;
  /** All commands of the stream that this wake-up serves. */
  readonly leased: readonly string[];
}

/** One sweep; the number of streams it woke. One wake-up serves all waiting commands of a stream. */
export async function dispatch(pool: Pool, client: Client, taskQueue: string): Promise<number> {
  const due = await leaseUndelivered(pool);
  await inLanes(WAKE_UPS_AT_ONCE, due, async ({ stream, commandId, type, leased }) => {
    await wakeStreamWorkflow(client, { stream, taskQueue }, { commandId, type });
    await markDelivered(pool, leased);
  });
  return due.length;
}

/**
 * A draft takes its turns in the api; where that died, a run of one turn decides instead. Once it is decided, nobody is left
 * to tell: only a stream that has had a workflow has one that may stand behind.
 */
async function leaseUndelivered(pool: Pool): Promise<Undelivered[]> {
  const { rows } = await pool.query<Undelivered>(
    `with due as (
       select command_id from inbox join streams using (stream)
       where inbox.parked is null and (inbox.outcome is null or not inbox.delivered)
         and inbox.next_attempt_at <= clock_timestamp() and streams.kind in ('assignment', 'plan')
         and (inbox.outcome is null or exists (select 1 from engine_runs where engine_runs.stream = inbox.stream))
       order by inbox.next_attempt_at limit $1 for update of inbox skip locked
     ), leased as (
       update inbox set attempts = attempts + 1,
         next_attempt_at = clock_timestamp() + least(60, 2 ^ least(attempts, 6)) * interval '1 second'
       from due where inbox.command_id = due.command_id
       returning inbox.stream, inbox.command_id, inbox.type, inbox.received_at, inbox.seq
     )
     select stream, (array_agg(command_id order by received_at, seq))[1] as "commandId",
       (array_agg(type order by received_at, seq))[1] as type, array_agg(command_id) as leased
     from leased group by stream order by stream`,
    [BATCH],
  );
  return rows;
}

/** Age in ms of the oldest undecided command that somebody waits for and that is not parked; 0 when all are decided. */
export async function oldestUndecidedMs(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ age: number }>(
    `select coalesce(max(extract(epoch from tiendo_now() - received_at) * 1000), 0)::float8 as age
     from inbox where outcome is null and parked is null and not quiet`,
  );
  return rows[0]?.age ?? 0;
}
