// How much an audit has compared: a clean result of nothing is no result.

export interface Counts {
  readonly streams: number;
  readonly events: number;
  /** Commands with an outcome. */
  readonly commands: number;
  /** Workflows that answered a Query. */
  readonly workflows: number;
  /** Of these, how many had not seen the end of the log yet. */
  readonly lagging: number;
}

export const noCounts: Counts = { streams: 0, events: 0, commands: 0, workflows: 0, lagging: 0 };

export const sum = (one: Counts, other: Partial<Counts>): Counts =>
  Object.fromEntries(
    Object.entries(one).map(([name, count]) => [name, count + (other[name as keyof Counts] ?? 0)]),
  ) as unknown as Counts;
