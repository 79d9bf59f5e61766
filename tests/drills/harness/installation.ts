// A whole tiendo of its own: PostgreSQL and Temporal with their state on disk, worker and api as processes, each on a port
// that stays the same. A drill kills, freezes and starts its parts in any order; clients find them again where they were.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { inheritedEnvironment } from '../../../db/environment.ts';
import { type DatabaseUrls, provision } from '../../../db/migrate.ts';
import { startNodeService } from '../../../local/node-service.ts';
import { chooseFreePort } from '../../../local/ports.ts';
import { startPostgres } from '../../../local/postgres.ts';
import { createTestFolder, keepTestFolder, startTestTemporal } from '../../../local/servers-for-tests.ts';
import { createPart, type Part } from './part.ts';

/** Below the ports that the system gives to outgoing connections: nobody takes one while its server is dead. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;
const HEAP_MB = 256;

export interface Installation {
  readonly folder: string;
  readonly url: string;
  readonly databases: DatabaseUrls;
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly postgres: Part;
  readonly temporal: Part;
  readonly api: Part;
  readonly worker: Part;
  /** All four, servers first, and whatever workers were added. */
  readonly parts: readonly Part[];
  /** One more worker on the same queue, not started yet. */
  addWorker(name: string): Part;
  /** Stops everything in order and removes the folder, unless it is to be kept for a look. */
  stop(options?: { keepFolder?: boolean }): Promise<void>;
}

/** Returns when all four run. */
export async function startInstallation(): Promise<Installation> {
  const folder = await createTestFolder();
  const run = join(folder, 'run');
  const [postgresPort, temporalPort, apiPort] = await choosePorts();
  const temporalAddress = `127.0.0.1:${temporalPort}`;
  const url = `http://127.0.0.1:${apiPort}`;
  const [namespace, taskQueue] = ['default', 'assignments'];
  const log = (name: string) => join(folder, `${name}.log`);
  const parts: Part[] = [];
  const addPart = (name: string, begin: Parameters<typeof createPart>[0]['begin']): Part => {
    const part = createPart({ name, log: log(name), begin });
    parts.push(part);
    return part;
  };

  let adminUrl = '';
  let postgresFolder = folder; // elsewhere when the account that runs PostgreSQL may not enter
  const postgres = addPart('postgres', async () => {
    const where = { folder: join(folder, 'postgres'), log: log('postgres'), run, port: postgresPort };
    const server = await startPostgres({ ...where, progress: () => undefined });
    adminUrl = server.adminUrl;
    postgresFolder = server.place.folder;
    return server;
  });
  const temporal = addPart('temporal', () =>
    startTestTemporal(folder, temporalPort, join(folder, 'temporal', 'state.db')),
  );
  await Promise.all([postgres.start(), temporal.start()]);
  const databases = await provision(adminUrl, { passwordsFile: join(folder, 'database-passwords.json') });

  const { DATABASE_URL: _superuser, ...inherited } = inheritedEnvironment();
  const service = (name: string, entry: string) =>
    addPart(name, (environment) =>
      startNodeService({
        name,
        entry,
        compiled: inject('compiled'),
        heapMb: HEAP_MB,
        log: log(name),
        run,
        signal: new AbortController().signal,
        env: {
          ...inherited,
          TIENDO_APP_DATABASE_URL: databases.app,
          TEMPORAL_ADDRESS: temporalAddress,
          TEMPORAL_NAMESPACE: namespace,
          TEMPORAL_TASK_QUEUE: taskQueue,
          TIENDO_DATA: folder,
          HOST: '127.0.0.1',
          PORT: String(apiPort),
          LOG_LEVEL: 'warn',
          ...environment,
        },
      }),
    );
  const worker = service('worker', 'worker/main');
  const api = service('api', 'api/main');
  await Promise.all([worker.start(), api.start()]);

  return {
    folder,
    url,
    databases,
    temporalAddress,
    namespace,
    taskQueue,
    postgres,
    temporal,
    api,
    worker,
    parts,
    addWorker: (name) => service(name, 'worker/main'),
    async stop({ keepFolder = false } = {}) {
      for (const part of [...parts].reverse()) await part.stop();
      if (!keepFolder) for (const used of [folder, postgresFolder]) rmSync(used, { recursive: true, force: true });
      else console.log(`  its logs, journal and databases: ${keepTestFolder(folder)}`);
    },
  };
}

async function choosePorts(): Promise<[number, number, number]> {
  const avoid: number[] = [];
  for (let count = 0; count < 3; count++) {
    const preferred = LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT));
    avoid.push(await chooseFreePort({ preferred, avoid }));
  }
  return avoid as [number, number, number];
}
