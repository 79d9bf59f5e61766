// A ward on an installation of its own: its people with their tokens, a client that writes down what it asks and is told,
// and one question at the end: is there anything that should not be?
import { join } from 'node:path';
import { Connection, Client as Engine } from '@temporalio/client';
import { createPool, type Pool } from '../../../db/pool.ts';
import type { Deadline } from '../../../domain/deadline.ts';
import {
  type Caller,
  createPeople,
  enterPlan,
  enterWard,
  giveTokens,
  type People,
  planReading,
} from '../../support/ward.ts';
import { type Client, createClient } from './client.ts';
import { type Installation, startInstallation } from './installation.ts';
import { openJournal } from './journal.ts';
import { type LogWatch, watchLogs } from './log-watch.ts';
import { createSweeper, type Finding } from './sweep.ts';

const DRAINED_MS = 60_000;

export interface WardAtWork {
  readonly installation: Installation;
  readonly pool: Pool;
  readonly owner: Pool;
  readonly engine: Engine;
  readonly people: People;
  readonly tokens: Readonly<Record<Caller, string>>;
  readonly client: Client;
  readonly logs: LogWatch;
  /** A draft of a plan with a row for each deadline. */
  draft(year: number, deadlines: readonly Deadline[]): Promise<string>;
  /** Waits until everything is at rest; then all that is not as it should be. */
  findings(): Promise<Finding[]>;
  /** The folder stays where a drill has failed. */
  stop(): Promise<void>;
}

export async function startWardAtWork(): Promise<WardAtWork> {
  const installation = await startInstallation();
  const { folder, url, databases, namespace, temporalAddress } = installation;
  const pool = createPool({ url: databases.app, name: 'drill', max: 10 });
  const owner = createPool({ url: databases.owner, name: 'drill-owner', max: 2 });
  const connection = Connection.lazy({
    address: temporalAddress,
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 },
  });
  const engine = new Engine({ connection, namespace });
  const people = createPeople();
  await enterWard(pool, people, planReading(2027, []));
  const tokens = await giveTokens(pool, people);
  const journal = await openJournal(join(folder, 'journal.jsonl'));
  const client = createClient({ url, people, tokens, journal });
  const sweeper = createSweeper({ pool, engine, client });
  const logs = watchLogs(installation.parts.map(({ log }) => log));
  const knowWhatIsThere = async () => {
    const { rows } = await pool.query<{ id: string }>('select command_id as id from inbox');
    sweeper.know(rows.map(({ id }) => id));
  };
  await knowWhatIsThere();
  let failed = false;
  return {
    installation,
    pool,
    owner,
    engine,
    people,
    tokens,
    client,
    logs,
    async draft(year, deadlines) {
      const planId = await enterPlan(pool, people, planReading(year, deadlines));
      await knowWhatIsThere();
      return planId;
    },
    async findings() {
      const { postgres, temporal, api, worker } = installation;
      const gone = [postgres, temporal, api, worker].filter(({ pid }) => pid === null);
      const found = [
        ...gone.map(({ name }): Finding => ({ code: 'ended-by-itself', detail: name })),
        ...(await sweeper.drain(DRAINED_MS)),
        ...(await sweeper.sweep('everything')),
        ...logs.look().map((detail): Finding => ({ code: 'forbidden-log-line', detail })),
      ];
      failed ||= found.length > 0;
      return found;
    },
    async stop() {
      await journal.close();
      await Promise.all([connection.close(), pool.end(), owner.end()]);
      if (failed) console.log(`logs, journal and databases: ${folder}`);
      await installation.stop({ keepFolder: failed });
    },
  };
}
