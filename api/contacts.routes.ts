// /api/people/:personId/contact: where a person is told of what concerns him, in which language, and how often.
import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';
import { namePeople } from '../db/queries/people.ts';
import { commitTo } from '../record/hash-chain.ts';
import { openStream, receive } from '../record/inbox.ts';
import { readContacts } from '../record/read-contacts.ts';
import { DIRECTORY_STREAM } from '../record/streams.ts';
import { answerOf } from './answer-command.ts';
import { actorOf, personOf, type SignedIn } from './authenticate.ts';
import { assertMayContact } from './authorise.ts';
import type { RouteDependencies } from './dependencies.ts';
import { takeTurnsHere } from './draft-turns.ts';
import { Problem } from './problems.ts';
import { fingerprint, getInboxRow } from './receive-command.ts';
import { problems, signedInOnly } from './replies.ts';

const ContactBody = z
  .strictObject({
    address: z.email().max(254).nullable().describe('E-mail; null: none.'),
    language: z.enum(['vi', 'en']).default('vi'),
    digestOnly: z.boolean().default(false).describe('Nothing at once: everything with the morning’s letter.'),
  })
  .meta({ id: 'Contact' });
type ContactBody = z.output<typeof ContactBody>;

const params = z.object({ personId: z.uuid().toLowerCase() });
const common = { tags: ['directory'], security: signedInOnly };

const contactOf = async (pool: Pool, personId: string): Promise<ContactBody> => {
  const { address, language, digestOnly } = (await readContacts(pool)).get(personId) ?? none;
  return { address, language, digestOnly };
};

async function assertIsKnown(pool: Pool, personId: string): Promise<void> {
  if (!(await namePeople(pool, [personId])).has(personId)) throw new Problem('person-not-found');
}

const none: ContactBody = { address: null, language: 'vi', digestOnly: false };

export const contactsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, log }) => {
  app.get(
    '/people/:personId/contact',
    {
      schema: {
        ...common,
        summary: 'How a person is told: for himself and for administrators.',
        params,
        response: { 200: ContactBody, ...problems },
      },
    },
    async (request) => {
      const { personId } = request.params;
      assertMayContact(personOf(request), personId);
      await assertIsKnown(pool, personId);
      return contactOf(pool, personId);
    },
  );

  app.put(
    '/people/:personId/contact',
    {
      schema: {
        ...common,
        summary: 'Sets how a person is told. The address stands apart from the event and can be erased.',
        params,
        body: ContactBody,
        response: { 200: ContactBody, ...problems },
      },
    },
    async (request) => {
      const { personId } = request.params;
      assertMayContact(personOf(request), personId);
      await assertIsKnown(pool, personId);
      const known = await contactOf(pool, personId);
      if (JSON.stringify(known) === JSON.stringify({ ...none, ...request.body })) return known;
      const commandId = await receiveContact(pool, personOf(request), personId, request.body);
      await takeTurnsHere(pool, DIRECTORY_STREAM, log);
      const answer = answerOf(await getInboxRow(pool, commandId)); // throws the refusal, where there is one
      if ('pending' in answer) throw new Problem('record-unavailable');
      return contactOf(pool, personId);
    },
  );
};

async function receiveContact(pool: Pool, by: SignedIn, personId: string, body: ContactBody): Promise<string> {
  const commandId = randomUUID();
  const address = body.address === null ? null : commitTo(randomUUID(), body.address);
  const contact = { personId, address: address?.ref ?? null, language: body.language, digestOnly: body.digestOnly };
  await openStream(pool, DIRECTORY_STREAM);
  await receive(pool, {
    commandId,
    stream: DIRECTORY_STREAM,
    type: 'SetContact',
    body: { type: 'SetContact', contact },
    texts: address ? [address] : [],
    actor: actorOf(by),
    ...fingerprint(`people/${personId}/contact`, body),
  });
  return commandId;
}
