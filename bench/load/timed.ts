// Drives work and times it.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Timed<Answer> {
  /** From the first call to the last answer. */
  readonly wallMs: number;
  /** Per piece of work, in the order in which they ended. */
  readonly latenciesMs: readonly number[];
  readonly answers: readonly Answer[];
}

/** So many at a time, each as soon as one has ended; or so many per second, whether the others have ended or not. */
export type Pace = { readonly atOnce: number } | { readonly perSecond: number };

export interface Drive<Item, Answer> {
  readonly items: readonly Item[];
  readonly pace: Pace;
  /** Items of one key are worked on one after the other. */
  keyOf(item: Item): string;
  work(item: Item): Promise<Answer>;
}

/** Works on all items in their order. The clock of an item starts when its predecessor is done; at a rate, when it was due. */
export async function drive<Item, Answer>({ items, pace, keyOf, work }: Drive<Item, Answer>): Promise<Timed<Answer>> {
  const latenciesMs: number[] = [];
  const answers: Answer[] = [];
  const underWay = new Map<string, Promise<void>>();
  const timed = async (item: Item, dueAt?: number) => {
    await underWay.get(keyOf(item));
    const since = dueAt ?? performance.now();
    answers.push(await work(item));
    latenciesMs.push(performance.now() - since);
  };
  const begin = (item: Item, dueAt?: number) => {
    const done = timed(item, dueAt);
    underWay.set(keyOf(item), done);
    return done;
  };
  const begun = performance.now();
  await ('atOnce' in pace ? atOnce(items, pace.atOnce, begin) : atRate(items, pace.perSecond, begun, begin));
  return { wallMs: performance.now() - begun, latenciesMs, answers };
}

async function atOnce<Item>(items: readonly Item[], limit: number, begin: (item: Item) => Promise<void>) {
  let next = 0;
  const runner = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await begin(item);
  };
  await Promise.all(Array.from({ length: limit }, runner));
}

async function atRate<Item>(
  items: readonly Item[],
  perSecond: number,
  begun: number,
  begin: (item: Item, dueAt: number) => Promise<void>,
) {
  const all: Promise<void>[] = [];
  for (const [index, item] of items.entries()) {
    const dueAt = begun + (index * 1000) / perSecond;
    await sleep(Math.max(0, dueAt - performance.now()));
    all.push(begin(item, dueAt));
  }
  await Promise.all(all);
}
