// /api/plans/:planId/awaited-sources: whose papers a plan waits for, and which assignments would hear of one.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAsOf } from '../db/queries/log.ts';
import { awaitedSources } from '../domain/plan/papers-awaited.ts';
import { readPlanAssignments } from '../record/plan-assignments.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { asOfJson, listOf } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { getPlan } from './get-plan.ts';
import { id, problems, signedInOnly } from './replies.ts';

const AwaitedSourceReply = z
  .object({
    source: z.string().describe('As the plan spells it: what RecordTrigger names.'),
    parts: z.array(
      z.object({
        assignmentId: z.string(),
        rowId: z.string(),
        unitId: z.string(),
        partId: z.string(),
        label: z.string(),
        due: z.string().nullable().describe('By when it is due without the paper; null: not before it comes.'),
        suspended: z.boolean().describe('Its clock stands still: a paper recorded now does not reach it.'),
      }),
    ),
  })
  .meta({ id: 'AwaitedSource' });

export const awaitedSourcesRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/plans/:planId/awaited-sources',
    {
      schema: {
        tags: ['plans'],
        security: signedInOnly,
        summary: 'Whose papers the plan waits for; a paper that has come is recorded once for all of one source.',
        params: z.object({ planId: id.planId }),
        response: { 200: listOf(AwaitedSourceReply), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'everyAssignment');
      const { planId } = await getPlan(pool, personOf(request), request.params.planId);
      const asOf = await getAsOf(pool);
      const items = awaitedSources(await readPlanAssignments(pool, planId));
      return { items: items as z.output<typeof AwaitedSourceReply>[], nextCursor: null, asOf: asOfJson(asOf) };
    },
  );
};
