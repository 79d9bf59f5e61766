// Who sees and does what: a unit its own, the leaders and the auditor everything, nobody another unit's drafts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type Caller, launch, link, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let ids: string[];
let draftId: string;

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system, { rows: 7 });
  draftId = api.planId;
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const get = (url: string, as: Caller) => api.call('GET', url, { as });
const figure = { name: 'Hồ sơ đúng hạn', numerator: 97, denominator: 100 };
const statusOf = async (url: string, as: Caller) => (await get(url, as)).statusCode;

describe('before the launch', () => {
  test('a unit does not see the draft', async () => {
    expect((await get('/api/plans', 'officerVp')).json().items).toEqual([]);
    for (const url of [`/api/plans/${draftId}`, `/api/plans/${draftId}/rows`, `/api/plans/${draftId}/progress`])
      expect((await get(url, 'officerVp')).json()).toMatchObject({ status: 404, code: 'plan-not-found' });
    for (const as of ['coordinator', 'chair', 'auditor'] as const)
      expect(await statusOf(`/api/plans/${draftId}`, as)).toBe(200);
  });
});

describe('after the launch', () => {
  beforeAll(async () => {
    ids = await launch(api);
  });

  test('each role sees what is its own', async () => {
    const seen = async (as: Caller) => (await get('/api/assignments', as)).json().items.length;
    expect(await seen('officerVp')).toBe(7);
    expect(await seen('officerKt')).toBe(0);
    for (const as of ['coordinator', 'chair', 'auditor'] as const) expect(await seen(as)).toBe(7);
    expect(await statusOf(`/api/plans/${draftId}`, 'officerKt')).toBe(200);
  });

  test('another unit reads nothing of an assignment', async () => {
    for (const part of ['', '/history', '/replay', '/workflow', '?asOf=1'])
      expect((await get(`/api/assignments/${ids[0]}${part}`, 'officerKt')).json()).toMatchObject({
        status: 403,
        code: 'foreign-unit',
      });
  });

  test.each([
    ['/api/events', ['coordinator', 'chair', 'auditor']],
    [`/api/plans/PLAN/launch-preview`, ['coordinator', 'chair', 'auditor']],
    ['/api/units', ['coordinator', 'chair', 'auditor', 'officerVp', 'officerKt']],
    ['/api/me', ['coordinator', 'chair', 'auditor', 'officerVp', 'officerKt']],
  ])('%s is for %j', async (url, allowed) => {
    for (const as of ['coordinator', 'chair', 'auditor', 'officerVp', 'officerKt'] as const)
      expect(await statusOf(url.replace('PLAN', draftId), as), as).toBe(allowed.includes(as) ? 200 : 403);
  });

  test('the auditor and the units change no plan', async () => {
    for (const as of ['auditor', 'officerVp'] as const) {
      const answer = await api.call('POST', `/api/plans/${draftId}/commands`, { as, body: { type: 'ClosePlan' } });
      expect(answer.json()).toMatchObject({ status: 403, code: 'not-permitted' });
    }
  });

  test('a coordinating unit sees that something happened: no texts, files, links, figures or hashes of it', async () => {
    const [id = ''] = ids;
    const file = await api.call('PUT', '/api/evidence-files', {
      as: 'officerVp',
      body: Buffer.from('mật của VP'),
      headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="noi-bo.pdf"' },
    });
    const { sha256 } = file.json();
    const evidence = {
      files: [{ sha256, documentNumber: '12/BC-VP' }],
      links: link,
      figures: [figure],
      note: 'Nội bộ',
    };
    await api.ask(id, { type: 'ReportProgress', note: 'Nội bộ', state: 'inProgress' }, { as: 'officerVp' });
    await api.ask(id, { type: 'SubmitEvidence', ...evidence }, { as: 'officerVp' });
    await api.ask(id, { type: 'ReturnSubmission', reasonCode: 'thieu-dau', reason: 'Nội bộ' });
    await system.db.owner.query(
      `update assignments set coordinating_unit_ids = '["KTHTDT"]' where assignment_id = $1`,
      [id],
    );
    expect((await get('/api/assignments', 'officerKt')).json().items).toHaveLength(1);
    const seen = (await get(`/api/assignments/${id}/history`, 'officerKt')).json().items;
    const [assignedEvent, ...since] = seen.map(({ type, data }: { type: string; data: object }) => ({ type, ...data }));
    expect(assignedEvent).toMatchObject({ type: 'AssignmentAssigned', requirement: 'Yêu cầu 1' });
    const one = { partId: 'whole', submission: 1 };
    expect(since).toEqual([
      { type: 'ProgressReported', partId: 'whole', state: 'inProgress' },
      { type: 'EvidenceSubmitted', ...one, unitId: 'VP', late: false, lateFrom: expect.any(String) },
      { type: 'ReviewStarted', ...one },
      { type: 'SubmissionReturned', ...one, resubmitUntil: expect.any(String) },
    ]);
    // A hash over what is left out would confirm a guess.
    for (const { hash, prevHash } of seen) expect([hash, prevHash]).toEqual([null, null]);
    const everything: string[] = [];
    for (const url of [`/api/assignments/${id}`, `/api/assignments/${id}/history`, `/api/assignments?q=1`])
      everything.push((await get(url, 'officerKt')).body);
    for (const version of [1, 2, 3, 4, 5])
      everything.push((await get(`/api/assignments/${id}?asOf=${version}`, 'officerKt')).body);
    for (const secret of ['Nội bộ', sha256, '12/BC-VP', 'phuong.example', 'Hồ sơ đúng hạn', 'thieu-dau', 'noi-bo'])
      expect(everything.join('\n')).not.toContain(secret);
    for (const url of [
      `/api/assignments/${id}/replay`,
      `/api/assignments/${id}/workflow`,
      '/api/events',
      '/api/stream',
    ])
      expect(await statusOf(url, 'officerKt'), url).toBe(403);
    expect(await statusOf(`/api/evidence-files/${sha256}`, 'officerKt')).toBe(404);
    const own = (await get(`/api/assignments/${id}/history`, 'officerVp')).json().items;
    expect(own[1].data.note.body).toBe('Nội bộ');
    expect(own[2].data).toMatchObject({ links: link, figures: [figure], files: [{ sha256 }] });
    const asked = await api.ask(id, { type: 'SubmitEvidence', links: link }, { as: 'officerKt' });
    expect(asked.json()).toMatchObject({ status: 403, code: 'foreign-unit' });
  });

  test('a unit that leads a shared row with another reads it whole; what it may do, the rules say', async () => {
    const [, id = ''] = ids;
    await api.ask(id, { type: 'ReportProgress', note: 'Việc chung' }, { as: 'officerVp' });
    await system.db.owner.query(`update assignments set lead_unit_ids = '["VP", "KTHTDT"]' where assignment_id = $1`, [
      id,
    ]);
    const { items } = (await get('/api/assignments?rowId=r002', 'officerKt')).json();
    expect(items).toMatchObject([{ assignmentId: id, unitId: 'VP', leadUnitIds: ['VP', 'KTHTDT'] }]);
    for (const part of ['', '/replay', '/workflow', '?asOf=1'])
      expect(await statusOf(`/api/assignments/${id}${part}`, 'officerKt'), part).toBe(200);
    const history = (await get(`/api/assignments/${id}/history`, 'officerKt')).json().items;
    expect(history[1].data.note.body).toBe('Việc chung');
    const asked = await api.ask(id, { type: 'SubmitEvidence', links: link }, { as: 'officerKt' });
    expect(asked.json()).toMatchObject({ status: 403, code: 'not-the-assigned-unit' });
  });

  test('a token that is taken away ends at once', async () => {
    expect(await statusOf('/api/me', 'officerKt')).toBe(200);
    await system.db.owner.query('update access_tokens set revoked_at = now() where person_id = $1', [
      api.people.officerKt.personId,
    ]);
    expect(await statusOf('/api/me', 'officerKt')).toBe(401);
  });
});

describe('lists', () => {
  test('are paged without gap or repetition, filtered, and dated', async () => {
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const page = (await get(`/api/assignments?limit=3${cursor && `&cursor=${cursor}`}`, 'coordinator')).json();
      found.push(...page.items.map(({ assignmentId }: { assignmentId: string }) => assignmentId));
      expect(page.asOf).toMatchObject({ position: expect.any(Number), at: expect.stringMatching(/\+07:00$/) });
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(found).toHaveLength(7);
    expect(new Set(found).size).toBe(7);
    const count = async (query: string) => (await get(`/api/assignments?${query}`, 'coordinator')).json().items.length;
    expect(await count('status=inProgress')).toBe(1);
    expect(await count('status=assigned,inProgress')).toBe(6);
    expect(await count('unitId=VP')).toBe(7);
    expect(await count('unitId=KTHTDT')).toBe(0);
    expect(await count('overdue=true')).toBe(0);
    expect(await count(`q=${encodeURIComponent('TIÊU CHÍ 3')}`)).toBe(1);
    for (const q of ['tieu chi 3', 'TIEU CHI 3', 'tiêu chí 3', 'yeu cau 3'])
      expect(await count(`q=${encodeURIComponent(q)}`), q).toBe(1);
    for (const q of ['tiếu chí 3', 'tiêu chi 3', 'tieu_chi 3'])
      expect(await count(`q=${encodeURIComponent(q)}`), q).toBe(0);
    expect(await count('q=%25')).toBe(0);
    expect(await count('rowId=r002')).toBe(1);
  });

  test('overdue is computed when it is asked, by the clock of the record', async () => {
    await system.db.owner.query(`update clock_offset set milliseconds = milliseconds + 1000 * 86400000::bigint`);
    const { items } = (await get('/api/assignments?overdue=true', 'coordinator')).json();
    expect(items).toHaveLength(7);
    expect(items[0]).toMatchObject({ overdue: true, label: 'inProgressOverdue' });
    expect((await get(`/api/plans/${draftId}/progress`, 'coordinator')).json().overdue).toBe(7);
  });
});
