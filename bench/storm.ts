// Watches a storm: how long it takes until the last timer has been worked off, and what that does to others.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Timed } from './load/timed.ts';
import { percentile } from './statistics.ts';

/** Others' work at a fixed rate from `begin` to `stop`, whether it is answered or not; it is told when all is answered. */
export interface Beside {
  readonly perSecond: number;
  begin(): Promise<Timed<unknown>>;
  stop(): void;
}

export interface Storm {
  /** From the instant at which all timers fire until the last of them has been worked off. */
  readonly drainMs: number;
  readonly quietP99: number;
  readonly stormP99: number;
  readonly setInTime: boolean;
}

interface Arranged {
  /** By this machine's clock, in ms. */
  readonly firesAt: number;
  readonly size: number;
  readonly beside: Beside;
  /** How many have been worked off. Asked seldom, to know that it is over; never to time it. */
  done(): Promise<number>;
  /** The instant at which the last was worked off, by the engine's times; nothing before `since` counts. Asked when it is over. */
  lastDoneAt(since: number): Promise<number>;
}

const LOOK_AGAIN_MS = 1_000;
const GIVE_UP_MS = 600_000;
/** What is due so shortly before the timers may still be under way when they fire; no timer fires as early as this. */
const EDGE_MS = 1_000;

export async function observeStorm({ firesAt, size, beside, done, lastDoneAt }: Arranged): Promise<Storm> {
  const setAt = Date.now();
  const others = beside.begin();
  const drained = async () => {
    const setInTime = setAt < firesAt && (await done()) === 0;
    await sleep(Math.max(0, firesAt - Date.now()));
    while ((await done()) < size) {
      if (Date.now() > firesAt + GIVE_UP_MS) throw new Error(`only ${await done()} of ${size} timers were worked off`);
      await sleep(LOOK_AGAIN_MS);
    }
    return setInTime;
  };
  const watched = drained().finally(() => beside.stop());
  const [setInTime, timed] = await Promise.all([watched, others]);
  const drainedAt = await lastDoneAt(firesAt - EDGE_MS);
  const p99 = (from: number, to: number) => percentile(latenciesDue(timed, beside.perSecond, from, to), 0.99);
  return {
    drainMs: drainedAt - firesAt,
    quietP99: p99(setAt, firesAt - EDGE_MS),
    stormP99: p99(firesAt, drainedAt),
    setInTime,
  };
}

/** Of what was due within this span, whenever it was answered. */
export const latenciesDue = (
  { begunAt, latenciesMs }: Timed<unknown>,
  perSecond: number,
  from: number,
  to: number,
): number[] =>
  latenciesMs.filter((_, index) => {
    const dueAt = begunAt + (index * 1000) / perSecond;
    return dueAt >= from && dueAt < to;
  });
