// One history per path, run on the real server and replayed through the bundle at once.
// `RECORD_HISTORIES=1 npx vitest run tests/workflows/corpus.test.ts` keeps them, beside those of earlier shells,
// as the corpus that every later release must replay.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { readStream } from '../../record/read-stream.ts';
import { planStream } from '../../record/streams.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { SHELL } from '../../workflows/assignment.messages.ts';
import { command, eventually } from '../support/commands.ts';
import { DAY, launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, dueOn, enterPlan, enterWard, planReading, said } from '../support/ward.ts';

const folder = join(import.meta.dirname, '../replay/histories');
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

const paths: Record<string, () => Promise<{ stream: string; runId?: string }>> = {
  'submitted-accepted-closed': async () => {
    const stream = await launchAssignment(system, people);
    await by(stream, 'officerVp', { type: 'Acknowledge' });
    await by(stream, 'officerVp', evidence);
    await by(stream, 'coordinator', { type: 'StartReview' });
    await by(stream, 'coordinator', { type: 'AcceptSubmission' });
    await by(stream, 'coordinator', { type: 'CloseAssignment', outcome: 'achieved' });
    return { stream };
  },
  'returned-and-resubmitted': async () => {
    const stream = await launchAssignment(system, people);
    await by(stream, 'officerVp', evidence);
    await by(stream, 'coordinator', { type: 'ReturnSubmission', reasonCode: 'thieu', reason: said('Thiếu dấu') });
    await by(stream, 'officerVp', evidence);
    await by(stream, 'officerVp', { type: 'WithdrawSubmission' });
    return { stream };
  },
  'reminded-and-missed': async () => {
    const stream = await launchAssignment(system, people);
    await system.advance([stream], 330 * DAY);
    await has(stream, 'DeadlineMissed');
    return { stream };
  },
  'refused-after-close': async () => {
    const stream = await launchAssignment(system, people);
    await by(stream, 'officerVp', evidence);
    await by(stream, 'coordinator', { type: 'AcceptSubmission' });
    await by(stream, 'coordinator', { type: 'CloseAssignment', outcome: 'achieved' });
    await by(stream, 'officerVp', evidence);
    return { stream };
  },
  'continued-as-new': async () => {
    const stream = await launchAssignment(system, people, { messagesPerRun: 2 });
    const { runId } = await system.client.workflow.getHandle(workflowIdOf(stream)).describe();
    for (let report = 0; report < 3; report++) await by(stream, 'officerVp', { type: 'Acknowledge' });
    await eventually(
      async () => (await system.client.workflow.getHandle(workflowIdOf(stream)).describe()).runId !== runId,
    );
    return { stream, runId };
  },
  'plan-launched': async () => {
    const stream = planStream(
      await enterPlan(system.db.app, people, planReading(2027, [dueOn('2027-06-30'), dueOn('2027-12-31')])),
    );
    await by(stream, 'coordinator', { type: 'LaunchPlan', acknowledgePastDue: true }); // the clock was moved by then
    await has(stream, 'PlanLaunchCompleted');
    return { stream };
  },
};

describe('replays through the bundle what ran on the server', () => {
  test.each(Object.entries(paths))('%s', async (name, walk) => {
    const { stream, runId } = await walk();
    const workflowId = workflowIdOf(stream);
    const history = await system.client.workflow.getHandle(workflowId, runId).fetchHistory();
    const codePath = await workflowBundle(join(inject('scratch'), 'bundles'));
    await Worker.runReplayHistory({ workflowBundle: { codePath } }, history, workflowId);
    if (process.env.RECORD_HISTORIES !== '1') return;
    mkdirSync(folder, { recursive: true });
    const withoutHosts = historyToJSON(history).replace(/"identity":\s*"[^"]*"/g, '"identity": "recorded"');
    const recorded = { workflowId, history: JSON.parse(withoutHosts) };
    writeFileSync(join(folder, `${name}.shell-${SHELL}.json`), `${JSON.stringify(recorded, null, 1)}\n`);
  });
});
