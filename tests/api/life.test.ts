// One assignment from launch to closed over HTTP, and everything that can be read of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { launch, link, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  ids = await launch(api);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

describe('an assignment over HTTP', () => {
  test('lives from launch to closed, and every answer says what happened', async () => {
    const [id = ''] = ids;
    const evidence = { type: 'SubmitEvidence', links: link, note: 'Đã hoàn thành' };
    const submitted = await api.ask(id, evidence, { as: 'officerVp' });
    expect(submitted.statusCode, submitted.body).toBe(200);
    expect(submitted.json()).toMatchObject({
      assignmentId: id,
      version: 2,
      status: 'submitted',
      events: ['EvidenceSubmitted'],
    });
    const returned = {
      type: 'ReturnSubmission',
      reasonCode: 'thieu',
      reason: 'Thiếu chữ ký',
      resubmitBy: '2027-12-20',
    };
    expect((await api.ask(id, returned)).json()).toMatchObject({
      status: 'returned',
      events: ['ReviewStarted', 'SubmissionReturned'],
    });
    expect((await api.ask(id, evidence, { as: 'officerVp' })).json()).toMatchObject({ status: 'submitted' });
    expect((await api.ask(id, { type: 'AcceptSubmission' })).json()).toMatchObject({ status: 'accepted' });
    const closed = await api.ask(id, { type: 'CloseAssignment', outcome: 'achieved' });
    expect(closed.json()).toMatchObject({ version: 8, status: 'closed', events: ['AssignmentClosed'] });
    const now = (await api.call('GET', `/api/assignments/${id}`, { as: 'auditor' })).json();
    expect(now).toMatchObject({
      status: 'closed',
      outcome: 'achieved',
      overdue: false,
      label: 'doneOnTime',
      due: '2027-12-01T00:00:00+07:00',
    });
    const then = (await api.call('GET', `/api/assignments/${id}?asOf=4`, { as: 'auditor' })).json();
    expect(then).toMatchObject({ status: 'returned', version: 4 });
    const history = (await api.call('GET', `/api/assignments/${id}/history`, { as: 'auditor' })).json();
    expect(history.items).toHaveLength(8);
    expect(history.items[3]).toMatchObject({ type: 'SubmissionReturned', data: { reason: { body: 'Thiếu chữ ký' } } });
    const replay = (await api.call('GET', `/api/assignments/${id}/replay`, { as: 'auditor' })).json();
    expect(replay).toMatchObject({ equal: true, differences: [], checked: { events: 8, workflow: 'compared' } });
    const workflow = (await api.call('GET', `/api/assignments/${id}/workflow`, { as: 'auditor' })).json();
    expect(workflow).toMatchObject({
      workflowId: `asg/${id}`,
      status: 'closed',
      waitingFor: 'nobody',
      runStatus: 'COMPLETED',
    });
  });

  test('is replayed equal while commands come in', async () => {
    const [, id = ''] = ids;
    const report = (index: number) => api.ask(id, { type: 'ReportProgress', note: `${index}` }, { as: 'officerVp' });
    const replay = () => api.call('GET', `/api/assignments/${id}/replay`, { as: 'auditor' });
    const [replays] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, replay)),
      Promise.all(Array.from({ length: 40 }, (_, index) => report(index))),
    ]);
    for (const answer of replays) expect(answer.json(), answer.body).toMatchObject({ equal: true, differences: [] });
  });

  test('is replayed unequal when a byte of the log was changed', async () => {
    const [, , id = ''] = ids;
    await api.ask(id, { type: 'Acknowledge' }, { as: 'officerVp' });
    await system.db.owner.query('alter table events disable trigger events_are_append_only');
    await system.db.owner.query(
      `update events set actor = jsonb_set(actor, '{name}', '"Người khác"') where stream = $1 and version = 2`,
      [`assignment-${id}`],
    );
    await system.db.owner.query('alter table events enable always trigger events_are_append_only');
    const replay = (await api.call('GET', `/api/assignments/${id}/replay`, { as: 'auditor' })).json();
    expect(replay).toMatchObject({ equal: false, differences: [{ code: 'hash-wrong', at: 2 }] });
  });

  test('is replayed unequal when the log was cut after the engine had seen it', async () => {
    const [, id = ''] = ids;
    // The queries of the test before may still be waiting for the worker.
    const engine = await eventually(async (): Promise<{ version: number } | null> => {
      const answer = await api.call('GET', `/api/assignments/${id}/workflow`);
      return answer.statusCode === 200 ? answer.json() : null;
    });
    expect(engine.version).toBeGreaterThan(2);
    await system.db.owner.query('alter table events disable trigger events_are_append_only');
    await system.db.owner.query('delete from events where stream = $1 and version = $2', [
      `assignment-${id}`,
      engine.version,
    ]);
    await system.db.owner.query('alter table events enable always trigger events_are_append_only');
    const codes = await eventually(async (): Promise<string[] | null> => {
      const { checked, differences } = (await api.call('GET', `/api/assignments/${id}/replay`)).json();
      return checked.workflow === 'compared' ? differences.map(({ code }: { code: string }) => code) : null;
    });
    expect(codes).toContain('workflow-differs');
  });
});
