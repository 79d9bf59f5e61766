// Where people can be reached. The address is a text that may have been erased: then there is none.
import type { Queryable } from '../db/pool.ts';

export interface ContactRow {
  readonly personId: string;
  readonly address: string | null;
  readonly language: 'vi' | 'en';
  readonly digestOnly: boolean;
}

export async function readContacts(db: Queryable): Promise<ReadonlyMap<string, ContactRow>> {
  const { rows } = await db.query<ContactRow>(
    `select person_id as "personId", texts.body as address, language, digest_only as "digestOnly"
     from contacts left join texts on text_id = address_text_id`,
  );
  return new Map(rows.map((row) => [row.personId, row]));
}
