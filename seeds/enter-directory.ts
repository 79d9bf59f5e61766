// Enters the demo's units, people and tokens, through the same commands as everything else. Safe to run at every start.
import { v5 as uuidv5 } from 'uuid';
import type { Pool } from '../db/pool.ts';
import { sha256 } from '../record/hash-chain.ts';
import { openStream, receiveSystemCommand } from '../record/inbox.ts';
import { DIRECTORY_STREAM } from '../record/streams.ts';
import { takeTurn } from '../record/turn.ts';
import type { Login } from './credentials.ts';
import { demoPeople, demoUnits } from './demo-directory.ts';

const DEMO_NAMESPACE = '0d5c7f5e-5d54-5c1b-8a8e-2f1a6a5b9d10';

/** The same person at every start. */
const personIdOf = (username: string): string => uuidv5(username, DEMO_NAMESPACE);

export async function enterDirectory(pool: Pool, logins: readonly Login[]): Promise<void> {
  const stream = DIRECTORY_STREAM;
  await openStream(pool, stream);
  for (const unit of demoUnits) {
    await receiveSystemCommand(pool, { stream, key: `unit-${unit.unitId}`, body: { type: 'RegisterUnit', unit } });
  }
  for (const person of demoPeople) {
    const body = { type: 'RegisterPerson', person: { ...person, personId: personIdOf(person.username) } };
    await receiveSystemCommand(pool, { stream, key: `person-${person.username}`, body });
  }
  await takeTurn(pool, { stream }, ({ error }) => {
    throw error;
  });
  for (const { username, token } of logins) {
    await pool.query('insert into access_tokens (token_sha256, person_id) values ($1, $2) on conflict do nothing', [
      sha256(token),
      personIdOf(username),
    ]);
  }
}
