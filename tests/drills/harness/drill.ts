// The kill-cycle drill: a ward at work on an installation of its own, one fault after the other, and after each of them
// nothing lost, nothing doubled, nothing there that nobody asked for.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, Client as Engine } from '@temporalio/client';
import pg from 'pg';
import { createPool, type Pool } from '../../../db/pool.ts';
import type { Deadline } from '../../../domain/deadline.ts';
import { dateOf, instant } from '../../../domain/instant.ts';
import { planStream } from '../../../record/streams.ts';
import { setClock } from '../../support/time-travel.ts';
import { createPeople, dueOn, enterPlan, enterWard, giveTokens, type People, planReading } from '../../support/ward.ts';
import { type Client, createClient } from './client.ts';
import { type Installation, startInstallation } from './installation.ts';
import { openJournal } from './journal.ts';
import { watchLogs } from './log-watch.ts';
import type { Part } from './part.ts';
import { type Cycle, faultOf } from './schedule.ts';
import { type Random, seeded } from './seeded.ts';
import { createSweeper, type Finding, type Sweeper } from './sweep.ts';
import { createWardLife, type WardLife } from './ward-life.ts';

/** What is promised after any single kill. */
const FIRST_SUCCESS_MS = 30_000;
const DRAINED_MS = 60_000;
const FAILPOINT_MS = 30_000;
const LIVE_PLANS = 3;
const ROWS = 12;
const FULL_SWEEP_EVERY = 25;
/** The record's clock at the start: 90 s before the hour of reminders, so that some come during the drill. */
const START = instant(Date.parse('2027-03-01T07:58:30+07:00'));

export interface CycleReport {
  readonly seed: number;
  readonly cycle: number;
  readonly fault: string;
  /** Commands that were invoked and not answered when the fault came. */
  readonly inFlight: number;
  /** At least one such command at every kill, and a failpoint that really killed. */
  readonly hit: boolean;
  readonly commands: number;
  readonly firstSuccessMs: number;
  readonly drainedMs: number;
  readonly sweepMs: number;
  readonly totalMs: number;
  readonly findings: readonly Finding[];
}

export interface Drill {
  run(cycle: Cycle): Promise<CycleReport>;
  /** A sweep over everything from the first event. */
  sweepEverything(): Promise<Finding[]>;
  readonly client: Client;
  readonly sweeper: Sweeper;
  readonly installation: Installation;
  stop(options?: { keepFolder?: boolean }): Promise<void>;
}

export async function startDrill(seed: number, quota: number): Promise<Drill> {
  const installation = await startInstallation();
  const { folder, url, databases, namespace, temporalAddress } = installation;
  const pool = createPatientPool(databases.app);
  const connection = Connection.lazy({
    address: temporalAddress,
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 },
  });
  const engine = new Engine({ connection, namespace });
  const people = createPeople();
  const owner = createPool({ url: databases.owner, name: 'drill-clock', max: 1 });
  await setClock(owner, START);
  await owner.end();
  await enterWard(pool, people, planReading(2027, [dueOn('2027-11-30')]));
  const tokens = await giveTokens(pool, people);
  const journal = await openJournal(join(folder, 'journal.jsonl'));
  const client = createClient({ url, people, tokens, journal });
  const life = createWardLife(client, seeded(seed, 'ward'));
  const sweeper = createSweeper({ pool, engine, client });
  sweeper.know(await commandsSoFar(pool));
  const logs = watchLogs(installation.parts.map(({ log }) => log));
  const plans = createPlans({ pool, people, client, life, sweeper, random: seeded(seed, 'plans') });
  await plans.launch();
  await plans.launch();

  const context = { installation, client, life, plans, sweeper, logs, quota };
  return {
    client,
    sweeper,
    installation,
    run: (cycle) => runCycle(context, cycle),
    sweepEverything: async () => [...(await sweeper.drain(DRAINED_MS)), ...(await sweeper.sweep('everything'))],
    async stop(options) {
      await life.rest();
      await journal.close();
      await connection.close();
      await pool.end();
      await installation.stop(options);
    },
  };
}

/** The judge may wait for a busy machine where the product must give up. */
function createPatientPool(url: string): Pool {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 30_000 });
  pool.on('error', () => undefined); // an idle connection that went with its server
  return pool;
}

interface Context {
  readonly installation: Installation;
  readonly client: Client;
  readonly life: WardLife;
  readonly plans: Plans;
  readonly sweeper: Sweeper;
  readonly logs: { look(): string[] };
  readonly quota: number;
}

async function runCycle(context: Context, cycle: Cycle): Promise<CycleReport> {
  const { installation, client, life, plans, sweeper, logs, quota } = context;
  const begun = Date.now();
  const endedBefore = life.ended;
  const findings: Finding[] = [];
  const { kill, failpoint, afterCommands } = cycle;
  const draft = cycle.launch ? await plans.draft() : null;

  life.go();
  if (!failpoint && draft) void plans.launchDraft(draft);
  await until(() => life.ended - endedBefore >= afterCommands, FAILPOINT_MS);
  let inFlight = client.inFlight.size;
  let faultAt = Date.now();
  await Promise.all(kill.map((name) => installation[name].kill()));
  let hit = inFlight > 0;
  if (failpoint) {
    const part = installation[failpoint.process];
    await part.startArmed({ FAILPOINT: `${failpoint.boundary}@${failpoint.passage}` });
    if (draft) void plans.launchDraft(draft);
    hit = (await settlesWithin(part.ended, FAILPOINT_MS)) && hit;
    faultAt = Date.now();
    inFlight = client.inFlight.size;
    if (!hit) await part.kill();
  }

  const starts: Promise<void>[] = [];
  for (const { part, pauseMs } of cycle.restart) {
    await sleep(pauseMs);
    starts.push(installation[part].start());
  }
  await Promise.all(starts);
  const recovered = () => client.firstSuccessAfter(faultAt) !== null;
  await until(() => recovered() && life.ended - endedBefore >= quota, DRAINED_MS);
  const firstSuccessMs = (client.firstSuccessAfter(faultAt) ?? Date.now()) - faultAt;
  await settlesWithin(Promise.all([life.rest(), plans.settled()]), DRAINED_MS);
  findings.push(...(await sweeper.drain(DRAINED_MS)));
  const drainedMs = Date.now() - faultAt;

  const sweepBegun = Date.now();
  findings.push(
    ...(await sweeper.sweep(cycle.number % FULL_SWEEP_EVERY === FULL_SWEEP_EVERY - 1 ? 'everything' : 'changed')),
  );
  findings.push(...logs.look().map((detail): Finding => ({ code: 'forbidden-log-line', detail })));
  findings.push(...(await revive(installation)));
  if (firstSuccessMs > FIRST_SUCCESS_MS)
    findings.push({ code: 'too-slow', detail: `first success ${firstSuccessMs} ms` });
  if (drainedMs > DRAINED_MS) findings.push({ code: 'too-slow', detail: `drained ${drainedMs} ms` });
  await plans.retire();
  return {
    seed: cycle.seed,
    cycle: cycle.number,
    fault: faultOf(cycle),
    inFlight,
    hit,
    commands: life.ended - endedBefore,
    firstSuccessMs,
    drainedMs,
    sweepMs: Date.now() - sweepBegun,
    totalMs: Date.now() - begun,
    findings,
  };
}

/** A process that ended though nobody killed it is a finding; it runs again for the next cycle. */
async function revive({ parts }: Installation): Promise<Finding[]> {
  const gone = parts.filter(({ pid }) => pid === null);
  await Promise.all(gone.map((part: Part) => part.start()));
  return gone.map(({ name }) => ({ code: 'ended-by-itself', detail: name }));
}

interface Plans {
  draft(): Promise<string>;
  launchDraft(planId: string): Promise<void>;
  launch(): Promise<void>;
  /** Returns when no launch is under way. */
  settled(): Promise<void>;
  /** Of too many plans the oldest are to be finished. */
  retire(): Promise<void>;
}

interface Planning {
  readonly pool: Pool;
  readonly people: People;
  readonly client: Client;
  readonly life: WardLife;
  readonly sweeper: Sweeper;
  readonly random: Random;
}

function createPlans({ pool, people, client, life, sweeper, random }: Planning): Plans {
  const launched: string[] = [];
  let underWay: Promise<void> = Promise.resolve();

  const launchDraft = async (planId: string) => {
    const body = { type: 'LaunchPlan', acknowledgePastDue: true };
    await client.send({ as: 'coordinator', target: { kind: 'plan', id: planId }, body });
    launched.push(planId);
    const begun = new Set<string>();
    while (begun.size < ROWS) {
      for (const id of await idsOf(pool, planId).catch(() => [])) {
        if (begun.has(id)) continue;
        begun.add(id);
        life.assignments.set(id, { id, planId, status: 'assigned', acknowledged: false, retiring: false });
      }
      await sleep(100);
    }
  };
  const plans: Plans = {
    async draft() {
      const planId = await enterPlan(pool, people, planReading(2027, deadlines(random, await recordNow(pool))));
      const { rows } = await pool.query<{ id: string }>('select command_id as id from inbox where stream = $1', [
        planStream(planId),
      ]);
      sweeper.know(rows.map(({ id }) => id));
      return planId;
    },
    launchDraft(planId) {
      underWay = launchDraft(planId);
      return underWay;
    },
    launch: async () => plans.launchDraft(await plans.draft()),
    settled: () => underWay,
    async retire() {
      const old = new Set(launched.slice(0, -LIVE_PLANS));
      for (const assignment of life.assignments.values()) if (old.has(assignment.planId)) assignment.retiring = true;
    },
  };
  return plans;
}

const idsOf = async (pool: Pool, planId: string): Promise<string[]> =>
  (
    await pool.query<{ id: string }>('select assignment_id as id from assignments where plan_id = $1', [planId])
  ).rows.map(({ id }) => id);

/** A third far away, a third with a reminder on the first morning, a third within minutes: these fall due while processes die. */
function deadlines(random: Random, now: number): Deadline[] {
  return Array.from({ length: ROWS }, (_, row): Deadline => {
    if (row % 3 === 0) return dueOn('2027-12-31');
    if (row % 3 === 1) return dueOn('2027-03-04');
    const due = instant(now + random.between(1, 4) * 60_000);
    const time = new Date(Date.parse(due) + 7 * 3_600_000).toISOString().slice(11, 16);
    return { kind: 'fixed', date: dateOf(due), bound: 'onOrBefore', time };
  });
}

const recordNow = async (pool: Pool): Promise<number> =>
  (await pool.query<{ now: Date }>('select tiendo_now() as now')).rows[0]?.now.getTime() ?? 0;

const commandsSoFar = async (pool: Pool): Promise<string[]> =>
  (await pool.query<{ id: string }>('select command_id as id from inbox')).rows.map(({ id }) => id);

async function until(holds: () => boolean, limitMs: number): Promise<void> {
  for (const end = Date.now() + limitMs; !holds() && Date.now() < end; ) await sleep(10);
}

const settlesWithin = (work: Promise<unknown>, limitMs: number): Promise<boolean> =>
  Promise.race([work.then(() => true), sleep(limitMs, false, { ref: false })]);
