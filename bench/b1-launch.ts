// B1: a plan launched over HTTP, until the read model has every assignment and every workflow exists, against raw starts.
import { STARTS_AT_ONCE } from '../activities/start-workflows.ts';
import type { Benchmark } from './benchmark.ts';
import { startLoadClient } from './load/client.ts';
import { startRawEngine } from './raw/engine.ts';
import { alternate } from './rounds.ts';
import { connectTo, untilTasksDone } from './task-times.ts';
import { usageFigures, withUsageOf } from './usage-figures.ts';
import { openWard, type Ward } from './ward.ts';

interface Launched {
  /** Until all exist. */
  readonly launchMs: number;
  /** Until every first workflow task is done as well. */
  readonly settledMs: number;
}

export const b1: Benchmark = {
  id: 'B1',
  title: 'Launch: until every assignment is in the read model and has its workflow',
  async run({ rounds, quick, size: asked, progress, startInstallation }) {
    const size = asked ?? (quick ? 30 : 1_500);
    const maxCachedWorkflows = 300;
    const installation = await startInstallation();
    const product = await installation.startProduct({ name: 'tiendo', maxCachedWorkflows });
    const raw = await startRawEngine(installation, { namespace: product.namespace, maxCachedWorkflows });
    const rawClient = await startLoadClient(installation, 'raw-client');
    const temporal = await connectTo(installation, product.namespace);
    const ward = await openWard(product);

    progress('entering the plans');
    const planIds: string[] = [];
    for (let number = 0; number <= rounds; number++) {
      planIds.push(await ward.enterPlan({ number: number + 1, rows: number === 0 ? 20 : size, due: '30/11/2027' }));
    }
    /** `launch` gives the ids of the workflows. */
    const timed = async (launch: () => Promise<string[]>): Promise<Launched> => {
      const begun = Date.now();
      const workflowIds = await launch();
      const launchMs = Date.now() - begun;
      return { launchMs, settledMs: (await untilTasksDone(temporal, workflowIds)) - begun };
    };
    const startRaw = async (count: number, prefix: string) => {
      const workflowIds = Array.from({ length: count }, (_, index) => `${prefix}/${index}`);
      await rawClient.run({ kind: 'rawStarts', engine: raw.engine, workflowIds, pace: { atOnce: STARTS_AT_ONCE } });
      return workflowIds;
    };
    const launch = async (planId: string, rows: number) => {
      await ward.launch(planId, rows);
      return (await ward.assignmentsOf(planId)).map((id) => `asg/${id}`);
    };
    progress('warming up both sides');
    await startRaw(20, 'warm-up');
    await launch(planIds[0] ?? '', 20);

    const usage = withUsageOf({
      ...installation.pids,
      ...product.pids,
      ...raw.pids,
      'raw client': rawClient.pid,
    });
    const { baseline, subject } = await alternate(rounds, progress, {
      baseline: (round) => usage.baseline(() => timed(() => startRaw(size, `round-${round}`))),
      subject: (round) => usage.subject(() => timed(() => launch(planIds[round] ?? '', size))),
    });

    const wanted = rounds * size + 20;
    const exact = await areAllBegun(ward, planIds.slice(1), size);
    const running = await countRunning(() => temporal.workflow.count(`WorkflowType = 'assignmentWorkflow'`), wanted);
    await ward.close();
    await temporal.connection.close();
    const perSecond = (ms: number) => size / (ms / 1000);
    return {
      baselineName: `raw start of an idle no-op, ${STARTS_AT_ONCE} at once`,
      subjectName: 'tiendo, LaunchPlan over HTTP',
      how: `${size} workflows per round on each side. The plan is entered before; the clock runs from the command until every assignment is in the read model and its workflow is started, on the raw side until every start has returned. Starts go out ${STARTS_AT_ONCE} at once on both sides. Workers are running on both sides; the second line runs until the last first task was done, by the engine's own times, read afterwards.`,
      comparisons: [
        {
          what: 'launched',
          unit: 'per second',
          baseline: baseline.map(({ launchMs }) => perSecond(launchMs)),
          subject: subject.map(({ launchMs }) => perSecond(launchMs)),
          goal: { atLeast: 0.7 },
        },
        {
          what: 'launched and first task done',
          unit: 'per second',
          baseline: baseline.map(({ settledMs }) => perSecond(settledMs)),
          subject: subject.map(({ settledMs }) => perSecond(settledMs)),
        },
      ],
      figures: usageFigures(usage),
      checks: [
        { what: `every plan has ${size} assignments, each with one event, one row and one run`, held: exact },
        { what: `Temporal knows ${wanted} assignment workflows`, held: running },
      ],
    };
  },
};

async function areAllBegun({ pool }: Ward, planIds: readonly string[], size: number): Promise<boolean> {
  const { rows } = await pool.query<{ planId: string; begun: number }>(
    `select plan_id as "planId", count(*) as begun from assignments join streams on stream = 'assignment-' || assignment_id
     where plan_id::text = any($1) and assignments.version = 1 and streams.version = 1
       and (select count(*) from events where events.stream = streams.stream) = 1
       and (select count(*) from engine_runs where engine_runs.stream = streams.stream) = 1
     group by plan_id`,
    [planIds],
  );
  return rows.length === planIds.length && rows.every(({ begun }) => begun === size);
}

/** The server's index may lag by a moment. */
async function countRunning(count: () => Promise<{ count: number }>, wanted: number): Promise<boolean> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    if ((await count()).count === wanted) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
