// The board of a plan: what each row has come to by its roll-up, and who may see and judge it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlanReading } from '../../domain/plan-reading.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { dueOn, enterPlan, planReading } from '../support/ward.ts';
import { type Caller, launch, link, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let planId: string;

/** One row of three units of which two are enough, one that adds up figures, one as usual. */
function reading(): PlanReading {
  const plan = planReading(2027, [dueOn('2027-11-30'), dueOn('2027-11-30'), dueOn('2027-11-30')]);
  const changes = [
    { leadUnits: ['CHUYEN_MON'], collectiveLead: true, coordinatorUnits: [], rollUp: { atLeast: 2 } },
    { rollUp: 'sumOfFigures' as const },
    {},
  ];
  return { ...plan, rows: plan.rows.map((row, index) => ({ ...row, ...changes[index] })) };
}

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  planId = await enterPlan(system.db.app, api.people, reading());
  await launch({ ...api, planId });
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a caller sees them, without their schemas.
type Json = any;
const board = async (): Promise<Json[]> => (await api.call('GET', `/api/plans/${planId}/board`)).json().items;
const idOf = async (rowId: string, unitId: string): Promise<string> => {
  const url = `/api/assignments?planId=${planId}&rowId=${rowId}&unitId=${unitId}`;
  return (await api.call('GET', url)).json().items[0].assignmentId;
};
const judge = (rowId: string, as: Caller = 'coordinator') => {
  const body = { type: 'JudgeRow', rowId, outcome: 'achieved', reason: 'Đạt 90%' };
  return api.call('POST', `/api/plans/${planId}/commands`, { as, body });
};
async function finish(id: string, as: Caller, evidence: object = { links: link }): Promise<void> {
  const steps = [
    [{ type: 'SubmitEvidence', ...evidence }, as],
    [{ type: 'AcceptSubmission' }, 'coordinator'],
    [{ type: 'CloseAssignment', outcome: 'achieved' }, 'coordinator'],
  ] as const;
  for (const [command, by] of steps) {
    const answer = await api.ask(id, command, { as: by });
    expect(answer.statusCode, answer.body).toBe(200);
  }
}

test('a row of many units is achieved when enough of them are, and finished when all have ended', async () => {
  expect(await board()).toMatchObject([
    { rowId: 'r001', assignments: 3, achieved: 0, needed: 2, finished: false, result: 'open', overdue: 0 },
    { rowId: 'r002', assignments: 1, needed: null, result: 'open', figures: [] },
    { rowId: 'r003', assignments: 1, needed: 1, result: 'open', due: '2027-12-01T00:00:00+07:00' },
  ]);
  await finish(await idOf('r001', 'VP'), 'officerVp');
  await finish(await idOf('r001', 'KTHTDT'), 'officerKt');
  expect((await board())[0]).toMatchObject({ ended: 2, achieved: 2, finished: false, result: 'achieved' });
});

test('figures are added up when they are accepted, and a person judges what they come to', async () => {
  expect((await judge('r002')).json()).toMatchObject({ code: 'row-not-finished' });
  const figures = [{ name: 'Đúng hạn', numerator: 45, denominator: 50 }];
  const id = await idOf('r002', 'VP');
  await api.ask(id, { type: 'SubmitEvidence', figures: [{ ...figures[0], numerator: 1 }] }, { as: 'officerVp' });
  expect((await board())[1].figures).toEqual([]);
  await api.ask(id, { type: 'ReturnSubmission', reasonCode: 'sai', reason: 'Sai số liệu', resubmitBy: '2027-06-30' });
  await finish(id, 'officerVp', { figures });
  expect((await board())[1]).toMatchObject({ finished: true, result: 'toBeJudged', figures, judgement: null });
  expect((await judge('r002', 'officerVp')).statusCode).toBe(403);
  expect((await judge('r001')).json()).toMatchObject({ code: 'row-not-judged' });
  expect((await judge('r002')).json()).toMatchObject({ events: ['RowJudged'] });
  expect((await board())[1]).toMatchObject({
    result: 'achieved',
    judgement: { outcome: 'achieved', reason: { body: 'Đạt 90%' }, by: { post: 'coordinator' } },
  });
});

test('is for those who see every assignment', async () => {
  const of = (as: Caller) => api.call('GET', `/api/plans/${planId}/board`, { as });
  expect((await of('officerVp')).statusCode).toBe(403);
  expect((await of('auditor')).statusCode).toBe(200);
});
