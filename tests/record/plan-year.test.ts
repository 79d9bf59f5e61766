// One act, many assignments: what a plan tells them is received with its own event, and each decides by itself.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AssignmentEvent } from '../../domain/assignment/events.ts';
import type { Assignment } from '../../domain/assignment/state.ts';
import { PlanEvent } from '../../domain/plan/events.ts';
import { system } from '../../domain/rules.ts';
import { readState } from '../../record/read-state.ts';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream, idOf, planStream } from '../../record/streams.ts';
import { type OnFault, takeTurn } from '../../record/turn.ts';
import { eventually } from '../support/commands.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { goldenReading } from '../support/golden-readings.ts';
import { at } from '../support/specification.ts';
import { setClock } from '../support/time-travel.ts';
import { act, createPeople, dueOn, enterPlan, enterWard, launchInRecord, planReading, said } from '../support/ward.ts';

let db: TestDatabase;
let plan: string;
let streams: string[];
const people = createPeople();
const monthly = { kind: 'recurring', segments: [{ from: '2025-01-01', every: 'month' }], until: 'open' } as never;

beforeAll(async () => {
  db = await createTestDatabase();
  await setClock(db.owner, at('2025-11-03T09:00:00'));
  const reading = planReading(2025, [monthly, { kind: 'continuous' }, dueOn('2025-12-15')]);
  const planId = await enterWard(db.app, people, { ...reading, plan: { ...reading.plan, openEnded: true } });
  plan = planStream(planId);
  const ids = await launchInRecord(db.app, people, planId);
  streams = ['r001', 'r002', 'r003'].map((rowId) => assignmentStream(ids.get(rowId) ?? ''));
  await act(db.app, plan, system, { type: 'CompleteLaunch', launch: 1 });
});
afterAll(() => db.drop());

const [report, continuous, task] = [0, 1, 2];
const fails: OnFault = ({ error }) => {
  throw error;
};
const turn = (index: number) => takeTurn(db.app, { stream: streams[index] ?? '' }, fails);
const stateOf = (index: number) => readState<Assignment>(db.app, streams[index] ?? '');
const partIds = async (index: number) => (await stateOf(index)).parts.map(({ partId }) => partId);

/** While that assignment takes a turn of its own: it has its head, and goes on to the log's. */
async function beside<T>(index: number, telling: () => Promise<T>): Promise<T> {
  const turning = await db.owner.connect();
  try {
    await turning.query('begin');
    await turning.query('select 1 from streams where stream = $1 for update', [streams[index]]);
    const told = telling();
    await eventually(async () => {
      const { rowCount } = await db.owner.query('select 1 from pg_locks where not granted');
      return rowCount !== 0;
    });
    await turning.query('update log_head set position = position');
    await turning.query('rollback');
    return await told;
  } finally {
    turning.release();
  }
}

describe('sealing a year', () => {
  test('is refused before it is over, and nothing is sent', async () => {
    expect(await act(db.app, plan, people.coordinator, { type: 'SealYear', year: 2025 })).toEqual({
      refused: { code: 'year-not-over' },
    });
    const { rows } = await db.app.query(`select 1 from inbox where type = 'ContinueYear'`);
    expect(rows).toEqual([]);
  });
  test('tells those that go on, in the transaction of its event', async () => {
    await setClock(db.owner, at('2026-01-05T09:00:00'));
    const outcome = await act(db.app, plan, people.coordinator, { type: 'SealYear', year: 2025 });
    expect(outcome).toMatchObject({ accepted: { events: expect.arrayContaining(['YearSealed']) } });
    const { rows } = await db.app.query<{ stream: string }>(`select stream from inbox where type = 'ContinueYear'`);
    expect(rows.map(({ stream }) => stream).sort()).toEqual([streams[report], streams[continuous]].sort());
    const sealed = (await readStream(db.app, plan)).find(({ type }) => type === 'YearSealed');
    // The one with a day was not handed in; it is the one that was late when the year was sealed, with two reports.
    expect(sealed?.data).toMatchObject({
      year: 2025,
      figures: { total: 3, inProgressOverdue: 2, inProgressInTime: 1 },
    });
  });
  test('each adds the next year for itself, once', async () => {
    for (const index of [report, continuous, task, report]) await turn(index);
    expect(await partIds(report)).toHaveLength(2 + 12);
    expect(await partIds(task)).toEqual(['whole']);
    const { parts } = await stateOf(continuous);
    expect(parts[0]?.alarms.map(({ at: when }) => when.slice(0, 10))).toEqual([
      '2026-04-01',
      '2026-07-01',
      '2026-10-01',
      '2027-01-01',
    ]);
  });
});

/** Adds one under the task; nobody has woken it yet. */
async function addUnder(index: number): Promise<string> {
  const add = { type: 'AddAssignment', unitId: 'VP', requirement: 'Khắc phục', dueDate: '2026-03-31' };
  expect(await act(db.app, streams[index] ?? '', people.coordinator, add)).toMatchObject({
    accepted: { events: ['AssignmentAdded'] },
  });
  return assignmentStream((await stateOf(index)).children.at(-1) ?? '');
}

describe('closing the plan by force', () => {
  test('ends every open assignment with it, also what was added and has not begun', async () => {
    const added = await addUnder(task);
    const refused = await act(db.app, plan, people.coordinator, { type: 'ClosePlan' });
    expect(refused).toEqual({ refused: { code: 'assignments-open' } });
    const closed = await beside(task, () =>
      act(db.app, plan, people.coordinator, { type: 'ClosePlan', reason: said('Phường sáp nhập') }),
    );
    expect(closed).toMatchObject({ accepted: { status: 'closed' } });
    for (const index of [report, continuous, task]) {
      await turn(index);
      expect(await stateOf(index)).toMatchObject({ status: 'voided' });
    }
    const { rows } = await db.app.query<{ data: { open: string[] } }>(
      `select data from events where stream = $1 and type = 'PlanClosed'`,
      [plan],
    );
    expect(rows[0]?.data.open).toContain(idOf(added));
    await takeTurn(db.app, { stream: added }, fails);
    expect(await readState(db.app, added)).toMatchObject({ status: 'voided', parentId: idOf(streams[task] ?? '') });
  });

  test('what was added while it was being closed hears of it from the one above it', async () => {
    const planId = await enterPlan(db.app, people, planReading(2026, [dueOn('2026-12-15')]));
    const ids = await launchInRecord(db.app, people, planId);
    streams.push(assignmentStream(ids.get('r001') ?? ''));
    const last = streams.length - 1;
    const added = await addUnder(last);
    await takeTurn(db.app, { stream: added }, fails);
    const reason = said('Phường sáp nhập');
    await act(db.app, streams[last] ?? '', system, { type: 'EndWithPlan', reason }); // as if the plan knew of this one only
    await takeTurn(db.app, { stream: added }, fails);
    expect(await readState(db.app, added)).toMatchObject({ status: 'voided' });
  });
});

test('plan 004, which has no appendix, begins in the record: tasks, reports, and one report of what stands all the time', async () => {
  const planId = await enterPlan(db.app, people, goldenReading('004'));
  await launchInRecord(db.app, people, planId);
  const { rows } = await db.app.query<{ id: string; units: string[] }>(
    `select row_id as id, array_agg(unit_id order by unit_id) as units from assignments where plan_id = $1
     group by row_id order by row_id`,
    [planId],
  );
  const unitsOf = (id: string) => rows.find((row) => row.id === id)?.units;
  expect(unitsOf('d016')).toEqual(['KTHTDT', 'VHXH', 'VP']);
  expect(unitsOf('d040')).toEqual(['VHXH']);
  expect(unitsOf('report')).toEqual(['KTHTDT', 'VHXH', 'VP']);
  expect(unitsOf('d001')).toBeUndefined();
});

test('what was stored is exactly what the schemas say', async () => {
  for (const [stream, schema] of [[plan, PlanEvent], ...streams.map((each) => [each, AssignmentEvent])] as const) {
    for (const { type, data } of await readStream(db.app, stream as string)) {
      expect((schema as typeof PlanEvent).parse({ type, data })).toEqual({ type, data });
    }
  }
});
