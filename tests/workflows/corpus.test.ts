// One history per path, run on the real server and replayed through the bundle at once.
// `RECORD_HISTORIES=1 npx vitest run tests/workflows/corpus.test.ts` keeps them, beside those of earlier shells,
// as the corpus that every later release must replay.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { readStream } from '../../record/read-stream.ts';
import { planStream } from '../../record/streams.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { SHELL } from '../../workflows/assignment.messages.ts';
import { noticesWorkflowId } from '../../workflows/notices.messages.ts';
import { command, eventually } from '../support/commands.ts';
import { DAY, launchAssignment } from '../support/launched.ts';
import { contact, officeWith } from '../support/post.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { advance } from '../support/time-travel.ts';
import { createPeople, dueOn, enterPlan, enterWard, planReading, said } from '../support/ward.ts';

const folder = join(import.meta.dirname, '../replay/histories');
const MINUTE = 60_000;
const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };
let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
});
afterAll(() => system.stop());

const has = (stream: string, type: string) =>
  eventually(async () => (await readStream(system.db.app, stream)).some((event) => event.type === type));
const by = (stream: string, who: 'officerVp' | 'coordinator', body: { type: string; [field: string]: unknown }) =>
  command(system, stream, people[who], body);

interface Walked {
  readonly workflowId: string;
  readonly runId?: string;
}
const ofStream = (stream: string): Walked => ({ workflowId: workflowIdOf(stream) });

const paths: Record<string, () => Promise<Walked>> = {
  'submitted-accepted-closed': async () => {
    const stream = await launchAssignment(system, people);
    await by(stream, 'officerVp', { type: 'Acknowledge' });
    await by(stream, 'officerVp', evidence);
    await by(stream, 'coordinator', { type: 'StartReview' });
    await by(stream, 'coordinator', { type: 'AcceptSubmission' });
    await by(stream, 'coordinator', { type: 'CloseAssignment', outcome: 'achieved' });
    return ofStream(stream);
  },
  'returned-and-resubmitted': async () => {
    const stream = await launchAssignment(system, people);
    await by(stream, 'officerVp', evidence);
    await by(stream, 'coordinator', { type: 'ReturnSubmission', reasonCode: 'thieu', reason: said('Thiếu dấu') });
    await by(stream, 'officerVp', evidence);
    await by(stream, 'officerVp', { type: 'WithdrawSubmission' });
    return ofStream(stream);
  },
  'reminded-and-missed': async () => {
    const stream = await launchAssignment(system, people);
    await system.advance([stream], 330 * DAY);
    await has(stream, 'DeadlineMissed');
    return ofStream(stream);
  },
  'refused-after-close': async () => {
    const stream = await launchAssignment(system, people);
    await by(stream, 'officerVp', evidence);
    await by(stream, 'coordinator', { type: 'AcceptSubmission' });
    await by(stream, 'coordinator', { type: 'CloseAssignment', outcome: 'achieved' });
    await by(stream, 'officerVp', evidence);
    return ofStream(stream);
  },
  'continued-as-new': async () => {
    const stream = await launchAssignment(system, people, { messagesPerRun: 2 });
    const { runId } = await system.client.workflow.getHandle(workflowIdOf(stream)).describe();
    for (let report = 0; report < 3; report++) await by(stream, 'officerVp', { type: 'Acknowledge' });
    await eventually(
      async () => (await system.client.workflow.getHandle(workflowIdOf(stream)).describe()).runId !== runId,
    );
    return { ...ofStream(stream), runId };
  },
  'plan-launched': async () => {
    const stream = planStream(
      await enterPlan(system.db.app, people, planReading(2027, [dueOn('2027-06-30'), dueOn('2027-12-31')])),
    );
    await by(stream, 'coordinator', { type: 'LaunchPlan', acknowledgePastDue: true }); // the clock was moved by then
    await has(stream, 'PlanLaunchCompleted');
    return ofStream(stream);
  },
};

/** The post has a system of its own: what it sends is told to the assignments, and the histories above are without that. */
async function lettersSent(): Promise<void> {
  const folder = join(inject('scratch'), 'corpus-mail');
  const system = await startSystem({ office: officeWith({ folder }) });
  try {
    await enterWard(system.db.app, people, planReading(2027, []));
    await contact(system.db.app, people.officerVp, { address: 'vp@phuong.example' });
    await launchAssignment(system, people);
    const workflowId = noticesWorkflowId(system.taskQueue);
    const post = system.client.workflow.getHandle(workflowId);
    const waits = async () =>
      (await post.fetchHistory().catch(() => null))?.events?.some((event) => event.timerStartedEventAttributes);
    await eventually(waits);
    await advance(system.db.owner, system.client, [workflowId], 2 * MINUTE);
    await eventually(async () => (await post.describe()).status.name === 'COMPLETED');
    await keepReplayable(system.client, 'letters-sent', { workflowId });
  } finally {
    await system.stop();
  }
}

async function keepReplayable(client: Client, name: string, { workflowId, runId }: Walked): Promise<void> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const codePath = await workflowBundle(join(inject('scratch'), 'bundles'));
  await Worker.runReplayHistory({ workflowBundle: { codePath } }, history, workflowId);
  if (process.env.RECORD_HISTORIES !== '1') return;
  mkdirSync(folder, { recursive: true });
  const withoutHosts = historyToJSON(history).replace(/"identity":\s*"[^"]*"/g, '"identity": "recorded"');
  const recorded = { workflowId, history: JSON.parse(withoutHosts) };
  writeFileSync(join(folder, `${name}.shell-${SHELL}.json`), `${JSON.stringify(recorded, null, 1)}\n`);
}

describe('replays through the bundle what ran on the server', () => {
  test.each(Object.entries(paths))('%s', async (name, walk) => keepReplayable(system.client, name, await walk()));

  test('letters-sent', lettersSent);
});
