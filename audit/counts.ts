// How much an audit has compared: a clean result of nothing is no result.

export const noCounts = {
  streams: 0,
  events: 0,
  /** Commands with an outcome. */
  commands: 0,
  /** Workflows that answered a Query. */
  workflows: 0,
  /** Of these, how many had not seen the end of the log yet. */
  lagging: 0,
  /** Pending timers that were compared, or rightly not there. */
  timers: 0,
  historiesArchived: 0,
  historiesLive: 0,
  /** Runs whose history the engine has lost. */
  historiesLost: 0,
  /** Histories that went through the workflow bundle. */
  historiesReplayed: 0,
  /** Turns that the histories tell of. */
  turns: 0,
  /** Commands of these turns that were joined with the log. */
  joined: 0,
  /** Commands of the log that no turn names, although a run was there: the answer of their turn was lost on its way. */
  unwitnessed: 0,
};

export type Counts = Readonly<typeof noCounts>;

export const sum = (one: Counts, other: Partial<Counts>): Counts => {
  const names = Object.keys(noCounts) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + (other[name] ?? 0)])) as Counts;
};
