// A launch that is clicked twice at once and killed again and again on its way: every assignment begins exactly once,
// every one of them gets its workflow, and it is one launch.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import type { Boundary } from '../../db/failpoint.ts';
import { assignmentStream } from '../../record/streams.ts';
import { ASSIGNMENT_WORKFLOW } from '../../workflows/assignment.messages.ts';
import { eventually } from '../support/commands.ts';
import { dueOn } from '../support/ward.ts';
import { chanceFor } from './harness/chance.ts';
import type { Part } from './harness/part.ts';
import { isBoundary } from './harness/schedule.ts';
import { startWardAtWork, type WardAtWork } from './harness/ward-at-work.ts';

export interface LaunchSize {
  readonly assignments: number;
  /** Kills on the way, each at a random point of the progress. */
  readonly kills: number;
  readonly limitMs: number;
}

/** Not the api: once it has decided, the launch goes on without it. It is struck while it decides. */
const victims = ['worker', 'temporal', 'postgres'] as const;
const DOWN_AT_MOST_MS = 1_500;

export function drillLaunch({ assignments, kills, limitMs }: LaunchSize): void {
  let ward: WardAtWork;
  beforeAll(async () => {
    ward = await startWardAtWork();
  });
  afterAll(() => ward.stop());

  const count = async (text: string, planId: string): Promise<number> =>
    (await ward.pool.query<{ count: number }>(text, [planId])).rows[0]?.count ?? 0;
  /** Workflows of the plan that the record knows to have been started; null while it cannot be asked. */
  const startedSoFar = (planId: string) =>
    count(
      `select count(distinct workflow_id) from engine_runs join assignments on stream = 'assignment-' || assignment_id
       where plan_id = $1`,
      planId,
    ).catch(() => null);
  const isComplete = (planId: string) =>
    count('select launches - pending_launches as count from plans where plan_id = $1', planId).then(
      (completed) => completed === 1,
      () => false,
    );

  /** When the record noted that all its assignments had begun. */
  async function completion(planId: string): Promise<number> {
    const { rows } = await ward.pool.query<{ at: Date }>(
      `select recorded_at as at from events where stream = 'plan-' || $1 and type = 'PlanLaunchCompleted'`,
      [planId],
    );
    expect(rows).toHaveLength(1);
    return rows[0]?.at.getTime() ?? 0;
  }

  test(`${assignments} assignments, ${kills} kills, clicked twice`, async () => {
    const random = chanceFor('launch');
    const { installation, client, pool, engine } = ward;
    const { api, worker } = installation;
    const planId = await ward.draft(
      2027,
      Array.from({ length: assignments }, () => dueOn('2027-11-30')),
    );
    const target = { kind: 'plan', id: planId } as const;
    const click = (as: 'coordinator' | 'chair') => client.send({ as, target, body: { type: 'LaunchPlan' } });
    const strikes: { name: string; at: number; hit: boolean }[] = [];
    const killedItself = async (part: Part) => part.pid === null && (await part.ended).signal === 'SIGKILL';
    const pause = () => sleep(random.between(0, DOWN_AT_MOST_MS));
    const startWorker = async (failpoint?: string) => {
      await pause();
      await (failpoint ? worker.startArmed({ FAILPOINT: failpoint }) : worker.start());
    };
    /** The worker ends itself at the boundary; it may be that the launch is over before it gets there. */
    const strikeAt = async (boundary: Boundary, passage: number) => {
      await worker.kill();
      await startWorker(`${boundary}@${passage}`);
      await Promise.race([worker.ended, eventually(() => isComplete(planId), limitMs)]);
      strikes.push({ name: boundary, at: Date.now(), hit: await killedItself(worker) });
    };
    const strike = async (victim: (typeof victims)[number], progress: number) => {
      if (worker.pid === null) await startWorker();
      await eventually(async () => ((await startedSoFar(planId)) ?? 0) >= progress || isComplete(planId), limitMs);
      const killing = installation[victim].kill();
      strikes.push({ name: victim, at: Date.now(), hit: true }); // unless the launch turns out to have been over
      await killing;
      await pause();
      await installation[victim].start();
    };

    await worker.kill();
    await api.kill();
    await api.startArmed({ FAILPOINT: 'response@1' });
    const clicks = [click('coordinator'), click('chair')];
    await api.ended; // it has launched, and nobody has been told
    strikes.push({ name: 'response', at: Date.now(), hit: await killedItself(api) });
    await pause();
    await api.start();
    await strikeAt('launch:batch-inserted', 1);
    const points = Array.from({ length: kills - 3 }, () => random.between(1, assignments - 1)).sort((a, b) => a - b);
    for (const progress of points) {
      const at = random.pick([...victims, 'launch:batch-inserted', 'launch:workflow-started'] as const);
      if (isBoundary(at)) await strikeAt(at, at === 'launch:batch-inserted' ? 1 : random.between(1, 20));
      else await strike(at, progress);
    }
    await strikeAt('launch:acknowledged', 1);
    if (worker.pid === null) await startWorker();

    await eventually(() => isComplete(planId), limitMs);
    const answers = await Promise.all(clicks);
    const again = await click('coordinator');
    const completedAt = await completion(planId);
    const hits = strikes.filter(({ at, hit }) => hit && at < completedAt);
    console.log(
      `launch: ${strikes.map((each) => (hits.includes(each) ? each.name : `${each.name} (missed)`)).join(', ')}`,
    );
    const accepted = answers.filter(({ what }) => what === 'ok');
    expect(accepted).toHaveLength(1);
    for (const refused of [...answers.filter((answer) => answer !== accepted[0]), again]) {
      expect(refused).toMatchObject({ what: 'refused', code: 'nothing-to-launch' });
    }

    expect(await ward.findings()).toEqual([]);
    const { rows } = await pool.query<{ id: string }>(
      'select assignment_id as id from assignments where plan_id = $1',
      [planId],
    );
    expect(rows).toHaveLength(assignments);
    const { rows: events } = await pool.query<{ stream: string; count: number }>(
      `select stream, count(*) from events where type = 'AssignmentAssigned' and data ->> 'planId' = $1 group by 1`,
      [planId],
    );
    expect(events).toHaveLength(assignments);
    expect(events.filter((row) => row.count !== 1)).toEqual([]);
    const launched = await count(
      `select count(*) from events where stream = 'plan-' || $1 and type = 'PlanLaunched'`,
      planId,
    );
    expect(launched).toBe(1);
    const wanted = rows.map(({ id }) => workflowIdOf(assignmentStream(id))).sort();
    const running: string[] = [];
    const query = `ExecutionStatus = 'Running' AND WorkflowType = '${ASSIGNMENT_WORKFLOW}'`;
    for await (const { workflowId } of engine.workflow.list({ query, pageSize: 1_000 })) running.push(workflowId);
    expect(running.sort()).toEqual(wanted);
    expect(hits.length).toBeGreaterThanOrEqual(0.9 * strikes.length);
  });
}
