// Real clocks, and everything is dead over three reminders, a due and two steps of the ladder: PostgreSQL, Temporal, worker and
// api. After the start each is there once, in order, at the instant it was planned for, and says when it was really written.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorkflows } from '../../activities/start-workflows.ts';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import type { Alarm, LadderStep } from '../../domain/assignment/alarms.ts';
import type { AssignmentSpec } from '../../domain/assignment/events.ts';
import { instant, ms } from '../../domain/instant.ts';
import { assignBatch } from '../../record/assign.ts';
import { identifyAssignment } from '../../record/identify-assignment.ts';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream } from '../../record/streams.ts';
import { spec } from '../support/assignment-history.ts';
import { eventually } from '../support/commands.ts';
import { dueOn } from '../support/ward.ts';
import { recordNow } from './harness/check-time.ts';
import { startWardAtWork, type WardAtWork } from './harness/ward-at-work.ts';

/** Time enough to kill everything on a busy machine before the first of them. */
const AHEAD_MS = 30_000;
const APART_MS = 1_000;

let ward: WardAtWork;
beforeAll(async () => {
  ward = await startWardAtWork();
});
afterAll(() => ward.stop());

const toWhom = (stepId: string, tell: LadderStep['tell']): LadderStep => ({
  stepId,
  unless: 'submitted',
  from: 'due',
  workingDays: 1,
  tell,
  channel: 'list',
});
const ladder = [toWhom('late-1', 'coordinator'), toWhom('late-3', 'chair')];

test('three reminders, a due and two escalations while everything is dead', async () => {
  const { engine, installation, pool } = ward;
  const { postgres, temporal, worker, api, taskQueue } = installation;
  const planId = await ward.draft(2027, [dueOn('2027-12-31')]);
  const now = await recordNow(pool);
  const nth = (n: number) => instant(ms(now) + AHEAD_MS + n * APART_MS);
  const reminders = [3, 2, 1].map((days, n): Alarm => ({ what: 'reminder', workingDaysBefore: days, at: nth(n) }));
  const due = nth(3);
  const steps = ladder.map(({ stepId }, n): Alarm => ({ what: 'step', stepId, at: nth(4 + n) }));
  const assigned: AssignmentSpec = {
    ...spec,
    planId,
    policy: { ...spec.policy, ladder },
    parts: spec.parts.map((part) => ({ ...part, due, lateFrom: due, reminders: [], alarms: [...reminders, ...steps] })),
  };
  const assignmentId = identifyAssignment(planId, spec.rowId, spec.unitId, 1);
  const stream = assignmentStream(assignmentId);
  await assignBatch(pool, [{ assignmentId, spec: assigned }], now);
  await startWorkflows({ pool, client: engine, taskQueue }, [stream]);
  await eventually(async () => {
    const { events } = await engine.workflow.getHandle(workflowIdOf(stream)).fetchHistory();
    return events?.some((event) => event.timerStartedEventAttributes);
  });

  await Promise.all([worker, api, temporal, postgres].map((part) => part.kill()));
  expect(Date.now(), 'everything was to be dead before the first reminder').toBeLessThan(ms(nth(0)));
  await sleep(ms(nth(7)) - Date.now());
  const startedAt = Date.now();
  await Promise.all([postgres, temporal, worker, api].map((part) => part.start()));

  const history = await eventually(async () => {
    const events = (await readStream(pool, stream)).slice(1);
    return events.length >= 6 && events;
  });
  const planned = history.map(({ type, at, data }) => [type, at, (data as { plannedAt?: string }).plannedAt]);
  expect(planned).toEqual([
    ...[0, 1, 2].map((n) => ['ReminderDue', nth(n), nth(n)]),
    ['DeadlineMissed', due, undefined],
    ...[4, 5].map((n) => ['AssignmentEscalated', nth(n), nth(n)]),
  ]);
  for (const { recordedAt } of history) expect(ms(recordedAt)).toBeGreaterThanOrEqual(startedAt);
  expect(await ward.findings()).toEqual([]);
  expect((await readStream(pool, stream)).length).toBe(7);
});
