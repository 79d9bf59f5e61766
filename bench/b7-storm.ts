// B7: many deadlines at one instant (reminders have a minute of their own each), with people's steps going on beside them, against sleeping workflows that do nothing.
import { createPool } from '../db/pool.ts';
import { addDays, endOfDay, instant, ms, type PlainDate } from '../domain/instant.ts';
import { setClock } from '../tests/support/time-travel.ts';
import { TIMER_GRACE_MS } from '../workflows/assignment.messages.ts';
import type { Benchmark } from './benchmark.ts';
import { startLoadClient } from './load/client.ts';
import { startIdle, startRawEngine } from './raw/engine.ts';
import { alternate } from './rounds.ts';
import { median } from './statistics.ts';
import { cycleFor } from './steps.ts';
import { type Beside, observeStorm, type Storm } from './storm.ts';
import { connectTo, untilTasksDone } from './task-times.ts';
import { launchPlan, openWard, type Ward } from './ward.ts';

const PER_SECOND = 20;
const MAX_CACHED_WORKFLOWS = 500;
/** Beyond the time that setting the timers should take, for a machine that is busy. */
const SLACK_SECONDS = 5;
const FIRST_DUE = '2027-02-20' as PlainDate;
const DAYS_BETWEEN_DUES = 14;

export const b7: Benchmark = {
  id: 'B7',
  title: 'Storm: timers that all fire at one instant, with steps beside them',
  async run({ rounds, quick, size: asked, progress, startInstallation }) {
    const size = asked ?? (quick ? 30 : 1_000);
    const quietSeconds = quick ? 2 : 6;
    const besideCount = quick ? 60 : 200;
    const installation = await startInstallation();
    const product = await installation.startProduct({ name: 'tiendo', maxCachedWorkflows: MAX_CACHED_WORKFLOWS });
    const { namespace, url } = product;
    const raw = await startRawEngine(installation, { namespace, maxCachedWorkflows: MAX_CACHED_WORKFLOWS });
    const client = await startLoadClient(installation, 'client');
    const rawClient = await startLoadClient(installation, 'raw-client');
    const temporal = await connectTo(installation, namespace);
    const ward = await openWard(product);
    const owner = createPool({ url: product.databases.owner, name: 'bench-clock', max: 1 });

    progress('entering the plans, launching what people work on');
    const planIds: string[] = [];
    for (let round = 1; round <= rounds; round++) {
      planIds.push(await ward.enterPlan({ number: round + 1, rows: size, due: asWritten(dueOfRound(round)) }));
    }
    const ids = await launchPlan(ward, { number: 1, rows: besideCount, due: '31/12/2027' });
    const idle = await startIdle(rawClient, raw.engine, besideCount, 'beside');
    const pace = { perSecond: PER_SECOND };
    const cycle = cycleFor(ward, ids);
    let taken = 0;
    /** Every round goes on in the cycle where the last one stopped. */
    const steps: Beside = {
      perSecond: PER_SECOND,
      async begin() {
        const from = taken % cycle.length;
        const steps = [...cycle.slice(from), ...cycle.slice(0, from)];
        const readEvery = Number.POSITIVE_INFINITY;
        const timed = await client.run({ kind: 'productSteps', url, steps, pace, readEvery });
        taken += timed.answers.length;
        return timed;
      },
      stop: () => client.stop(),
    };
    const updates: Beside = {
      perSecond: PER_SECOND,
      begin: () => rawClient.run({ kind: 'rawUpdates', engine: raw.engine, workflowIds: idle, pace }),
      stop: () => rawClient.stop(),
    };

    /** Seconds that setting the timers took last, at first a guess: the next time it gets half as much again. */
    const took = { raw: size / 40, ours: size / 40 };
    const leadMs = (seconds: number) => (1.5 * seconds + quietSeconds + SLACK_SECONDS) * 1000;

    const rawStorm = async (round: number) => {
      const begun = Date.now();
      const firesAt = begun + leadMs(took.raw);
      const workflowIds = Array.from({ length: size }, (_, index) => `storm-${round}/${index}`);
      const { engine } = raw;
      await rawClient.run({ kind: 'rawStarts', engine, workflowIds, pace: { atOnce: 16 }, sleepUntil: firesAt });
      await untilTasksDone(temporal, workflowIds);
      took.raw = (Date.now() - begun) / 1000;
      const query = `WorkflowType = 'sleeper' AND ExecutionStatus = 'Completed'`;
      const done = async () => (await temporal.workflow.count(query)).count - (round - 1) * size;
      const lastDoneAt = (since: number) => untilTasksDone(temporal, workflowIds, since);
      return observeStorm({ firesAt, size, beside: updates, done, lastDoneAt });
    };
    const ourStorm = async (round: number) => {
      const begun = Date.now();
      const lead = leadMs(took.ours);
      await setClock(owner, instant(ms(endOfDay(dueOfRound(round))) - lead));
      const firesAt = Date.now() + lead + TIMER_GRACE_MS;
      const planId = planIds[round - 1] ?? '';
      await ward.launch(planId, size);
      const workflowIds = (await ward.assignmentsOf(planId)).map((id) => `asg/${id}`);
      await untilTasksDone(temporal, workflowIds);
      took.ours = (Date.now() - begun) / 1000;
      const done = () => countMissed(ward, planId);
      const lastDoneAt = (since: number) => untilTasksDone(temporal, workflowIds, since);
      return observeStorm({ firesAt, size, beside: steps, done, lastDoneAt });
    };
    const { baseline, subject } = await alternate(rounds, progress, { baseline: rawStorm, subject: ourStorm });

    const exact = await missedOnce(ward, planIds, size);
    await Promise.all([ward.close(), owner.end(), temporal.connection.close()]);
    const worsening = median(subject.map(({ stormP99, quietP99 }) => stormP99 / quietP99));
    const measure = (what: string, unit: string, of: (storm: Storm) => number) => ({
      what,
      unit,
      digits: 1,
      baseline: baseline.map(of),
      subject: subject.map(of),
    });
    return {
      baselineName: 'raw: sleeping no-op workflows',
      subjectName: 'tiendo: deadlines',
      how: `${size} timers per round on each side, all for one instant, no jitter; beside them ${PER_SECOND} steps a second on ${besideCount} other assignments (raw: no-op Updates), sent at fixed instants whether the others are answered or not, and each timed from the moment it was due. The drain runs from the instant at which the timers fire until the last workflow task that a timer caused is completed (by then our missed deadline is in the log, and the raw workflow has ended), on both sides by the engine's own times, read from the histories after the storm. Workers may keep ${MAX_CACHED_WORKFLOWS} workflows in their caches.`,
      comparisons: [
        { ...measure('drain', 's', ({ drainMs }) => drainMs / 1000), goal: { atMost: 1.3 } },
        measure('p99 beside, quiet', 'ms', ({ quietP99 }) => quietP99),
        measure('p99 beside, in the storm', 'ms', ({ stormP99 }) => stormP99),
      ],
      figures: [
        {
          what: 'our p99 in the storm : quiet',
          value: worsening.toFixed(1),
          goal: { text: '≤ 5', met: worsening <= 5 },
        },
      ],
      checks: [
        { what: 'every deadline was missed exactly once', held: exact },
        {
          what: 'all timers were set before they fired',
          held: [...baseline, ...subject].every(({ setInTime }) => setInTime),
        },
      ],
    };
  },
};

const dueOfRound = (round: number): PlainDate => addDays(FIRST_DUE, round * DAYS_BETWEEN_DUES);

/** 2027-03-06 → 06/03/2027. */
const asWritten = (date: PlainDate): string => date.split('-').reverse().join('/');

async function countMissed({ pool }: Ward, planId: string): Promise<number> {
  const { rows } = await pool.query<{ missed: number }>(
    'select count(*) as missed from assignments where plan_id = $1 and version >= 2',
    [planId],
  );
  return rows[0]?.missed ?? 0;
}

async function missedOnce({ pool }: Ward, planIds: readonly string[], size: number): Promise<boolean> {
  const { rows } = await pool.query<{ once: number }>(
    `select count(*) as once from assignments where plan_id::text = any($1) and version = 2
       and (select array_agg(type order by version) from events where stream = 'assignment-' || assignment_id)
         = array['AssignmentAssigned', 'DeadlineMissed']`,
    [planIds],
  );
  return rows[0]?.once === planIds.length * size;
}
