// Roles, database and schema on a server of one's own, with no more rights than the documentation asks for.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrate, provision } from '../../db/migrate.ts';
import { startTestPostgres } from '../../local/servers-for-tests.ts';

let server: Awaited<ReturnType<typeof startTestPostgres>>;
let modestUrl: string;
const passwordsFile = join(inject('scratch'), 'provision', 'passwords.json');

beforeAll(async () => {
  server = await startTestPostgres(join(inject('scratch'), 'provision'));
  const password = randomBytes(12).toString('hex');
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`create role modest with login createrole createdb password '${password}'`);
  await admin.end();
  modestUrl = Object.assign(new URL(server.adminUrl), { username: 'modest', password }).href;
});
afterAll(() => server.stop());

const askAs = async (url: string, query: string) => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the server stops at the end of this file
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
};

test('a user who may create roles and databases is enough, at the second start too', async () => {
  const first = await provision(modestUrl, { passwordsFile });
  const second = await provision(modestUrl, { passwordsFile });
  expect(second).toEqual(first);
  expect(await askAs(second.app, 'select count(*)::integer as events from events')).toEqual([{ events: 0 }]);
});

test('nobody may stand a table of their own before the real ones', async () => {
  const { app } = await provision(modestUrl, { passwordsFile });
  await expect(askAs(app, 'create temporary table clock_offset (milliseconds bigint)')).rejects.toMatchObject({
    code: '42501',
  });
});

test('starts at once get along', async () => {
  const starts = Array.from({ length: 8 }, () => provision(modestUrl, { passwordsFile, database: 'at_once' }));
  expect(new Set((await Promise.all(starts)).map((urls) => urls.app)).size).toBe(1);
});

test('a second migration finds nothing to do', async () => {
  const { owner } = await provision(modestUrl, { passwordsFile });
  expect(await migrate(owner)).toEqual([]);
});
