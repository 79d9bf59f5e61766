// `tiendo replay` as an auditor runs it: a process of its own that finds the running system by its data folder.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inheritedEnvironment } from '../../db/environment.ts';
import { projectRoot } from '../../db/project-root.ts';
import { idOf } from '../../record/streams.ts';
import { launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, enterWard, planReading, send } from '../support/ward.ts';

const people = createPeople();
let system: TestSystem;
let stream: string;

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
  stream = await launchAssignment(system, people);
});
afterAll(() => system.stop());

/** The command in a data folder whose running.json says that Temporal is at this address. */
async function replay(address: string, databases = system.db.urls): Promise<{ code: number; stdout: string }> {
  const data = join(inject('scratch'), `data-${address.replace(/\W/g, '-')}`);
  mkdirSync(data, { recursive: true });
  const temporal = { address, namespace: 'default', taskQueue: system.taskQueue };
  writeFileSync(join(data, 'running.json'), JSON.stringify({ url: 'http://127.0.0.1:1', temporal, databases }));
  const env = { ...inheritedEnvironment(), TIENDO_DATA: data };
  return new Promise((resolve) => {
    execFile('node', [join(projectRoot, 'cli/tiendo.mjs'), 'replay', idOf(stream)], { env }, (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, stdout }),
    );
  });
}

test('finds nothing wrong and says what it compared', async () => {
  const { code, stdout } = await replay(system.temporalAddress);
  expect(stdout).toContain('1 asked (0 behind the log), 1 timers');
  expect(stdout).toContain('1 replayed');
  expect(stdout).toContain('no difference');
  expect(code).toBe(0);
});

test('is not content when Temporal is away, though the log is sound', async () => {
  const { code, stdout } = await replay('127.0.0.1:1');
  expect(stdout).toContain('Temporal does not answer');
  expect(code).toBe(2);
});

test('that could not do its work at all is neither content nor incomplete', async () => {
  const nowhere = { ...system.db.urls, app: 'postgres://tiendo_app@127.0.0.1:1/none' };
  expect((await replay(system.temporalAddress, nowhere)).code).toBe(70);
});

test('says which commands wait, of which an audit of decisions says nothing', async () => {
  const commandId = await send(system.db.app, stream, people.officerVp, { type: 'Acknowledge' });
  await system.db.app.query(`update inbox set parked = '{"errorId": "one"}' where command_id = $1`, [commandId]);
  const { code, stdout } = await replay(system.temporalAddress);
  expect(stdout).toMatch(/^inbox {6}0 undecided, 1 parked \(the oldest for [\d.]+ s\)$/m);
  expect(code).toBe(0);
});

test('names a row that was changed, in the columns that differ', async () => {
  await system.db.projector.query(`update assignments set status = 'closed' where assignment_id = $1`, [idOf(stream)]);
  const { code, stdout } = await replay(system.temporalAddress);
  expect(stdout).toContain(`read-model-differs: ${stream}`);
  expect(stdout).toMatch(/expected status "assigned"\n\s+found {4}status "closed"\n/);
  expect(code).toBe(1);
});
