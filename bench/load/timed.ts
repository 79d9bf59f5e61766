// Drives work and times it.

export interface Timed<Answer> {
  /** From the first call to the last answer. */
  readonly wallMs: number;
  /** Per piece of work, in the order in which they ended. */
  readonly latenciesMs: readonly number[];
  readonly answers: readonly Answer[];
}

export interface Drive<Item, Answer> {
  readonly items: readonly Item[];
  readonly atOnce: number;
  /** Items of one key are worked on one after the other. */
  keyOf(item: Item): string;
  work(item: Item): Promise<Answer>;
}

/** Works on all items in their order, so many at once. The clock of an item starts when its predecessor is done. */
export async function drive<Item, Answer>({ items, atOnce, keyOf, work }: Drive<Item, Answer>): Promise<Timed<Answer>> {
  const latenciesMs: number[] = [];
  const answers: Answer[] = [];
  const underWay = new Map<string, Promise<void>>();
  const timed = async (item: Item) => {
    await underWay.get(keyOf(item));
    const since = performance.now();
    answers.push(await work(item));
    latenciesMs.push(performance.now() - since);
  };
  let next = 0;
  const runner = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      const done = timed(item);
      underWay.set(keyOf(item), done);
      await done;
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, runner));
  return { wallMs: performance.now() - begun, latenciesMs, answers };
}
