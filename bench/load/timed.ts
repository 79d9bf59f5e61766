// Drives work and times it.
import { setTimeout as sleep } from 'node:timers/promises';
import { atOnce } from '../../audit/at-once.ts';

export interface Timed<Answer> {
  /** By this machine's clock, in ms. */
  readonly begunAt: number;
  /** From the first call to the last answer. */
  readonly wallMs: number;
  /** Per piece of work, in the order in which they were to begin. */
  readonly latenciesMs: readonly number[];
  /** In the same order. */
  readonly answers: readonly Answer[];
}

/**
 * Each item once, so many at a time, the next as soon as one has ended. Or round and round, so many per second, whether
 * the others have ended or not, until it is stopped.
 */
export type Pace = { readonly atOnce: number } | { readonly perSecond: number };

export interface Drive<Item, Answer> {
  readonly items: readonly Item[];
  readonly pace: Pace;
  /** Items of one key are worked on one after the other. */
  keyOf(item: Item): string;
  work(item: Item): Promise<Answer>;
}

/**
 * Works on the items in their order. The clock of an item starts when its predecessor is done; at a rate, when it was due:
 * one that has to wait because all is slow is as late as its caller would find it.
 */
export async function drive<Item, Answer>(
  { items, pace, keyOf, work }: Drive<Item, Answer>,
  stop: AbortSignal,
): Promise<Timed<Answer>> {
  const latenciesMs: number[] = [];
  const answers: Answer[] = [];
  const underWay = new Map<string, Promise<void>>();
  const timed = async (item: Item, index: number, dueAt?: number) => {
    await underWay.get(keyOf(item));
    const since = dueAt ?? performance.now();
    answers[index] = await work(item);
    latenciesMs[index] = performance.now() - since;
  };
  const begin = (item: Item, index: number, dueAt?: number) => {
    const done = timed(item, index, dueAt);
    underWay.set(keyOf(item), done);
    return done;
  };
  const [begunAt, begun] = [Date.now(), performance.now()];
  if ('atOnce' in pace) await atOnce(pace.atOnce, [...items.entries()], ([index, item]) => begin(item, index));
  else await atRate({ items, perSecond: pace.perSecond, begun, begin }, stop);
  return { begunAt, wallMs: performance.now() - begun, latenciesMs, answers };
}

interface Rate<Item> {
  readonly items: readonly Item[];
  readonly perSecond: number;
  readonly begun: number;
  begin(item: Item, index: number, dueAt: number): Promise<void>;
}

async function atRate<Item>({ items, perSecond, begun, begin }: Rate<Item>, stop: AbortSignal) {
  const all: Promise<void>[] = [];
  for (let index = 0; !stop.aborted; index++) {
    const dueAt = begun + (index * 1000) / perSecond;
    await sleep(Math.max(0, dueAt - performance.now()));
    const done = begin(items[index % items.length] as Item, index, dueAt);
    done.catch(() => undefined); // told below, when the others are done
    all.push(done);
  }
  await Promise.all(all);
}
