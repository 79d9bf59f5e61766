// Every benchmark, in the order in which they run.
import { b3 } from './b3-step.ts';
import { b6 } from './b6-write-cost.ts';
import type { Benchmark } from './benchmark.ts';

export const catalogue: readonly Benchmark[] = [b3, b6];
