// /api/events and /api/stream: the whole log, in commit order, as pages or as it grows.
import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAsOf } from '../db/queries/log.ts';
import { readFeed } from '../record/read-stream.ts';
import { getPerson, personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { asOfJson, cursorAfter, decodeCursor, listOf, paging, place } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { withoutDrafts } from './event-sight.ts';
import { FeedItem, feedItem } from './event-view.ts';
import { Problem } from './problems.ts';
import { problems, signedInOnly } from './replies.ts';
import { streamEvents } from './stream-events.ts';

const common = { tags: ['events'], security: signedInOnly };
const MOST_STREAMS = 100;
const Position = z.coerce.number().int().min(0);
const Place = z.tuple([place.position]);

export const eventsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, feed, log }) => {
  const open = new Set<ServerResponse>();
  // A stream never ends by itself; the server could not stop while one is open.
  app.addHook('preClose', async () => {
    for (const response of open) response.end();
  });

  app.get(
    '/events',
    {
      schema: {
        ...common,
        summary: 'The log after a position: dense, in commit order, so that nothing is ever missed.',
        querystring: z.strictObject({ after: Position.default(0), ...paging }),
        response: { 200: listOf(FeedItem), ...problems },
      },
    },
    async (request) => {
      const person = personOf(request);
      assertMayRead(person, 'events');
      const { after, limit, cursor } = request.query;
      const from = decodeCursor(Place, cursor)?.[0] ?? after;
      const asOf = await getAsOf(pool);
      const events = await readFeed(pool, from, limit);
      const nextCursor = cursorAfter(events, limit, ({ position }) => [position]);
      const items = (await withoutDrafts(pool, person, events)).map(feedItem);
      return { items, nextCursor, asOf: asOfJson(asOf) };
    },
  );

  app.get(
    '/stream',
    {
      exposeHeadRoute: false, // a HEAD would keep a stream open that nobody reads
      config: { unhurried: true },
      schema: {
        ...common,
        summary: 'The log as it grows, as server-sent events: `id` is the position, `data` an event.',
        description: 'Begins after `Last-Event-ID` or `after`, else with what comes next.',
        headers: z.looseObject({ 'last-event-id': Position.optional() }),
        querystring: z.strictObject({ after: Position.optional() }),
        produces: ['text/event-stream'],
        response: { 200: z.string().describe('Server-sent events, until the caller hangs up.'), ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      assertMayRead(person, 'events');
      if (open.size >= MOST_STREAMS) throw new Problem('too-many-streams');
      const after = request.headers['last-event-id'] ?? request.query.after ?? (await getAsOf(pool)).position;
      const { authorization } = request.headers;
      const stillMay = async () => assertMayRead(await getPerson(pool, authorization), 'events');
      reply.hijack();
      open.add(reply.raw);
      reply.raw.once('close', () => open.delete(reply.raw));
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      await streamEvents(reply.raw, { pool, feed, log, after, person, stillMay });
    },
  );
};
