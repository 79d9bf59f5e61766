// Throw-away servers for tests: an empty PostgreSQL and a Temporal that can skip time. Several test runs may share a machine.
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../db/environment.ts';
import { searchAttributeTypes } from '../workflows/search-attributes.ts';
import { cacheFolderFor } from './data-folder.ts';
import { stopLeftovers } from './leftovers.ts';
import { isLock, takeLock } from './lock.ts';
import { startPostgres } from './postgres.ts';
import { createScratch } from './scratch.ts';
import { findTemporal, startTemporal } from './temporal.ts';

const PREFIX = 'tiendo-tests-';
const KEPT_PREFIX = 'tiendo-kept-';
const ANY_PORT = 0;

export interface TestServers {
  postgresAdminUrl: string;
  temporalAddress: string;
  stop(): Promise<void>;
}

/** A folder for the servers of this run; those of runs that were killed are cleared away first. */
export async function createTestFolder(): Promise<string> {
  await clearAbandoned();
  const folder = createScratch(PREFIX);
  takeLock(join(folder, 'lock.json'));
  return folder;
}

/** Under another name, or the next run would clear it away; returns where it is now. */
export function keepTestFolder(folder: string): string {
  const kept = folder.replace(PREFIX, KEPT_PREFIX);
  renameSync(folder, kept);
  return kept;
}

export async function startTestServers(): Promise<TestServers> {
  const folder = await createTestFolder();
  const [postgres, temporal] = await Promise.all([startTestPostgres(folder), startTestTemporal(folder)]);
  const stop = async () => {
    await Promise.all([postgres.stop(), temporal.stop()]);
    for (const used of [folder, postgres.place.folder]) rmSync(used, { recursive: true, force: true });
  };
  return { postgresAdminUrl: postgres.adminUrl, temporalAddress: temporal.address, stop };
}

/** Survives being killed, though not a power cut. With a port, it comes back where its clients look for it. */
export const startTestPostgres = (folder: string, port?: number) =>
  startPostgres({
    port,
    folder: join(folder, 'postgres'),
    log: join(folder, 'postgres.log'),
    run: join(folder, 'run'),
    progress: () => {},
    preferredPort: ANY_PORT,
    durable: false,
  });

/** In memory: stopped is emptied; with a file it remembers. With a port, it comes back where its clients look for it. */
export async function startTestTemporal(folder: string, port?: number, dbFile: string | null = null) {
  const log = join(folder, 'temporal.log');
  const binary = await findTemporal({ cacheFolder: cacheFolderFor(readEnvironment().data), progress: () => {}, log });
  return startTemporal({
    binary,
    log,
    port,
    dbFile,
    run: join(folder, 'run'),
    headless: true,
    preferredPort: ANY_PORT,
    namespace: 'default',
    searchAttributes: searchAttributeTypes,
    dynamicConfig: { 'frontend.WorkflowTimeSkippingEnabled': 'true', 'limit.maxIDLength': '255' },
  });
}

/** A test run that was killed could not clean up; the next one does it. */
async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    await clear(join(tmpdir(), name)).catch(() => {}); // of another user, or being cleared by another run
  }
}

async function clear(folder: string): Promise<void> {
  const lock = join(folder, 'lock.json');
  if (!existsSync(lock) || !isLock(takeLock(lock))) return; // being made right now, or in use
  await stopLeftovers(join(folder, 'run'));
  rmSync(folder, { recursive: true, force: true });
}
