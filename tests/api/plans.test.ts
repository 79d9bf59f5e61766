// Documents become drafts: the same one once, a copy moved to another year, and what is no document says so.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planTemplate } from '../../documents/formats/template.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type Call, launch, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let seed: Buffer;

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  seed = await readFile('seeds/000_30efd8dd18850b69.txt');
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const post = (body: Buffer | string, query = '', call: Call = {}) =>
  api.call('POST', `/api/plans${query}`, {
    ...call,
    body,
    headers: {
      'content-type': 'text/plain',
      'content-disposition': 'attachment; filename="ke-hoach-55.txt"',
      ...call.headers,
    },
  });
const named = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
});
const eventCount = async () => (await system.db.app.query('select position from log_head')).rows[0].position;

describe('a document', () => {
  test('becomes a draft, once, however often and by whomever it is read', async () => {
    const together = await Promise.all([post(seed), post(seed), post(seed, '', { as: 'chair' })]);
    const [first] = together;
    expect(together.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 201]);
    expect(new Set(together.map((answer) => answer.json().planId)).size).toBe(1);
    const plan = first.json();
    expect(plan).toMatchObject({ status: 'draft', year: 2025, movedFromYear: null, rowCount: 51, version: 1 });
    const events = await eventCount();
    expect((await post(seed)).statusCode).toBe(200);
    expect(await eventCount()).toBe(events);
    const listed = (await api.call('GET', '/api/plans')).json().items;
    expect(listed.filter(({ planId }: { planId: string }) => planId === plan.planId)).toHaveLength(1);
    const document = await api.call('GET', `/api/evidence-files/${plan.documentSha256}`, { as: 'auditor' });
    expect(document.rawPayload).toEqual(seed);
    expect(document.headers['content-disposition']).toContain('ke-hoach-55.txt');
  });

  test('keeps its rows verbatim, page by page', async () => {
    const { planId } = (await post(seed)).json();
    const rows: { rowId: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const url: string = `/api/plans/${planId}/rows?limit=20${cursor && `&cursor=${cursor}`}`;
      const page: { items: { rowId: string }[]; nextCursor: string | null } = (await api.call('GET', url)).json();
      rows.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(rows).toHaveLength(51);
    expect(new Set(rows.map(({ rowId }) => rowId)).size).toBe(51);
    expect(rows[0]).toMatchObject({
      rowId: 'r001',
      generation: 0,
      deadline: { text: expect.stringContaining('2025') },
    });
    const detail = (await api.call('GET', `/api/plans/${planId}`)).json();
    expect(detail).toMatchObject({ planId, headings: expect.any(Array), policy: { beforeIsLateFrom: 'endOfDay' } });
  });

  test('can be entered as a copy moved to another year', async () => {
    const moved = await post(seed, '?year=2027');
    expect(moved.statusCode, moved.body).toBe(201);
    expect(moved.json()).toMatchObject({
      year: 2027,
      movedFromYear: 2025,
      name: expect.stringContaining('(bản sao chuyển sang năm 2027)'),
    });
    expect((await post(seed, '?year=2027')).statusCode).toBe(200);
    expect((await post(seed, '?year=2025')).json().planId).toBe((await post(seed)).json().planId);
    const { items } = (await api.call('GET', `/api/plans/${moved.json().planId}/rows?limit=500`)).json();
    const dues = items.map(({ deadline }: { deadline: { due: string | null } }) => deadline.due).filter(Boolean);
    expect(dues.length).toBeGreaterThan(20);
    for (const due of dues) expect(due).toMatch(/^202[78]-/);
    expect(items[0].deadline.text).toContain('2025');
  });

  test('of Excel becomes a draft, with the place of every row in its sheet', async () => {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const body = Buffer.from(await planTemplate(2026));
    const answer = await post(body, '', { headers: named(type, 'ke-hoach.xlsx') });
    expect(answer.json(), answer.body).toMatchObject({ status: 'draft', year: 2026, rowCount: 3, issueCount: 0 });
    const { items } = (await api.call('GET', `/api/plans/${answer.json().planId}/rows`)).json();
    expect(items[0]).toMatchObject({ number: '1.1', place: 'Kế hoạch, dòng 12' });
  });

  test.each([
    [
      'of a kind that cannot be read',
      415,
      'document-type-not-supported',
      'GIF89a',
      '',
      { 'content-type': 'image/gif' },
    ],
    ['that is a PDF cut short', 422, 'document-damaged', '%PDF-1.7', '', named('application/pdf', 'ke-hoach.pdf')],
    [
      'with another name than its content',
      422,
      'document-name-differs',
      'KẾ HOẠCH',
      '',
      named('application/pdf', 'ke-hoach.pdf'),
    ],
    ['that is empty', 400, 'empty-body', '', '', {}],
    ['that is not UTF-8', 400, 'not-utf8', Buffer.from([0x4b, 0xff]), '', {}],
    ['that is a program', 422, 'document-name-differs', 'MZ\0\0', '', {}],
    ['that is no plan', 422, 'not-a-plan', 'Hôm nay trời đẹp.', '', {}],
    ['larger than 10 MiB', 413, 'body-too-large', 'x'.repeat(10 * 1024 * 1024 + 1), '', {}],
    ['with more lines than any plan has', 422, 'document-too-long', 'x\n'.repeat(20_001), '', {}],
    ['for a year that is none', 400, 'invalid-query', 'x', '?year=27', {}],
  ])('%s: %i %s, nothing entered', async (_, status, code, body, query, headers) => {
    const events = await eventCount();
    const answer = await post(body, query, { headers });
    expect(answer.json(), answer.body).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
    expect(await eventCount()).toBe(events);
  });

  test('may be entered by those who lead only', async () => {
    for (const as of ['officerVp', 'auditor'] as const)
      expect((await post(seed, '', { as })).json().code).toBe('not-permitted');
  });

  test('under one Idempotency-Key stands for one document', async () => {
    const key = 'nhap-ke-hoach';
    const other = Buffer.concat([seed, Buffer.from('\n')]);
    expect((await post(other, '', { key })).statusCode).toBe(201);
    expect((await post(other, '', { key })).statusCode).toBe(200);
    expect((await post(seed, '?year=2026', { key })).json().code).toBe('idempotency-key-reused');
  });
});

describe('a draft', () => {
  test('takes commands, is previewed, launched and followed to its assignments', async () => {
    const ask = (body: object) => api.call('POST', `/api/plans/${api.planId}/commands`, { body });
    const policy = await ask({ type: 'SetPlanPolicy', policy: { reminderWorkingDays: [5, 1] } });
    expect(policy.json()).toMatchObject({ planId: api.planId, version: 2, status: 'draft', events: ['PlanPolicySet'] });
    const preview = (await api.call('GET', `/api/plans/${api.planId}/launch-preview`)).json();
    expect(preview.items).toHaveLength(3);
    expect(preview.items[0]).toMatchObject({
      rowId: 'r001',
      problems: [],
      deadline: { text: 'như đã đọc', kind: 'fixed' },
      execution: 'perUnit',
      executionReason: 'một đơn vị chủ trì',
      mode: 'ORDER',
      issues: [],
      assignments: [{ unitId: 'VP', reviewUnitId: 'VHXH', parts: [{ partId: 'whole', needed: true, pastDue: false }] }],
    });
    expect(preview.items[0].assignments[0].parts[0].calendar).toContainEqual(
      expect.objectContaining({ what: 'reminder', workingDaysBefore: 5 }),
    );
    expect(preview).toMatchObject({ duties: [], reports: [] });
    expect((await ask({ type: 'LaunchPlan', rowIds: ['r999'] })).json()).toMatchObject({
      status: 422,
      code: 'unknown-row',
      about: ['r999'],
    });
    const ids = await launch(api);
    expect(ids).toHaveLength(3);
    const progress = (await api.call('GET', `/api/plans/${api.planId}/progress`)).json();
    expect(progress).toMatchObject({
      launched: 3,
      exists: 3,
      started: 3,
      closed: 0,
      overdue: 0,
      byStatus: { assigned: 3 },
    });
    expect((await ask({ type: 'LaunchPlan' })).json()).toMatchObject({ status: 409, code: 'nothing-to-launch' });
    expect((await ask({ type: 'SetPlanPolicy', policy: {} })).json()).toMatchObject({
      status: 409,
      code: 'plan-running',
    });
    expect((await ask({ type: 'ClosePlan' })).json()).toMatchObject({ status: 409, code: 'assignments-open' });
  });
});
