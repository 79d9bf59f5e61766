// PostgreSQL or Temporal away or frozen: an answer within 5 s, nothing lost, nothing doubled, and right again by itself.

import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../api/handle-command.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { commandIdOf } from '../../record/inbox.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { dueOn, enterPlan, planReading } from '../support/ward.ts';
import { startProxy, type TcpProxy } from './proxy.ts';
import { type Call, freshKey, launch, link, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let postgres: TcpProxy;
let temporal: TcpProxy;
let pool: Pool;
let engine: Engine;
let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  system = await startSystem();
  const { hostname, port } = new URL(system.db.urls.app);
  postgres = await startProxy({ host: hostname, port: Number(port) });
  const [host = '', temporalPort] = system.temporalAddress.split(':');
  temporal = await startProxy({ host, port: Number(temporalPort) });
  const url = Object.assign(new URL(system.db.urls.app), { hostname: '127.0.0.1', port: String(postgres.port) }).href;
  pool = createPool({ url, name: 'test-api', max: 10 });
  engine = createEngine({
    address: `127.0.0.1:${temporal.port}`,
    namespace: 'default',
    taskQueue: system.taskQueue,
    log: pino({ level: 'silent' }),
  });
  api = await startApi(system, { rows: 8, pool, engine, databaseUrl: url });
  ids = await launch(api);
});
afterEach(async () => {
  await Promise.all([postgres.open(), temporal.open()]);
});
afterAll(async () => {
  await api.stop();
  await pool.end();
  await postgres.stop();
  await temporal.stop();
  await system.stop();
});

const vp: Call = { as: 'officerVp' };
const submit = { type: 'SubmitEvidence', links: link };
const historyOf = async (id = '') => (await api.call('GET', `/api/assignments/${id}/history`)).json().items;

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const begun = Date.now();
  return [await work, Date.now() - begun];
}

const decided = (location: string) =>
  expect.poll(async () => (await api.call('GET', location)).statusCode, { timeout: 30_000 }).toBe(200);

describe('without PostgreSQL', () => {
  test.each(['refuse', 'hang'] as const)('%s: 503 within 5 s everywhere, and right again by itself', async (how) => {
    const [id = ''] = ids;
    const key = freshKey();
    const body = { type: 'ReportProgress', note: how };
    await postgres[how]();
    const command = () => api.ask(id, body, { ...vp, key });
    for (const ask of [command, () => api.call('GET', '/api/plans'), () => api.call('GET', '/api/me')]) {
      const [answer, ms] = await timed(ask());
      expect(answer.json()).toMatchObject({ status: 503, code: 'record-unavailable' });
      expect(answer.headers['retry-after']).toBeDefined();
      expect(ms).toBeLessThan(5_000);
    }
    expect((await api.call('GET', '/healthz', { as: null })).statusCode).toBe(200);
    const [ready, readyMs] = await timed(api.call('GET', '/readyz', { as: null }));
    expect(ready.json()).toEqual({ status: 'unavailable', postgres: 'unavailable', temporal: 'ok' });
    expect(ready.statusCode).toBe(503);
    expect(readyMs).toBeLessThan(5_000);
    expect((await api.call('GET', '/metrics', { as: null })).body).toContain('tiendo_record_up 0');
    const before = (await system.db.app.query('select count(*) from inbox')).rows[0];
    await postgres.open();
    await expect.poll(async () => (await command()).statusCode, { timeout: 10_000 }).toBe(200);
    expect(
      (await system.db.app.query('select count(*)::int - $1::int as more from inbox', [before.count])).rows[0].more,
    ).toBe(1);
  });
});

describe('without Temporal', () => {
  test.each([
    ['refuse', 1],
    ['hang', 2],
  ] as const)('%s: 202 within 5 s, decided when it is back', async (how, row) => {
    const id = ids[row] ?? '';
    const key = freshKey();
    await system.stopWorker(); // it reaches Temporal past the proxy, and its dispatcher would deliver meanwhile
    await temporal[how]();
    const [answer, ms] = await timed(api.ask(id, submit, { ...vp, key }));
    expect(answer.statusCode, answer.body).toBe(202);
    expect(ms).toBeLessThan(5_000);
    expect((await api.call('GET', `/api/assignments/${id}/workflow`)).json().code).toBe('engine-unavailable');
    const replay = (await api.call('GET', `/api/assignments/${id}/replay`)).json();
    expect(replay).toMatchObject({ equal: true, checked: { workflow: 'unreachable' } });
    expect((await api.call('GET', '/readyz', { as: null })).json()).toMatchObject({
      postgres: 'ok',
      temporal: 'unavailable',
    });
    await temporal.open();
    await system.startWorker();
    await decided(answer.headers.location as string);
    const again = await api.ask(id, submit, { ...vp, key });
    expect(again.json()).toMatchObject({ version: 2, events: ['EvidenceSubmitted'] });
    expect(await historyOf(id)).toHaveLength(2);
    await expect
      .poll(async () => (await api.ask(id, { type: 'StartReview' })).statusCode, { timeout: 10_000 })
      .not.toBe(202);
  });

  test('a launch waits for its workflow, and what is asked of the plan after it waits behind it', async () => {
    const planId = await enterPlan(system.db.app, api.people, planReading(2027, [dueOn('2027-11-30')]));
    const ask = (body: object) => api.call('POST', `/api/plans/${planId}/commands`, { body });
    await system.stopWorker();
    await temporal.refuse();
    expect((await ask({ type: 'SetPlanPolicy', policy: { resubmitWorkingDays: 5 } })).statusCode).toBe(200);
    const launched = await ask({ type: 'LaunchPlan' });
    const after = await ask({ type: 'SetPlanPolicy', policy: { resubmitWorkingDays: 9 } });
    expect([launched.statusCode, after.statusCode]).toEqual([202, 202]);
    await temporal.open();
    await system.startWorker();
    await decided(launched.json().location);
    await expect.poll(async () => (await api.call('GET', after.json().location)).json().code).toBe('plan-running');
    const progress = async () => (await api.call('GET', `/api/plans/${planId}/progress`)).json();
    await expect
      .poll(progress, { timeout: 20_000 })
      .toMatchObject({ launched: 1, exists: 1, started: 1, pendingLaunches: 0 });
  });

  /** Sixty reports on four assignments in one request, while Temporal hangs and nobody works. */
  async function sendMany() {
    await system.stopWorker();
    await temporal.hang();
    const items = Array.from({ length: 60 }, (_, index) => ({
      assignmentId: ids[3 + (index % 4)],
      command: { type: 'ReportProgress', note: `${index}` },
      idempotencyKey: freshKey(),
    }));
    const [answer, ms] = await timed(api.call('POST', '/api/commands', { ...vp, body: items }));
    expect(ms).toBeLessThan(5_000);
    expect(answer.statusCode, answer.body).toBe(200);
    const answered = answer.json().items as { status: number; body: { location: string; code: string } }[];
    return { items, answered };
  }

  test('many commands in one request are all received within 5 s', async () => {
    const { answered } = await sendMany();
    await temporal.open();
    await system.startWorker();
    expect(answered.map(({ status }) => status)).toEqual(Array(60).fill(202));
    for (const { body } of answered) await decided(body.location);
  });

  test.each([
    [60, 'slow', [202]],
    [400, 'so slow that not all can be received', [202, 503]],
  ])('many commands in one request, PostgreSQL %i ms away (%s): each is answered by itself', async (ms, _, allowed) => {
    postgres.delay(ms);
    const { items, answered } = await sendMany();
    await Promise.all([postgres.open(), temporal.open()]);
    await system.startWorker();
    expect(new Set(answered.map(({ status }) => status))).toEqual(new Set(allowed));
    for (const { status, body } of answered) if (status === 503) expect(body.code).toBe('record-unavailable');
    // Whoever was told to try again does so with the same key: every command is there once.
    const again = await api.call('POST', '/api/commands', { ...vp, body: items });
    const settled = again.json().items as { status: number; body: { location: string } }[];
    for (const { status, body } of settled) if (status === 202) await decided(body.location);
    expect(settled.every(({ status }) => status === 200 || status === 202)).toBe(true);
    const stored = await system.db.app.query('select count(*)::int from inbox where command_id = any($1)', [
      items.map(({ idempotencyKey }) => commandIdOf(api.people.officerVp.personId, idempotencyKey)),
    ]);
    expect(stored.rows[0].count).toBe(60);
  });
});

describe('without a worker', () => {
  test('202 within 5 s, decided when one is back', async () => {
    const [, , , , , , , id = ''] = ids;
    await system.stopWorker();
    const [answer, ms] = await timed(api.ask(id, submit, { ...vp, key: freshKey() }));
    expect(answer.statusCode).toBe(202);
    expect(ms).toBeLessThan(5_000);
    await system.startWorker();
    await decided(answer.headers.location as string);
    expect(await historyOf(id)).toHaveLength(2);
  });
});

describe('a fault in the rules', () => {
  test('parks the command: 202 that says so, until an operator mends it', async () => {
    const [, , , id = ''] = ids;
    const key = freshKey();
    await system.stopWorker();
    const answer = await api.ask(id, { type: 'Acknowledge' }, { ...vp, key });
    await system.db.app.query('update inbox set parked = $2 where command_id = $1', [
      answer.json().commandId,
      { errorId: 'e-1' },
    ]);
    await system.startWorker();
    const again = await api.ask(id, { type: 'Acknowledge' }, { ...vp, key });
    expect(again.statusCode).toBe(202);
    expect(again.json()).toMatchObject({ commandId: answer.json().commandId, stuck: 'e-1' });
  });
});
