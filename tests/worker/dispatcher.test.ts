// Commands that the api could not deliver, commands that fault, and histories of runs that have ended.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { pathOf } from '../../db/content-store.ts';
import { retryParked } from '../../record/inbox.ts';
import { readStream } from '../../record/read-stream.ts';
import { ARCHIVE_STREAM } from '../../record/streams.ts';
import { takeTurn } from '../../record/turn.ts';
import { verifyChain } from '../../record/verify-chain.ts';
import { dispatch, oldestUndecidedMs } from '../../worker/dispatcher.ts';
import { prepareEngine, RETENTION_DAYS } from '../../worker/engine.ts';
import { archiveEndedRuns, packHistory } from '../../worker/exporter.ts';
import { stateQuery } from '../../workflows/assignment.messages.ts';
import { command, eventually } from '../support/commands.ts';
import { launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, enterWard, outcomeOf, planReading, send } from '../support/ward.ts';

let system: TestSystem;
const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
});
afterAll(() => system.stop());

const dueNow = (commandId: string) =>
  system.db.app.query('update inbox set next_attempt_at = clock_timestamp() where command_id = $1', [commandId]);

describe('the dispatcher', () => {
  test('delivers a command that nobody woke the workflow for', async () => {
    const stream = await launchAssignment(system, people);
    const commandId = await send(system.db.app, stream, people.officerVp, evidence);
    await dueNow(commandId);
    expect(await eventually(() => outcomeOf(system.db.app, commandId))).toMatchObject({
      accepted: { status: 'submitted' },
    });
    expect(await oldestUndecidedMs(system.db.app)).toBe(0);
  });

  test('tells a workflow of a command that was decided while the engine lost its wake-up', async () => {
    const stream = await launchAssignment(system, people);
    const commandId = await send(system.db.app, stream, people.officerVp, evidence);
    await takeTurn(system.db.app, { stream }, ({ error }) => expect.unreachable(String(error)));
    const handle = system.client.workflow.getHandle(workflowIdOf(stream));
    expect(await handle.query(stateQuery)).toMatchObject({ version: 1, status: 'assigned' });
    await dueNow(commandId);
    await eventually(async () => (await handle.query(stateQuery)).version === 2);
    expect(await handle.query(stateQuery)).toMatchObject({ status: 'submitted', waitingFor: 'reviewer', wakeAt: null });
    expect(await dispatch(system.db.app, system.client, system.taskQueue)).toBe(0);
  });

  test('leases a command, so that a second instance leaves it alone', async () => {
    await system.stopWorker();
    const stream = await launchAssignment(system, people);
    const commandId = await send(system.db.app, stream, people.officerVp, evidence);
    await dueNow(commandId);
    const woken = await Promise.all([1, 2, 3].map(() => dispatch(system.db.app, system.client, system.taskQueue)));
    expect(woken.sort()).toEqual([0, 0, 1]);
    await system.startWorker();
    await eventually(() => outcomeOf(system.db.app, commandId));
  });
});

describe('a command that faults', () => {
  test.each([
    ['in the rules', { type: 'Unheard', partId: 'whole' }],
    ['while its facts are gathered', { type: 'SubmitEvidence', files: 5 }],
  ])('%s is parked alone; what came before and after it is decided', async (_where, body) => {
    const stream = await launchAssignment(system, people);
    await system.stopWorker();
    const before = await send(system.db.app, stream, people.officerVp, { type: 'Acknowledge' });
    const poison = await send(system.db.app, stream, people.officerVp, body);
    const after = await send(system.db.app, stream, people.officerVp, evidence);
    const faults: unknown[] = [];
    await takeTurn(system.db.app, { stream }, ({ error }) => faults.push(error));
    expect(faults).toHaveLength(1);
    expect(await outcomeOf(system.db.app, before)).toMatchObject({ accepted: {} });
    expect(await outcomeOf(system.db.app, poison)).toBeNull();
    expect(await outcomeOf(system.db.app, after)).toMatchObject({ accepted: { status: 'submitted' } });
    expect(await retryParked(system.db.app, poison)).toBe(true);
    await system.startWorker();
  });

  test('that only the database refuses is parked alone as well', async () => {
    const stream = await launchAssignment(system, people);
    await system.stopWorker();
    const refused = { type: 'ReportProgress', note: { textId: 'x', sha256: 'y' }, state: 'done' };
    const poison = await send(system.db.app, stream, people.officerVp, refused);
    // The rules pass the note through; this constraint stands for whatever the database may refuse one day.
    await system.db.owner.query(
      `alter table events add constraint test_poison check (data -> 'note' ->> 'textId' is distinct from 'x')`,
    );
    const after = await send(system.db.app, stream, people.officerVp, evidence);
    await takeTurn(system.db.app, { stream }, () => undefined);
    await takeTurn(system.db.app, { stream }, () => undefined);
    expect(await outcomeOf(system.db.app, poison)).toBeNull();
    expect(await outcomeOf(system.db.app, after)).toMatchObject({ accepted: {} });
    await system.db.owner.query('alter table events drop constraint test_poison');
    await system.startWorker();
  });
});

describe('histories', () => {
  test('are one file however the engine orders their maps', () => {
    const text = readFileSync(
      join(import.meta.dirname, '../replay/histories/submitted-accepted-closed.shell-2.json'),
      'utf8',
    );
    const { history } = JSON.parse(text);
    const backwards = JSON.parse(text, (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ).history;
    expect(packHistory(historyFromJSON(backwards))).toEqual(packHistory(historyFromJSON(history)));
  });

  test('of ended runs are archived under their hash, each once, with an event that says so', async () => {
    const stream = await launchAssignment(system, people);
    await command(system, stream, people.officerVp, evidence);
    await command(system, stream, people.coordinator, { type: 'AcceptSubmission' });
    await command(system, stream, people.coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
    const folder = join(inject('scratch'), 'archive-test');
    const archived = async () =>
      (await readStream(system.db.app, ARCHIVE_STREAM)).filter(
        ({ data }) => (data as { workflowId: string }).workflowId === stream.replace('assignment-', 'asg/'),
      );
    await eventually(async () => {
      await archiveEndedRuns(system.db.app, system.client, folder);
      return (await archived()).length > 0;
    });
    await archiveEndedRuns(system.db.app, system.client, folder);
    const [event, ...more] = await archived();
    expect(more).toEqual([]);
    expect(event?.type).toBe('HistoryArchived');
    const { sha256 } = (event?.data ?? { sha256: '' }) as { sha256: string };
    const stored = await eventually(
      async () =>
        readStored(folder, sha256) ?? readStored(join(inject('scratch'), system.taskQueue, 'archive'), sha256),
    );
    expect(stored).toContain('WORKFLOW_EXECUTION_COMPLETED');
    expect(verifyChain(ARCHIVE_STREAM, await readStream(system.db.app, ARCHIVE_STREAM))).toEqual([]);
  });

  test(`are kept by the engine for ${RETENTION_DAYS} days`, async () => {
    await prepareEngine(system.client.connection as never, 'default');
    const { config } = await system.client.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(RETENTION_DAYS * 86_400);
  });
});

function readStored(folder: string, sha256: string): string | null {
  try {
    return gunzipSync(readFileSync(pathOf(folder, sha256))).toString();
  } catch {
    return null;
  }
}
