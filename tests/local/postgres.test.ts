// A real PostgreSQL: killed, left behind, and started again on the same data.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PostgresServer } from '../../local/postgres.ts';
import { isRunning, startOf } from '../../local/process-identity.ts';
import { createScratch } from '../../local/scratch.ts';
import { startTestPostgres } from '../../local/servers-for-tests.ts';
import { startScript } from './fixtures.ts';

let folder: string;
let server: PostgresServer;

beforeEach(async () => {
  folder = createScratch('tiendo-postgres-');
  server = await startTestPostgres(folder);
});
afterEach(async () => {
  await server.stop();
  for (const used of [folder, server.place.folder]) rmSync(used, { recursive: true, force: true });
});

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const kill = async () => {
  process.kill(server.pid, 'SIGKILL');
  await server.exited;
};

describe('the embedded PostgreSQL', () => {
  test('keeps what was committed when it is killed, and comes back on its port', async () => {
    await query(server.adminUrl, 'create table kept (it int); insert into kept values (1)');
    const { port } = server;
    await kill();
    server = await startTestPostgres(folder, port);
    expect(server.port).toBe(port);
    expect(await query(server.adminUrl, 'select it from kept')).toEqual([{ it: 1 }]);
  });

  test('starts although its pid file names a process of somebody else, and leaves that alone', async () => {
    const pidFile = join(server.place.cluster, 'postmaster.pid');
    await kill();
    const innocent = await startScript('exec sleep 60');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(innocent.pid)));
    server = await startTestPostgres(folder);
    expect(startOf(innocent.pid)).not.toBeNull();
  });

  test('stops a server that was left behind on the same data', async () => {
    const orphan = { pid: server.pid, startedAt: startOf(server.pid) ?? '' };
    server = await startTestPostgres(folder);
    expect(isRunning(orphan)).toBe(false);
  });

  test('says in its own words why it does not start', async () => {
    await server.stop();
    writeFileSync(join(server.place.cluster, 'pg_hba.conf'), 'nonsense\n');
    await expect(startTestPostgres(folder)).rejects.toThrow(/ended while starting[\s\S]*pg_hba\.conf/);
  });

  test('asks for a password, sorts by code point and checks its pages', async () => {
    const withoutPassword = Object.assign(new URL(server.adminUrl), { password: '' });
    await expect(query(withoutPassword.href, 'select 1')).rejects.toThrow('password');
    const settings = await query(
      server.adminUrl,
      `select current_setting('data_checksums') as checksums, current_setting('listen_addresses') as listens, 'Z' < 'a' as code_point`,
    );
    expect(settings).toEqual([{ checksums: 'on', listens: '127.0.0.1', code_point: true }]);
    expect(statSync(server.socket.folder).mode & 0o777).toBe(0o700);
  });
});
