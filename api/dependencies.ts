// What the api is built from. Given from outside, so that tests can give something else.
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from '../db/pool.ts';
import type { EventFeed } from './event-feed.ts';
import type { Engine, HandleCommand } from './handle-command.ts';
import type { Metrics } from './metrics.ts';

export interface ApiDependencies {
  readonly pool: Pool;
  /** For the one connection that listens for new events. */
  readonly databaseUrl: string;
  readonly engine: Engine;
  readonly evidenceFolder: string;
  readonly log: FastifyBaseLogger;
}

/** What the routes are given: the dependencies, and what build-api.ts makes of them. */
export interface RouteDependencies extends ApiDependencies {
  readonly handleCommand: HandleCommand;
  readonly feed: EventFeed;
  readonly metrics: Metrics;
}
