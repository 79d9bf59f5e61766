// The engine stops, is emptied, or the record is away: nothing is lost, nothing doubled, timers are right afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { instant } from '../../domain/instant.ts';
import { startTestTemporal } from '../../local/servers-for-tests.ts';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream, planStream } from '../../record/streams.ts';
import { stateQuery } from '../../workflows/assignment.messages.ts';
import { command, eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { setClock } from '../support/time-travel.ts';
import { createPeople, dueOn, enterWard, outcomeOf, planReading, remindersOnly, send } from '../support/ward.ts';

type Server = Awaited<ReturnType<typeof startTestTemporal>>;

let folder: string;
let server: Server;
let system: TestSystem;
const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiendo-outage-'));
  server = await startTestTemporal(folder);
  system = await startSystem({ temporalAddress: server.address });
});
afterEach(async () => {
  await system.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A launched plan of so many rows, all due at the end of a far year. */
async function launch(rows: number): Promise<string[]> {
  const planId = await enterWard(
    system.db.app,
    people,
    planReading(
      2027,
      Array.from({ length: rows }, () => dueOn('2027-11-30')),
    ),
  );
  await command(system, planStream(planId), people.coordinator, remindersOnly);
  await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
  await eventually(async () => {
    const { rows: done } = await system.db.app.query(
      'select 1 from plans where plan_id = $1 and pending_launches = 0',
      [planId],
    );
    return done.length > 0;
  });
  const { rows: found } = await system.db.app.query<{ id: string }>('select assignment_id as id from assignments');
  return found.map(({ id }) => assignmentStream(id));
}

const isRunning = (stream: string) =>
  system.client.workflow
    .getHandle(workflowIdOf(stream))
    .describe()
    .then(
      ({ status }) => status.name === 'RUNNING',
      () => false,
    );
const types = async (stream: string) => (await readStream(system.db.app, stream)).map(({ type }) => type);

describe('an emptied engine', () => {
  test('is filled again from the record, and the deadline still fires', async () => {
    const streams = await launch(5);
    const [first = ''] = streams;
    await command(system, first, people.officerVp, { type: 'Acknowledge' });
    const { port } = server;
    await server.stop();
    server = await startTestTemporal(folder, port);
    await eventually(async () => (await Promise.all(streams.map(isRunning))).every(Boolean));
    const state = await eventually(() =>
      system.client.workflow
        .getHandle(workflowIdOf(first))
        .query(stateQuery)
        .catch(() => null),
    );
    expect(state).toMatchObject({ status: 'inProgress', version: 2 });
    await system.advance(streams, instantIn('2027-12-15') - Date.now());
    await eventually(async () =>
      (await Promise.all(streams.map(types))).every((history) => history.includes('DeadlineMissed')),
    );
  });
});

describe('an engine that is away while commands come in', () => {
  test('each is decided once when it is back, in the order received', async () => {
    const [stream = ''] = await launch(1);
    const { port } = server;
    await server.stop();
    const commands: string[] = [];
    for (const type of ['Acknowledge', 'Acknowledge'])
      commands.push(await send(system.db.app, stream, people.officerVp, { type }));
    commands.push(await send(system.db.app, stream, people.officerVp, evidence));
    server = await startTestTemporal(folder, port);
    const outcomes = await eventually(async () => {
      const found = await Promise.all(commands.map((id) => outcomeOf(system.db.app, id)));
      return found.every(Boolean) && found;
    });
    expect(outcomes).toMatchObject([
      { accepted: { version: 2 } },
      { refused: { code: 'already-acknowledged' } },
      { accepted: { version: 3 } },
    ]);
    expect(await types(stream)).toEqual(['AssignmentAssigned', 'AssignmentAcknowledged', 'EvidenceSubmitted']);
  });

  test.each([
    ['23:59 is on time', '2027-11-30T23:59:00', ['EvidenceSubmitted'], 'inProgressInTime'],
    [
      '02:00 is late, and the deadline of 00:00 comes first',
      '2027-12-01T02:00:00',
      ['DeadlineMissed', 'EvidenceSubmitted'],
      'inProgressOverdue',
    ],
  ])('over the deadline until 03:00: a submission of %s', async (_rule, submittedAt, last, label) => {
    const [stream = ''] = await launch(1);
    await system.stopWorker();
    await setClock(system.db.owner, at(submittedAt));
    const commandId = await send(system.db.app, stream, people.officerVp, evidence);
    await setClock(system.db.owner, at('2027-12-01T03:00:00'));
    await system.startWorker();
    await eventually(() => outcomeOf(system.db.app, commandId));
    const history = await types(stream);
    expect(history.filter((type) => type !== 'ReminderDue').slice(1)).toEqual(last);
    const { rows } = await system.db.app.query<{ late: boolean }>(
      `select coalesce(overdue_from <= tiendo_now(), false) as late from assignments where assignment_id = $1`,
      [stream.replace('assignment-', '')],
    );
    expect(rows[0]?.late).toBe(label === 'inProgressOverdue');
  });
});

const at = (text: string) => instant(Date.parse(`${text}+07:00`));
const instantIn = (date: string) => Date.parse(`${date}T00:00:00+07:00`);
