// B13: what a worker holds and how quick a step is with many live assignments, against 1,000. Two installations, because
// the number of live workflows is a property of the whole server.
import { seeded } from '../tests/drills/harness/seeded.ts';
import type { Benchmark, Run } from './benchmark.ts';
import { type LoadClient, startLoadClient } from './load/client.ts';
import type { ProductStep, ProductSteps, ResultOf } from './load/jobs.ts';
import { alternate, compareTimed } from './rounds.ts';
import { CYCLE, stepFor } from './steps.ts';
import { residentMb } from './usage.ts';
import { launchPlan, openWard, type Ward } from './ward.ts';

const FEW = 1_000;
const ROWS_PER_PLAN = 2_000;
const STEPS_PER_ROUND = 200;
const MAX_CACHED_WORKFLOWS = 300; // as npm start has it
const SEED = 20_260_101;

interface Side {
  readonly ward: Ward;
  readonly client: LoadClient;
  readonly ids: readonly string[];
  /** How many steps each assignment has taken. */
  readonly taken: Map<string, number>;
}

interface Round {
  readonly timed: ResultOf<ProductSteps>;
  readonly workerMb: number;
}

export const b13: Benchmark = {
  id: 'B13',
  title: 'Many live assignments: memory of the worker, and a step',
  async run(run) {
    const { rounds, quick, live, progress } = run;
    const few = await startSide(run, quick ? 20 : FEW);
    const many = await startSide(run, quick ? 60 : live);
    const random = seeded(SEED, 'B13');
    const take = async ({ ward, client, ids, taken }: Side, count: number): Promise<Round> => {
      const chosen = Array.from({ length: count }, () => random.pick(ids));
      const steps = chosen.flatMap((id): ProductStep[] => {
        const number = taken.get(id) ?? 0;
        taken.set(id, number + 1);
        return stepFor(ward, [id], number % CYCLE);
      });
      const { url, pids } = ward.product;
      const pace = { atOnce: 2 };
      const timed = await client.run({ kind: 'productSteps', url, steps, pace, readEvery: Number.POSITIVE_INFINITY });
      return { timed, workerMb: residentMb(pids.worker) ?? Number.NaN };
    };
    const count = quick ? 20 : STEPS_PER_ROUND;
    await take(few, count);
    await take(many, count);
    const { baseline, subject } = await alternate(rounds, progress, {
      baseline: () => take(few, count),
      subject: () => take(many, count),
    });
    const checks = await Promise.all([few, many].map(checkSide));
    await Promise.all([few, many].map(({ ward }) => ward.close()));
    const timed = { baseline: baseline.map((round) => round.timed), subject: subject.map((round) => round.timed) };
    return {
      baselineName: `${few.ids.length} live`,
      subjectName: `${many.ids.length} live`,
      how: `Launched over HTTP and left waiting; then ${count} random steps per round, 2 at once. The worker may keep ${MAX_CACHED_WORKFLOWS} workflows in its cache, as npm start has it: about ${hotShare(few)} % of the steps find their workflow still in there with ${few.ids.length} live, ${hotShare(many)} % with ${many.ids.length}; the others are cold. Seed ${SEED}.`,
      comparisons: [
        {
          what: 'worker, resident memory',
          unit: 'MB',
          baseline: baseline.map(({ workerMb }) => workerMb),
          subject: subject.map(({ workerMb }) => workerMb),
          goal: { atMost: 1.3 },
        },
        ...compareTimed(timed, { p50: { atMost: 1.3 } }),
      ],
      figures: [],
      checks,
    };
  },
};

/** Percent of the assignments that the cache can hold. */
const hotShare = ({ ids }: Side): string => Math.min(100, (100 * MAX_CACHED_WORKFLOWS) / ids.length).toFixed(0);

async function startSide({ progress, startInstallation }: Run, count: number): Promise<Side> {
  const installation = await startInstallation();
  const product = await installation.startProduct({ name: 'tiendo', maxCachedWorkflows: MAX_CACHED_WORKFLOWS });
  const client = await startLoadClient(installation, 'client');
  const ward = await openWard(product);
  const ids: string[] = [];
  for (let number = 1; ids.length < count; number++) {
    progress(`${ids.length} of ${count} assignments launched`);
    const rows = Math.min(ROWS_PER_PLAN, count - ids.length);
    ids.push(...(await launchPlan(ward, { number, rows, due: '30/11/2027' })));
  }
  return { ward, client, ids, taken: new Map() };
}

async function checkSide({ ward, ids, taken }: Side) {
  const { rows } = await ward.pool.query<{ id: string; version: number; runs: number }>(
    `select assignment_id as id, version,
       (select count(*) from engine_runs where stream = 'assignment-' || assignment_id) as runs from assignments`,
  );
  const right = rows.filter(({ id, version, runs }) => version === 1 + (taken.get(id) ?? 0) && runs === 1);
  const what = `all ${ids.length} have one run and one event for every step that they took`;
  return { what, held: right.length === ids.length && rows.length === ids.length };
}
