// Enters the demo's units and people, through the same commands as everything else. Safe to run at every start.
import { randomUUID } from 'node:crypto';
import type { Pool } from '../db/pool.ts';
import { system } from '../domain/rules.ts';
import { commitTo } from '../record/hash-chain.ts';
import { openStream, receive, receiveSystemCommand, requestHashOf, systemCommandId } from '../record/inbox.ts';
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
  await decide(pool);
}

/** Where the demo's people get their letters. */
export async function enterContacts(pool: Pool): Promise<void> {
  for (const { username } of demoPeople) await enterContact(pool, username);
  await decide(pool);
}

async function decide(pool: Pool): Promise<void> {
  await takeTurn(pool, { stream: DIRECTORY_STREAM }, ({ error }) => {
    throw error;
  });
}

/** An address that leads nowhere (RFC 2606): letters of the demo are read in the trial mailbox. */
async function enterContact(pool: Pool, username: string): Promise<void> {
  const stream = DIRECTORY_STREAM;
  const address = commitTo(randomUUID(), `${username}@phuong.example`);
  const contact = { personId: personIdOf(username), address: address.ref, language: 'vi', digestOnly: false };
  const type = 'SetContact';
  await receive(pool, {
    commandId: systemCommandId(stream, `contact-${username}`),
    stream,
    type,
    body: { type, contact },
    texts: [address],
    actor: system,
    requestSalt: '',
    requestHash: requestHashOf('', stream, { type, contact: username }),
  });
}
