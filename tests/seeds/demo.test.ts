// The demo at every start: it launches its own plan and nobody else's draft, and its logins end with it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterDemo } from '../../seeds/demo.ts';
import { demoYear, seedDocuments } from '../../seeds/demo-plan.ts';
import { allowOnly } from '../../seeds/demo-tokens.ts';
import { type RunningApi, startApi } from '../api/running-api.ts';
import { startSystem, type TestSystem } from '../support/system.ts';

let system: TestSystem;
let api: RunningApi;
let url: string;
let data: string;

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  data = await mkdtemp(join(tmpdir(), 'tiendo-demo-test-'));
});
afterAll(async () => {
  await rm(data, { recursive: true, force: true });
  await api.stop();
  await system.stop();
});

const start = () => enterDemo({ data, api: url, databases: system.db.urls, progress: () => undefined });
const plans = async () => (await api.call('GET', '/api/plans?limit=500')).json().items as Record<string, unknown>[];
const running = async () => (await plans()).filter(({ status }) => status === 'running');
const statusFor = async (token: string) =>
  (await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } })).status;
const copyOf = async (number: string, year: number) => {
  const document = (await seedDocuments()).find(({ name }) => name.startsWith(number));
  const headers = { 'content-type': 'text/plain' };
  return (await api.call('POST', `/api/plans?year=${year}`, { body: document?.bytes, headers })).json().planId;
};

describe('a start', () => {
  test('launches the demo’s own plan; a draft that somebody has moved to another year stays a draft', async () => {
    const drafts = [await copyOf('003_', 2027), await copyOf('000_', demoYear(new Date()) + 1)];
    await start();
    const [own, ...others] = await running();
    expect(others).toEqual([]);
    expect(own).toMatchObject({ year: demoYear(new Date()), movedFromYear: 2025 });
    expect(JSON.parse(await readFile(join(data, 'demo.json'), 'utf8'))).toMatchObject({ planId: own?.planId });
    drafts.push(await copyOf('001_', 2027));
    await start();
    expect((await running()).map(({ planId }) => planId)).toEqual([own?.planId]);
    for (const planId of drafts) expect((await plans()).find((plan) => plan.planId === planId)?.status).toBe('draft');
  });

  test('finishes what a start that was killed had begun', async () => {
    const [own] = await running();
    await writeFile(join(data, 'demo.json'), JSON.stringify({ year: own?.year, planId: null }));
    await start();
    expect(await running()).toEqual([own]);
  });

  test('leaves the very copy alone that somebody has entered before the demo did', async () => {
    const fresh = await startSystem();
    const other = await startApi(fresh);
    const folder = await mkdtemp(join(tmpdir(), 'tiendo-demo-test-'));
    const at = await other.app.listen({ port: 0, host: '127.0.0.1' });
    const [document] = await seedDocuments();
    const headers = { 'content-type': 'text/plain' };
    await other.call('POST', `/api/plans?year=${demoYear(new Date())}`, { body: document?.bytes, headers });
    const entered = () => enterDemo({ data: folder, api: at, databases: fresh.db.urls, progress: () => undefined });
    for (const demo of [await entered(), await entered()]) expect(demo.summary.join(' ')).toContain('not launched');
    const { items } = (await other.call('GET', '/api/plans?limit=500')).json();
    expect(items.every(({ status }: { status: string }) => status === 'draft')).toBe(true);
    await rm(folder, { recursive: true, force: true });
    await other.stop();
    await fresh.stop();
  });
});

describe('demo logins', () => {
  test('end when they are renewed, end with the demo, and come back with it', async () => {
    const first = (await start()).people;
    const token = first[0]?.token ?? '';
    expect(await statusFor(token)).toBe(200);
    await rm(join(data, 'credentials.json'));
    const renewed = (await start()).people;
    expect(await statusFor(token)).toBe(401);
    expect(await statusFor(renewed[0]?.token ?? '')).toBe(200);
    await allowOnly(system.db.urls.owner, []);
    for (const login of renewed) expect(await statusFor(login.token)).toBe(401);
    expect((await api.call('GET', '/api/me')).statusCode).toBe(200); // somebody who is not of the demo
    await start();
    expect(await statusFor(renewed[0]?.token ?? '')).toBe(200);
  });

  test.each([
    ['not JSON', '{"url":', 'not JSON'],
    ['of another shape', '{"url":"x","people":[{"username":1}]}', 'people.0.username'],
  ])('%s: says so, and writes nothing over it', async (_, text, why) => {
    const file = join(data, 'credentials.json');
    const kept = await readFile(file, 'utf8');
    await writeFile(file, text);
    await expect(start()).rejects.toThrow(why);
    await expect(start()).rejects.toThrow('remove it and start again');
    expect(await readFile(file, 'utf8')).toBe(text);
    await writeFile(file, kept);
  });
});
