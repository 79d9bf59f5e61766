// A running plan amended over HTTP: what the document changes, what is accepted of it, and what becomes of each assignment.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AssignmentEvent } from '../../domain/assignment/events.ts';
import { PlanEvent } from '../../domain/plan/events.ts';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream, planStream } from '../../record/streams.ts';
import { eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { act, dueOn, enterPlan, planReading, said } from '../support/ward.ts';
import { type Call, freshKey, launch, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let ids: string[];
let from: string;

/** Row 1 is due later, row 2 is gone, one is new. */
function amendedReading() {
  const reading = planReading(2027, [
    dueOn('2027-12-15'),
    dueOn('2027-11-30'),
    dueOn('2027-11-30'),
    dueOn('2027-10-29'),
  ]);
  return { ...reading, rows: reading.rows.filter((_, index) => index !== 1) };
}

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  ids = await launch(api);
  from = await enterPlan(system.db.app, api.people, amendedReading());
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const url = (rest: string) => `/api/plans/${api.planId}/${rest}`;
const ask = (body: object, call: Call = {}) => api.call('POST', url('commands'), { body, ...call });
const preview = (as?: Call['as']) =>
  api.call('GET', url(`amendment-preview?from=${from}`), { as: as ?? 'coordinator' });
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a caller sees them, without their schemas.
type Json = any;
const show = async (id = ''): Promise<Json> => (await api.call('GET', `/api/assignments/${id}`)).json();
const amend = (accepted: object) => ({
  type: 'AmendPlan',
  fromPlanId: from,
  reason: 'Điều chỉnh theo Kế hoạch 9',
  ...accepted,
});

describe('an amended document', () => {
  test('shows what it changes in the running plan, and what that would do to whom', async () => {
    const { items } = (await preview()).json();
    expect(items).toMatchObject([
      { change: 'changed', rowId: 'r001', amendedRowId: 'r001', goingOn: [ids[0]], superseded: [], launched: [] },
      { change: 'added', rowId: 'a1.r003', amendedRowId: 'r003', goingOn: [], superseded: [], launched: ['VP'] },
      { change: 'removed', rowId: 'r002', amendedRowId: null, superseded: [ids[1]], problems: [], pastDue: false },
    ]);
    expect(items[0].fields.map(({ field }: Json) => field)).toEqual(['deadline']);
    expect((await preview('officerVp')).statusCode).toBe(403);
    expect((await api.call('GET', url(`amendment-preview?from=${api.planId}`))).json().code).toBe('plan-not-found');
    const ofDraft = await api.call('GET', `/api/plans/${from}/amendment-preview?from=${api.planId}`);
    expect(ofDraft.statusCode).toBe(404);
  });

  test('is refused where nothing, or something else, is accepted of it', async () => {
    expect((await ask(amend({}))).json().code).toBe('nothing-to-amend');
    expect((await ask(amend({ changed: ['r003'] }))).json()).toMatchObject({
      code: 'unknown-amendment',
      about: ['r003'],
    });
    expect((await ask({ ...amend({ changed: ['r001'] }), fromPlanId: freshKey() })).json().code).toBe(
      'no-amended-document',
    );
    expect((await ask(amend({ changed: ['r001'] }), { as: 'officerVp' })).statusCode).toBe(403);
  });

  test('row by row: one goes on with another day, one is superseded, one is launched', async () => {
    await api.ask(ids[0] ?? '', { type: 'Acknowledge' }, { as: 'officerVp' });
    const key = freshKey();
    const accepted = amend({ changed: ['r001'], removed: ['r002'], added: ['r003'] });
    const answer = await ask(accepted, { key });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().events).toEqual(['PlanAmended', 'PlanLaunched']);
    expect(answer.json().reaches.sort()).toEqual(ids.slice(0, 2).sort());
    expect((await ask(accepted, { key })).json()).toEqual(answer.json());

    const goneOn = await eventually(async () => {
      const now = await show(ids[0]);
      return now.due === '2027-12-16T00:00:00+07:00' && now;
    });
    expect(goneOn).toMatchObject({ status: 'inProgress', parts: [{ acknowledged: true }] });
    await eventually(async () => (await show(ids[1])).status === 'superseded');
    const { items } = await eventually(async () => {
      const list = (await api.call('GET', `/api/assignments?planId=${api.planId}&rowId=a1.r003`)).json();
      return list.items.length === 1 && list;
    });
    expect(items[0]).toMatchObject({ unitId: 'VP', status: 'assigned', due: '2027-10-30T00:00:00+07:00' });
    expect((await preview()).json().items).toEqual([]);
    const rows = (await api.call('GET', url('rows'))).json().items;
    expect(rows.map(({ rowId }: Json) => rowId)).toEqual(['r001', 'r003', 'a1.r003']);
  });

  test('once it is put aside amends nothing any more', async () => {
    await act(system.db.app, planStream(from), api.people.coordinator, { type: 'DiscardDraft', reason: said('Xong') });
    expect((await ask(amend({ changed: ['r001'] }))).json().code).toBe('no-amended-document');
  });

  test('is stored exactly as the schemas say', async () => {
    for (const [stream, schema] of [
      [planStream(api.planId), PlanEvent],
      ...ids.map((id) => [assignmentStream(id), AssignmentEvent] as const),
    ] as const) {
      for (const { type, data } of await readStream(system.db.app, stream)) {
        expect((schema as typeof PlanEvent).parse({ type, data })).toEqual({ type, data });
      }
    }
  });
});
