// The feed is dense and in commit order, whoever appends at the same time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFeed } from '../../record/read-stream.ts';
import { assignmentStream } from '../../record/streams.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { act, createPeople, dueOn, enterWard, launchInRecord, planReading, said } from '../support/ward.ts';

let db: TestDatabase;
const people = createPeople();
let streams: string[];

beforeAll(async () => {
  db = await createTestDatabase();
  const planId = await enterWard(
    db.app,
    people,
    planReading(
      2027,
      Array.from({ length: 8 }, () => dueOn('2027-06-30')),
    ),
  );
  streams = [...(await launchInRecord(db.app, people, planId)).values()].map(assignmentStream);
});
afterAll(() => db.drop());

test('a reader that only ever asks for what comes after its last position misses nothing', async () => {
  const seen: number[] = [];
  let writing = true;
  const reader = (async () => {
    for (let last = 0, idle = false; !idle; ) {
      const page = await readFeed(db.app, last, 7);
      seen.push(...page.map(({ position }) => position));
      last = seen.at(-1) ?? 0;
      idle = !writing && page.length === 0;
    }
  })();
  await Promise.all(
    streams.map(async (stream) => {
      for (let report = 0; report < 10; report++)
        await act(db.app, stream, people.officerVp, { type: 'ReportProgress', note: said('đang làm') });
    }),
  );
  writing = false;
  await reader;
  const { rows } = await db.app.query<{ count: number; last: number }>(
    'select count(*) as count, max(position) as last from events',
  );
  expect(seen).toEqual(Array.from({ length: rows[0]?.count ?? 0 }, (_, index) => index + 1));
  expect(rows[0]?.last).toBe(rows[0]?.count);
});
