// What is measured: PostgreSQL and Temporal as `npm start` starts them, durable, and on them any number of whole products,
// each with its own database, namespace, worker and api. Baselines run on the same two servers.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inheritedEnvironment, parseEnvironment, readEnvironment } from '../db/environment.ts';
import type { DatabaseUrls } from '../db/migrate.ts';
import { ChildNote } from '../local/children.ts';
import { cacheFolderFor, openDataFolder } from '../local/data-folder.ts';
import { readJson } from '../local/json-file.ts';
import { type NodeService, startNodeService } from '../local/node-service.ts';
import { createParts, type Parts } from '../local/parts.ts';
import { startPostgres } from '../local/postgres.ts';
import { HEAP_MB, startProduct } from '../local/product.ts';
import type { Progress } from '../local/progress.ts';
import { dynamicConfig } from '../local/servers.ts';
import { findTemporal, startTemporal } from '../local/temporal.ts';
import { searchAttributeTypes } from '../workflows/search-attributes.ts';
import { type Durability, readDurability } from './durability.ts';

const ANY_PORT = 0;

interface ProductOptions {
  /** Names its database, its namespace and its folder. */
  readonly name: string;
  readonly maxCachedWorkflows: number;
}

export interface RunningProduct {
  readonly name: string;
  readonly url: string;
  readonly databases: DatabaseUrls;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly folder: string;
  readonly pids: Readonly<Record<'worker' | 'api', number>>;
  stop(): Promise<void>;
}

export interface Installation {
  /** For throw-away files; gone with the installation. */
  readonly scratch: string;
  readonly temporalAddress: string;
  readonly postgresAdminUrl: string;
  readonly postgresLog: string;
  readonly pids: Readonly<Record<'PostgreSQL' | 'Temporal', number>>;
  readonly versions: { readonly postgres: string; readonly temporal: string };
  /** What went wrong by itself while it ran: a part that ended and was started again. */
  readonly troubles: readonly string[];
  /** A product stopped and started again under the same name goes on with the same data. */
  startProduct(options: ProductOptions): Promise<RunningProduct>;
  /** A Node process of the benchmarks; everything it needs is in `env`. */
  startProcess(name: string, entry: string, env?: NodeJS.ProcessEnv): Promise<NodeService>;
  durability(): Promise<Durability>;
  stop(): Promise<void>;
}

export async function startInstallation(progress: Progress): Promise<Installation> {
  const folder = createScratch();
  const run = join(folder, 'run');
  const log = (name: string) => join(folder, `${name}.log`);
  const binary = await findTemporal({
    cacheFolder: cacheFolderFor(readEnvironment().data),
    progress,
    log: log('temporal-build'),
  });
  progress('starting PostgreSQL and Temporal');
  const [postgres, temporal] = await Promise.all([
    startPostgres({ folder: join(folder, 'postgres'), log: log('postgres'), run, progress, preferredPort: ANY_PORT }),
    startTemporal({
      binary,
      dynamicConfig,
      run,
      log: log('temporal'),
      dbFile: join(folder, 'temporal', 'state.db'),
      headless: true,
      preferredPort: ANY_PORT,
      namespace: 'tiendo',
      searchAttributes: searchAttributeTypes,
    }),
  ]);
  const troubles: string[] = [];
  const products = new Map<string, Parts>();
  const helpers: NodeService[] = [];
  const passwords = join(folder, 'passwords.json');
  const { adminUrl: postgresAdminUrl, version } = postgres;
  const connections: Record<string, string> = { postgres: postgresAdminUrl };

  const start = async ({ name, maxCachedWorkflows }: ProductOptions): Promise<RunningProduct> => {
    progress(`starting the product (${name})`);
    const data = openDataFolder(join(folder, name));
    if (existsSync(passwords)) await copyFile(passwords, data.passwords); // the roles belong to the whole server
    const parts = createParts();
    products.set(name, parts);
    const environment = environmentOf({
      DATABASE_URL: Object.assign(new URL(postgresAdminUrl), { pathname: `/${name}` }).href,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: name,
      TEMPORAL_TASK_QUEUE: name,
      TIENDO_DATA: data.path,
      PORT: '0',
      TIENDO_MAX_CACHED_WORKFLOWS: String(maxCachedWorkflows),
    });
    const say = (text: string) => {
      if (text.startsWith('!')) troubles.push(`${name}: ${text.slice(2)}`);
    };
    await createDatabase(postgresAdminUrl, name);
    const display = { say, progress: () => {} };
    const { signal } = new AbortController();
    const running = await startProduct({ environment, data, display, parts, demo: false, signal });
    await copyFile(data.passwords, passwords);
    connections[name] = running.databases.app;
    const pidOf = (part: string) => readJson(join(data.run, `${part}.json`), ChildNote)?.pid ?? 0;
    return {
      name,
      url: running.api,
      databases: running.databases,
      namespace: name,
      taskQueue: name,
      folder: data.path,
      pids: { worker: pidOf('worker'), api: pidOf('api') },
      stop: () => parts.stop(() => {}),
    };
  };

  return {
    scratch: folder,
    temporalAddress: temporal.address,
    postgresAdminUrl,
    postgresLog: log('postgres'),
    pids: { PostgreSQL: postgres.pid, Temporal: temporal.pid },
    versions: { postgres: version, temporal: temporalServerVersion(binary) },
    troubles,
    startProduct: start,
    async startProcess(name, entry, env = {}) {
      const { signal } = new AbortController();
      const inherited = { ...inheritedEnvironment(), ...env };
      const helper = await startNodeService({
        name,
        entry,
        env: inherited,
        heapMb: HEAP_MB,
        log: log(name),
        run,
        signal,
      });
      helpers.push(helper);
      return helper;
    },
    durability: () => readDurability(temporal.pid, connections, [folder, postgres.place.folder]),
    async stop() {
      progress('stopping');
      await Promise.all(helpers.map((helper) => helper.stop()));
      await Promise.all([...products.values()].map((parts) => parts.stop(() => {})));
      await Promise.all([postgres.stop(), temporal.stop()]);
      for (const used of [folder, postgres.place.folder]) rmSync(used, { recursive: true, force: true });
    },
  };
}

/** On the disk that `npm start` uses: a folder for temporary files may lie in memory, where a sync costs nothing. */
function createScratch(): string {
  const folder = mkdtempSync(join(openDataFolder(readEnvironment().data).path, 'bench-'));
  if (process.getuid?.() === 0) chmodSync(folder, 0o711); // the account that runs PostgreSQL may pass through
  return folder;
}

function environmentOf(settings: Record<string, string>) {
  const parsed = parseEnvironment(settings);
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.environment;
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const known = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!known.rowCount) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  await client.end();
}

const temporalServerVersion = (binary: string): string => {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return stdout.trim();
};
