// What is said between the process that wants a task done and the one that does it.

export interface ToWarden {
  /** The file of the task. */
  readonly task: string;
  readonly input: unknown;
  /** Of processor time. */
  readonly seconds: number;
  readonly megabytes: number;
}

export type FromWarden =
  | { readonly answer: unknown }
  | { readonly stopped: 'time' | 'memory' }
  /** The stack of what nobody expected. */
  | { readonly failed: string };
