// Event formats are permanent: every stored event parses with the schema of its kind, and nothing in it is unknown to it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AssignmentEvent } from '../../domain/assignment/events.ts';
import { DirectoryEvent } from '../../domain/directory/directory.ts';
import { PlanEvent } from '../../domain/plan/events.ts';
import { readFeed } from '../../record/read-stream.ts';
import { assignmentStream, kindOf } from '../../record/streams.ts';
import { takeTurn } from '../../record/turn.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { at } from '../support/specification.ts';
import { setClock } from '../support/time-travel.ts';
import { act, createPeople, dueOn, enterWard, launchInRecord, planReading, said } from '../support/ward.ts';

let db: TestDatabase;
const people = createPeople();
const evidence = {
  type: 'SubmitEvidence',
  links: ['https://phuong.example/1'],
  figures: [{ name: 'hồ sơ', numerator: 9, denominator: 10 }],
  note: said('Kèm báo cáo'),
};

beforeAll(async () => {
  db = await createTestDatabase();
  await setClock(db.owner, at('2027-01-11T09:00:00'));
  const planId = await enterWard(db.app, people, planReading(2027, [dueOn('2027-03-31')]));
  const ids = await launchInRecord(db.app, people, planId);
  const stream = assignmentStream(ids.get('r001') ?? '');
  const by = (who: 'officerVp' | 'coordinator', command: { type: string; [field: string]: unknown }) =>
    act(db.app, stream, people[who], command);
  await by('officerVp', { type: 'Acknowledge' });
  await by('officerVp', {
    type: 'ReportProgress',
    note: said('Đang làm'),
    state: 'inProgress',
    cause: said('Chờ số liệu'),
  });
  await by('officerVp', evidence);
  await by('officerVp', { type: 'WithdrawSubmission', reason: said('Sót tệp') });
  await setClock(db.owner, at('2027-04-01T00:00:05'));
  await takeTurn(db.app, { stream }, () => undefined);
  await setClock(db.owner, at('2027-03-31T23:59:59'));
  await by('officerVp', evidence);
  await by('coordinator', {
    type: 'ReturnSubmission',
    reasonCode: 'thieu',
    reason: said('Thiếu dấu'),
    resubmitBy: '2027-04-09',
  });
  await by('officerVp', evidence);
  await by('coordinator', { type: 'AcceptSubmission', result: 'partlyAchieved', note: said('Đạt một phần') });
  await by('coordinator', { type: 'CloseAssignment', outcome: 'partlyAchieved', note: said('Xong') });
});
afterAll(() => db.drop());

const schemas = { assignment: AssignmentEvent, plan: PlanEvent, directory: DirectoryEvent } as const;

test('every stored event is exactly what its schema says', async () => {
  const events = await readFeed(db.app, 0, 1_000);
  for (const { stream, type, data } of events) {
    const kind = kindOf(stream);
    if (kind === 'archive') continue;
    expect(schemas[kind].parse({ type, data })).toEqual({ type, data });
  }
  const seen = new Set(events.map(({ type }) => type));
  expect([...seen]).toEqual(expect.arrayContaining(AssignmentEvent.options.map((option) => option.shape.type.value)));
});
