// Takes the next letter that is due, for one sender alone, and writes it as things stand at this moment.
import type { PoolClient } from 'pg';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { type AssignmentState, isAssigned } from '../domain/assignment/state.ts';
import { type Instant, instant } from '../domain/instant.ts';
import { type Item, type Letter, writeLetter } from '../domain/notices/letter.ts';
import { isMoot } from '../domain/notices/moot.ts';
import type { Notice } from '../domain/notices/notice.ts';
import type { Channel } from './bind-letters.ts';
import { kindThatDecides } from './kinds.ts';
import { readContacts } from './read-contacts.ts';
import { idOf } from './streams.ts';
import { foldStream, type Head, headColumns } from './turn-start.ts';

/** A sender that has said nothing for so long is gone: no transport of ours takes as long. */
export const CLAIM_SECONDS = 30;

export interface Claimed extends Letter {
  readonly letterId: string;
  readonly personId: string;
  readonly channel: Channel;
  /** Null where it has been erased meanwhile, and for a webhook where there never was one. */
  readonly address: string | null;
  readonly language: 'vi' | 'en';
  readonly madeAt: Instant;
  readonly attempts: number;
}

interface LetterRow {
  readonly letterId: string;
  readonly personId: string;
  readonly channel: Channel;
  readonly isDigest: boolean;
  readonly subject: string | null;
  readonly body: string | null;
  readonly madeAt: Date;
  readonly attempts: number;
  readonly handed: boolean;
  readonly now: Date;
}

/** Null when nothing is due. Letters in which nothing matters any more are put aside on the way. */
export async function claimLetter(pool: Pool, publicUrl: string | null): Promise<Claimed | null> {
  for (;;) {
    const claimed = await inTransaction(pool, (tx) => claimNext(tx, publicUrl));
    if (claimed !== 'moot') return claimed;
  }
}

async function claimNext(tx: PoolClient, publicUrl: string | null): Promise<Claimed | 'moot' | null> {
  const row = await lockNext(tx);
  if (!row) return null;
  const contact = (await readContacts(tx)).get(row.personId);
  const language = contact?.language ?? 'vi';
  const letter = await letterOf(tx, row, { language, publicUrl });
  if (!letter) {
    await tx.query(`update letters set state = 'moot', ended_at = tiendo_now() where letter_id = $1`, [row.letterId]);
    return 'moot';
  }
  await tx.query(
    `update letters set state = 'sending', attempts = attempts + 1, claimed_at = clock_timestamp(), subject = $2, body = $3
     where letter_id = $1`,
    [row.letterId, letter.subject, letter.text],
  );
  const { letterId, personId, channel, madeAt, attempts } = row;
  const address = contact?.address ?? null;
  return {
    ...letter,
    letterId,
    personId,
    channel,
    address,
    language,
    madeAt: instant(madeAt.getTime()),
    attempts: attempts + 1,
  };
}

async function lockNext(tx: PoolClient): Promise<LetterRow | undefined> {
  const { rows } = await tx.query<LetterRow>(
    `select letter_id as "letterId", person_id as "personId", channel, is_digest as "isDigest", subject, body,
       made_at as "madeAt", attempts, handed_at is not null as handed, tiendo_now() as now
     from letters where (state = 'waiting' and next_attempt_at <= tiendo_now())
       or (state = 'sending' and claimed_at < clock_timestamp() - $1 * interval '1 second')
     order by next_attempt_at, letter_id limit 1 for update skip locked`,
    [CLAIM_SECONDS],
  );
  return rows[0];
}

interface Writing {
  readonly language: 'vi' | 'en';
  readonly publicUrl: string | null;
}

/** What the other side may have already is sent again as it was; everything else as things stand now. */
async function letterOf(tx: PoolClient, row: LetterRow, { language, publicUrl }: Writing): Promise<Letter | null> {
  if (row.handed && row.subject !== null && row.body !== null) return { subject: row.subject, text: row.body };
  const items = await readItems(tx, row.letterId);
  const matters = items.filter((item) => !item.moot);
  await tx.query('update letter_notices set told = notice_id = any($2) where letter_id = $1', [
    row.letterId,
    matters.map(({ noticeId }) => noticeId),
  ]);
  const { rows: units } = await tx.query<{ unitId: string; name: string }>(
    'select unit_id as "unitId", name from units',
  );
  return writeLetter(matters, {
    language,
    isDigest: row.isDigest,
    writtenAt: instant(row.now.getTime()),
    unitNames: new Map(units.map(({ unitId, name }) => [unitId, name])),
    publicUrl,
  });
}

async function readItems(tx: PoolClient, letterId: string): Promise<(Item & { noticeId: number; moot: boolean })[]> {
  const { rows } = await tx.query<{ noticeId: number; stream: string; notice: Notice }>(
    `select notice_id as "noticeId", stream, notice from letter_notices join notices using (notice_id)
     where letter_id = $1 order by notice_id`,
    [letterId],
  );
  const states = await readStates(tx, [...new Set(rows.map(({ stream }) => stream))]);
  return rows.flatMap(({ noticeId, stream, notice }) => {
    const state = states.get(stream);
    if (!state || !isAssigned(state)) return [];
    return [{ noticeId, notice, assignmentId: idOf(stream), state, moot: isMoot(notice, state) }];
  });
}

async function readStates(tx: PoolClient, streams: readonly string[]): Promise<ReadonlyMap<string, AssignmentState>> {
  const { rows } = await tx.query<Head & { stream: string }>(
    `select stream, ${headColumns} from streams where stream = any($1)`,
    [streams],
  );
  const states = new Map<string, AssignmentState>();
  for (const { stream, ...head } of rows) {
    const { state } = await foldStream(tx, stream, kindThatDecides(stream), head);
    states.set(stream, state as AssignmentState);
  }
  return states;
}
