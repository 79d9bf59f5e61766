// Watches a storm: how long it takes until the last timer has been worked off, and what that does to others.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './statistics.ts';

/** Others' work for so many seconds; the latencies in ms. */
export type Beside = (seconds: number) => Promise<readonly number[]>;

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
  readonly quietSeconds: number;
  readonly beside: Beside;
  /** How many have been worked off. */
  done(): Promise<number>;
}

const LOOK_AGAIN_MS = 100;
const GIVE_UP_MS = 600_000;

export async function observeStorm({ firesAt, size, quietSeconds, beside, done }: Arranged): Promise<Storm> {
  const quiet = await beside(quietSeconds);
  const setInTime = Date.now() < firesAt && (await done()) === 0;
  await sleep(Math.max(0, firesAt - Date.now()));
  const storm: number[] = [];
  let drained = false;
  const others = async () => {
    while (!drained) storm.push(...(await beside(1)));
  };
  const watch = async () => {
    while ((await done()) < size) {
      if (Date.now() > firesAt + GIVE_UP_MS) throw new Error(`only ${await done()} of ${size} timers were worked off`);
      await sleep(LOOK_AGAIN_MS);
    }
    drained = true;
    return Date.now() - firesAt;
  };
  const [drainMs] = await Promise.all([watch(), others()]);
  return { drainMs, quietP99: percentile(quiet, 0.99), stormP99: percentile(storm, 0.99), setInTime };
}
