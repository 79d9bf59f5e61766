// A rule changes while assignments run: the worker comes back with other rules. What was recorded before stands, in the log and
// in Temporal's histories; what is open goes on by the new rule.
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import { readStream } from '../../record/read-stream.ts';
import { replayStream } from '../../record/replay.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { audited } from '../support/audited.ts';
import { command, eventually } from '../support/commands.ts';
import { DAY, launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, enterWard, planReading, said } from '../support/ward.ts';

const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };
const giveBack = { type: 'ReturnSubmission', reasonCode: 'thieu', reason: said('Thiếu dấu') };
const { decide, evolve, passTime } = assignmentRules;

let system: TestSystem;
/** Closed, and still open, when the rule changes. */
let closed: string;
let open: string;

/** Nobody acknowledges any more, every submission is late, and nobody is reminded. */
function changeTheRules(): void {
  vi.spyOn(assignmentRules, 'decide').mockImplementation((state, asked, context) => {
    if (asked.type === 'Acknowledge') return { refusal: { code: 'already-acknowledged' } };
    const decision = decide(state, asked, context);
    if (!('events' in decision)) return decision;
    const events = decision.events.map((event) =>
      event.type === 'EvidenceSubmitted' ? { ...event, data: { ...event.data, late: true } } : event,
    );
    return { events };
  });
  vi.spyOn(assignmentRules, 'passTime').mockImplementation((state, moment) =>
    passTime(state, moment).map((event) =>
      event.type === 'ReminderDue'
        ? { type: 'AssignmentAcknowledged', data: { ...event.data, bySilence: true } }
        : event,
    ),
  );
}

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2026, []));
  [closed, open] = [await launchAssignment(system, people), await launchAssignment(system, people)];
  const by = (stream: string, who: 'officerVp' | 'coordinator', body: Parameters<typeof command>[3]) =>
    command(system, stream, people[who], body);
  for (const stream of [closed, open]) {
    expect(await by(stream, 'officerVp', { type: 'Acknowledge' })).toHaveProperty('accepted');
    expect(await by(stream, 'officerVp', evidence)).toHaveProperty('accepted');
  }
  expect(await by(open, 'coordinator', giveBack)).toHaveProperty('accepted');
  for (const body of [{ type: 'AcceptSubmission' }, { type: 'CloseAssignment', outcome: 'achieved' }])
    expect(await by(closed, 'coordinator', body)).toHaveProperty('accepted');
  await system.stopWorker();
  changeTheRules();
  await system.startWorker();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await system.stop();
});

const late = async (stream: string) =>
  (await readStream(system.db.app, stream)).flatMap(({ type, data }) =>
    type === 'EvidenceSubmitted' ? [(data as { late: boolean }).late] : [],
  );

async function replayHistory(stream: string): Promise<void> {
  const workflowId = workflowIdOf(stream);
  const history = await system.client.workflow.getHandle(workflowId).fetchHistory();
  const codePath = await workflowBundle(join(inject('scratch'), 'bundles'));
  await Worker.runReplayHistory({ workflowBundle: { codePath } }, history, workflowId);
}

describe('a rule that changes', () => {
  test('is in force for what begins after it', async () => {
    const stream = await launchAssignment(system, people);
    const refused = { refused: { code: 'already-acknowledged' } };
    expect(await command(system, stream, people.officerVp, { type: 'Acknowledge' })).toMatchObject(refused);
  });

  test('changes nothing that was recorded: the log and the history of what is closed replay', async () => {
    expect(await replayStream(system.db.app, closed)).toMatchObject({ equal: true, checked: { status: 'closed' } });
    expect(await late(closed)).toEqual([false]);
    await replayHistory(closed);
  });

  test('meets what is open where the old one left it, and goes on from there', async () => {
    expect(await command(system, open, people.officerVp, evidence)).toHaveProperty('accepted');
    expect(await late(open)).toEqual([false, true]);
    expect(await command(system, open, people.coordinator, giveBack)).toHaveProperty('accepted');
    await system.advance([open], 330 * DAY);
    const types = async () => (await readStream(system.db.app, open)).map(({ type }) => type);
    await eventually(async () => (await types()).includes('DeadlineMissed'));
    expect(await types()).not.toContain('ReminderDue');
    await replayHistory(open);
    expect((await audited(system, [closed, open], 10_000)).differences).toEqual([]);
  });

  test('would be found if it changed what the events mean', async () => {
    const forgetful = vi
      .spyOn(assignmentRules, 'evolve')
      .mockImplementation((state, event) => (event.type === 'SubmissionReturned' ? state : evolve(state, event)));
    expect(await replayStream(system.db.app, open)).toMatchObject({ equal: false });
    forgetful.mockRestore();
    expect(await replayStream(system.db.app, open)).toMatchObject({ equal: true });
  });
});
