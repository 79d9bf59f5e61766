// What a load client can be asked to do. Plain data: it travels between processes.
import type { Timed } from './timed.ts';

/** Updates that do nothing, one per workflow id, on workflows that do nothing. */
export interface RawUpdates {
  readonly kind: 'rawUpdates';
  readonly engine: Engine;
  readonly workflowIds: readonly string[];
  readonly atOnce: number;
}

/** Starts of workflows that do nothing. */
export interface RawStarts {
  readonly kind: 'rawStarts';
  readonly engine: Engine;
  readonly workflowIds: readonly string[];
  readonly atOnce: number;
}

/** Commands to assignments, in this order. */
export interface ProductSteps {
  readonly kind: 'productSteps';
  readonly url: string;
  readonly steps: readonly ProductStep[];
  readonly atOnce: number;
  /** After every so many-th answer the assignment is read, and must show at least what was answered. */
  readonly readEvery: number;
}

/** The same for the naive app: a step is done when a read shows it. */
export interface NaiveSteps {
  readonly kind: 'naiveSteps';
  readonly url: string;
  readonly steps: readonly NaiveStep[];
  readonly atOnce: number;
  readonly pollMs: number;
}

export interface Engine {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
}

export interface ProductStep {
  readonly assignmentId: string;
  readonly token: string;
  readonly body: { readonly type: string; readonly [field: string]: unknown };
}

export interface NaiveStep {
  readonly assignmentId: string;
  readonly type: string;
  /** The version that the assignment has once the step is done. */
  readonly version: number;
}

/** What an assignment was after a step, as the answer said. */
export interface StepAnswer {
  readonly assignmentId: string;
  readonly version: number;
  readonly status: string;
  /** Answered only when asked again. */
  readonly later: boolean;
}

export type Job = RawUpdates | RawStarts | ProductSteps | NaiveSteps;

interface Answers {
  rawUpdates: null;
  rawStarts: null;
  productSteps: StepAnswer;
  naiveSteps: StepAnswer;
}

export type ResultOf<J extends Job> = Timed<Answers[J['kind']]>;
