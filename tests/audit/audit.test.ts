// A live system, audited: nothing is found where nothing is wrong, and what somebody planted is named.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStreamWorkflow, workflowIdOf } from '../../activities/stream-workflow.ts';
import { type AuditOptions, audit } from '../../audit/audit.ts';
import { outlineOfStream } from '../../record/assign.ts';
import { DIRECTORY_STREAM, idOf } from '../../record/streams.ts';
import { command } from '../support/commands.ts';
import { launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, enterWard, planReading } from '../support/ward.ts';

const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };
let system: TestSystem;

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
});
afterAll(() => system.stop());

const audited = (streams: AuditOptions['streams'], options: Partial<AuditOptions> = {}) =>
  audit({
    pool: system.db.app,
    engine: { client: system.client, taskQueue: system.taskQueue, answerWithinMs: 2_000 },
    streams,
    patienceMs: 0,
    ...options,
  });
const found = async (streams: AuditOptions['streams']) =>
  (await audited(streams)).differences.map(({ code, stream, at }) => [code, stream, at]);
const asOwner = async (statement: string, stream: string) => {
  await system.db.owner.query('alter table events disable trigger events_are_append_only');
  await system.db.owner.query(statement, [stream]);
  await system.db.owner.query('alter table events enable always trigger events_are_append_only');
};

describe('an audit', () => {
  test('finds nothing where nothing is wrong, and says how much it compared', async () => {
    const open = await launchAssignment(system, people);
    const closed = await launchAssignment(system, people);
    await command(system, open, people.officerVp, evidence);
    await command(system, closed, people.officerVp, evidence);
    await command(system, closed, people.coordinator, { type: 'AcceptSubmission' });
    await command(system, closed, people.coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
    expect(await audited([open, closed, DIRECTORY_STREAM])).toMatchObject({
      differences: [],
      equal: true,
      complete: true,
      counts: { streams: 3, commands: 4 + 8, workflows: 1 },
    });
  });

  test('names a row of the read model', async () => {
    const stream = await launchAssignment(system, people);
    await system.db.projector.query(`update assignments set status = 'closed' where assignment_id = $1`, [
      idOf(stream),
    ]);
    expect(await found([stream])).toEqual([['read-model-differs', stream, null]]);
  });

  test('names a changed byte of an event', async () => {
    const stream = await launchAssignment(system, people);
    await command(system, stream, people.officerVp, evidence);
    await asOwner(
      `update events set actor = actor || '{"name": "Người khác"}' where stream = $1 and version = 2`,
      stream,
    );
    expect(await found([stream])).toEqual([['hash-wrong', stream, 2]]);
  });

  test('names a missing workflow, and one that is left over', async () => {
    const stream = await launchAssignment(system, people);
    const handle = system.client.workflow.getHandle(workflowIdOf(stream));
    await handle.terminate('planted');
    expect(await found([stream])).toEqual([['workflow-missing', stream, null]]);
    const outline = await outlineOfStream(system.db.app, stream);
    await startStreamWorkflow(system.client, { stream, taskQueue: system.taskQueue, outline }, false);
    expect(await found([stream])).toEqual([]);
  });

  test('does not say that it compared what did not answer', async () => {
    const stream = await launchAssignment(system, people);
    await system.stopWorker();
    try {
      const { equal, complete, notCompared } = await audited([stream]);
      expect({ equal, complete, silent: notCompared.map((one) => one.stream) }).toEqual({
        equal: true,
        complete: false,
        silent: [stream],
      });
    } finally {
      await system.startWorker();
    }
  });
});
