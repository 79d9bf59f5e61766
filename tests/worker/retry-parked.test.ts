// `tiendo retry-parked` as an operator runs it: a process of its own that finds the running system by its data folder.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inheritedEnvironment } from '../../db/environment.ts';
import { projectRoot } from '../../db/project-root.ts';
import { takeTurn } from '../../record/turn.ts';
import { eventually } from '../support/commands.ts';
import { launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, enterWard, outcomeOf, planReading, send } from '../support/ward.ts';

const people = createPeople();
let system: TestSystem;
let data: string;

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
  data = join(inject('scratch'), 'data-retry-parked');
  mkdirSync(data, { recursive: true });
  const temporal = { address: system.temporalAddress, namespace: 'default', taskQueue: system.taskQueue };
  const running = { url: 'http://127.0.0.1:1', temporal, databases: system.db.urls };
  writeFileSync(join(data, 'running.json'), JSON.stringify(running));
});
afterAll(() => system.stop());

const retryParked = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
  const env = { ...inheritedEnvironment(), TIENDO_DATA: data };
  return new Promise((resolve) => {
    execFile('node', [join(projectRoot, 'cli/tiendo.mjs'), 'retry-parked', ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
};

test('lists what is parked, puts it back in line, and it is decided', async () => {
  expect(await retryParked()).toMatchObject({ code: 0, stdout: '0 parked\n' });
  const stream = await launchAssignment(system, people);
  await system.stopWorker();
  await system.db.owner.query(
    `alter table events add constraint no_acknowledgement check (type <> 'AssignmentAcknowledged') not valid`,
  );
  const commandId = await send(system.db.app, stream, people.officerVp, { type: 'Acknowledge' });
  const faults: string[] = [];
  await takeTurn(system.db.app, { stream }, ({ errorId }) => faults.push(errorId));
  const listed = await retryParked();
  expect(listed.code).toBe(1);
  for (const part of ['1 parked', commandId, 'Acknowledge', stream, faults[0] ?? '?'])
    expect(listed.stdout).toContain(part);
  expect(JSON.parse((await retryParked('--json')).stdout).parked).toMatchObject([{ commandId, errorId: faults[0] }]);

  await system.db.owner.query('alter table events drop constraint no_acknowledgement');
  expect(await retryParked(commandId.toUpperCase())).toMatchObject({
    code: 0,
    stdout: `${commandId}  back in line\n`,
  });
  await system.startWorker();
  await eventually(() => outcomeOf(system.db.app, commandId));
  expect(await retryParked('all')).toMatchObject({ code: 0, stdout: 'none is parked\n' });
});

test('says which of them is not parked, and what is no id', async () => {
  const unknown = randomUUID();
  expect(await retryParked(unknown)).toMatchObject({ code: 1, stdout: `${unknown}  is not parked\n` });
  const malformed = await retryParked('everything');
  expect(malformed.code).toBe(64);
  expect(malformed.stderr).toContain('not the id of a command: everything');
});
