// B5: steps on workflows that the worker has long forgotten, against steps on hot ones: two products on the same servers.
import { connectTo } from './begun.ts';
import type { Benchmark } from './benchmark.ts';
import { CYCLE, cycleFor, stepFor } from './cycle.ts';
import { countTaskFailures } from './histories.ts';
import type { RunningProduct } from './installation.ts';
import { type LoadClient, startLoadClient } from './load/client.ts';
import type { ProductStep } from './load/jobs.ts';
import { alternate, compareTimed } from './rounds.ts';
import { median } from './statistics.ts';
import { launchPlan, openWard } from './ward.ts';

const pace = { atOnce: 16 };
const COLD_CACHE = 10;
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
    const before = await countTaskFailures(temporal, workflowIds);
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
    const after = await countTaskFailures(temporal, workflowIds);
    const wanted = 1 + CYCLE + 1;
    const { rows } = await coldWard.pool.query<{ right: number }>(
      `select count(*) as right from assignments where version = $1`,
      [wanted],
    );
    await Promise.all([hotWard.close(), coldWard.close(), temporal.connection.close()]);
    const [failed, timedOut] = [after.failed - before.failed, after.timedOut - before.timedOut];
    return {
      baselineName: 'tiendo, hot',
      subjectName: 'tiendo, cold',
      how: `${perRound} hot workflows, all in the worker's cache, against ${count} in turn with a cache of ${COLD_CACHE}; SubmitEvidence at ${pace.atOnce} at once over HTTP. Before it a cold workflow has ${median(before.eventsPerHistory)} events (median), all of which are replayed for the step.`,
      comparisons: compareTimed(sides, { p50: { atMost: 2.5 } }),
      figures: [
        {
          what: 'WorkflowTaskFailed in all cold histories',
          value: String(failed),
          goal: { text: '= 0', met: failed === 0 },
        },
        { what: 'WorkflowTaskTimedOut in all cold histories', value: String(timedOut) },
      ],
      checks: [{ what: `every cold assignment has version ${wanted}`, held: rows[0]?.right === count }],
    };
  },
};

const takeSteps = (client: LoadClient, url: string, steps: ProductStep[]) =>
  client.run({ kind: 'productSteps', url, steps, pace, readEvery: Number.POSITIVE_INFINITY });
