// Numbers for whoever watches: how long answers take, and what waits in the inbox.
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Pool } from '../db/pool.ts';
import { getPostState } from '../db/queries/letters.ts';
import { getInboxState } from '../db/queries/log.ts';
import { withFallback } from './time-budget.ts';

const PATIENCE_MS = 2_000;

export interface Metrics {
  readonly contentType: string;
  read(): Promise<string>;
}

/** Measures every answer of the app; what waits in the inbox is looked up when somebody asks. */
export function createMetrics(app: FastifyInstance, pool: Pool): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'tiendo_api_' });
  measureAnswers(app, registry);
  const lookIntoInbox = createInboxGauges(registry, pool);
  const lookIntoPost = createPostGauges(registry, pool);
  return {
    contentType: registry.contentType,
    async read() {
      await Promise.all([lookIntoInbox(), lookIntoPost()]);
      return registry.metrics();
    },
  };
}

function measureAnswers(app: FastifyInstance, registry: Registry): void {
  const durations = new Histogram({
    name: 'tiendo_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}

function createInboxGauges(registry: Registry, pool: Pool): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const up = gauge('tiendo_record_up', '1 while PostgreSQL answers');
  const open = gauge('tiendo_inbox_open_commands', 'Commands without an outcome');
  const parked = gauge('tiendo_inbox_parked_commands', 'Commands that a fault has parked');
  const oldest = gauge('tiendo_inbox_oldest_open_seconds', 'Age of the oldest command without an outcome');
  return async () => {
    const looking = getInboxState(pool).catch(() => null);
    const state = await withFallback(PATIENCE_MS, looking, null);
    up.set(state ? 1 : 0);
    open.set(state?.open ?? Number.NaN);
    parked.set(state?.parked ?? Number.NaN);
    oldest.set(state?.oldestOpenSeconds ?? Number.NaN);
  };
}

function createPostGauges(registry: Registry, pool: Pool): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const unsent = gauge('tiendo_letters_unsent', 'Letters that are made and not sent');
  const oldest = gauge('tiendo_letters_oldest_unsent_seconds', 'Age of the oldest letter that is not sent');
  const failed = gauge('tiendo_letters_failed', 'Letters that were given up');
  const waiting = gauge('tiendo_notices_waiting', 'Notices whose time has come and that are in no letter');
  const unreachable = gauge('tiendo_people_without_address', 'People who were to be told and have no address');
  return async () => {
    const state = await withFallback(
      PATIENCE_MS,
      getPostState(pool).catch(() => null),
      null,
    );
    unsent.set(state?.unsent ?? Number.NaN);
    oldest.set(state?.oldestUnsentSeconds ?? Number.NaN);
    failed.set(state?.failed ?? Number.NaN);
    waiting.set(state?.waiting ?? Number.NaN);
    unreachable.set(state?.peopleWithoutAddress ?? Number.NaN);
  };
}
