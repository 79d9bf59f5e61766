// Starts the naive app on an installation: a database of its own on the same server, a worker and an api.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createPool, type Pool } from '../../db/pool.ts';
import type { Installation } from '../installation.ts';
import { schema } from './record.ts';

export interface NaiveApp {
  readonly url: string;
  readonly pool: Pool;
  readonly namespace: string;
  readonly pids: Readonly<Record<'naive worker' | 'naive api', number>>;
  workflowIdOf(assignmentId: string): string;
  /** Waits until the assignment has this version. */
  reaches(assignmentId: string, version: number): Promise<void>;
}

const NAME = 'naive';
const POLL_MS = 10;

/** `namespace` must exist; it is shared with the product that it is measured against. */
export async function startNaiveApp(
  installation: Installation,
  { namespace, maxCachedWorkflows }: { namespace: string; maxCachedWorkflows: number },
): Promise<NaiveApp> {
  const admin = new pg.Client({ connectionString: installation.postgresAdminUrl });
  await admin.connect();
  await admin.query(`create database ${NAME}`);
  await admin.end();
  const url = Object.assign(new URL(installation.postgresAdminUrl), { pathname: `/${NAME}` }).href;
  const pool = createPool({ url, name: 'naive-bench', max: 2 });
  await pool.query(schema);
  const env = {
    TIENDO_APP_DATABASE_URL: url,
    TEMPORAL_ADDRESS: installation.temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: NAME,
    TIENDO_MAX_CACHED_WORKFLOWS: String(maxCachedWorkflows),
    PORT: '0',
    HOST: '127.0.0.1',
  };
  const [worker, api] = await Promise.all([
    installation.startProcess('naive-worker', 'bench/naive/worker', env),
    installation.startProcess('naive-api', 'bench/naive/api', env),
  ]);
  return {
    url: api.url ?? '',
    pool,
    namespace,
    pids: { 'naive worker': worker.pid, 'naive api': api.pid },
    workflowIdOf: (assignmentId) => `naive/${assignmentId}`,
    async reaches(assignmentId, version) {
      const query = 'select 1 from assignments where id = $1 and version >= $2';
      while (!(await pool.query(query, [assignmentId, version])).rowCount) await sleep(POLL_MS);
    },
  };
}
