// A turn merges commands and time, decides each, and leaves log, read model and inbox agreeing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Instant, instant, ms } from '../../domain/instant.ts';
import { findInboxRow } from '../../record/inbox.ts';
import { readStream } from '../../record/read-stream.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream } from '../../record/streams.ts';
import { takeTurn } from '../../record/turn.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { setClock } from '../support/time-travel.ts';
import {
  act,
  createPeople,
  dueOn,
  enterPlan,
  enterWard,
  launchInRecord,
  outcomeOf,
  planReading,
  said,
  send,
} from '../support/ward.ts';

let db: TestDatabase;
const people = createPeople();
let stream: string;

const at = (text: string): Instant => instant(Date.parse(`${text}+07:00`));
const turn = () =>
  takeTurn(db.app, { stream }, ({ error }) => {
    throw error;
  });
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };
const types = async () => (await readStream(db.app, stream)).map((event) => event.type);

beforeAll(async () => {
  db = await createTestDatabase();
  await setClock(db.owner, at('2026-03-02T09:00:00'));
  await enterWard(db.app, people, planReading(2026, []));
});
afterAll(() => db.drop());

beforeEach(async () => {
  await setClock(db.owner, at('2026-03-02T09:00:00'));
  const planId = await enterPlan(db.app, people, planReading(2026, [dueOn('2026-03-31')]));
  const ids = await launchInRecord(db.app, people, planId);
  stream = assignmentStream(ids.get('r001') ?? '');
});

describe('the life of an assignment', () => {
  test('submit, return, submit again, accept, close leaves a history that replays', async () => {
    await act(db.app, stream, people.officerVp, evidence);
    await act(db.app, stream, people.coordinator, {
      type: 'ReturnSubmission',
      reasonCode: 'thieu',
      reason: said('Thiếu dấu'),
    });
    await act(db.app, stream, people.officerVp, evidence);
    await act(db.app, stream, people.coordinator, { type: 'AcceptSubmission' });
    await act(db.app, stream, people.coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
    expect(await types()).toEqual([
      'AssignmentAssigned',
      'EvidenceSubmitted',
      'ReviewStarted',
      'SubmissionReturned',
      'EvidenceSubmitted',
      'ReviewStarted',
      'SubmissionAccepted',
      'AssignmentClosed',
    ]);
    expect(await replayStream(db.app, stream)).toMatchObject({ equal: true, differences: [] });
  });

  test('a refused command changes nothing', async () => {
    const before = await readStream(db.app, stream);
    expect(await act(db.app, stream, people.officerKt, evidence)).toEqual({
      refused: { code: 'not-the-assigned-unit' },
    });
    expect(await readStream(db.app, stream)).toEqual(before);
  });
});

describe('a page that was open while time passed', () => {
  test('does not lose its submission to a reminder that nobody acted on', async () => {
    await setClock(db.owner, at('2026-03-27T09:00:00'));
    const command = await send(db.app, stream, people.officerVp, { ...evidence, expectedVersion: 1 });
    await turn();
    expect((await types()).slice(0, 3)).toEqual(['AssignmentAssigned', 'ReminderDue', 'ReminderDue']);
    expect(await outcomeOf(db.app, command)).toMatchObject({ accepted: { status: 'submitted' } });
  });

  test('is stale once somebody acted', async () => {
    await act(db.app, stream, people.officerVp, { type: 'Acknowledge' });
    expect(await act(db.app, stream, people.officerVp, { ...evidence, expectedVersion: 1 })).toEqual({
      refused: { code: 'stale-version' },
    });
  });
});

describe('what time adds and the database refuses', () => {
  const refuse = 'alter table events add constraint no_reminders check (type <> $$ReminderDue$$) not valid';

  test('parks no command: the turn fails, and is right once the cause is mended', async () => {
    await db.owner.query(refuse);
    await setClock(db.owner, at('2026-03-27T09:00:00'));
    const command = await send(db.app, stream, people.officerVp, { ...evidence, expectedVersion: 1 });
    for (let attempts = 0; attempts < 2; attempts++) await expect(turn()).rejects.toThrow('no_reminders');
    expect(await types()).toEqual(['AssignmentAssigned']);
    expect(await findInboxRow(db.app, command)).toMatchObject({ outcome: null, parked: null });
    await db.owner.query('alter table events drop constraint no_reminders');
    await turn();
    expect(await types()).toEqual([
      'AssignmentAssigned',
      'ReminderDue',
      'ReminderDue',
      'ReminderDue',
      'EvidenceSubmitted',
    ]);
    expect(await outcomeOf(db.app, command)).toMatchObject({ accepted: { status: 'submitted' } });
  });
});

describe('a command that the database refuses', () => {
  test('is parked once, by whichever of many turns; who waits behind it is decided', async () => {
    await db.owner.query(
      'alter table events add constraint no_progress check (type <> $$ProgressReported$$) not valid',
    );
    const refused = await send(db.app, stream, people.officerVp, { type: 'ReportProgress', note: 'x' });
    const behind = await send(db.app, stream, people.officerVp, evidence);
    const parked: string[] = [];
    const turns = Array.from({ length: 8 }, () =>
      takeTurn(db.app, { stream }, ({ commandId }) => parked.push(commandId)),
    );
    await Promise.all(turns);
    await db.owner.query('alter table events drop constraint no_progress');
    expect(await findInboxRow(db.app, refused)).toMatchObject({
      outcome: null,
      parked: { errorId: expect.any(String) },
    });
    expect(await findInboxRow(db.app, behind)).toMatchObject({ parked: null, outcome: { accepted: { version: 2 } } });
  });
});

describe('the engine was down from before the due until 03:00', () => {
  const due = at('2026-04-01T00:00:00');

  const submitAt = async (text: string) => {
    await setClock(db.owner, at(text));
    return send(db.app, stream, people.officerVp, evidence);
  };
  const up = async () => {
    await setClock(db.owner, at('2026-04-01T03:00:00'));
    return turn();
  };
  const historyWithTimes = async () => (await readStream(db.app, stream)).map(({ type, at: when }) => [type, when]);

  test('a submission of 23:59 is on time: no miss is recorded', async () => {
    const command = await submitAt('2026-03-31T23:59:00');
    await up();
    expect((await types()).filter((type) => type === 'DeadlineMissed')).toEqual([]);
    expect(await outcomeOf(db.app, command)).toMatchObject({ accepted: { status: 'submitted' } });
  });

  test('a submission of 02:00 does not hide the deadline of 00:00', async () => {
    await submitAt('2026-04-01T02:00:00');
    await up();
    expect((await historyWithTimes()).slice(-2)).toEqual([
      ['DeadlineMissed', due],
      ['EvidenceSubmitted', expect.stringMatching(/^2026-04-01T02:00:00/)],
    ]);
  });

  test('reminders that were due meanwhile are recorded at their planned instants, in order, before what came later', async () => {
    await submitAt('2026-03-31T23:59:00');
    await up();
    const history = await historyWithTimes();
    const instants = history.map(([, when]) => ms(when as Instant));
    // In the hour from 06:00, at a minute of its own.
    expect(history.filter(([type]) => type === 'ReminderDue').map(([, when]) => `${when}`.slice(0, 13))).toEqual([
      '2026-03-10T06',
      '2026-03-20T06',
      '2026-03-26T06',
      '2026-03-30T06',
    ]);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
  });

  test('a command received before the due but found after the miss takes the miss back', async () => {
    await setClock(db.owner, at('2026-04-01T00:00:05'));
    await turn();
    await submitAt('2026-03-31T23:59:59');
    await setClock(db.owner, at('2026-04-01T00:00:06'));
    await turn();
    expect((await types()).slice(-3)).toEqual(['DeadlineMissed', 'EvidenceSubmitted', 'DeadlineMissWithdrawn']);
  });
});
