import type { Queryable } from '../pool.ts';

export interface PersonRow {
  readonly personId: string;
  readonly username: string;
  readonly name: string;
  readonly post: string;
  readonly role: 'chair' | 'coordinator' | 'unit' | 'auditor' | 'admin';
  readonly unitId: string | null;
  readonly head: boolean;
}

/** Who holds this token; the token is known by its hash only, and one that was revoked is nobody's. */
export async function findPersonByToken(db: Queryable, tokenSha256: string): Promise<PersonRow | null> {
  const { rows } = await db.query<PersonRow>({
    name: 'find-person-by-token',
    text: `select person_id as "personId", username, name, post, role, unit_id as "unitId", head
     from access_tokens join people using (person_id) where token_sha256 = $1 and revoked_at is null`,
    values: [tokenSha256],
  });
  return rows[0] ?? null;
}

/** Name and post of these people, by id; whoever is not in the directory is left out. */
export async function namePeople(
  db: Queryable,
  personIds: readonly string[],
): Promise<Map<string, { name: string; post: string }>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await db.query<{ personId: string; name: string; post: string }>(
    `select person_id as "personId", name, post from people where person_id = any($1::uuid[])`,
    [personIds],
  );
  return new Map(rows.map(({ personId, name, post }) => [personId, { name, post }]));
}
