// Event formats are permanent: every stored event parses with the schema of its kind, and nothing in it is unknown to it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AssignmentEvent } from '../../domain/assignment/events.ts';
import { CalendarEvent } from '../../domain/calendar/events.ts';
import { DirectoryEvent } from '../../domain/directory/directory.ts';
import { draftEvents } from '../../domain/plan/draft-events.ts';
import { PlanEvent } from '../../domain/plan/events.ts';
import type { PlanDuty } from '../../domain/plan-reading.ts';
import { type QuietNote, receiveQuietly } from '../../record/inbox.ts';
import { readFeed } from '../../record/read-stream.ts';
import { assignmentStream, kindOf, planStream } from '../../record/streams.ts';
import { takeTurn } from '../../record/turn.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { contact } from '../support/post.ts';
import { at } from '../support/specification.ts';
import { setClock } from '../support/time-travel.ts';
import { act, createPeople, dueOn, enterWard, launchInRecord, planReading, said } from '../support/ward.ts';
import { liveWholeLife } from './whole-life.ts';

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
  const planId = await enterWard(db.app, people, {
    ...planReading(2027, [dueOn('2027-03-31'), dueOn('2027-04-30'), dueOn('2027-05-31')]),
    duties: [duty],
  });
  await settleDraft(planId);
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
  await receiveQuietly(db.app, notesOf(stream));
  await contact(db.app, people.officerVp, { address: 'vp@phuong.example' });
  await by('coordinator', { type: 'CloseAssignment', outcome: 'partlyAchieved', note: said('Xong') });
  await liveWholeLife(db, people, planId);
});
afterAll(() => db.drop());

/** What tiendo notes by itself: a letter that arrived, one that did not, somebody who has looked. */
function notesOf(stream: string): QuietNote[] {
  const { officerVp } = people;
  const letterId = '00000000-0000-4000-8000-000000000009';
  const letter = {
    letterId,
    personId: officerVp.personId,
    channel: 'mail',
    told: [{ version: 1, kind: 'assigned' }],
  } as const;
  const when = at('2027-04-02T07:30:00');
  const bodies: QuietNote['body'][] = [
    { type: 'NoteDelivery', delivered: { ...letter, told: [...letter.told], sentAt: when } },
    { type: 'NoteFailure', failed: { ...letter, told: [...letter.told], failedAt: when, cause: 'smtp-550' } },
    { type: 'NoteView' },
  ];
  return bodies.map((body) => ({ stream, key: body.type, body, actor: officerVp }));
}

/** One of each: the readings are those that the api would have added. */
async function settleDraft(planId: string) {
  const { rows } = planReading(2027, [dueOn('2027-03-31'), dueOn('2027-04-30')]);
  const [first, second] = rows;
  const settle = async (command: { type: string; [field: string]: unknown }) =>
    expect(
      await act(db.app, planStream(planId), people.coordinator, { reason: said('Đã hỏi'), ...command }),
    ).toHaveProperty('accepted');
  const reading = { changes: { deadline: second?.deadline }, issues: [] };
  const cells = [
    { rowId: 'r002', field: 'lead', words: second?.lead, changes: { leadUnits: ['KTHTDT'] }, issues: [doubt] },
  ];
  await settle({ type: 'CorrectRow', rowId: 'r002', field: 'deadline', value: 'khác', reading });
  await settle({ type: 'CorrectRow', rowId: 'r002', field: 'rollUp', value: { atLeast: 2 }, reading: null });
  await settle({ type: 'CorrectRow', rowId: 'r002', field: 'contactUnit', value: 'VP', reading: null });
  await settle({ type: 'MapUnit', name: 'Tổ', unitId: 'KTHTDT', reading: { cells } });
  const restored = { changes: { rollUp: 'all' }, issues: [] };
  await settle({ type: 'RestoreRow', rowId: 'r002', field: 'rollUp', reading: restored });
  await settle({ type: 'UnmapUnit', name: 'Tổ', reading: { cells } });
  const kind = { changes: { kind: 'task' }, issues: [doubt] };
  await settle({ type: 'CorrectDuty', dutyId: 'd001', field: 'kind', value: 'standing', reading: null });
  await settle({ type: 'RestoreDuty', dutyId: 'd001', field: 'kind', reading: kind });
  const from = { planId, version: 2, at: at('2027-01-02T09:00:00'), by: { personId: null, name: 'x', post: 'y' } };
  const rollUp = { type: 'CorrectRow', rowId: 'r002', field: 'rollUp', value: 'judged', reading: null };
  const notCarried = { fromId: 'r009', id: null, field: 'lead', why: 'gone', was: 'a', settled: 'b', now: null };
  const earlier = {
    settlings: [
      { command: { ...rollUp, reason: said('Đã hỏi') }, from },
      { command: { type: 'CorrectDuty', dutyId: 'd001', field: 'kind', value: 'task', reason: said('x') }, from },
      { command: { type: 'AcceptIssue', issueId: 'd001:owner:x' }, from },
    ],
    notCarried: [notCarried],
  };
  await settle({ type: 'DiscardDraft' });
  await settle({ type: 'RestoreDraft' });
  await settle({ type: 'CarryOver', fromPlanId: crypto.randomUUID(), reading: earlier });
  await settle({ type: 'AcceptIssue', issueId: 'r002:lead:x' });
  await settle({ type: 'ReopenIssue', issueId: 'r002:lead:x' });
  await settle({
    type: 'SplitRow',
    rowId: 'r003',
    parts: [{}, {}],
    reading: { rows: [first, second], readAt: { r003: 0 } },
  });
  const readAt = { r004: 0, r005: 0 };
  await settle({ type: 'MergeRows', rowIds: ['r004', 'r005'], reading: { rows: [second], readAt } });
}
const duty: PlanDuty = {
  section: 'III',
  owner: 'VP',
  ownerUnits: ['VP'],
  text: 'Báo cáo',
  kind: 'task',
  mode: 'ORDER',
  deadline: { text: '', kind: 'continuous', due: null, milestones: [], value: { kind: 'continuous' } },
  lines: [9, 9],
  issues: [{ code: 'x', field: 'owner', message: 'x', messageEn: 'x', blocking: false }],
};
const doubt = { code: 'x', field: 'lead', message: 'x', messageEn: 'x', blocking: false };

const schemas = {
  assignment: AssignmentEvent,
  plan: PlanEvent,
  directory: DirectoryEvent,
  calendar: CalendarEvent,
} as const;

const typeOf = ({ shape }: (typeof draftEvents)[number]) => shape.type.value;

test('every stored event is exactly what its schema says', async () => {
  const events = await readFeed(db.app, 0, 1_000);
  for (const { stream, type, data } of events) {
    const kind = kindOf(stream);
    if (kind === 'archive') continue;
    expect(schemas[kind].parse({ type, data })).toEqual({ type, data });
  }
  const seen = new Set(events.map(({ type }) => type));
  const permanent = [...AssignmentEvent.options, ...CalendarEvent.options].map(({ shape }) => shape.type.value);
  expect([...seen]).toEqual(expect.arrayContaining([...permanent, ...draftEvents.map(typeOf)]));
});
