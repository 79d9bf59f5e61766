// Enters the demo's units and people, through the same commands as everything else. Safe to run at every start.
import type { Pool } from '../db/pool.ts';
import { openStream, receiveSystemCommand } from '../record/inbox.ts';
import { DIRECTORY_STREAM } from '../record/streams.ts';
import { takeTurn } from '../record/turn.ts';
import { demoPeople, demoUnits, personIdOf } from './demo-directory.ts';

export async function enterDirectory(pool: Pool): Promise<void> {
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
}
