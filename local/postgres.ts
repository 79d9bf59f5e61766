// One PostgreSQL server on this machine: 127.0.0.1 and a closed socket folder, never any other address.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type Child, startChild } from './children.ts';
import { chooseFreePort, isFreePort } from './ports.ts';
import { type Binaries, findBinaries, postgresEnvironment } from './postgres-binaries.ts';
import { createCluster, healPidFile, majorOf, superuserPassword } from './postgres-cluster.ts';
import { type Place, preparePlace } from './postgres-place.ts';
import { serverSettings } from './postgres-settings.ts';
import { createSocketFolder, removeIfTemporary } from './postgres-socket.ts';
import type { Progress } from './progress.ts';
import { StartFailed, startUntilReady } from './ready.ts';

const DEFAULT_POSTGRES_PORT = 54_329;
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 30_000;
const PORT_TAKEN = /Address already in use/;
const PREDECESSOR_LINGERS = /pre-existing shared memory block|lock file ".*" already exists/;

export interface PostgresOptions {
  /** Everything about this server lies in here, or a pointer to where it lies. */
  folder: string;
  log: string;
  progress: Progress;
  /** This port and no other; without it, `preferredPort` or the next free one. */
  port?: number | undefined;
  preferredPort?: number | undefined;
  /** Folder for the note about the running process; null: no note. */
  run?: string | null;
  /** false only where losing everything at a power cut is fine. */
  durable?: boolean;
  /** Gives up starting. */
  signal?: AbortSignal | undefined;
}

export interface PostgresServer extends Child {
  adminUrl: string;
  port: number;
  /** Where psql and others find it without TCP; they still need the password. */
  socket: { folder: string; port: number };
  version: string;
  origin: Binaries['origin'];
  /** Where the database files are; not always below `options.folder`. */
  place: Place;
}

export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const place = preparePlace(options.folder);
  const { account } = place;
  const binaries = findBinaries({ account, copies: place.folder, major: majorOf(place.cluster) });
  const password = superuserPassword(options.folder, place.cluster);
  if (!existsSync(place.cluster)) {
    options.progress('PostgreSQL: making a new database');
    createCluster(place, binaries, password);
  }
  await healPidFile(place.cluster);
  const socketFolder = createSocketFolder(place);
  const { child, port } = await startOnSomePort(options, (port) => ({ place, binaries, password, socketFolder, port }));
  void child.exited.then(() => removeIfTemporary(socketFolder, place));
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const { version, origin } = binaries;
  return { ...child, adminUrl, port, socket: { folder: socketFolder, port }, version, origin, place };
}

interface Setup {
  place: Place;
  binaries: Binaries;
  password: string;
  socketFolder: string;
  port: number;
}

/** Between choosing a free port and listening on it somebody else may take it, so the choice is made again then. */
async function startOnSomePort(options: PostgresOptions, setupFor: (port: number) => Setup) {
  const preferred = options.preferredPort ?? DEFAULT_POSTGRES_PORT;
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await chooseFreePort({ preferred }));
    try {
      return { child: await startServer(options, setupFor(port)), port };
    } catch (error) {
      const taken = error instanceof StartFailed && PORT_TAKEN.test(error.output) && !(await isFreePort(port));
      if (options.port !== undefined || !taken || attempt === 5) throw error;
    }
  }
}

function startServer(options: PostgresOptions, setup: Setup): Promise<Child> {
  const { place, binaries, password, port } = setup;
  const fixedPort = options.port !== undefined;
  return startUntilReady({
    start: () =>
      startChild({
        name: 'postgres',
        command: join(binaries.folder, 'postgres'),
        args: ['-D', place.cluster, ...serverSettings({ ...setup, durable: options.durable ?? true })],
        env: postgresEnvironment(),
        cwd: place.folder,
        account: place.account,
        log: options.log,
        run: options.run ?? null,
        stopSignal: 'SIGINT',
        stopLimitMs: STOP_LIMIT_MS,
      }),
    probe: () => answers(port, password),
    log: options.log,
    limitMs: START_LIMIT_MS,
    passing: fixedPort ? new RegExp(`${PREDECESSOR_LINGERS.source}|${PORT_TAKEN.source}`) : PREDECESSOR_LINGERS,
    signal: options.signal,
  });
}

async function answers(port: number, password: string): Promise<void> {
  const login = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres', password };
  const client = new pg.Client({ ...login, ssl: false, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // reported by the query as well
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => {});
  }
}
