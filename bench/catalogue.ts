// Every benchmark, in the order in which they run.
import { b1 } from './b1-launch.ts';
import { b3 } from './b3-step.ts';
import { b4 } from './b4-naive-step.ts';
import { b6 } from './b6-write-cost.ts';
import type { Benchmark } from './benchmark.ts';

export const catalogue: readonly Benchmark[] = [b1, b3, b4, b6];
