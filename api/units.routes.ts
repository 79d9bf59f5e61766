// /api/units: the units of the ward.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAsOf } from '../db/queries/log.ts';
import { listUnits } from '../db/queries/units.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { asOfJson, listOf } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { problems, signedInOnly } from './replies.ts';

const UnitReply = z
  .object({
    unitId: z.string(),
    name: z.string(),
    kind: z.string(),
    groups: z.array(z.string()),
    planCoordinator: z.boolean(),
  })
  .meta({ id: 'Unit' });

export const unitsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/units',
    {
      schema: {
        tags: ['directory'],
        security: signedInOnly,
        summary: 'All units. There are few, so one page holds them.',
        response: { 200: listOf(UnitReply), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'units');
      const asOf = await getAsOf(pool);
      return { items: await listUnits(pool), nextCursor: null, asOf: asOfJson(asOf) };
    },
  );
};
