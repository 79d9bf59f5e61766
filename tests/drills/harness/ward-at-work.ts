// A ward on an installation of its own: its people with their tokens, a client that writes down what it asks and is told,
// and one question at the end: is there anything that should not be?
import { join } from 'node:path';
import { Connection, Client as Engine } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool, type Pool } from '../../../db/pool.ts';
import type { Deadline } from '../../../domain/deadline.ts';
import type { Instant } from '../../../domain/instant.ts';
import { workflowBundle } from '../../../worker/bundle.ts';
import { setClock } from '../../support/time-travel.ts';
import {
  type Caller,
  createPeople,
  enterPlan,
  enterWard,
  giveTokens,
  type People,
  planReading,
} from '../../support/ward.ts';
import { chanceFor } from './chance.ts';
import { type Client, createClient } from './client.ts';
import { type Finding, finding } from './findings.ts';
import { type Installation, startInstallation } from './installation.ts';
import { openJournal } from './journal.ts';
import { watchLogs } from './log-watch.ts';
import { createSweeper, type Sweeper } from './sweep.ts';

export const DRAINED_MS = 60_000;

export interface WardAtWork {
  readonly installation: Installation;
  readonly pool: Pool;
  readonly owner: Pool;
  readonly engine: Engine;
  readonly people: People;
  readonly tokens: Readonly<Record<Caller, string>>;
  readonly client: Client;
  readonly sweeper: Sweeper;
  /** A draft of a plan with a row for each deadline. */
  draft(year: number, deadlines: readonly Deadline[]): Promise<string>;
  /** How many commands this moment cut in two: asked for again because of it, or received before it and decided after. */
  countInterrupted(moment: number): Promise<number>;
  /** Only at rest: all that is not as it should be in the record, the engine, the logs and among the processes. */
  look(scope: 'changed' | 'everything'): Promise<Finding[]>;
  /** Waits until everything is at rest; then all that is not as it should be. */
  findings(): Promise<Finding[]>;
  /** The folder stays where a drill has failed, unless told otherwise. */
  stop(options?: { keepFolder?: boolean }): Promise<void>;
}

// The audit replays histories in this process; what goes wrong there is a finding, not a line.
Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR', () => undefined) });

interface WardOptions {
  /** What the record's clock reads at the start; the real time unless told. */
  readonly startsAt?: Instant;
  /** How many of all commands are asked for again in a full sweep, long after their answer. */
  readonly askedAgain?: number;
}

const ASKED_AGAIN = 0.03;

export async function startWardAtWork({ startsAt, askedAgain = ASKED_AGAIN }: WardOptions = {}): Promise<WardAtWork> {
  const installation = await startInstallation();
  const { folder, url, databases, namespace, taskQueue, temporalAddress } = installation;
  const pool = createPatientPool(databases.app);
  const owner = createPool({ url: databases.owner, name: 'drill-owner', max: 2 });
  const connection = Connection.lazy({
    address: temporalAddress,
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 },
  });
  const engine = new Engine({ connection, namespace });
  const people = createPeople();
  if (startsAt) await setClock(owner, startsAt);
  await enterWard(pool, people, planReading(2027, []));
  const tokens = await giveTokens(pool, people);
  const journal = await openJournal(join(folder, 'journal.jsonl'));
  const client = createClient({ url, people, tokens, journal });
  const chance = chanceFor('asked again');
  const sweeper = createSweeper({
    pool,
    engine: { client: engine, taskQueue, answerWithinMs: 3_000 },
    people,
    client,
    histories: {
      archiveFolder: join(folder, 'archive'),
      bundlePath: await workflowBundle(join(inject('scratch'), 'bundles')),
    },
    isAskedAgain: () => chance.chance(askedAgain),
  });
  const logs = watchLogs(() => installation.parts.map(({ log }) => log));
  const knowWhatIsThere = async () => {
    const { rows } = await pool.query<{ id: string }>('select command_id as id from inbox');
    sweeper.know(rows.map(({ id }) => id));
  };
  await knowWhatIsThere();
  let hasFailed = false;
  const look = async (scope: 'changed' | 'everything') => {
    const found = [
      ...(await sweeper.sweep(scope)),
      ...logs.look().map((line) => finding('forbidden-log-line', line)),
      ...installation.parts.flatMap((part) => part.lookForEnds()).map((end) => finding('ended-by-itself', end)),
    ];
    hasFailed ||= found.length > 0;
    return found;
  };
  return {
    installation,
    pool,
    owner,
    engine,
    people,
    tokens,
    client,
    sweeper,
    async draft(year, deadlines) {
      const planId = await enterPlan(pool, people, planReading(year, deadlines));
      const { rows } = await pool.query<{ id: string }>('select command_id as id from inbox where stream = $1', [
        `plan-${planId}`,
      ]);
      sweeper.know(rows.map(({ id }) => id));
      return planId;
    },
    async countInterrupted(moment) {
      const { rows } = await pool.query<{ id: string }>(
        `select distinct command_id as id from inbox join events using (command_id), clock_offset
         where events.recorded_at > to_timestamp($1::bigint / 1000.0)
           and inbox.received_at <= to_timestamp($1::bigint / 1000.0) + milliseconds * interval '1 millisecond'`,
        [moment],
      );
      const askedFor = client.interruptedAt(moment).map(({ commandId }) => commandId);
      return new Set([...askedFor, ...rows.map(({ id }) => id)]).size;
    },
    look,
    async findings() {
      const unrest = await sweeper.drain(DRAINED_MS);
      hasFailed ||= unrest.length > 0;
      return [...unrest, ...(await look('everything'))];
    },
    async stop({ keepFolder = hasFailed } = {}) {
      await journal.close();
      await Promise.all([connection.close(), pool.end(), owner.end()]);
      await installation.stop({ keepFolder });
    },
  };
}

/** The judge may wait for a busy machine where the product must give up. */
function createPatientPool(url: string): Pool {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 30_000 });
  pool.on('error', () => undefined); // an idle connection that went with its server
  return pool;
}
