// Which tokens of demo people are good. Done as the owner: the services may enter tokens and never bring one back.
import { createPool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { sha256 } from '../record/hash-chain.ts';
import type { Login } from './credentials.ts';
import { demoPeople, personIdOf } from './demo-directory.ts';

/** These logins are good from now on, and no other of demo people: with none given, the demo is over. */
export async function allowOnly(ownerUrl: string, logins: readonly Pick<Login, 'username' | 'token'>[]): Promise<void> {
  const pool = createPool({ url: ownerUrl, name: 'tiendo-demo-tokens', max: 1 });
  const tokens = logins.map(({ username, token }) => ({
    token_sha256: sha256(token),
    person_id: personIdOf(username),
  }));
  try {
    await inTransaction(pool, async (tx) => {
      await tx.query(
        `insert into access_tokens (token_sha256, person_id)
         select token_sha256, person_id from jsonb_to_recordset($1::jsonb) as (token_sha256 text, person_id uuid)
         on conflict (token_sha256) do update set revoked_at = null`,
        [JSON.stringify(tokens)],
      );
      await tx.query(
        `update access_tokens set revoked_at = clock_timestamp()
         where revoked_at is null and person_id = any($1) and token_sha256 <> all($2)`,
        [demoPeople.map(({ username }) => personIdOf(username)), tokens.map(({ token_sha256 }) => token_sha256)],
      );
    });
  } finally {
    await pool.end();
  }
}
