// /healthz, /readyz, /metrics: for supervisors, load balancers and whoever watches. No token, no content.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';
import { isAnswering } from '../db/queries/log.ts';
import type { RouteDependencies } from './dependencies.ts';
import { withFallback } from './time-budget.ts';

const PATIENCE_MS = 2_000;
const tags = ['health'];
const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
const State = z.enum(['ok', 'unavailable']);
const Readiness = z.object({ status: State, postgres: State, temporal: State }).meta({ id: 'Readiness' });

const isPostgresUp = (pool: Pool): Promise<boolean> =>
  withFallback(
    PATIENCE_MS,
    isAnswering(pool).catch(() => false),
    false,
  );

const stateOf = (isUp: boolean): z.output<typeof State> => (isUp ? 'ok' : 'unavailable');

export const healthRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, engine, metrics }) => {
  app.get(
    '/healthz',
    { schema: { tags, summary: 'The process is alive; asks nobody else.', response: { 200: Health } } },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'Whether PostgreSQL and Temporal answer. Commands are received while Temporal is away.',
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const [postgres, temporal] = await Promise.all([isPostgresUp(pool), engine.isReachable()]);
      if (!postgres || !temporal) reply.code(503);
      return { status: stateOf(postgres && temporal), postgres: stateOf(postgres), temporal: stateOf(temporal) };
    },
  );

  app.get(
    '/metrics',
    { schema: { tags, summary: 'Prometheus metrics.', produces: ['text/plain'], response: { 200: z.string() } } },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.read()),
  );
};
