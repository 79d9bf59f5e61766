// B7: many reminders due at one instant, with people's steps going on beside them, against sleeping workflows that do nothing.
import { createPool, type Pool } from '../db/pool.ts';
import { workingDaysBefore } from '../domain/calendar.ts';
import { currentCalendar } from '../domain/calendar-vn.ts';
import { addDays, ms, type PlainDate, startOfDay } from '../domain/instant.ts';
import { TIMER_GRACE_MS } from '../workflows/assignment.messages.ts';
import { connectTo, untilBegun } from './begun.ts';
import type { Benchmark } from './benchmark.ts';
import { CYCLE, stepFor } from './cycle.ts';
import { startLoadClient } from './load/client.ts';
import { startIdle, startRawEngine } from './raw/engine.ts';
import { alternate } from './rounds.ts';
import { median } from './statistics.ts';
import { type Beside, observeStorm, type Storm } from './storm.ts';
import { launchPlan, openWard, type Ward } from './ward.ts';

const PER_SECOND = 20;
const MAX_CACHED_WORKFLOWS = 500;
/** Of the default policy: the reminder that all assignments of one due get at the same instant, at 08:00. */
const FIRST_REMINDER_WORKING_DAYS = 15;
const REMINDER_HOUR_MS = 8 * 3_600_000;
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
    const nextSteps = chunksOf(ward, ids);
    const nextIds = repeat(idle);
    const pace = { perSecond: PER_SECOND };
    const steps: Beside = async (seconds) => {
      const chunk = nextSteps(seconds * PER_SECOND);
      const job = { kind: 'productSteps', url, steps: chunk, pace, readEvery: Number.POSITIVE_INFINITY } as const;
      return (await client.run(job)).latenciesMs;
    };
    const updates: Beside = async (seconds) => {
      const workflowIds = nextIds(seconds * PER_SECOND);
      return (await rawClient.run({ kind: 'rawUpdates', engine: raw.engine, workflowIds, pace })).latenciesMs;
    };

    /** Seconds that setting the timers took last, at first a guess: the next time it gets half as much again. */
    const took = { raw: size / 40, ours: size / 40 };
    const leadMs = (seconds: number) => (1.5 * seconds + quietSeconds + 5) * 1000;
    const storm = (arranged: { firesAt: number; done(): Promise<number> }, beside: Beside): Promise<Storm> =>
      observeStorm({ ...arranged, size, quietSeconds, beside });

    const rawStorm = async (round: number) => {
      const begun = Date.now();
      const firesAt = begun + leadMs(took.raw);
      const workflowIds = Array.from({ length: size }, (_, index) => `storm-${round}/${index}`);
      const { engine } = raw;
      await rawClient.run({ kind: 'rawStarts', engine, workflowIds, pace: { atOnce: 16 }, sleepUntil: firesAt });
      await untilBegun(temporal, workflowIds);
      took.raw = (Date.now() - begun) / 1000;
      const query = `WorkflowType = 'sleeper' AND ExecutionStatus = 'Completed'`;
      const done = async () => (await temporal.workflow.count(query)).count - (round - 1) * size;
      return storm({ firesAt, done }, updates);
    };
    const ourStorm = async (round: number) => {
      const begun = Date.now();
      const lead = leadMs(took.ours);
      await setClock(owner, reminderOf(dueOfRound(round)) - lead);
      const firesAt = Date.now() + lead + TIMER_GRACE_MS;
      const planId = planIds[round - 1] ?? '';
      await ward.launch(planId, size);
      await untilBegun(
        temporal,
        (await ward.assignmentsOf(planId)).map((id) => `asg/${id}`),
      );
      took.ours = (Date.now() - begun) / 1000;
      return storm({ firesAt, done: () => countReminded(ward, planId) }, steps);
    };
    const { baseline, subject } = await alternate(rounds, progress, { baseline: rawStorm, subject: ourStorm });

    const exact = await remindedOnce(ward, planIds, size);
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
      subjectName: 'tiendo: reminders',
      how: `${size} timers per round on each side, all for one instant, no jitter; beside them ${PER_SECOND} steps a second on ${besideCount} other assignments (raw: no-op Updates), each timed from the moment it was due. The clock of the drain runs from the instant at which the timers fire until the last reminder is in the log (raw: until the last workflow has ended). Workers may keep ${MAX_CACHED_WORKFLOWS} workflows in their caches.`,
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
        { what: 'every assignment was reminded exactly once', held: exact },
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

const reminderOf = (due: PlainDate): number =>
  ms(startOfDay(workingDaysBefore(currentCalendar, due, FIRST_REMINDER_WORKING_DAYS))) + REMINDER_HOUR_MS;

/** The record's clock, from now on. Only its owner may. */
async function setClock(owner: Pool, nowMs: number): Promise<void> {
  const offset = '$1 - floor(extract(epoch from clock_timestamp()) * 1000)::bigint';
  await owner.query(`update clock_offset set milliseconds = ${offset}`, [nowMs]);
}

const repeat = <T>(items: readonly T[]) => {
  let next = 0;
  return (count: number): T[] => Array.from({ length: count }, () => items[next++ % items.length] as T);
};

/** Steps that go round and round: all assignments take their first before any takes its second. */
const chunksOf = (ward: Ward, ids: readonly string[]) =>
  repeat(Array.from({ length: CYCLE }, (_, number) => stepFor(ward, ids, number)).flat());

async function countReminded({ pool }: Ward, planId: string): Promise<number> {
  const { rows } = await pool.query<{ reminded: number }>(
    'select count(*) as reminded from assignments where plan_id = $1 and version >= 2',
    [planId],
  );
  return rows[0]?.reminded ?? 0;
}

async function remindedOnce({ pool }: Ward, planIds: readonly string[], size: number): Promise<boolean> {
  const { rows } = await pool.query<{ once: number }>(
    `select count(*) as once from assignments where plan_id::text = any($1) and version = 2
       and (select array_agg(type order by version) from events where stream = 'assignment-' || assignment_id)
         = array['AssignmentAssigned', 'ReminderDue']`,
    [planIds],
  );
  return rows[0]?.once === planIds.length * size;
}
