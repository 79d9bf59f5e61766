// /api/mailbox: letters that went out or could not, for administrators. What a letter says is shown only where there is no mail
// server (the trial mailbox): an administrator reads no plan.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findLetter, getPostState, listLetters, listUnreachable } from '../db/queries/letters.ts';
import { getAsOf } from '../db/queries/log.ts';
import { instant } from '../domain/instant.ts';
import { retryLetter } from '../record/letters.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { asOfJson, cursorAfter, decodeCursor, listOf, paging, place } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { Problem } from './problems.ts';
import { problems, signedInOnly } from './replies.ts';

const states = ['waiting', 'sending', 'sent', 'failed', 'moot'] as const;
const channel = z.enum(['mail', 'file', 'webhook']);
const params = z.object({ letterId: z.uuid().toLowerCase() });
const common = { tags: ['mailbox'], security: signedInOnly };

const LetterReply = z
  .object({
    letterId: z.string(),
    personId: z.string(),
    personName: z.string().nullable(),
    unitId: z.string().nullable(),
    channel,
    isDigest: z.boolean(),
    state: z.enum(states),
    notices: z.int(),
    madeAt: z.string(),
    attempts: z.int(),
    nextAttemptAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    cause: z.string().nullable(),
  })
  .meta({ id: 'Letter', description: '`cause`: a code such as smtp-550. `moot`: nothing in it mattered any more.' });

const LetterContentReply = z
  .object({ letterId: z.string(), subject: z.string(), text: z.string() })
  .meta({ id: 'LetterContent' });

const Unreachable = z.object({
  personId: z.string(),
  personName: z.string().nullable(),
  unitId: z.string().nullable(),
  notices: z.int(),
});
const PostReply = z
  .object({
    unsent: z.int(),
    oldestUnsentSeconds: z.number(),
    failed: z.int(),
    waiting: z.int(),
    unreachable: z.array(Unreachable),
  })
  .meta({
    id: 'Post',
    description: '`unreachable`: people who have no address, and how many notices they were to get.',
  });

const Place = z.tuple([place.due.unwrap(), place.id]);
const at = (date: Date): string => instant(date.getTime());

export const mailboxRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.addHook('preHandler', async (request) => assertMayRead(personOf(request), 'mailbox'));

  app.get(
    '/mailbox',
    {
      schema: {
        ...common,
        summary: 'Letters, the latest first.',
        querystring: z.strictObject({ ...paging, state: z.enum(states).optional() }),
        response: { 200: listOf(LetterReply), ...problems },
      },
    },
    async (request) => {
      const { limit, cursor, state } = request.query;
      const last = decodeCursor(Place, cursor);
      const after = last && { madeAt: last[0], letterId: last[1] };
      const asOf = await getAsOf(pool);
      const rows = await listLetters(pool, { states: state ? [state] : states, after, limit });
      const nextCursor = cursorAfter(rows, limit, ({ madeAt, letterId }) => [at(madeAt), letterId]);
      const items = rows.map((row) => ({
        ...row,
        madeAt: at(row.madeAt),
        nextAttemptAt: row.state === 'waiting' ? at(row.nextAttemptAt) : null,
        endedAt: row.endedAt && at(row.endedAt),
      }));
      return { items, nextCursor, asOf: asOfJson(asOf) };
    },
  );

  app.get(
    '/mailbox/state',
    {
      schema: {
        ...common,
        summary: 'What is not sent, and who cannot be reached.',
        response: { 200: PostReply, ...problems },
      },
    },
    async () => {
      const { unsent, oldestUnsentSeconds, failed, waiting } = await getPostState(pool);
      return { unsent, oldestUnsentSeconds, failed, waiting, unreachable: await listUnreachable(pool) };
    },
  );

  app.get(
    '/mailbox/:letterId',
    {
      schema: {
        ...common,
        summary: 'What a letter says: only in the trial mailbox, where no mail server is set.',
        params,
        response: { 200: LetterContentReply, ...problems },
      },
    },
    async (request) => {
      const letter = await findLetter(pool, request.params.letterId);
      if (!letter?.subject || !letter.body) throw new Problem('letter-not-found');
      if (letter.channel !== 'file') throw new Problem('not-permitted');
      return { letterId: letter.letterId, subject: letter.subject, text: letter.body };
    },
  );

  app.post(
    '/mailbox/:letterId/retry',
    {
      schema: {
        ...common,
        summary: 'Tries a letter again that was given up or waits for its next attempt.',
        params,
        response: { 200: z.object({ letterId: z.string() }).meta({ id: 'LetterRetried' }), ...problems },
      },
    },
    async (request) => {
      const { letterId } = request.params;
      if (!(await retryLetter(pool, letterId))) throw new Problem('letter-not-found');
      return { letterId };
    },
  );
};
