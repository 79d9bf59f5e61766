// From what waits for a person to letters: one with everything in the morning, one with whatever is urgent in between.
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { instant, ms } from '../domain/instant.ts';
import { collectedUntil } from '../domain/notices/sending-time.ts';
import { type ContactRow, readContacts } from './read-contacts.ts';

export type Channel = 'mail' | 'file' | 'webhook';

export interface Channels {
  /** Where mail goes: to a server, or into a folder where none is set. */
  readonly mail: 'mail' | 'file';
  readonly webhook: boolean;
}

interface Waiting {
  readonly noticeId: number;
  readonly personId: string;
  readonly urgent: boolean;
  readonly dueAt: Date;
  readonly notedAt: Date;
  readonly now: Date;
}

/** Binds what is due. Safe beside itself: a row becomes part of letters once. */
export const bindLetters = (pool: Pool, channels: Channels): Promise<void> =>
  inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<Waiting>(
      `select notice_id as "noticeId", person_id as "personId", urgent, due_at as "dueAt", noted_at as "notedAt",
         tiendo_now() as now
       from notice_recipients where became is null and person_id in
         (select person_id from notice_recipients where became is null and due_at <= tiendo_now())
       order by person_id, notice_id for update skip locked`,
    );
    if (rows.length === 0) return;
    const contacts = await readContacts(tx);
    const people = [...new Set(rows.map(({ personId }) => personId))];
    const bound = people.flatMap((personId) => {
      const mine = rows.filter((row) => row.personId === personId);
      const taken = dueTogether(mine);
      return taken ? [bindOne(personId, taken, channelsOf(contacts.get(personId), channels))] : [];
    });
    await writeLetters(tx, bound);
  });

/** Null while what is urgent still waits for more of its kind. */
function dueTogether(mine: readonly Waiting[]): { isDigest: boolean; notices: readonly Waiting[] } | null {
  const now = mine[0]?.now.getTime() ?? 0;
  if (mine.some(({ urgent, dueAt }) => !urgent && dueAt.getTime() <= now)) return { isDigest: true, notices: mine };
  const urgent = mine.filter((row) => row.urgent);
  if (urgent.length === 0) return null;
  const until = ms(collectedUntil(urgent.map(({ notedAt }) => instant(notedAt.getTime()))));
  return until <= now ? { isDigest: false, notices: urgent } : null;
}

const channelsOf = (contact: ContactRow | undefined, { mail, webhook }: Channels): Channel[] => [
  ...(contact?.address ? [mail] : []),
  ...(webhook ? (['webhook'] as const) : []),
];

function bindOne(
  personId: string,
  { isDigest, notices }: { isDigest: boolean; notices: readonly Waiting[] },
  channels: readonly Channel[],
) {
  const letters = channels.map((channel) => ({
    letter_id: randomUUID(),
    person_id: personId,
    channel,
    is_digest: isDigest,
  }));
  const became = letters.length > 0 ? 'letter' : 'unreachable';
  return {
    letters,
    contents: letters.flatMap(({ letter_id }) => notices.map(({ noticeId }) => ({ letter_id, notice_id: noticeId }))),
    recipients: notices.map(({ noticeId }) => ({ notice_id: noticeId, person_id: personId, became })),
  };
}

async function writeLetters(tx: PoolClient, bound: readonly ReturnType<typeof bindOne>[]): Promise<void> {
  const all = <K extends 'letters' | 'contents' | 'recipients'>(key: K) =>
    JSON.stringify(bound.flatMap((one): object[] => one[key]));
  await tx.query(
    `insert into letters (letter_id, person_id, channel, is_digest)
     select * from jsonb_to_recordset($1::jsonb) as row (letter_id uuid, person_id uuid, channel text, is_digest boolean)`,
    [all('letters')],
  );
  await tx.query(
    `insert into letter_notices (letter_id, notice_id)
     select * from jsonb_to_recordset($1::jsonb) as row (letter_id uuid, notice_id bigint)`,
    [all('contents')],
  );
  await tx.query(
    `update notice_recipients as recipient set became = bound.became
     from jsonb_to_recordset($1::jsonb) as bound (notice_id bigint, person_id uuid, became text)
     where recipient.notice_id = bound.notice_id and recipient.person_id = bound.person_id`,
    [all('recipients')],
  );
}
