// What the watch over the logs lets pass and what it does not.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchLogs } from './harness/log-watch.ts';

const run = '01a1fef3-70b5-7130-a750-6f4c3c043b96';
const other = '01a1fef3-70b5-7cf6-9703-97da6e49f0be';
const late = (runId: string) => `{"runId":"${runId}","msg":"Task not found when completing"}\n`;
const failed = (runId: string, why: string) => `{"runId":"${runId}","failure":"[TMPRL1100] ${why}"}\n`;
const confused = 'Nondeterminism error: Invalid transition while handling update response (id 1)';
const stoodStill = 'Script execution timed out after 5000ms';
const overtaken =
  'Fatal error in workflow machines: Attempted to check for LA marker handling in invalid state RequestSent';

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiendo-log-watch-'));
  log = join(folder, 'worker.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a task that fails after one of the same run was answered too late is the SDK healing itself', () => {
  const watch = watchLogs(() => [log]);
  appendFileSync(log, late(run) + failed(run, confused) + failed(run, overtaken));
  expect(watch.look()).toEqual([]);
});

test('so is one of a run whose turn outlived its task, as it does in a process that stood still', () => {
  const watch = watchLogs(() => [log]);
  const turn = (durationMs: number) =>
    `{"activityType":"takeTurn","workflowRunId":"${run}","durationMs":${durationMs},"msg":"Activity failed"}\n`;
  appendFileSync(log, turn(4_000) + failed(run, overtaken));
  expect(watch.look()).toHaveLength(1);
  appendFileSync(log, turn(30_291) + failed(run, overtaken));
  expect(watch.look()).toEqual([]);
});

test('what the core says once more without naming the run is known by its words', () => {
  const watch = watchLogs(() => [log]);
  const repeated = (activity: number) =>
    `{"error":"Nondeterminism(\\"Missing associated machine for LocalActivity(${activity})\\")","msg":"Error while updating workflow"}\n`;
  const missing = failed(run, 'Nondeterminism error: Missing associated machine for LocalActivity(38)');
  appendFileSync(log, late(run) + repeated(38) + missing + repeated(39));
  expect(watch.look()).toHaveLength(1);
});

test('the same failure of a run whose task was not late is found, and so is any other failure', () => {
  const watch = watchLogs(() => [log]);
  const unknown = failed(run, 'TypeError: of our own');
  appendFileSync(
    log,
    late(run) + failed(other, confused) + failed(other, overtaken) + failed(run, stoodStill) + unknown,
  );
  expect(watch.look()).toHaveLength(4);
  expect(watch.look()).toEqual([]);
});
