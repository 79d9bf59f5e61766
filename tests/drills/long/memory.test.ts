// A worker process with 2,000 live assignments, every one of which has taken a turn, stays under 500 MB.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { assignmentStream, planStream } from '../../../record/streams.ts';
import { command, eventually, wake } from '../../support/commands.ts';
import { startSystem, type TestSystem } from '../../support/system.ts';
import { createPeople, dueOn, enterPlan, enterWard, outcomeOf, planReading, send } from '../../support/ward.ts';

const LIVE = 2_000;
const AT_ONCE = 16;
const people = createPeople();
let system: TestSystem;
let worker: ReturnType<typeof spawn>;

beforeAll(async () => {
  system = await startSystem({ worker: false });
  worker = spawn(process.execPath, ['--max-old-space-size=256', '--import', 'tsx', 'worker/main.ts'], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      TIENDO_APP_DATABASE_URL: system.db.urls.app,
      TEMPORAL_ADDRESS: system.temporalAddress,
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TASK_QUEUE: system.taskQueue,
      TIENDO_DATA: join(inject('scratch'), 'worker'),
      LOG_LEVEL: 'fatal',
    },
  });
  await enterWard(system.db.app, people, planReading(2027, []));
});
afterAll(async () => {
  worker.kill('SIGTERM');
  await new Promise((resolve) => worker.once('exit', resolve));
  await system.stop();
});

const residentMb = () =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${worker.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

test(`with ${LIVE} live assignments the worker stays under 500 MB`, async () => {
  const planId = await enterPlan(
    system.db.app,
    people,
    planReading(
      2027,
      Array.from({ length: LIVE }, () => dueOn('2027-12-31')),
    ),
  );
  await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
  await eventually(async () => {
    const { rows } = await system.db.app.query(
      'select 1 from plans where plan_id = $1 and launches = 1 and pending_launches = 0',
      [planId],
    );
    return rows.length > 0;
  }, 600_000);
  const launched = residentMb();
  const { rows } = await system.db.app.query<{ id: string }>(
    'select assignment_id as id from assignments where plan_id = $1',
    [planId],
  );
  expect(rows).toHaveLength(LIVE);
  let peak = launched;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await Promise.all(
      rows.slice(from, from + AT_ONCE).map(async ({ id }) => {
        const stream = assignmentStream(id);
        const commandId = await send(system.db.app, stream, people.officerVp, { type: 'Acknowledge' });
        await wake(system, stream, commandId, 'Acknowledge');
        expect(await outcomeOf(system.db.app, commandId)).toMatchObject({ accepted: { version: 2 } });
      }),
    );
    peak = Math.max(peak, residentMb());
  }
  console.log(`worker RSS: ${launched.toFixed(0)} MB after the launch, peak ${peak.toFixed(0)} MB after ${LIVE} turns`);
  expect(peak).toBeLessThan(500);
});
