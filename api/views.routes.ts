// /api/assignments/:assignmentId/views: a person has opened an assignment. The pages say so; a program that reads lists does
// not, so that "seen" means that somebody has looked.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { receiveQuietly } from '../record/inbox.ts';
import { tellEnded } from '../record/letters.ts';
import { assignmentStream } from '../record/streams.ts';
import { actorOf, personOf } from './authenticate.ts';
import type { RouteDependencies } from './dependencies.ts';
import { assertMayRelate } from './may-relate.ts';
import { id, problems, signedInOnly } from './replies.ts';

export const viewsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, log }) => {
  app.post(
    '/assignments/:assignmentId/views',
    {
      schema: {
        tags: ['assignments'],
        security: signedInOnly,
        summary: 'The caller has opened the assignment; noted once per person, with its next event.',
        params: z.object({ assignmentId: id.assignmentId }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { assignmentId } = request.params;
      const person = personOf(request);
      const { relation } = await assertMayRelate(pool, person, assignmentId);
      if (relation === 'works' || relation === 'part' || (relation === 'all' && person.role !== 'auditor')) {
        const stream = assignmentStream(assignmentId);
        const body = { type: 'NoteView' } as const;
        await receiveQuietly(pool, [{ stream, key: `viewed-${person.personId}`, body, actor: actorOf(person) }]);
        await tellEnded(pool, [stream], ({ error, ...fault }) => log.error({ err: error, ...fault }, 'command parked'));
      }
      return reply.code(204).send(null);
    },
  );
};
