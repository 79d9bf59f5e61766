// `tiendo replay --all` beside a ward of more than 300 running assignments: first while nobody asks for anything, then while
// commands come in without a pause and a plan is launched. Load alone is no difference, and nothing is left out.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inheritedEnvironment } from '../../../db/environment.ts';
import { projectRoot } from '../../../db/project-root.ts';
import { eventually } from '../../support/commands.ts';
import { dueOn } from '../../support/ward.ts';
import { chanceFor } from '../harness/chance.ts';
import { startWardAtWork, type WardAtWork } from '../harness/ward-at-work.ts';
import { createWardLife, type WardLife } from '../harness/ward-life.ts';

const PLANS = 2;
const ROWS = 170;
/** Of these so many are brought to their end meanwhile. */
const RETIRING = 30;
const AT_LEAST_RUNNING = 300;
const LAUNCHED_WITHIN_MS = 300_000;

let ward: WardAtWork;
let life: WardLife;

beforeAll(async () => {
  ward = await startWardAtWork();
  life = createWardLife(ward.client);
  const { folder, url, temporalAddress: address, namespace, taskQueue, databases } = ward.installation;
  const running = { url, temporal: { address, namespace, taskQueue }, databases };
  await writeFile(join(folder, 'running.json'), JSON.stringify(running)); // by this the command finds the installation
}, 600_000);
afterAll(async () => {
  await life.rest();
  await ward.stop();
});

/** Returns when every assignment of it has its workflow, and is part of the ward's life. */
async function launch(rows: number): Promise<void> {
  const planId = await ward.draft(
    2027,
    Array.from({ length: rows }, () => dueOn('2027-11-30')),
  );
  const body = { type: 'LaunchPlan', acknowledgePastDue: true };
  await ward.client.send({ as: 'coordinator', target: { kind: 'plan', id: planId }, body });
  const isOver = 'select from plans where plan_id = $1 and launches = 1 and pending_launches = 0';
  await eventually(async () => (await ward.pool.query(isOver, [planId])).rowCount, LAUNCHED_WITHIN_MS);
  const { rows: begun } = await ward.pool.query<{ id: string }>(
    'select assignment_id as id from assignments where plan_id = $1',
    [planId],
  );
  expect(begun).toHaveLength(rows);
  for (const { id } of begun) {
    const retiring = life.assignments.size < RETIRING;
    life.assignments.set(id, { id, planId, status: 'assigned', acknowledged: false, retiring });
  }
}

interface Audit {
  readonly code: number;
  readonly stdout: string;
}

function replayAll(): Promise<Audit> {
  const env = { ...inheritedEnvironment(), TIENDO_DATA: ward.installation.folder };
  const command = join(projectRoot, 'cli/tiendo.mjs');
  return new Promise((resolve) => {
    execFile('node', [command, 'replay', '--all'], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout: `${stdout}${error ? stderr : ''}` }),
    );
  });
}

const askedIn = (stdout: string): number => Number(/([\d,]+) asked/.exec(stdout)?.[1]?.replace(',', '') ?? 0);

/** Audits everything, prints what it says and what happened meanwhile, and expects it to be content. */
async function expectSound(when: string): Promise<{ commands: number }> {
  const [begun, before] = [performance.now(), life.ended];
  const { code, stdout } = await replayAll();
  const [seconds, commands] = [(performance.now() - begun) / 1_000, life.ended - before];
  console.log(
    `${when}: exit code ${code} after ${seconds.toFixed(1)} s, ${commands} commands answered meanwhile\n${stdout}`,
  );
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('no difference') });
  expect(askedIn(stdout)).toBeGreaterThan(AT_LEAST_RUNNING);
  return { commands };
}

test('finds no difference in a ward at rest, under load, and in the middle of a launch', async () => {
  for (let plan = 0; plan < PLANS; plan++) await launch(ROWS);
  await expectSound('at rest');
  life.go(chanceFor('audit under load'));
  await eventually(async () => life.ended >= 200);
  expect((await expectSound('under load')).commands).toBeGreaterThan(0);
  const [launched, audited] = await Promise.allSettled([
    launch(ROWS),
    expectSound('under load, while a plan is launched'),
  ]);
  await life.rest();
  expect([launched, audited]).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }]);
  await expectSound('at rest again');
  expect(await ward.findings()).toEqual([]);
});
