// What becomes of a letter: handed over, sent, failed, tried again; told to its assignments in the same transaction.
import type { PoolClient } from 'pg';
import type { Pool, Queryable } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import type { NoteCommand } from '../domain/assignment/notes.ts';
import { type Instant, instant } from '../domain/instant.ts';
import { COLLECTED_AT_MOST_MS, COLLECTED_FOR_MS } from '../domain/notices/sending-time.ts';
import { system } from '../domain/rules.ts';
import { CLAIM_SECONDS, type Claimed } from './claim-letter.ts';
import { receiveQuietly } from './inbox.ts';
import { type OnFault, takeTurn } from './turn.ts';

const ATTEMPTS = 20;
const FIRST_PAUSE_S = 60;
const LONGEST_PAUSE_S = 3_600;

/** Noted before the content leaves us: from here on nobody but the other side knows whether it has it. */
export const noteHanded = async (db: Queryable, letterId: string): Promise<void> => {
  await db.query('update letters set handed_at = clock_timestamp() where letter_id = $1', [letterId]);
};

/** Returns the streams that have been told; those that have ended are waiting for a turn (`tellEnded`). */
export const noteSent = (pool: Pool, { letterId, personId, channel }: Claimed): Promise<string[]> =>
  inTransaction(pool, async (tx) => {
    const at = await end(tx, letterId, { state: 'sent', cause: null });
    if (!at) return [];
    return tell(tx, letterId, 'sent', (told) => ({
      type: 'NoteDelivery',
      delivered: { letterId, personId, channel, told, sentAt: at },
    }));
  });

export interface Failure {
  /** A code, such as smtp-550. */
  readonly cause: string;
  /** It would fail again in the same way. */
  readonly isFinal: boolean;
  /** The other side may have it all the same. */
  readonly maybeSent: boolean;
}

/** Tried again later, at growing intervals over most of a day; then, or where it is final, given up until somebody retries it. */
export const noteFailure = (pool: Pool, letter: Claimed, { cause, isFinal, maybeSent }: Failure): Promise<string[]> =>
  inTransaction(pool, async (tx) => {
    const { letterId, personId, channel, attempts } = letter;
    if (!isFinal && attempts < ATTEMPTS) {
      const pause = Math.min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (attempts - 1));
      await tx.query(
        `update letters set state = 'waiting', next_attempt_at = tiendo_now() + $2 * interval '1 second', cause = $3,
           handed_at = case when $4 then handed_at end
         where letter_id = $1 and state = 'sending'`,
        [letterId, pause, cause, maybeSent],
      );
      return [];
    }
    const at = await end(tx, letterId, { state: 'failed', cause });
    if (!at) return [];
    return tell(tx, letterId, `failed-${attempts}`, (told) => ({
      type: 'NoteFailure',
      failed: { letterId, personId, channel, told, failedAt: at, cause },
    }));
  });

async function end(
  tx: PoolClient,
  letterId: string,
  { state, cause }: { state: 'sent' | 'failed'; cause: string | null },
): Promise<Instant | null> {
  const { rows } = await tx.query<{ at: Date }>(
    `update letters set state = $2, ended_at = tiendo_now(), cause = $3 where letter_id = $1 and state = 'sending'
     returning ended_at as at`,
    [letterId, state, cause],
  );
  return rows[0] ? instant(rows[0].at.getTime()) : null;
}

type Told = { version: number; kind: string }[];

/** One quiet note per assignment that the letter speaks of. */
async function tell(
  tx: PoolClient,
  letterId: string,
  what: string,
  note: (told: Told) => NoteCommand,
): Promise<string[]> {
  const { rows } = await tx.query<{ stream: string; told: Told }>(
    `select stream, jsonb_agg(distinct jsonb_build_object('version', version, 'kind', notice ->> 'kind')) as told
     from letter_notices join notices using (notice_id) where letter_id = $1 and told group by stream order by stream`,
    [letterId],
  );
  await receiveQuietly(
    tx,
    rows.map(({ stream, told }) => ({ stream, key: `letter-${letterId}-${what}`, body: note(told), actor: system })),
  );
  return rows.map(({ stream }) => stream);
}

/** An assignment that has ended takes no turn by itself, and has no workflow that could stand behind: it is told here. */
export async function tellEnded(pool: Pool, streams: readonly string[], onFault: OnFault): Promise<void> {
  if (streams.length === 0) return;
  const { rows } = await pool.query<{ stream: string }>(
    'select stream from streams where stream = any($1) and not open',
    [streams],
  );
  for (const { stream } of rows) await takeTurn(pool, { stream }, onFault);
}

/** In how many ms there is something to do; null when nothing waits that anybody can be told. */
export async function nextSendingIn(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ wait: number | null }>(
    `select extract(epoch from least(
       (select min(due_at) - tiendo_now() from notice_recipients where became is null and not urgent),
       (select min(least(newest + $2 * interval '1 millisecond', oldest + $3 * interval '1 millisecond')) - tiendo_now()
         from (select max(noted_at) as newest, min(noted_at) as oldest from notice_recipients
           where became is null and urgent group by person_id) as collecting),
       (select min(next_attempt_at) - tiendo_now() from letters where state = 'waiting'),
       (select min(claimed_at) + $1 * interval '1 second' - clock_timestamp() from letters where state = 'sending'),
       (select interval '0' from notices where not addressed limit 1)))::float8 * 1000 as wait`,
    [CLAIM_SECONDS, COLLECTED_FOR_MS, COLLECTED_AT_MOST_MS],
  );
  const wait = rows[0]?.wait ?? null;
  return wait === null ? null : Math.max(0, Math.ceil(wait));
}

/** An operator's act: a letter that was given up, or waits for its next attempt, is tried now. False: there is none such. */
export async function retryLetter(db: Queryable, letterId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update letters set state = 'waiting', next_attempt_at = tiendo_now(), ended_at = null
     where letter_id = $1 and state in ('failed', 'waiting')`,
    [letterId],
  );
  return rowCount === 1;
}
