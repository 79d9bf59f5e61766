// What is said between the process that wants a task done and the one that does it.

export interface ToWarden {
  /** The file of the task. */
  readonly task: string;
  readonly input: unknown;
  /** Of processor time. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** What it took of the machine, its own start included. */
export interface Used {
  /** Of processor time. */
  readonly seconds: number;
  /** The most that was resident at once; no less than what its parent had when it began, for the system counts that too. */
  readonly megabytes: number;
}

export type Ending =
  | { readonly answer: unknown; readonly used: Used }
  | { readonly stopped: 'time' | 'memory'; readonly used: Used | null }
  /** The stack of what nobody expected. */
  | { readonly failed: string };

/** That the task has begun, and how it ended. */
export type FromWarden = { readonly begun: true } | Ending;
