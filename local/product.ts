// Starts the whole product in order: database, schema, Temporal, then worker and api together.
import { join } from 'node:path';
import { type Environment, inheritedEnvironment } from '../db/environment.ts';
import { type DatabaseUrls, provision } from '../db/migrate.ts';
import { createPool } from '../db/pool.ts';
import { renewReadModels } from '../record/rebuild.ts';
import { allowOnly } from '../seeds/demo-tokens.ts';
import { enterCalendar } from '../seeds/enter-calendar.ts';
import { cacheFolderFor, type DataFolder } from './data-folder.ts';
import { keepRunning } from './keep-running.ts';
import { type NodeService, startNodeService } from './node-service.ts';
import type { Parts } from './parts.ts';
import { chooseFreePort } from './ports.ts';
import { type Display, seconds } from './progress.ts';
import { StartFailed } from './ready.ts';
import { checkDatabase, keepPostgres, keepTemporal } from './servers.ts';
import { findTemporal, temporalVersion } from './temporal.ts';
import { checkTemporal } from './temporal-readiness.ts';

export interface Starting {
  environment: Environment;
  data: DataFolder;
  display: Display;
  parts: Parts;
  demo: boolean;
  /** Comes when the person does not want to wait any longer. */
  signal: AbortSignal;
}

export interface Running {
  api: string;
  temporalUi: string | null;
  temporalAddress: string;
  databases: DatabaseUrls;
}

export async function startProduct(starting: Starting): Promise<Running> {
  const adminUrl = await step(starting, 'PostgreSQL', () => startDatabase(starting));
  const databases = await step(starting, 'Schema', async () => {
    const urls = await provision(adminUrl, { passwordsFile: starting.data.passwords });
    if (!starting.demo) await allowOnly(urls.owner, []); // before anybody can ask
    const renewed = await renew(urls.projector);
    await enterShipped(urls.app); // before anybody can launch
    return { value: urls, text: renewed ? 'up to date; read models built anew from the log' : 'up to date' };
  });
  const temporal = await step(starting, 'Temporal', () => startEngine(starting));
  const api = await startServices(starting, databases, temporal.address);
  return { api, databases, temporalAddress: temporal.address, temporalUi: temporal.ui };
}

/** Before the services read them: an earlier release may have written read models in another form. */
async function renew(url: string): Promise<boolean> {
  const pool = createPool({ url, name: 'tiendo-renew', max: 1, statementTimeout: 600_000 });
  try {
    return await renewReadModels(pool);
  } finally {
    await pool.end();
  }
}

interface Done<Value> {
  value: Value;
  text: string;
}

async function step<Value>({ display, signal }: Starting, name: string, work: () => Promise<Done<Value>>) {
  const begun = Date.now();
  display.progress(`  ${name} …`);
  const { value, text } = await work();
  signal.throwIfAborted();
  display.say(`✓ ${name.padEnd(10)} ${text.padEnd(58)} ${seconds(begun)}`);
  return value;
}

async function startDatabase({ environment, data, display, parts }: Starting): Promise<Done<string>> {
  if (environment.databaseUrl) {
    return { value: environment.databaseUrl, text: `${await checkDatabase(environment.databaseUrl)} (DATABASE_URL)` };
  }
  const server = await parts.add('PostgreSQL', keepPostgres({ data, display }));
  const { account, folder, moved } = server.place;
  const text = `${server.version} 127.0.0.1:${server.port} (${server.origin}${account ? `, as user ${account.name}` : ''})`;
  if (moved)
    display.say(`  PostgreSQL may not enter the data folder as user ${account?.name}; its files are in ${folder}`);
  return { value: server.adminUrl, text };
}

async function enterShipped(url: string): Promise<void> {
  const pool = createPool({ url, name: 'tiendo-shipped', max: 1 });
  try {
    await enterCalendar(pool);
  } finally {
    await pool.end();
  }
}

async function startEngine({ environment, data, display, parts }: Starting) {
  const { temporalAddress, temporalNamespace: namespace } = environment;
  if (temporalAddress) {
    const text = `${await checkTemporal(temporalAddress)} (TEMPORAL_ADDRESS)`;
    return { value: { address: temporalAddress, ui: null }, text };
  }
  const search = { cacheFolder: cacheFolderFor(data.path), log: join(data.logs, 'temporal-build.log') };
  const binary = await findTemporal({ ...search, progress: display.progress });
  const server = await parts.add('Temporal', keepTemporal({ data, display, binary, namespace }));
  const text = `${temporalVersion(binary)?.split(' ')[0]} ${server.address} (namespace ${namespace})`;
  return { value: { address: server.address, ui: server.uiAddress }, text };
}

async function startServices(starting: Starting, databases: DatabaseUrls, temporalAddress: string): Promise<string> {
  const { environment } = starting;
  const env = (port: number) => serviceEnvironment(starting, { databases, temporalAddress, port });
  const [, api] = await Promise.all([
    step(starting, 'Worker', () => startService(starting, 'worker', env(environment.port))),
    step(starting, 'API', () => startApi(starting, env)),
  ]);
  return api.url ?? `http://${environment.host}:${environment.port}`;
}

/** On its own port, or the next free one; again where another process was quicker to take that. */
async function startApi(starting: Starting, env: (port: number) => NodeJS.ProcessEnv) {
  const { environment, display } = starting;
  for (let attempt = 1; ; attempt++) {
    const port = await chooseFreePort({ preferred: environment.port, host: environment.host });
    if (port !== environment.port && environment.port !== 0) {
      display.say(`  port ${environment.port} is taken; the API listens on ${port}`);
    }
    try {
      return await startService(starting, 'api', env(port));
    } catch (error) {
      if (attempt === 5 || !(error instanceof StartFailed) || !error.output.includes('EADDRINUSE')) throw error;
    }
  }
}

/** Node lets its heap grow with the machine; this keeps a worker with thousands of live assignments below 500 MB in all. */
export const HEAP_MB = 256;

async function startService({ data, display, parts }: Starting, name: 'worker' | 'api', env: NodeJS.ProcessEnv) {
  const options = {
    name,
    entry: `${name}/main`,
    heapMb: HEAP_MB,
    env,
    log: join(data.logs, `${name}.log`),
    run: data.run,
  };
  const start = (signal: AbortSignal) => startNodeService({ ...options, signal });
  const service: NodeService = await parts.add(name, keepRunning({ name, start, say: display.say }));
  return { value: service, text: service.url ?? `pid ${service.pid}` };
}

interface Addresses {
  databases: DatabaseUrls;
  temporalAddress: string;
  port: number;
}

/** The services know one database user, who may append and nothing else; owner, projector and superuser stay with us. */
function serviceEnvironment({ environment, demo }: Starting, { databases, temporalAddress, port }: Addresses) {
  const { DATABASE_URL: _superuser, ...inherited } = inheritedEnvironment();
  return {
    ...inherited,
    TIENDO_APP_DATABASE_URL: databases.app,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: environment.temporalNamespace,
    TEMPORAL_TASK_QUEUE: environment.temporalTaskQueue,
    TIENDO_DATA: environment.data,
    TIENDO_DEMO: demo ? '1' : '0',
    TIENDO_MAX_CACHED_WORKFLOWS: String(environment.maxCachedWorkflows),
    LOG_LEVEL: environment.logLevel,
    HOST: environment.host,
    PORT: String(port),
  };
}
