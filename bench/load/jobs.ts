// What a load client can be asked to do. Plain data: it travels between processes.
import type { Pace, Timed } from './timed.ts';

/** Updates that do nothing, one per workflow id, on workflows that do nothing. */
export interface RawUpdates {
  readonly kind: 'rawUpdates';
  readonly engine: Engine;
  readonly workflowIds: readonly string[];
  readonly pace: Pace;
}

/** Starts of workflows that do nothing; with an instant (ms), of such that sleep until then and end. */
export interface RawStarts {
  readonly kind: 'rawStarts';
  readonly engine: Engine;
  readonly workflowIds: readonly string[];
  readonly pace: Pace;
  readonly sleepUntil?: number;
}

/** Commands to assignments, in this order. */
export interface ProductSteps {
  readonly kind: 'productSteps';
  readonly url: string;
  readonly steps: readonly ProductStep[];
  readonly pace: Pace;
  /** After every so many-th answer the assignment is read, and must show at least what was answered. */
  readonly readEvery: number;
}

/** The same for the naive app: a step is done when a read shows it. */
export interface NaiveSteps {
  readonly kind: 'naiveSteps';
  readonly url: string;
  readonly steps: readonly NaiveStep[];
  readonly pace: Pace;
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

interface Life {
  readonly stream: string;
  /** A file with the history, as the engine encodes it. */
  readonly history: string;
}

/** The SDK's own replay of exported histories, one after the other. */
export interface StockReplay {
  readonly kind: 'stockReplay';
  readonly bundlePath: string;
  readonly lives: readonly Life[];
  /** Replayed before the clock starts. */
  readonly warmUp: readonly Life[];
}

/** Streams folded from the log, held against everything that was derived from them and against their histories. */
export interface FoldVerify {
  readonly kind: 'foldVerify';
  readonly databaseUrl: string;
  readonly lives: readonly Life[];
  /** Checked before the clock starts. */
  readonly warmUp: readonly Life[];
}

export interface Audited {
  readonly wallMs: number;
  readonly checked: number;
  /** The streams that were not as they should be. */
  readonly wrong: readonly string[];
}

export type Job = RawUpdates | RawStarts | ProductSteps | NaiveSteps | StockReplay | FoldVerify;

interface Results {
  rawUpdates: Timed<null>;
  rawStarts: Timed<null>;
  productSteps: Timed<StepAnswer>;
  naiveSteps: Timed<StepAnswer>;
  stockReplay: Audited;
  foldVerify: Audited;
}

export type ResultOf<J extends Job> = Results[J['kind']];
