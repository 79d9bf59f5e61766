// The two servers of the product: ours, kept running on the ports and data of their first start, or ones that are given.
import { join } from 'node:path';
import pg from 'pg';
import { searchAttributeTypes } from '../workflows/search-attributes.ts';
import type { DataFolder } from './data-folder.ts';
import { type Kept, keepRunning } from './keep-running.ts';
import { readPorts, writePorts } from './ports.ts';
import { type PostgresOptions, type PostgresServer, startPostgres } from './postgres.ts';
import type { Display } from './progress.ts';
import { startTemporal, type TemporalOptions, type TemporalServer } from './temporal.ts';

/** Workflow ids are stored in 255 characters; a longer one would hang instead of being refused. */
export const dynamicConfig = { 'limit.maxIDLength': '255' };

export interface Keeping {
  data: DataFolder;
  display: Display;
}

export function keepPostgres({ data, display }: Keeping): Kept<PostgresServer> {
  const where = { folder: data.postgres, run: data.run, log: join(data.logs, 'postgres.log') };
  let ports: Pick<PostgresOptions, 'port' | 'preferredPort'> = { preferredPort: readPorts(data.ports).postgres };
  return keepRunning({
    name: 'PostgreSQL',
    say: display.say,
    start: async (signal) => {
      const server = await startPostgres({ ...where, ...ports, progress: display.progress, signal });
      ports = { port: server.port }; // the others were told this one
      remember(data, { postgres: server.port });
      return server;
    },
  });
}

export interface KeepingTemporal extends Keeping {
  binary: string;
  namespace: string;
}

export function keepTemporal({ data, display, binary, namespace }: KeepingTemporal): Kept<TemporalServer> {
  const where = { dbFile: data.temporalDb, run: data.run, log: join(data.logs, 'temporal.log') };
  const known = readPorts(data.ports);
  const needs = { namespace, searchAttributes: searchAttributeTypes };
  let ports: Pick<TemporalOptions, 'port' | 'preferredPort' | 'uiPort' | 'preferredUiPort'> = {
    preferredPort: known.temporal,
    preferredUiPort: known.temporalUi,
  };
  return keepRunning({
    name: 'Temporal',
    say: display.say,
    start: async (signal) => {
      const server = await startTemporal({ binary, ...where, ...needs, ...ports, dynamicConfig, signal });
      ports = { port: server.port, uiPort: server.uiPort ?? undefined };
      remember(data, { temporal: server.port, ...(server.uiPort ? { temporalUi: server.uiPort } : {}) });
      return server;
    },
  });
}

/** What a database that we were given says of itself. */
export async function checkDatabase(url: string): Promise<string> {
  const { host } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // reported by the query as well
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return `${rows[0]?.server_version} ${host}`;
  } catch (error) {
    throw new Error(`The database of DATABASE_URL (${host}) does not answer: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await client.end().catch(() => {});
  }
}

const remember = (data: DataFolder, chosen: Record<string, number>): void =>
  writePorts(data.ports, { ...readPorts(data.ports), ...chosen });
