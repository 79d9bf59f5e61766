// Letters as an administrator sees them, and what is not sent.
import type { Queryable } from '../pool.ts';

export interface LetterRow {
  readonly letterId: string;
  readonly personId: string;
  readonly personName: string | null;
  readonly unitId: string | null;
  readonly channel: 'mail' | 'file' | 'webhook';
  readonly isDigest: boolean;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed' | 'moot';
  readonly notices: number;
  readonly madeAt: Date;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly endedAt: Date | null;
  readonly cause: string | null;
}

interface LetterFilter {
  readonly states: readonly string[];
  readonly after: { readonly madeAt: string; readonly letterId: string } | null;
  readonly limit: number;
}

/** The latest first. */
export async function listLetters(db: Queryable, { states, after, limit }: LetterFilter): Promise<LetterRow[]> {
  const { rows } = await db.query<LetterRow>(
    `select letter_id as "letterId", person_id as "personId", people.name as "personName", people.unit_id as "unitId",
       channel, is_digest as "isDigest", state, (select count(*) from letter_notices as of_letter
         where of_letter.letter_id = letters.letter_id and of_letter.told) as notices,
       made_at as "madeAt", attempts, next_attempt_at as "nextAttemptAt", ended_at as "endedAt", cause
     from letters left join people using (person_id)
     where state = any($1) and ($2::timestamptz is null or (made_at, letter_id) < ($2, $3::uuid))
     order by made_at desc, letter_id desc limit $4`,
    [states, after?.madeAt ?? null, after?.letterId ?? null, limit],
  );
  return rows;
}

export interface LetterContent {
  readonly letterId: string;
  readonly channel: 'mail' | 'file' | 'webhook';
  readonly subject: string | null;
  readonly body: string | null;
}

export async function findLetter(db: Queryable, letterId: string): Promise<LetterContent | null> {
  const { rows } = await db.query<LetterContent>(
    'select letter_id as "letterId", channel, subject, body from letters where letter_id = $1',
    [letterId],
  );
  return rows[0] ?? null;
}

export interface PostState {
  /** Letters that are made and not sent, with those that are tried again; not those that were given up. */
  readonly unsent: number;
  /** Age of the oldest of them; 0 when there is none. */
  readonly oldestUnsentSeconds: number;
  readonly failed: number;
  /** Notices whose time has come and that are in no letter yet. */
  readonly waiting: number;
  readonly peopleWithoutAddress: number;
}

/** `peopleWithoutAddress`: those for whom there was something to tell, and no way. */
export async function getPostState(db: Queryable): Promise<PostState> {
  const { rows } = await db.query<PostState>(
    `select (select count(*) from letters where state in ('waiting', 'sending')) as unsent,
       (select coalesce(max(extract(epoch from tiendo_now() - made_at)), 0)::float8 from letters
         where state in ('waiting', 'sending')) as "oldestUnsentSeconds",
       (select count(*) from letters where state = 'failed') as failed,
       (select count(*) from notice_recipients where became is null and due_at <= tiendo_now())
         + (select count(*) from notices where not addressed) as waiting,
       (select count(distinct person_id) from notice_recipients where became = 'unreachable'
         and not exists (select from contacts join texts on text_id = address_text_id
           where contacts.person_id = notice_recipients.person_id and body is not null)) as "peopleWithoutAddress"`,
  );
  if (!rows[0]) throw new Error('no answer about the post');
  return rows[0];
}

export interface UnreachableRow {
  readonly personId: string;
  readonly personName: string | null;
  readonly unitId: string | null;
  readonly notices: number;
}

/** Who could not be told for want of an address, and of how much. */
export async function listUnreachable(db: Queryable): Promise<UnreachableRow[]> {
  const { rows } = await db.query<UnreachableRow>(
    `select person_id as "personId", max(people.name) as "personName", max(people.unit_id) as "unitId", count(*) as notices
     from notice_recipients left join people using (person_id) where became = 'unreachable'
     group by person_id order by count(*) desc, person_id`,
  );
  return rows;
}
