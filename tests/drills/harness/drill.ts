// The kill-cycle drill: a ward at work on an installation of its own, one fault after the other, and after each of them
// nothing lost, nothing doubled, nothing there that nobody asked for.
import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../../domain/instant.ts';
import { settlesWithin } from '../../../local/children.ts';
import { type Finding, finding } from './findings.ts';
import type { Installation } from './installation.ts';
import { createPlans, type Plans } from './plans.ts';
import { type Cycle, faultOf } from './schedule.ts';
import { seeded } from './seeded.ts';
import { DRAINED_MS, startWardAtWork, type WardAtWork } from './ward-at-work.ts';
import { createWardLife, type WardLife } from './ward-life.ts';

/** What is promised after any single kill. */
const FIRST_SUCCESS_MS = 30_000;
const FAILPOINT_MS = 30_000;
/** A fault comes while so many requests wait for their answer. */
export const AT_WORK = 3;
const FULL_SWEEP_EVERY = 25;
/** The record's clock at the start: 90 s before the hour in which reminders come, each at a minute of its own, so that some do during the drill. */
const START = instant(Date.parse('2027-03-01T05:58:30+07:00'));

export interface CycleReport {
  readonly seed: number;
  readonly cycle: number;
  readonly fault: string;
  /** Commands that were invoked and not answered when the fault came. */
  readonly inFlight: number;
  /** Commands that the fault cut in two: asked for again because of it, or received before it and decided after it. */
  readonly interrupted: number;
  /** At least one such command; of a failpoint, that the process killed itself there, in the middle of its work. */
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
  readonly ward: WardAtWork;
  /** The folder stays where there was a finding. */
  stop(): Promise<void>;
}

/** In every cycle at least `quota` commands end. `name` keeps the draws of one drill apart from those beside it. */
export async function startDrill(seed: number, name: string, quota: number): Promise<Drill> {
  const ward = await startWardAtWork({ startsAt: START });
  const life = createWardLife(ward.client);
  const plans = createPlans(ward, life);
  const random = seeded(seed, name);
  for (const _ of ['first', 'second']) await plans.launch(await plans.draft(random));
  let isSound = false; // until the last sweep has said so
  let hadFindings = false;
  return {
    ward,
    async run(cycle) {
      const report = await runCycle({ ward, life, plans, quota }, cycle);
      hadFindings ||= report.findings.length > 0;
      return report;
    },
    async sweepEverything() {
      const findings = await ward.findings();
      isSound = findings.length === 0 && !hadFindings;
      return findings;
    },
    async stop() {
      await settlesWithin(life.rest(), DRAINED_MS);
      await ward.stop({ keepFolder: !isSound });
    },
  };
}

interface Context {
  readonly ward: WardAtWork;
  readonly life: WardLife;
  readonly plans: Plans;
  readonly quota: number;
}

async function runCycle({ ward, life, plans, quota }: Context, cycle: Cycle): Promise<CycleReport> {
  const { installation, client, sweeper } = ward;
  const begun = Date.now();
  const endedBefore = life.ended;
  const ended = () => life.ended - endedBefore;
  const random = seeded(cycle.seed, `ward ${cycle.number}`);
  const draft = cycle.launch ? await plans.draft(random) : null;
  const launch = () => {
    if (draft) void plans.launch(draft);
  };

  life.go(random);
  if (!cycle.failpoint) launch();
  await until(() => ended() >= cycle.afterCommands && client.waiting >= AT_WORK, FAILPOINT_MS);
  const fault = await strike(ward, cycle, launch);
  await restart(installation, cycle);

  const firstSuccess = () => client.firstSuccessAfter(fault.at);
  await until(() => firstSuccess() !== null && ended() >= quota, DRAINED_MS);
  const firstSuccessMs = (firstSuccess() ?? Date.now()) - fault.at;
  const commands = ended();
  const areDone = await settlesWithin(Promise.all([life.rest(), plans.settled()]), DRAINED_MS);
  const unrest = await sweeper.drain(DRAINED_MS);
  const drainedMs = Date.now() - fault.at;

  const sweepBegun = Date.now();
  const isFull = cycle.number % FULL_SWEEP_EVERY === FULL_SWEEP_EVERY - 1;
  const interrupted = await ward.countInterrupted(fault.at);
  const findings = [
    ...fault.findings,
    ...(areDone ? [] : [finding('not-drained', 'commands or a launch are still under way')]),
    ...unrest,
    ...plans.look(),
    ...(await ward.look(isFull ? 'everything' : 'changed')),
    ...(commands < quota ? [finding('too-slow', `${commands} of ${quota} commands ended`)] : []),
    ...(firstSuccessMs > FIRST_SUCCESS_MS ? [finding('too-slow', `first success ${firstSuccessMs} ms`)] : []),
    ...(drainedMs > DRAINED_MS ? [finding('too-slow', `drained ${drainedMs} ms`)] : []),
  ];
  await revive(installation);
  plans.retire();
  return {
    seed: cycle.seed,
    cycle: cycle.number,
    fault: faultOf(cycle),
    inFlight: fault.inFlight,
    interrupted,
    hit: cycle.failpoint ? fault.killedItself : interrupted > 0,
    commands: ended(),
    firstSuccessMs,
    drainedMs,
    sweepMs: Date.now() - sweepBegun,
    totalMs: Date.now() - begun,
    findings,
  };
}

interface Fault {
  readonly at: number;
  readonly inFlight: number;
  readonly killedItself: boolean;
  readonly findings: readonly Finding[];
}

/** Kills; before a failpoint the killed process comes back armed, and the fault is that it kills itself. */
async function strike({ installation, client }: WardAtWork, cycle: Cycle, launch: () => void): Promise<Fault> {
  const { kill, failpoint } = cycle;
  const killed = { inFlight: client.inFlight.size, killedItself: false, findings: [] };
  const killing = Promise.all(kill.map((name) => installation[name].kill()));
  const at = Date.now();
  await killing;
  if (!failpoint) return { at, ...killed };
  const part = installation[failpoint.process];
  try {
    await part.startArmed({ FAILPOINT: `${failpoint.boundary}@${failpoint.passage}` });
  } catch (error) {
    return { at, ...killed, findings: [finding('ended-by-itself', (error as Error).message)] };
  }
  launch();
  const isGone = await settlesWithin(part.ended, FAILPOINT_MS);
  const died = { at: Date.now(), inFlight: client.inFlight.size, findings: [] };
  if (!isGone) await part.kill(); // it never came to its boundary
  return { ...died, killedItself: isGone && (await part.ended).signal === 'SIGKILL' };
}

async function restart(installation: Installation, { restart }: Cycle): Promise<void> {
  const starts: Promise<void>[] = [];
  for (const { part, pauseMs } of restart) {
    await sleep(pauseMs);
    starts.push(installation[part].start());
  }
  await Promise.all(starts);
}

/** Whatever ended by itself, which is a finding, runs again for the next cycle. */
async function revive({ parts }: Installation): Promise<void> {
  await Promise.all(parts.filter(({ pid }) => pid === null).map((part) => part.start()));
}

async function until(holds: () => boolean, limitMs: number): Promise<void> {
  for (const end = Date.now() + limitMs; !holds() && Date.now() < end; ) await sleep(10);
}
