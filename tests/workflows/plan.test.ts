// A plan's launch: exactly once, also when it is killed half-way, started twice, or found by an emptied engine.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { assignmentStream, planStream } from '../../record/streams.ts';
import { reconcile } from '../../worker/reconciler.ts';
import { command, eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { createPeople, dueOn, enterPlan, enterWard, planReading } from '../support/ward.ts';

let system: TestSystem;
const people = createPeople();
const rows = (count: number) =>
  planReading(
    2027,
    Array.from({ length: count }, () => dueOn('2027-12-31')),
  );

beforeAll(async () => {
  system = await startSystem();
  await enterWard(system.db.app, people, planReading(2027, []));
});
afterAll(() => system.stop());

const launchCompleted = (planId: string) => async () => {
  const { rows: found } = await system.db.app.query(
    'select 1 from plans where plan_id = $1 and pending_launches = 0 and launches > 0',
    [planId],
  );
  return found.length > 0;
};

async function assignmentIds(planId: string): Promise<string[]> {
  const { rows: found } = await system.db.app.query<{ id: string }>(
    'select assignment_id as id from assignments where plan_id = $1',
    [planId],
  );
  return found.map(({ id }) => id);
}

const runningIds = async (ids: readonly string[]) => {
  const states = await Promise.all(ids.map((id) => system.client.workflow.getHandle(`asg/${id}`).describe()));
  return states.filter(({ status }) => status.name === 'RUNNING').length;
};

/** Events per assignment stream of the plan: each must have exactly one. */
async function eventCounts(planId: string): Promise<number[]> {
  const { rows: found } = await system.db.app.query<{ count: number }>(
    `select count(*) as count from events join assignments on stream = 'assignment-' || assignment_id where plan_id = $1 group by stream`,
    [planId],
  );
  return found.map(({ count }) => count);
}

describe('launching a plan', () => {
  test('begins every row once and starts its workflow', async () => {
    const planId = await enterPlan(system.db.app, people, rows(12));
    const outcome = await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    expect(outcome).toMatchObject({ accepted: { status: 'running', events: ['PlanLaunched'] } });
    await eventually(launchCompleted(planId));
    const ids = await assignmentIds(planId);
    expect(ids).toHaveLength(12);
    expect(await runningIds(ids)).toBe(12);
  });

  test('a second launch finds nothing to launch', async () => {
    const planId = await enterPlan(system.db.app, people, rows(3));
    await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    await eventually(launchCompleted(planId));
    const again = await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    expect(again).toEqual({ refused: { code: 'nothing-to-launch' } });
  });

  test('two launches at the same moment give one set of assignments', async () => {
    const planId = await enterPlan(system.db.app, people, rows(6));
    const stream = planStream(planId);
    const outcomes = await Promise.all(
      [1, 2].map(() => command(system, stream, people.coordinator, { type: 'LaunchPlan' })),
    );
    await eventually(launchCompleted(planId));
    expect(outcomes.filter((outcome) => outcome && 'accepted' in outcome)).toHaveLength(1);
    expect(await eventCounts(planId)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('goes on where it was when the worker stops in the middle', async () => {
    const planId = await enterPlan(system.db.app, people, rows(120));
    await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    await eventually(async () => (await assignmentIds(planId)).length > 0);
    await system.stopWorker();
    await system.startWorker();
    await eventually(launchCompleted(planId));
    const ids = await assignmentIds(planId);
    expect(ids).toHaveLength(120);
    expect(await eventCounts(planId)).toEqual(ids.map(() => 1));
    expect(await runningIds(ids)).toBe(120);
  });
});

describe('the reconciler', () => {
  test('starts 20 workflows again that were terminated by hand, timers right', async () => {
    const planId = await enterPlan(system.db.app, people, rows(20));
    await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    await eventually(launchCompleted(planId));
    const ids = await assignmentIds(planId);
    await Promise.all(ids.map((id) => system.client.workflow.getHandle(`asg/${id}`).terminate('by hand')));
    await eventually(async () => {
      await reconcile(system.db.app, system.client, system.taskQueue);
      return (await runningIds(ids)) === 20;
    });
    const { rows: heads } = await system.db.app.query<{ stream: string; wakeAt: Date }>(
      `select stream, wake_at as "wakeAt" from streams where stream = any($1)`,
      [ids.map((id) => `assignment-${id}`)],
    );
    for (const { stream, wakeAt } of heads) {
      const timer = await eventually(async () => {
        const { events } = await system.client.workflow.getHandle(workflowIdOf(stream)).fetchHistory();
        return events?.find((event) => event.timerStartedEventAttributes);
      });
      const startedAt = Number(timer.eventTime?.seconds) * 1000;
      const firesAt = startedAt + Number(timer.timerStartedEventAttributes?.startToFireTimeout?.seconds) * 1000;
      expect(Math.abs(firesAt - wakeAt.getTime())).toBeLessThan(10_000);
    }
  });

  test('starts the others though one stream cannot be read, and says so', async () => {
    const planId = await enterPlan(system.db.app, people, rows(3));
    await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    await eventually(launchCompleted(planId));
    const ids = (await assignmentIds(planId)).sort();
    const spoilt = assignmentStream(ids[0] ?? '');
    const { rows: kept } = await system.db.owner.query('select snapshot from streams where stream = $1', [spoilt]);
    await system.db.owner.query(`update streams set snapshot = '{}' where stream = $1`, [spoilt]);
    await Promise.all(ids.map((id) => system.client.workflow.getHandle(`asg/${id}`).terminate('by hand')));
    const sweep = () => reconcile(system.db.app, system.client, system.taskQueue);
    await eventually(async () => {
      const failure = await sweep().then(
        () => null,
        (error: unknown) => error,
      );
      return failure instanceof AggregateError && (await runningIds(ids)) === 2;
    });
    await system.db.owner.query('update streams set snapshot = $2 where stream = $1', [spoilt, kept[0].snapshot]);
    await sweep();
    expect(await runningIds(ids)).toBe(3);
  });

  test('leaves a running workflow of an open stream alone', async () => {
    const planId = await enterPlan(system.db.app, people, rows(2));
    await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    await eventually(launchCompleted(planId));
    const [id] = await assignmentIds(planId);
    const before = (await system.client.workflow.getHandle(`asg/${id}`).describe()).runId;
    await reconcile(system.db.app, system.client, system.taskQueue);
    expect((await system.client.workflow.getHandle(`asg/${id}`).describe()).runId).toBe(before);
  });
});
