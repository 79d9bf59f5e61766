// The calendar in the record: entered once, counted with by version, replayed and rebuilt like everything else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findRowsWithoutStream } from '../../audit/whole-record.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { readCalendar, readCurrentCalendar } from '../../record/read-calendar.ts';
import { readStream } from '../../record/read-stream.ts';
import { digestReadModels, rebuildReadModels } from '../../record/rebuild.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream, CALENDAR_STREAM } from '../../record/streams.ts';
import { enterCalendar } from '../../seeds/enter-calendar.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { at } from '../support/specification.ts';
import { setClock } from '../support/time-travel.ts';
import { act, createPeople, dueOn, enterPlan, enterWard, launchInRecord, planReading, said } from '../support/ward.ts';

let db: TestDatabase;
const people = createPeople();
const oneRow = planReading(2027, [dueOn('2027-06-30')]);
const change = (what: { add?: object[]; remove?: string[] }) =>
  act(db.app, CALENDAR_STREAM, people.admin, { type: 'ChangeCalendar', ...what, reason: said('Thông báo mới') });

beforeAll(async () => {
  db = await createTestDatabase();
  await setClock(db.owner, at('2027-01-11T09:00:00'));
});
afterAll(() => db.drop());

/** Launches a plan of one row; the stream of its assignment. */
async function launched(planId: string): Promise<string> {
  const ids = await launchInRecord(db.app, people, planId);
  return assignmentStream(ids.get('r001') ?? '');
}

/** Until when it is to be handed in again when it is returned now. */
async function returned(stream: string): Promise<unknown> {
  await act(db.app, stream, people.officerVp, { type: 'SubmitEvidence', links: ['https://phuong.example/1'] });
  const command = { type: 'ReturnSubmission', reasonCode: 'thieu', reason: said('Thiếu dấu') };
  expect(await act(db.app, stream, people.coordinator, command)).toHaveProperty('accepted');
  const event = (await readStream(db.app, stream)).findLast(({ type }) => type === 'SubmissionReturned');
  return event && 'resubmitUntil' in event.data ? event.data.resubmitUntil : null;
}

describe('the shipped calendar', () => {
  test('is entered into an installation that runs already, under the name that its assignments have frozen', async () => {
    await enterWard(db.app, people, oneRow);
    expect(await readCalendar(db.app, 'vn-2025-2027.1')).toEqual(shippedCalendar);
  });
  test('is entered once, however often the product starts, and brings nothing back that was changed', async () => {
    await change({ remove: ['2027-09-03'] });
    await Promise.all([enterCalendar(db.app), enterCalendar(db.app)]);
    expect((await readStream(db.app, CALENDAR_STREAM)).map(({ version }) => version)).toEqual([1, 2]);
    expect((await readCurrentCalendar(db.app))?.version).toBe('vn-2025-2027.2');
  });
});

describe('an assignment', () => {
  test('counts with the calendar of its launch, whatever became of it since; a later one with its own', async () => {
    const early = await launched(await enterPlan(db.app, people, oneRow));
    await change({ remove: ['2027-04-30'] });
    const late = await launched(await enterPlan(db.app, people, oneRow));
    const frozen = async (stream: string) => (await readStream(db.app, stream))[0]?.data;
    expect(await frozen(early)).toMatchObject({ calendarVersion: 'vn-2025-2027.2' });
    expect(await frozen(late)).toMatchObject({ calendarVersion: 'vn-2025-2027.3' });
    await setClock(db.owner, at('2027-04-28T09:00:00'));
    expect(await returned(early)).toBe('2027-05-06T00:00:00+07:00'); // 29/4, 4/5 and 5/5
    expect(await returned(late)).toBe('2027-05-05T00:00:00+07:00'); // 29/4, 30/4 and 4/5
  });
  test('of a year later replays to the very same instants, with an older calendar than the current one (F17)', async () => {
    await setClock(db.owner, at('2027-04-28T09:00:00'));
    const stream = await launched(await enterPlan(db.app, people, planReading(2027, [dueOn('2027-12-30')])));
    const [before] = await readStream(db.app, stream);
    await setClock(db.owner, at('2028-04-28T09:00:00'));
    await change({ remove: ['2027-05-03'], add: [{ date: '2027-05-04', kind: 'holiday', name: 'Lễ', source: 'TB' }] });
    await rebuildReadModels(db.projector, () => undefined);
    expect((await readStream(db.app, stream))[0]).toEqual(before);
    expect(await replayStream(db.app, stream)).toMatchObject({ equal: true });
    expect(await readCalendar(db.app, 'vn-2025-2027.1')).toEqual(shippedCalendar);
  });
});

describe('the record of it', () => {
  test('replays without a difference', async () =>
    expect(await replayStream(db.app, CALENDAR_STREAM)).toMatchObject({ equal: true, checked: { version: 4 } }));

  test('rebuilds its rows to the same digest', async () => {
    const sound = await digestReadModels(db.app);
    await db.projector.query(`delete from calendars where number = 1`);
    expect(await digestReadModels(db.app)).not.toBe(sound);
    const { digestAfter } = await rebuildReadModels(db.projector, () => undefined);
    expect(digestAfter).toBe(sound);
  });

  test.each([
    [`update calendars set days = days - 0 where number = 1`],
    [`delete from calendars where number = 2`],
    [
      `insert into calendars select 'vn-9', 9, first_day, last_day, days, change, null, published_at, published_by from calendars where number = 1`,
    ],
  ])('names a row that was tampered with: %s', async (statement) => {
    await db.projector.query(statement);
    const replay = await replayStream(db.app, CALENDAR_STREAM);
    expect(replay?.differences.map(({ code }) => code)).toEqual(['read-model-differs']);
    await rebuildReadModels(db.projector, () => undefined);
    expect(await replayStream(db.app, CALENDAR_STREAM)).toMatchObject({ equal: true });
  });

  test('names rows that no stream stands for', async () => {
    expect(await findRowsWithoutStream(db.app)).toEqual([]);
    const other = await createTestDatabase();
    await other.projector.query(
      `insert into calendars values ('vn-9', 9, '2025-01-01', '2025-12-31', '[]', '{}', null, now(), '{}')`,
    );
    expect(await findRowsWithoutStream(other.app)).toMatchObject([{ code: 'row-without-stream' }]);
    await other.drop();
  });

  test('cannot be changed by the services behind the back of the log', async () => {
    await expect(db.app.query('delete from calendars')).rejects.toThrow(/permission denied/);
    await expect(db.app.query('truncate calendars')).rejects.toThrow(/permission denied/);
  });
});
