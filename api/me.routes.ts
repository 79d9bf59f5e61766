// /api/me: who the caller is.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findUnitName } from '../db/queries/units.ts';
import { personOf } from './authenticate.ts';
import type { RouteDependencies } from './dependencies.ts';
import { problems, signedInOnly } from './replies.ts';

const MeReply = z
  .object({
    personId: z.string(),
    username: z.string(),
    name: z.string(),
    post: z.string(),
    role: z.enum(['chair', 'coordinator', 'unit', 'auditor', 'admin']),
    unitId: z.string().nullable(),
    unitName: z.string().nullable(),
    head: z.boolean(),
  })
  .meta({ id: 'Me' });

export const meRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/me',
    {
      schema: {
        tags: ['directory'],
        security: signedInOnly,
        summary: 'The person behind the token.',
        response: { 200: MeReply, ...problems },
      },
    },
    async (request) => {
      const person = personOf(request);
      return { ...person, unitName: person.unitId && (await findUnitName(pool, person.unitId)) };
    },
  );
};
