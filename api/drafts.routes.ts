// /api/plans/:planId/history and /differences: who settled what and why, and what a corrected document changes.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAsOf } from '../db/queries/log.ts';
import { readStream } from '../record/read-stream.ts';
import { planStream } from '../record/streams.ts';
import { withTexts } from '../record/texts.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { comparePlans } from './compare-plans.ts';
import { AsOf, asOfJson, cursorAfter, decodeCursor, listOf, paging, place } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { DifferencesReply } from './draft-view.ts';
import { HistoryItem, historyItem } from './event-view.ts';
import { getPlan } from './get-plan.ts';
import { id, problems, signedInOnly } from './replies.ts';

const params = z.object({ planId: id.planId });
const common = { tags: ['plans'], security: signedInOnly };
const Place = z.tuple([place.version]);

export const draftsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/plans/:planId/history',
    {
      schema: {
        ...common,
        summary: 'The events of a plan: its reading, every correction with who, when and why, its launches.',
        params,
        querystring: z.strictObject(paging),
        response: { 200: listOf(HistoryItem), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'drafts');
      const { planId } = await getPlan(pool, personOf(request), request.params.planId);
      const { limit, cursor } = request.query;
      const asOf = await getAsOf(pool);
      const after = decodeCursor(Place, cursor)?.[0] ?? 0;
      const events = (await readStream(pool, planStream(planId), after)).slice(0, limit);
      const nextCursor = cursorAfter(events, limit, ({ version }) => [version]);
      return { items: (await withTexts(pool, events)).map(historyItem), nextCursor, asOf: asOfJson(asOf) };
    },
  );

  app.get(
    '/plans/:planId/differences',
    {
      schema: {
        ...common,
        summary: 'What this reading changes against another one of the same plan, row by row.',
        params,
        querystring: z.strictObject({ with: id.planId.describe('The earlier plan.') }),
        response: { 200: DifferencesReply.extend({ asOf: AsOf }), ...problems },
      },
    },
    async (request) => {
      const person = personOf(request);
      assertMayRead(person, 'drafts');
      const { planId } = await getPlan(pool, person, request.params.planId);
      const earlier = await getPlan(pool, person, request.query.with);
      const asOf = await getAsOf(pool);
      const differences = await comparePlans(pool, earlier.planId, planId);
      const reply = { planId, with: earlier.planId, ...differences, asOf: asOfJson(asOf) };
      return reply as unknown as z.output<typeof DifferencesReply> & { asOf: z.output<typeof AsOf> };
    },
  );
};
