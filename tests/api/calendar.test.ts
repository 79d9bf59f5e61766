// The working calendar over HTTP and from the command line: everybody reads it, administrators change it, plans say which one
// they count with.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import { CALENDAR_STREAM } from '../../record/streams.ts';
import { takeForgottenTurns } from '../../worker/turns-without-workflow.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { dueOn, enterPlan, launchInRecord, outcomeOf, planReading, said, send } from '../support/ward.ts';
import { type Call, type Caller, freshKey, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;

beforeAll(async () => {
  system = await startSystem({ worker: false });
  api = await startApi(system);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const get = async (url: string, as: Caller = 'officerVp') => (await api.call('GET', url, { as })).json();
const ask = (body: object, call: Call = {}) =>
  api.call('POST', '/api/calendar/commands', { as: 'admin', body, ...call });
const day = (date: string, kind = 'holiday') => ({ date, kind, name: 'Ngày nghỉ', source: 'Thông báo 7/TB' });
const change = (what: object) => ({ type: 'ChangeCalendar', reason: 'Theo Thông báo 7/TB', ...what });
const csv = (...lines: string[]) => ['date,kind,name,source', ...lines].join('\n');
const importOf2028 = (...lines: string[]) => ({
  type: 'ImportCalendar',
  from: '2028-01-01',
  to: '2029-01-31',
  csv: csv('2028-01-24,holiday,Tết,TB 1', ...lines, '2029-01-01,holiday,Tết Dương lịch,Điều 112'),
  reason: 'Lịch nghỉ năm 2028',
});
const eventCount = async () => (await system.db.app.query('select position from log_head')).rows[0].position;

describe('reading', () => {
  test.each<Caller>(['officerVp', 'coordinator', 'chair', 'auditor', 'admin'])(
    'is for everybody: %s',
    async (caller) => {
      const calendar = await get('/api/calendar', caller);
      expect(calendar).toMatchObject({
        version: 'vn-2025-2027.1',
        number: 1,
        from: '2025-01-01',
        to: '2028-01-31',
        current: true,
        change: { how: 'import' },
        reason: null,
        publishedBy: { name: 'tiendo' },
        versions: [{ version: 'vn-2025-2027.1' }],
      });
      expect(calendar.days).toContainEqual({
        date: '2026-08-22',
        kind: 'swapWork',
        name: 'Làm bù cho 31/08/2026',
        source: expect.stringContaining('Bộ Nội vụ'),
        swappedWith: '2026-08-31',
      });
    },
  );
  test('of a version that does not exist says so', async () => {
    const answer = await api.call('GET', '/api/calendar/vn-1999.1');
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'calendar-not-found']);
  });
  test('needs a token', async () => {
    expect((await api.call('GET', '/api/calendar', { as: null })).statusCode).toBe(401);
  });
});

describe('changing', () => {
  test.each<Caller>(['officerVp', 'coordinator', 'chair', 'auditor'])('is not for %s', async (as) => {
    const before = await eventCount();
    const answer = await ask(change({ add: [day('2027-11-24')] }), { as });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'not-permitted']);
    expect(await eventCount()).toBe(before);
  });

  test('makes a new version with its reason; the old one stays as it was', async () => {
    const old = await get('/api/calendar/vn-2025-2027.1');
    const key = freshKey();
    const command = change({ add: [day('2027-11-24')] });
    const answer = await ask(command, { key });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { version: 2, events: ['CalendarPublished'] }]);
    expect((await ask(command, { key })).json()).toEqual(answer.json());
    const calendar = await get('/api/calendar');
    expect(calendar).toMatchObject({
      version: 'vn-2025-2027.2',
      current: true,
      change: { how: 'edit', added: [day('2027-11-24')], removed: [] },
      reason: { body: 'Theo Thông báo 7/TB' },
      publishedBy: { name: 'Quản trị' },
    });
    expect(calendar.days).toContainEqual(day('2027-11-24'));
    const kept = await get('/api/calendar/vn-2025-2027.1');
    expect(kept.days).toEqual(old.days);
    expect(kept.current).toBe(false);
  });

  test('without a reason, or without a source, is not taken', async () => {
    const noReason = await ask({ type: 'ChangeCalendar', remove: ['2027-11-24'] });
    expect([noReason.statusCode, noReason.json().code]).toEqual([400, 'reason-required']);
    const { source: _, ...noSource } = day('2027-11-25');
    const answer = await ask(change({ add: [noSource] }));
    expect([answer.statusCode, answer.json().violations[0].path]).toEqual([400, 'add.0.source']);
    expect((await ask(change({ add: [day('2027-02-30')] }))).statusCode).toBe(400);
  });

  test('what cannot be right is refused in both languages, naming the days', async () => {
    const answer = await ask(change({ remove: ['2026-08-22'] }));
    expect([answer.statusCode, answer.json()]).toMatchObject([
      422,
      { code: 'calendar-swap-uneven', about: ['2026-08-31'], detailEn: expect.stringContaining('two halves') },
    ]);
  });
});

describe('importing', () => {
  test('names every line that is not right, and takes nothing', async () => {
    const before = await eventCount();
    const answer = await ask(importOf2028('2028-02-30,holiday,Tết,TB 1', '2028-09-01,lễ,Quốc khánh,TB 1'));
    expect([answer.statusCode, answer.json()]).toMatchObject([
      422,
      {
        code: 'calendar-file-wrong',
        violations: [
          { path: 'csv.3', code: 'date-invalid', messageEn: expect.stringContaining('Not a real date') },
          { path: 'csv.4', code: 'kind-unknown', message: expect.stringContaining('nghỉ lễ') },
        ],
      },
    ]);
    expect(await eventCount()).toBe(before);
  });

  test('that leaves a gap is refused by the rules', async () => {
    const answer = await ask({
      ...importOf2028(),
      from: '2029-01-01',
      to: '2029-12-31',
      csv: csv('2029-01-01,holiday,Tết,TB'),
    });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'calendar-gap']);
  });

  test('replaces the days that it speaks for', async () => {
    expect((await ask(importOf2028('2028-09-01,holiday,Quốc khánh,TB 1'))).statusCode).toBe(200);
    const calendar = await get('/api/calendar');
    expect(calendar).toMatchObject({ version: 'vn-2025-2028.3', to: '2029-01-31', from: '2025-01-01' });
    expect(calendar.days.filter(({ date }: { date: string }) => date >= '2028')).toHaveLength(3);
  });

  test('that was received by a process which died is decided by the worker', async () => {
    const commandId = await send(system.db.app, CALENDAR_STREAM, api.people.admin, {
      type: 'ChangeCalendar',
      add: [day('2028-11-24')],
      reason: said('Ngày Văn hóa'),
    });
    const log = api.app.log as never;
    expect(await takeForgottenTurns(system.db.app, log)).toBe(0);
    await system.db.app.query('update inbox set next_attempt_at = clock_timestamp() where command_id = $1', [
      commandId,
    ]);
    expect(await takeForgottenTurns(system.db.app, log)).toBe(1);
    expect(await outcomeOf(system.db.app, commandId)).toHaveProperty('accepted');
  });
});

describe('a plan', () => {
  test('says which calendar a launch would freeze, and later that a newer one exists', async () => {
    const planId = await enterPlan(system.db.app, api.people, planReading(2027, [dueOn('2027-11-30')]));
    const current = (await get('/api/calendar')).version;
    const preview = await get(`/api/plans/${planId}/launch-preview`, 'coordinator');
    expect(preview.calendar).toEqual({ frozen: [], current, newerExists: false });
    expect(preview.items[0].calendarVersion).toBe(current);
    const [assignmentId] = (await launchInRecord(system.db.app, api.people, planId)).values();
    const plan = await get(`/api/plans/${planId}`, 'coordinator');
    expect(plan.calendar).toEqual({ frozen: [current], current, newerExists: false });
    await ask(change({ remove: ['2028-11-24'] }));
    const newer = (await get('/api/calendar')).version;
    expect((await get(`/api/plans/${planId}`, 'coordinator')).calendar).toEqual({
      frozen: [current],
      current: newer,
      newerExists: true,
    });
    const assignment = await get(`/api/assignments/${assignmentId}`, 'coordinator');
    expect(assignment.calendarVersion).toBe(current);
    const atFirst = await get(`/api/assignments/${assignmentId}?asOf=1`, 'coordinator');
    expect(atFirst.calendarVersion).toBe(current);
  });
});

describe('tiendo calendar', () => {
  beforeAll(() => {
    const data = join(inject('scratch'), 'data-calendar');
    mkdirSync(data, { recursive: true });
    const temporal = { address: system.temporalAddress, namespace: 'default', taskQueue: system.taskQueue };
    const running = { url: 'http://127.0.0.1:1', temporal, databases: system.db.urls };
    writeFileSync(join(data, 'running.json'), JSON.stringify(running));
    vi.stubEnv('TIENDO_DATA', data);
  });
  afterAll(() => vi.unstubAllEnvs());

  /** One command line, in this process: a process of its own for each would be most of the time. */
  const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const said = { out: '', err: '' };
    const hear = (stream: 'stdout' | 'stderr', into: 'out' | 'err') =>
      vi.spyOn(process[stream], 'write').mockImplementation((text) => {
        said[into] += String(text);
        return true;
      });
    const ears = [hear('stdout', 'out'), hear('stderr', 'err')];
    try {
      const code = await main(['calendar', ...args]);
      return { code, ...said };
    } finally {
      for (const ear of ears) ear.mockRestore();
    }
  };
  const fileOf = (name: string, ...lines: string[]): string => {
    const file = join(inject('scratch'), name);
    writeFileSync(file, csv(...lines));
    return file;
  };
  const range = ['--from', '2029-01-01', '--to', '2029-12-31', '--reason', 'Lịch nghỉ năm 2029'];

  test('shows the calendar, and an earlier version of it', async () => {
    expect((await run()).out).toContain('2026-08-22  swapWork');
    expect((await run('show', 'vn-2025-2027.1')).out).toContain('vn-2025-2027.1: 2025-01-01 to 2028-01-31');
    expect(await run('show', 'vn-1')).toMatchObject({ code: 64, err: expect.stringContaining('no calendar vn-1') });
  });

  test('imports a year as a new version, with its reason', async () => {
    const { number } = await get('/api/calendar');
    const file = fileOf('2029.csv', '2029-01-01,holiday,Tết Dương lịch,Điều 112', '13/02/2029,nghỉ lễ,Tết,TB 2');
    const { code, out } = await run('import', file, ...range, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([0, { version: `vn-2025-2029.${number + 1}`, to: '2029-12-31' }]);
    expect(await get('/api/calendar')).toMatchObject({
      reason: { body: 'Lịch nghỉ năm 2029' },
      publishedBy: { personId: null, post: 'người vận hành máy chủ' },
    });
    const again = await run('import', file, ...range);
    expect(again).toMatchObject({ code: 1, out: expect.stringContaining('calendar-unchanged') });
  });

  test('tells the lines that are not right, and imports nothing', async () => {
    const { version } = await get('/api/calendar');
    const { code, out } = await run('import', fileOf('bad.csv', '2029-02-30,holiday,Tết,TB 2'), ...range);
    expect([code, out]).toEqual([1, expect.stringContaining('line 2: Not a real date')]);
    expect((await get('/api/calendar')).version).toBe(version);
  });

  test('does not take a file whose letters are lost', async () => {
    const file = join(inject('scratch'), 'windows-1258.csv');
    writeFileSync(file, Buffer.concat([Buffer.from(csv('2029-01-01,holiday,T')), Buffer.from([0xea, 0xec])]));
    expect(await run('import', file, ...range)).toMatchObject({ code: 64, err: expect.stringContaining('not UTF-8') });
  });

  test.each([
    [['import']],
    [['import', 'no-such-file.csv', ...range]],
    [['import', 'seeds/enter-calendar.ts', '--from', '2029-01-01', '--to', '2029-12-31']],
    [['import', 'seeds/enter-calendar.ts', '--from', '2029', '--to', '2029-12-31', '--reason', 'x']],
    [['remove']],
  ])('called wrongly says how: %j', async (args) => {
    expect(await run(...args)).toMatchObject({ code: 64, err: expect.stringContaining('Usage: tiendo calendar') });
  });
});
