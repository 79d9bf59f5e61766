// B4: the same step until a reader sees it, against an app of signals and regular activities.
import { randomUUID } from 'node:crypto';
import type { Benchmark } from './benchmark.ts';
import { startLoadClient } from './load/client.ts';
import { callJson } from './load/http.ts';
import type { NaiveStep } from './load/jobs.ts';
import { type NaiveApp, startNaiveApp } from './naive/app.ts';
import { alternate, compareTimed } from './rounds.ts';
import { CYCLE, cycleFor } from './steps.ts';
import { usageFigures, withUsageOf } from './usage-figures.ts';
import { launchPlan, openWard } from './ward.ts';

const AT_ONCE = 16;
const pace = { atOnce: AT_ONCE };
/** A choice: rarer reads would see a step later, more frequent ones would take the naive app's processors. */
const POLL_MS = 50;
const YEAR_MS = 365 * 86_400_000;
const NAIVE_CYCLE = ['SubmitEvidence', 'StartReview', 'ReturnSubmission'];

export const b4: Benchmark = {
  id: 'B4',
  title: 'Step until it is visible, against a naive app',
  async run({ rounds, quick, progress, startInstallation }) {
    const hot = quick ? 20 : 200;
    const maxCachedWorkflows = hot + 100;
    const installation = await startInstallation();
    const product = await installation.startProduct({ name: 'tiendo', maxCachedWorkflows });
    const naive = await startNaiveApp(installation, { namespace: product.namespace, maxCachedWorkflows });
    const naiveClient = await startLoadClient(installation, 'naive-client');
    const client = await startLoadClient(installation, 'client');

    progress(`launching ${hot} assignments on both sides`);
    const ward = await openWard(product);
    const ids = await launchPlan(ward, { number: 1, rows: hot, due: '30/11/2027' });
    const naiveIds = await startNaiveAssignments(naive, hot);

    const steps = cycleFor(ward, ids);
    const naiveSteps = (round: number): NaiveStep[] =>
      NAIVE_CYCLE.flatMap((type, index) =>
        naiveIds.map((assignmentId) => ({ assignmentId, type, version: 1 + round * CYCLE + index + 1 })),
      );
    const runNaive = (round: number) =>
      naiveClient.run({
        kind: 'naiveSteps',
        url: naive.url,
        steps: naiveSteps(round),
        pace,
        pollMs: POLL_MS,
      });
    const runProduct = () => client.run({ kind: 'productSteps', url: product.url, steps, pace, readEvery: 1 });
    progress('warming up both sides');
    await runNaive(0);
    await runProduct();
    const usage = withUsageOf({
      ...installation.pids,
      ...product.pids,
      ...naive.pids,
      client: client.pid,
      'naive client': naiveClient.pid,
    });
    const sides = await alternate(rounds, progress, {
      baseline: (round) => usage.baseline(() => runNaive(round)),
      subject: () => usage.subject(runProduct),
    });
    const wanted = 1 + CYCLE * (rounds + 1);
    const count = async (pool: NaiveApp['pool']) =>
      Number((await pool.query('select count(*) as all from assignments where version = $1', [wanted])).rows[0].all);
    const [ours, theirs] = [await count(ward.pool), await count(naive.pool)];
    await Promise.all([ward.close(), naive.pool.end()]);
    return {
      baselineName: 'naive app: signal, activity, polling',
      subjectName: 'tiendo',
      how: `${hot} hot assignments on each side, ${steps.length} steps per round at ${AT_ONCE} at once, over HTTP on both sides. The naive client asks every ${POLL_MS} ms until a read shows its step; on our side every answer is read back once.`,
      comparisons: compareTimed(sides, { throughput: { atLeast: 1.2 } }), // docs/decisions/0023
      figures: usageFigures(usage),
      checks: [
        { what: `on our side every assignment has version ${wanted}`, held: ours === hot },
        { what: `in the naive app too`, held: theirs === hot },
      ],
    };
  },
};

async function startNaiveAssignments(naive: NaiveApp, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) {
    await callJson('PUT', `${naive.url}/assignments/${id}`, { body: { dueMs: Date.now() + YEAR_MS } });
  }
  for (const id of ids) await naive.reaches(id, 1);
  return ids;
}
