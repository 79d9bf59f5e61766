// The durable shell on a real server: updates, signals, the timer, runs that end and come back.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wakeStreamWorkflow, workflowIdOf } from '../../activities/stream-workflow.ts';
import { instant, ms } from '../../domain/instant.ts';
import { readStream } from '../../record/read-stream.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream } from '../../record/streams.ts';
import { stateQuery } from '../../workflows/assignment.messages.ts';
import { beginAssignment, recordNow } from '../support/begun.ts';
import { command, eventually, wake } from '../support/commands.ts';
import { DAY, launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, dueOn, enterWard, outcomeOf, planReading, said, send } from '../support/ward.ts';

let system: TestSystem;
const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2026, []));
});
afterAll(() => system.stop());

const launched = (options?: Parameters<typeof launchAssignment>[2]) => launchAssignment(system, people, options);
const types = async (stream: string) => (await readStream(system.db.app, stream)).map(({ type }) => type);
const handleOf = (stream: string) => system.client.workflow.getHandle(workflowIdOf(stream));

describe('an assignment', () => {
  test('costs at most 7 state transitions from start to close', async () => {
    const stream = await launched();
    await eventually(async () =>
      (await handleOf(stream).fetchHistory()).events?.some((event) => event.timerStartedEventAttributes),
    );
    await command(system, stream, people.officerVp, evidence);
    await command(system, stream, people.coordinator, { type: 'StartReview' });
    await command(system, stream, people.coordinator, { type: 'AcceptSubmission' });
    await command(system, stream, people.coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
    const { status, raw } = await handleOf(stream).describe();
    expect(status.name).toBe('COMPLETED');
    const transitions = Number(raw.workflowExecutionInfo?.stateTransitionCount);
    console.log(
      `state transitions of a whole life: ${transitions}, history events: ${raw.workflowExecutionInfo?.historyLength}`,
    );
    expect(transitions).toBeLessThanOrEqual(7);
  });

  test('costs at most 3 more per reminder', async () => {
    const soon = instant(ms(await recordNow(system.db.app)) + 10_000);
    const far = dueOn(`${new Date().getFullYear() + 1}-11-30`);
    const id = await beginAssignment(system, randomUUID(), {
      deadline: far,
      parts: (parts) =>
        parts.map((part) => ({ ...part, alarms: [{ what: 'reminder', at: soon, workingDaysBefore: 1 }] })),
    });
    const handle = handleOf(assignmentStream(id));
    const timersSet = async () =>
      (await handle.fetchHistory()).events?.filter((event) => event.timerStartedEventAttributes).length ?? 0;
    const transitions = async () => Number((await handle.describe()).raw.workflowExecutionInfo?.stateTransitionCount);
    await eventually(async () => (await timersSet()) === 1);
    const before = await transitions();
    await eventually(async () => (await timersSet()) === 2);
    expect(await types(assignmentStream(id))).toEqual(['AssignmentAssigned', 'ReminderDue']);
    const cost = (await transitions()) - before;
    console.log(`state transitions of a reminder: ${cost}`);
    expect(cost).toBeLessThanOrEqual(3);
  });

  test('tells by Query whom it waits for, and agrees with the record', async () => {
    const stream = await launched();
    await command(system, stream, people.officerVp, evidence);
    const { rows } = await system.db.app.query(
      `select version, head_hash as "headHash" from streams where stream = $1`,
      [stream],
    );
    expect(await handleOf(stream).query(stateQuery)).toMatchObject({
      status: 'submitted',
      waitingFor: 'reviewer',
      ...rows[0],
    });
  });

  test('takes a signal like an update', async () => {
    const stream = await launched();
    const commandId = await send(system.db.app, stream, people.officerVp, evidence);
    await wakeStreamWorkflow(
      system.client,
      { stream, taskQueue: system.taskQueue },
      { commandId, type: 'SubmitEvidence' },
    );
    await eventually(() => outcomeOf(system.db.app, commandId));
    expect(await types(stream)).toEqual(['AssignmentAssigned', 'EvidenceSubmitted']);
  });

  test('reminds and misses its deadline by itself while a year passes', async () => {
    const stream = await launched();
    await system.advance([stream], 330 * DAY);
    await eventually(async () => (await types(stream)).includes('DeadlineMissed'));
    const history = await readStream(system.db.app, stream);
    expect(history.map(({ type }) => type)).toEqual([
      'AssignmentAssigned',
      'ReminderDue',
      'ReminderDue',
      'ReminderDue',
      'ReminderDue',
      'DeadlineMissed',
    ]);
    expect(history.at(-1)).toMatchObject({ data: { lateFrom: history.at(-1)?.at } });
    expect(await replayStream(system.db.app, stream)).toMatchObject({ equal: true });
  });

  test('refuses a command after its close in a run of one turn', async () => {
    const stream = await launched();
    await command(system, stream, people.officerVp, evidence);
    await command(system, stream, people.coordinator, { type: 'AcceptSubmission' });
    await command(system, stream, people.coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
    const before = await types(stream);
    expect(await command(system, stream, people.officerVp, evidence)).toEqual({
      refused: { code: 'assignment-closed' },
    });
    expect(await types(stream)).toEqual(before);
    await eventually(async () => (await handleOf(stream).describe()).status.name === 'COMPLETED');
  });

  test('continues as new after so many messages, however close they follow, and goes on with its timer', async () => {
    const stream = await launched({ messagesPerRun: 3 });
    const firstRun = (await handleOf(stream).describe()).runId;
    for (let message = 0; message < 12; message++) await command(system, stream, people.officerVp, evidence);
    await eventually(async () => {
      const { rows } = await system.db.app.query<{ runId: string }>(
        `select run_id as "runId" from engine_runs where stream = $1`,
        [stream],
      );
      const { runId } = await handleOf(stream).describe();
      return rows.length === 5 && [firstRun, runId].every((run) => rows.some((row) => row.runId === run)); // all can be archived one day
    });
    await command(system, stream, people.officerVp, { type: 'WithdrawSubmission' });
    await system.advance([stream], 330 * DAY);
    await eventually(async () => (await types(stream)).includes('DeadlineMissed'));
  });

  test('answers 200 commands at once, eight wake-ups at a time, each exactly once', async () => {
    const stream = await launched();
    const ids = await Promise.all(
      Array.from({ length: 200 }, () =>
        send(system.db.app, stream, people.officerVp, {
          type: 'ReportProgress',
          note: said('đang làm'),
        }),
      ),
    );
    for (let from = 0; from < ids.length; from += 8) {
      await Promise.all(ids.slice(from, from + 8).map((id) => wake(system, stream, id, 'ReportProgress')));
    }
    const outcomes = await Promise.all(ids.map((id) => outcomeOf(system.db.app, id)));
    expect(outcomes.filter((outcome) => outcome && 'accepted' in outcome)).toHaveLength(200);
    expect((await types(stream)).filter((type) => type === 'ProgressReported')).toHaveLength(200);
    expect(await replayStream(system.db.app, stream)).toMatchObject({ equal: true });
  });
});
