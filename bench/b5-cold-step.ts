// B5: steps on workflows that the worker has long forgotten, against steps on hot ones: two products on the same servers.

import type { Benchmark } from './benchmark.ts';
import { readTasks, type Tasks } from './histories.ts';
import type { RunningProduct } from './installation.ts';
import { type LoadClient, startLoadClient } from './load/client.ts';
import type { ProductStep } from './load/jobs.ts';
import type { Figure } from './measured.ts';
import { alternate, compareTimed } from './rounds.ts';
import { median } from './statistics.ts';
import { CYCLE, cycleFor, stepFor } from './steps.ts';
import { connectTo } from './task-times.ts';
import { launchPlan, openWard } from './ward.ts';

const pace = { atOnce: 16 };
/** Each comes once, so none is in the cache when it comes; but those at work must fit in, or one throws the other out in the middle of its task. */
const COLD_CACHE = 64;
const due = '30/11/2027';

export const b5: Benchmark = {
  id: 'B5',
  title: 'Cold step: every workflow replayed from its history',
  async run({ rounds, quick, progress, startInstallation }) {
    const perRound = quick ? 20 : 400;
    const count = perRound * rounds;
    const installation = await startInstallation();
    const hot = await installation.startProduct({ name: 'hot', maxCachedWorkflows: perRound + 100 });
    const warm = await installation.startProduct({ name: 'cold', maxCachedWorkflows: count + 100 });
    const client = await startLoadClient(installation, 'client');
    const run = ({ url }: RunningProduct, steps: ProductStep[]) => takeSteps(client, url, steps);

    progress(`launching ${perRound} hot and ${count} cold assignments, three steps each`);
    const hotWard = await openWard(hot);
    const hotIds = await launchPlan(hotWard, { number: 1, rows: perRound, due });
    await run(hot, cycleFor(hotWard, hotIds));
    const warmWard = await openWard(warm);
    const coldIds = await launchPlan(warmWard, { number: 2, rows: count, due });
    await run(warm, cycleFor(warmWard, coldIds));
    await warmWard.close();
    await warm.stop();
    const cold = await installation.startProduct({ name: 'cold', maxCachedWorkflows: COLD_CACHE });
    const coldWard = await openWard(cold);
    const temporal = await connectTo(installation, cold.namespace);

    const workflowIds = coldIds.map((id) => `asg/${id}`);
    const before = await readTasks(temporal, workflowIds);
    await run(cold, stepFor(coldWard, coldIds.slice(0, pace.atOnce), CYCLE)); // the worker's own first moments
    const sides = await alternate(rounds, progress, {
      baseline: async () => {
        const timed = await run(hot, stepFor(hotWard, hotIds, 0));
        // Round the cycle, not timed, so that every round takes the same step on both sides.
        for (let number = 1; number < CYCLE; number++) await run(hot, stepFor(hotWard, hotIds, number));
        return timed;
      },
      subject: (round) => {
        const from = (round - 1) * perRound;
        const slice = coldIds.slice(Math.max(from, pace.atOnce), from + perRound);
        return run(cold, stepFor(coldWard, slice, CYCLE));
      },
    });
    progress('looking for failed workflow tasks');
    const after = await readTasks(temporal, workflowIds);
    const wanted = 1 + CYCLE + 1;
    const { rows } = await coldWard.pool.query<{ right: number }>(
      `select count(*) as right from assignments where version = $1`,
      [wanted],
    );
    await Promise.all([hotWard.close(), coldWard.close(), temporal.connection.close()]);
    const once = after.filter(({ doneBy }) => doneBy.filter((pid) => pid === cold.pids.worker).length === 1).length;
    const during = (count: (task: Tasks) => number): number => total(after, count) - total(before, count);
    const noneOf = (what: string, count: (task: Tasks) => number): Figure[] => [
      {
        what: `${what} in the cold histories during the rounds`,
        value: String(during(count)),
        goal: isNone(during(count)),
      },
      { what: `${what} in the cold histories since their launch`, value: String(total(after, count)) },
    ];
    return {
      baselineName: 'tiendo, hot',
      subjectName: 'tiendo, cold',
      how: `${perRound} hot workflows, all in the worker's cache, against ${count} in turn with a cache of ${COLD_CACHE}; SubmitEvidence at ${pace.atOnce} at once over HTTP. Before it a cold workflow has ${median(before.map(({ events }) => events))} events (median), all of which are replayed for the step.`,
      comparisons: compareTimed(sides, { p50: { atMost: 2.5 } }),
      figures: [
        ...noneOf('WorkflowTaskFailed', ({ failed }) => failed),
        ...noneOf('WorkflowTaskTimedOut', ({ timedOut }) => timedOut),
      ],
      checks: [
        { what: `every cold assignment has version ${wanted}`, held: rows[0]?.right === count },
        {
          what: 'each was the first and only task that this worker process did for its workflow',
          held: once === count,
        },
      ],
    };
  },
};

const total = (tasks: readonly Tasks[], count: (task: Tasks) => number): number =>
  tasks.reduce((sum, task) => sum + count(task), 0);

const isNone = (count: number) => ({ text: '= 0', met: count === 0 });

const takeSteps = (client: LoadClient, url: string, steps: ProductStep[]) =>
  client.run({ kind: 'productSteps', url, steps, pace, readEvery: Number.POSITIVE_INFINITY });
