// /api/assignments/:assignmentId/history: every event of an assignment as it was stored, in order.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAsOf } from '../db/queries/log.ts';
import { readStream } from '../record/read-stream.ts';
import { assignmentStream } from '../record/streams.ts';
import { withTexts } from '../record/texts.ts';
import { personOf } from './authenticate.ts';
import { asOfJson, cursorAfter, decodeCursor, listOf, paging } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { HistoryItem, historyItem } from './event-view.ts';
import { assertMayRelate } from './may-relate.ts';
import { id, problems, signedInOnly } from './replies.ts';

const Place = z.tuple([z.int().min(0)]);

export const historyRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/assignments/:assignmentId/history',
    {
      schema: {
        tags: ['assignments'],
        security: signedInOnly,
        summary: 'The events of an assignment. Free texts are joined in as `body` for those who may read them.',
        params: z.object({ assignmentId: id.assignmentId }),
        querystring: z.strictObject({ ...paging, limit: paging.limit.default(500) }),
        response: { 200: listOf(HistoryItem), ...problems },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const { assignmentId } = request.params;
      const relation = await assertMayRelate(pool, personOf(request), assignmentId);
      const after = decodeCursor(Place, cursor)?.[0] ?? 0;
      const asOf = await getAsOf(pool);
      const events = (await readStream(pool, assignmentStream(assignmentId), after)).slice(0, limit);
      const shown = relation === 'coordinates' ? events : await withTexts(pool, events);
      const nextCursor = cursorAfter(shown, limit, ({ version }) => [version]);
      return { items: shown.map(historyItem), nextCursor, asOf: asOfJson(asOf) };
    },
  );
};
