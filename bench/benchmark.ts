// What a benchmark is, and what it is given.
import type { Installation } from './installation.ts';
import type { Measured } from './measured.ts';

export interface Run {
  readonly rounds: number;
  /** Small sizes: shows that it works, and no more. */
  readonly quick: boolean;
  /** How many assignments, timers or lives, where a benchmark has such a number; null: its own. */
  readonly size: number | null;
  /** Of B13: how many live assignments. */
  readonly live: number;
  readonly progress: (text: string) => void;
  /** Servers of its own, stopped when the benchmark is over. */
  startInstallation(): Promise<Installation>;
}

export interface Benchmark {
  readonly id: string;
  readonly title: string;
  run(run: Run): Promise<Measured>;
}
