// Differences that somebody planted, each named: where, what was expected, what was found.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorkflows } from '../../activities/start-workflows.ts';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { pathOf, storeUnderHash } from '../../db/content-store.ts';
import { type HeadAt, outlineOf as outlineAt, readHeads } from '../../record/assign.ts';
import { readStream } from '../../record/read-stream.ts';
import { ARCHIVE_STREAM, assignmentStream, idOf } from '../../record/streams.ts';
import { archiveEndedRuns } from '../../worker/exporter.ts';
import { ASSIGNMENT_WORKFLOW } from '../../workflows/assignment.messages.ts';
import { audited } from '../support/audited.ts';
import { command, eventually, wake } from '../support/commands.ts';
import { DAY, launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, enterWard, planReading, send } from '../support/ward.ts';

const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };
let system: TestSystem;
let stream: string;

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
});
afterAll(() => system.stop({ planted: /TMPRL1100\] Nondeterminism/ }));

const found = async (...streams: string[]) =>
  (await audited(system, streams)).differences.map(({ code, at }) => [code, at]);
const outlineOf = async (of: string) => {
  const [head] = await readHeads(system.db.app, [of]);
  return outlineAt(system.db.app, head as HeadAt);
};
const handleOf = (of: string) => system.client.workflow.getHandle(workflowIdOf(of));

/** As the machine's owner would: triggers off, one change, triggers on. */
async function asOwner(statement: string, ...values: unknown[]): Promise<void> {
  await system.db.owner.query('alter table events disable trigger events_are_append_only');
  await system.db.owner.query(statement, values);
  await system.db.owner.query('alter table events enable always trigger events_are_append_only');
}

/** Puts another run in the place of the stream's workflow. */
async function replaceRun(of: string, args: object): Promise<void> {
  await handleOf(of).terminate('planted');
  const { taskQueue } = system;
  await system.client.workflow.start(ASSIGNMENT_WORKFLOW, { workflowId: workflowIdOf(of), taskQueue, args: [args] });
}

/** An assignment whose life is over and whose history lies in the archive; the hash of that file. */
async function archived(): Promise<{ stream: string; sha256: string }> {
  const closed = await launchAssignment(system, people);
  await command(system, closed, people.officerVp, evidence);
  await command(system, closed, people.coordinator, { type: 'AcceptSubmission' });
  await command(system, closed, people.coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
  const sha256 = await eventually(async () => {
    await archiveEndedRuns(system.db.app, system.client, system.archiveFolder);
    const { rows } = await system.db.app.query('select archived_sha256 from engine_runs where stream = $1', [closed]);
    return rows[0]?.archived_sha256 as string | null;
  });
  return { stream: closed, sha256 };
}

describe('in the record', () => {
  test('a row of a read model', async () => {
    stream = await launchAssignment(system, people);
    expect(await found(stream)).toEqual([]);
    await system.db.projector.query(`update assignments set status = 'closed' where assignment_id = $1`, [
      idOf(stream),
    ]);
    expect(await found(stream)).toEqual([['read-model-differs', null]]);
  });

  test('a byte of an event', async () => {
    stream = await launchAssignment(system, people);
    await command(system, stream, people.officerVp, evidence);
    await asOwner(`update events set actor = actor || '{"name": "Khác"}' where stream = $1 and version = 2`, stream);
    expect(await found(stream)).toEqual([['hash-wrong', 2]]);
  });

  test('the places of two events in the order of the whole log', async () => {
    stream = await launchAssignment(system, people);
    await command(system, stream, people.officerVp, evidence);
    await command(system, stream, people.officerVp, { type: 'WithdrawSubmission' });
    const [second, third] = (await readStream(system.db.app, stream, 1)).map(({ position }) => position);
    const move = (version: number, position?: number) =>
      asOwner('update events set position = $3 where stream = $1 and version = $2', stream, version, position);
    await move(2, -1);
    await move(3, second);
    await move(2, third);
    expect(await found(stream)).toEqual([['position-runs-back', 3]]);
  });

  test('a log that was written anew, hashes and all: Temporal remembers the old one', async () => {
    stream = await launchAssignment(system, people);
    await command(system, stream, people.officerVp, evidence);
    const forged = 'f'.repeat(64);
    await asOwner('update events set hash = $2 where stream = $1 and version = 2', stream, forged);
    await asOwner('update streams set head_hash = $2 where stream = $1', stream, forged);
    expect(await found(stream)).toEqual([
      ['hash-wrong', 2],
      ['workflow-differs', 2],
      ['history-differs', 2],
    ]);
  });

  test('an outcome that is not what was decided', async () => {
    stream = await launchAssignment(system, people);
    await command(system, stream, people.officerVp, { type: 'AcceptSubmission' });
    await system.db.owner.query('alter table inbox disable trigger outcome_is_written_once');
    await system.db.owner.query(`update inbox set outcome = '{"refused": {"code": "other"}}' where stream = $1`, [
      stream,
    ]);
    await system.db.owner.query('alter table inbox enable always trigger outcome_is_written_once');
    expect(await found(stream)).toEqual([['applied-differs', 1]]);
  });
});

describe('in the engine', () => {
  test('a workflow that is missing', async () => {
    stream = await launchAssignment(system, people);
    await handleOf(stream).terminate('planted');
    expect(await found(stream)).toEqual([['workflow-missing', null]]);
    await startWorkflows({ pool: system.db.app, client: system.client, taskQueue: system.taskQueue }, [stream]);
    expect(await found(stream)).toEqual([]);
  });

  test('a timer that would ring too late', async () => {
    stream = await launchAssignment(system, people);
    const outline = await outlineOf(stream);
    await replaceRun(stream, { id: idOf(stream), outline: { ...outline, wakeAt: (outline.wakeAt ?? 0) + DAY } });
    expect(await found(stream)).toEqual([
      ['workflow-differs', 1],
      ['timer-differs', 1],
    ]);
  });

  test('a workflow that was never told what happened since: it would ring at the instant of before', async () => {
    stream = await launchAssignment(system, people);
    const outline = await outlineOf(stream);
    await command(system, stream, people.officerVp, evidence);
    await replaceRun(stream, { id: idOf(stream), outline });
    const { differences, equal } = await audited(system, [stream]);
    expect(differences).toMatchObject([{ code: 'workflow-behind', at: 2, expected: 'version 2 or later' }]);
    expect(equal).toBe(false);
    await command(system, stream, people.officerVp, { type: 'WithdrawSubmission' }); // its next turn tells it
    expect(await found(stream)).toEqual([]);
  });

  test('a workflow that cannot take its first turn', async () => {
    stream = await launchAssignment(system, people);
    const elsewhere = await system.db.owner.connect();
    await elsewhere.query('begin');
    await elsewhere.query('set local idle_in_transaction_session_timeout = 0');
    await elsewhere.query('select from streams where stream = $1 for update', [stream]);
    try {
      await replaceRun(stream, { id: idOf(stream) });
      await eventually(async () => {
        const { differences } = await audited(system, [stream]);
        return differences.some(({ code, found: what }) => code === 'workflow-behind' && what.startsWith('version 0'));
      });
    } finally {
      await elsewhere.query('rollback');
      elsewhere.release(true);
    }
    await eventually(async () => (await found(stream)).length === 0);
  });

  test('a timer that is not there', async () => {
    stream = await launchAssignment(system, people);
    const outline = await outlineOf(stream);
    await replaceRun(stream, { id: idOf(stream), outline: { ...outline, wakeAt: null } });
    expect((await found(stream)).map(([code]) => code)).toContain('timer-differs');
  });

  test('a workflow that runs for a closed assignment', async () => {
    ({ stream } = await archived());
    const open = { ...(await outlineOf(stream)), open: true, status: 'assigned' };
    const start = { workflowId: workflowIdOf(stream), taskQueue: system.taskQueue };
    await system.client.workflow.start(ASSIGNMENT_WORKFLOW, { ...start, args: [{ id: idOf(stream), outline: open }] });
    expect((await found(stream)).map(([code]) => code)).toContain('workflow-left-over');
  });

  test('a workflow for a stream that does not exist', async () => {
    const nowhere = assignmentStream('00000000-0000-4000-8000-00000000dead');
    const start = { workflowId: workflowIdOf(nowhere), taskQueue: system.taskQueue };
    const outline = await outlineOf(await launchAssignment(system, people));
    await system.client.workflow.start(ASSIGNMENT_WORKFLOW, { ...start, args: [{ id: idOf(nowhere), outline }] });
    await eventually(async () => {
      const { differences } = await audited(system, 'all');
      return differences.some((found) => found.code === 'workflow-unknown' && found.stream === nowhere);
    });
    await handleOf(nowhere).terminate('planted');
  });
});

describe('in the histories', () => {
  test('a run that serves another assignment', async () => {
    stream = await launchAssignment(system, people);
    const other = await launchAssignment(system, people);
    await replaceRun(stream, { id: idOf(other), outline: await outlineOf(other) });
    expect((await found(stream)).map(([code]) => code)).toContain('history-foreign');
    await wake(system, stream, randomUUID(), 'Planted'); // its turn is one of the other stream, and is noted there
    expect(await found(other)).toEqual([['history-foreign', null]]);
  });

  test('a file that is not the one which was archived', async () => {
    const [one, other] = [await archived(), await archived()];
    expect(await found(one.stream)).toEqual([]);
    await cp(pathOf(system.archiveFolder, other.sha256), pathOf(system.archiveFolder, one.sha256));
    expect(await found(one.stream)).toEqual([['history-unreadable', null]]);
  });

  test('a file that breaks off after its first event', async () => {
    const one = await archived();
    const history = JSON.parse(gunzipSync(await readFile(pathOf(system.archiveFolder, one.sha256))).toString());
    const cut = gzipSync(JSON.stringify({ events: history.events.slice(0, 1) }));
    const forged = await storeUnderHash(system.archiveFolder, cut);
    await system.db.app.query('update engine_runs set archived_sha256 = $2 where stream = $1', [one.stream, forged]);
    expect(await found(one.stream)).toEqual([['history-unreadable', null]]);
  });

  test('a history that the workflow of today would not repeat', async () => {
    const one = await archived();
    const history = JSON.parse(gunzipSync(await readFile(pathOf(system.archiveFolder, one.sha256))).toString());
    const turn = history.events.find((event: object) => 'markerRecordedEventAttributes' in event);
    turn.markerRecordedEventAttributes.markerName = 'something else';
    const forged = await storeUnderHash(system.archiveFolder, gzipSync(JSON.stringify(history)));
    await system.db.app.query('update engine_runs set archived_sha256 = $2 where stream = $1', [one.stream, forged]);
    expect(await found(one.stream)).toEqual([['replay-failed', null]]);
  });

  test('the history of another assignment under its name', async () => {
    const [one, other] = [await archived(), await archived()];
    await system.db.app.query('update engine_runs set archived_sha256 = $2 where stream = $1', [
      one.stream,
      other.sha256,
    ]);
    const codes = (await found(one.stream, ARCHIVE_STREAM)).map(([code]) => code);
    expect(new Set(codes)).toEqual(new Set(['archive-differs', 'history-foreign']));
  });
});

test('a history that lies in the archive and is of no run of the record', async () => {
  const recorded = readFileSync(
    join(import.meta.dirname, '../replay/histories/submitted-accepted-closed.json'),
    'utf8',
  );
  const { workflowId, history } = JSON.parse(recorded);
  await storeUnderHash(system.archiveFolder, gzipSync(JSON.stringify(history)));
  const { differences } = await audited(system, 'all');
  const strays = differences.filter(({ found: what }) => what.includes(workflowId));
  expect(strays).toMatchObject([{ code: 'history-foreign', stream: null }]);
});

test('what did not answer is said not to be compared', async () => {
  stream = await launchAssignment(system, people);
  await system.stopWorker();
  try {
    await send(system.db.app, stream, people.officerVp, evidence);
    const { equal, complete, notCompared, waiting } = await audited(system, [stream]);
    expect([equal, complete, notCompared.map((silent) => silent.stream)]).toEqual([true, false, [stream]]);
    expect(waiting).toMatchObject({ undecided: 1, parked: 0, oldestParkedSeconds: null });
    expect(waiting.oldestUndecidedSeconds).toBeGreaterThan(0);
  } finally {
    await system.startWorker();
  }
});
