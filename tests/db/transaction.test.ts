// What a transaction leaves behind in its pool: a sound connection, or none.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, type Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { startProxy, type TcpProxy } from '../api/proxy.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let proxy: TcpProxy;
let pool: Pool;
const ANSWER_LIMIT_MS = 1_500;

beforeAll(async () => {
  db = await createTestDatabase();
  const { hostname, port } = new URL(db.urls.app);
  proxy = await startProxy({ host: hostname, port: Number(port) });
  const url = Object.assign(new URL(db.urls.app), { hostname: '127.0.0.1', port: String(proxy.port) }).href;
  pool = createPool({ url, name: 'test', max: 1, statementTimeout: ANSWER_LIMIT_MS - 1_000 });
});
afterAll(async () => {
  await pool.end();
  await proxy.stop();
  await db.drop();
});

const one = () => inTransaction(pool, (tx) => tx.query('select 1 as one')).then(({ rows }) => rows[0].one);

test('a server that answers no more is waited for once, not again for a rollback', async () => {
  expect(await one()).toBe(1);
  proxy.hang();
  const begun = Date.now();
  await expect(one()).rejects.toThrow('Query read timeout');
  expect(Date.now() - begun).toBeLessThan(2 * ANSWER_LIMIT_MS - 100);
  expect(pool.totalCount).toBe(0);
  await proxy.open();
  expect(await one()).toBe(1);
});

test('a connection that breaks is not used again', async () => {
  const broken = inTransaction(pool, async (tx) => {
    await proxy.refuse();
    await tx.query('select 1');
  });
  await expect(broken).rejects.toThrow();
  expect(pool.totalCount).toBe(0);
  await proxy.open();
  expect(await one()).toBe(1);
});

test('what the server refuses, and what fails in our own work, is rolled back on a connection that is kept', async () => {
  await one();
  const { processID } = (await pool.connect().then((client) => {
    client.release();
    return client;
  })) as { processID?: number };
  await expect(inTransaction(pool, (tx) => tx.query('select 1 / 0'))).rejects.toThrow('division by zero');
  const ours = inTransaction(pool, async (tx) => {
    await tx.query(`insert into texts (text_id, salt, body) values (gen_random_uuid(), 'x', 'không ở lại')`);
    throw new TypeError('ours');
  });
  await expect(ours).rejects.toThrow('ours');
  expect((await pool.query('select pg_backend_pid() as pid, (select count(*) from texts) as count')).rows).toEqual([
    { pid: processID, count: 0 },
  ]);
});
