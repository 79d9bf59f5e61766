// A live system, audited: where nothing is wrong nothing is found, whatever happens meanwhile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { readStream } from '../../record/read-stream.ts';
import { CALENDAR_STREAM, DIRECTORY_STREAM, planStream } from '../../record/streams.ts';
import { archiveEndedRuns } from '../../worker/exporter.ts';
import { reconcile } from '../../worker/reconciler.ts';
import { audited } from '../support/audited.ts';
import { command, eventually } from '../support/commands.ts';
import { DAY, launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, dueOn, enterPlan, enterWard, planReading } from '../support/ward.ts';

const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };
let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
});
afterAll(() => system.stop());

const by = (stream: string, who: 'officerVp' | 'coordinator', body: { type: string; [field: string]: unknown }) =>
  command(system, stream, people[who], body);

async function close(stream: string): Promise<void> {
  await by(stream, 'officerVp', evidence);
  await by(stream, 'coordinator', { type: 'AcceptSubmission' });
  await by(stream, 'coordinator', { type: 'CloseAssignment', outcome: 'achieved' });
}

describe('an audit of a sound system finds nothing', () => {
  test('in a life from launch to close, archived, and a refusal after it', async () => {
    const stream = await launchAssignment(system, people);
    await close(stream);
    await eventually(async () => {
      await archiveEndedRuns(system.db.app, system.client, system.archiveFolder);
      return (await audited(system, [stream])).counts.historiesArchived === 1;
    });
    await by(stream, 'officerVp', evidence);
    const commands = 4 + (3 + Object.keys(people).length) + 1; // of the assignment, the directory, the calendar
    expect(await audited(system, [stream, DIRECTORY_STREAM, CALENDAR_STREAM])).toMatchObject({
      differences: [],
      equal: true,
      complete: true,
      counts: { streams: 3, commands, historiesArchived: 1, historiesLive: 1, historiesReplayed: 2, joined: 4 },
    });
  });

  test('in an assignment that waits: its workflow, its timer, what it was told', async () => {
    const stream = await launchAssignment(system, people);
    await by(stream, 'officerVp', { type: 'Acknowledge' });
    expect(await audited(system, [stream])).toMatchObject({
      differences: [],
      counts: { workflows: 1, lagging: 0, timers: 1, historiesLive: 1, turns: 1, joined: 1, unwitnessed: 0 },
    });
  });

  // Not so far that the calendar ends: the plan below is launched on the day to which this leads.
  test.each([
    [10, 'AssignmentAssigned', 'and the timer stands where it stood'],
    [60, 'DeadlineMissed', 'and no timer is left'],
  ])('%i days later, when the last event is %s, %s', async (days, last) => {
    const stream = await launchAssignment(system, people, { daysUntilDue: 40 });
    await system.advance([stream], days * DAY);
    await eventually(async () => (await readStream(system.db.app, stream)).at(-1)?.type === last);
    expect(await audited(system, [stream], 10_000)).toMatchObject({
      differences: [],
      counts: { timers: 1, joined: 0, unwitnessed: 0 },
    });
  });

  test('in a run that continued as new', async () => {
    const stream = await launchAssignment(system, people, { messagesPerRun: 3 });
    const handle = system.client.workflow.getHandle(workflowIdOf(stream));
    const { runId } = await handle.describe();
    for (let sent = 0; sent < 3; sent++) await by(stream, 'officerVp', { type: 'Acknowledge' });
    await eventually(async () => (await handle.describe()).runId !== runId);
    await by(stream, 'officerVp', { type: 'Acknowledge' });
    expect(await audited(system, [stream], 10_000)).toMatchObject({
      differences: [],
      counts: { timers: 1, historiesLive: 2, joined: 4, unwitnessed: 0 },
    });
  });

  test('in the whole record while a plan is launched and commands come in', async () => {
    const deadlines = Array.from({ length: 8 }, () => dueOn('2027-11-30'));
    const plan = planStream(await enterPlan(system.db.app, people, planReading(2027, deadlines)));
    const before = await Promise.all(Array.from({ length: 4 }, () => launchAssignment(system, people)));
    await reconcile(system.db.app, system.client, system.taskQueue); // plans that were launched in the record alone
    let busy = true;
    const load = before.map(async (stream) => {
      for (let round = 0; busy; round++) {
        await by(stream, 'officerVp', round % 2 === 0 ? evidence : { type: 'WithdrawSubmission' });
      }
    });
    const launched = await by(plan, 'coordinator', { type: 'LaunchPlan', acknowledgePastDue: true });
    try {
      expect(launched).toHaveProperty('accepted');
      for (let round = 0; round < 2; round++) {
        const report = await audited(system, 'all', 30_000);
        expect(report).toMatchObject({ differences: [], notCompared: [] });
        expect(report.counts.workflows).toBeGreaterThan(4);
      }
    } finally {
      busy = false;
      await Promise.all(load);
    }
    const { counts } = await audited(system, 'all', 30_000);
    const { rows } = await system.db.app.query('select count(*) as streams, sum(version) as events from streams');
    expect(counts).toMatchObject(rows[0]);
    expect(counts.historiesReplayed).toBe(counts.historiesLive + counts.historiesArchived);
    const handle = system.client.workflow.getHandle(workflowIdOf(plan));
    expect((await handle.describe()).status.name).toBe('RUNNING');
  });
});
