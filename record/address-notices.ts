// From notices to people: who is in that relation now, whether he can be reached, and when he is to be told.
import type { PoolClient } from 'pg';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';
import type { Person } from '../domain/directory/directory.ts';
import { type Instant, instant } from '../domain/instant.ts';
import { addresseesOf } from '../domain/notices/addressees.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { collectedUntil, nextMorning } from '../domain/notices/sending-time.ts';
import { readCurrentCalendar } from './read-calendar.ts';
import { type ContactRow, readContacts } from './read-contacts.ts';
import { readDirectory } from './read-directory.ts';

const BATCH = 1_000;

interface Unaddressed {
  readonly noticeId: number;
  readonly notice: Notice;
  readonly doneBy: string | null;
  readonly eventAt: Date;
  readonly notedAt: Date;
}

/** What a person must have to be told: an address, or a webhook through which everybody is reached. */
export interface Reach {
  readonly webhook: boolean;
}

/** Addresses everything that is not addressed yet. Safe beside itself: rows are taken by one of them only. */
export async function addressNotices(pool: Pool, reach: Reach): Promise<void> {
  for (let done = BATCH; done === BATCH; ) done = await inTransaction(pool, (tx) => addressBatch(tx, reach));
}

async function addressBatch(tx: PoolClient, reach: Reach): Promise<number> {
  const { rows } = await tx.query<Unaddressed>(
    `select notice_id as "noticeId", notice, done_by as "doneBy", event_at as "eventAt", noted_at as "notedAt"
     from notices where not addressed order by notice_id limit $1 for update skip locked`,
    [BATCH],
  );
  if (rows.length === 0) return 0;
  const people = Object.values((await readDirectory(tx)).people);
  const contacts = await readContacts(tx);
  const calendar = await readCurrentCalendar(tx);
  const recipients = rows.flatMap((row) => recipientsOf(row, { people, contacts, calendar, reach }));
  await tx.query(
    `insert into notice_recipients (notice_id, person_id, urgent, due_at, noted_at, became)
     select notice_id, person_id, urgent, due_at, noted_at, became from jsonb_to_recordset($1::jsonb)
       as row (notice_id bigint, person_id uuid, urgent boolean, due_at timestamptz, noted_at timestamptz, became text)
     on conflict (notice_id, person_id) do nothing`,
    [JSON.stringify(recipients)],
  );
  await tx.query('update notices set addressed = true where notice_id = any($1)', [
    rows.map(({ noticeId }) => noticeId),
  ]);
  return rows.length;
}

const instantOf = (date: Date): Instant => instant(date.getTime());

interface Known {
  readonly people: readonly Person[];
  readonly contacts: ReadonlyMap<string, ContactRow>;
  readonly calendar: WorkingCalendar | null;
  readonly reach: Reach;
}

function recipientsOf(
  { noticeId, notice, doneBy, eventAt, notedAt }: Unaddressed,
  { people, contacts, calendar, reach }: Known,
) {
  const noted = instantOf(notedAt);
  return addresseesOf(notice.audience, people, doneBy).map((personId) => {
    const contact = contacts.get(personId);
    const urgent = notice.urgency === 'now' && !contact?.digestOnly;
    // After an outage the morning of a planned instant may have passed: then it is told at once.
    const morning = nextMorning(calendar, notice.urgency === 'now' ? noted : instantOf(eventAt));
    return {
      notice_id: noticeId,
      person_id: personId,
      urgent,
      due_at: urgent ? collectedUntil([noted]) : morning,
      noted_at: noted,
      became: contact?.address || reach.webhook ? null : 'unreachable',
    };
  });
}
