// /api/commands: what became of a command, and many commands at once.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findSender } from '../db/queries/log.ts';
import { answerOf } from './answer-command.ts';
import { personOf } from './authenticate.ts';
import { mayRead } from './authorise.ts';
import { Batch, BatchReply, createHandleBatch, MOST_IN_BATCH } from './command-batch.ts';
import { COMMAND_BODY_BYTES, CommandHeaders, commandReplies, sendAnswer, wantsAsync } from './command-replies.ts';
import type { RouteDependencies } from './dependencies.ts';
import { languageOf } from './language.ts';
import { Problem } from './problems.ts';
import { getInboxRow } from './receive-command.ts';
import { id, problems, signedInOnly } from './replies.ts';

const common = { tags: ['commands'], security: signedInOnly };
const BATCH_BODY_BYTES = 16 * COMMAND_BODY_BYTES;

export const commandsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, handleCommand }) => {
  const handleBatch = createHandleBatch(handleCommand);

  app.get(
    '/commands/:commandId',
    {
      schema: {
        ...common,
        summary: 'The answer to a command: the same as its sender got, or would have got by waiting.',
        params: z.object({ commandId: id.commandId }),
        response: commandReplies,
      },
    },
    async (request, reply) => {
      const { commandId } = request.params;
      const person = personOf(request);
      const sender = await findSender(pool, commandId);
      const mayAsk = sender?.personId === person.personId || mayRead(person, 'commandsOfOthers');
      if (!sender || !mayAsk) throw new Problem('command-not-found');
      return sendAnswer(reply, answerOf(await getInboxRow(pool, commandId)));
    },
  );

  app.post(
    '/commands',
    {
      bodyLimit: BATCH_BODY_BYTES,
      schema: {
        ...common,
        summary: `Up to ${MOST_IN_BATCH} commands at once; each is answered by itself, as it would have been alone.`,
        headers: CommandHeaders.pick({ prefer: true }).loose(),
        body: Batch,
        response: { 200: BatchReply, ...problems },
      },
    },
    async (request, reply) => {
      const arrivedAt = Date.now() - reply.elapsedTime;
      const asking = { person: personOf(request), language: languageOf(request), log: request.log, arrivedAt };
      const respondAsync = wantsAsync(request.headers.prefer);
      return { items: await handleBatch(request.body, { ...asking, respondAsync }) };
    },
  );
};
