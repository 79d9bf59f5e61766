// One act of a plan over HTTP, many assignments: the answer names whom it reaches, and each has an event of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Deadline } from '../../domain/deadline.ts';
import { eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { dueOn } from '../support/ward.ts';
import { type Call, freshKey, launch, type RunningApi, startApi } from './running-api.ts';

const waiting = (source: string): Deadline => ({ kind: 'externalTrigger', source, watchdog: 'month' });
const deadlines = [waiting('Sở Nội vụ'), waiting('Sở Nội vụ'), waiting('Sở Tài chính'), dueOn('2027-11-30')];
const basis = { documentNumber: '7/QĐ-UBND', documentDate: '2026-02-20' };

let system: TestSystem;
let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system, { deadlines });
  ids = await launch(api);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const url = (rest: string) => `/api/plans/${api.planId}/${rest}`;
const ask = (body: object, call: Call = {}) => api.call('POST', url('commands'), { body, ...call });
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a caller sees them, without their schemas.
type Json = any;
const historyOf = async (id = ''): Promise<Json[]> =>
  (await api.call('GET', `/api/assignments/${id}/history`, { as: 'auditor' })).json().items;
const typesOf = async (id = '') => (await historyOf(id)).map(({ type }: Json) => type);
const comesTo = (id: string | undefined, type: string) =>
  eventually(async () => (await historyOf(id)).find((event: Json) => event.type === type));

describe('a paper from above', () => {
  const paper = {
    type: 'RecordTrigger',
    source: 'Sở Nội vụ',
    documentNumber: '88/SNV',
    documentDate: '2026-04-29',
    dueDate: '2027-05-29',
  };

  test('is recorded once for all rows that wait for its source', async () => {
    const awaited = (await api.call('GET', url('awaited-sources'))).json().items;
    expect(awaited.map(({ source, parts }: Json) => [source, parts.length])).toEqual([
      ['Sở Nội vụ', 2],
      ['Sở Tài chính', 1],
    ]);
    const key = freshKey();
    const answer = await ask(paper, { key });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ events: ['PlanTriggerReceived'] });
    expect(answer.json().reaches.sort()).toEqual(ids.slice(0, 2).sort());
    for (const id of ids.slice(0, 2)) {
      expect((await comesTo(id, 'TriggerReceived')).data).toMatchObject({
        documentNumber: '88/SNV',
        source: 'Sở Nội vụ',
        due: '2027-05-30T00:00:00+07:00',
      });
    }
    expect((await ask(paper, { key })).json()).toEqual(answer.json());
    expect((await api.call('GET', url('awaited-sources'))).json().items).toMatchObject([{ source: 'Sở Tài chính' }]);
  });
  test('a second time nobody waits for it, and each has it once', async () => {
    const again = await ask(paper);
    expect([again.statusCode, again.json().code]).toEqual([409, 'nobody-waits']);
    expect((await typesOf(ids[0])).filter((type) => type === 'TriggerReceived')).toHaveLength(1);
    expect(await typesOf(ids[2])).not.toContain('TriggerReceived');
  });
  test('is not for a unit, nor is the list of what is awaited', async () => {
    expect((await ask(paper, { as: 'officerVp' })).statusCode).toBe(403);
    expect((await api.call('GET', url('awaited-sources'), { as: 'officerVp' })).statusCode).toBe(403);
    expect((await ask({ ...paper, documentDate: '2026-02-30' })).statusCode).toBe(400);
  });
});

describe('the work of a unit', () => {
  const transfer = { type: 'TransferUnitWork', fromUnitId: 'VP', unitId: 'KTHTDT', reason: 'Sáp nhập', basis };

  test('needs a paper, and a unit that is there', async () => {
    const { basis: _, ...bare } = transfer;
    expect((await ask(bare)).json()).toMatchObject({ code: 'basis-required' });
    expect((await ask({ ...transfer, unitId: 'XYZ' })).json()).toMatchObject({ code: 'unknown-unit' });
  });
  test('goes to its successor at once, each with its own transfer and the paper', async () => {
    const answer = await ask(transfer);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().reaches.sort()).toEqual([...ids].sort());
    for (const id of ids) {
      const { data } = await comesTo(id, 'AssignmentTransferred');
      expect(data).toMatchObject({ fromUnitId: 'VP', toUnitId: 'KTHTDT', basis, reason: { body: 'Sáp nhập' } });
      expect((await api.call('GET', `/api/assignments/${id}`, { as: 'officerKt' })).json()).toMatchObject({
        unitId: 'KTHTDT',
        parts: [{ ownerUnitId: 'KTHTDT' }],
      });
    }
    expect((await ask(transfer)).json()).toMatchObject({ code: 'unit-not-involved' });
  });
});
