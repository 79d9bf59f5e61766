// Every benchmark, in the order in which they run.
import { b1 } from './b1-launch.ts';
import { b3 } from './b3-step.ts';
import { b4 } from './b4-naive-step.ts';
import { b5 } from './b5-cold-step.ts';
import { b6 } from './b6-write-cost.ts';
import { b7 } from './b7-storm.ts';
import { b8 } from './b8-audit.ts';
import { b13 } from './b13-many-live.ts';
import type { Benchmark } from './benchmark.ts';

export const catalogue: readonly Benchmark[] = [b1, b3, b4, b5, b6, b7, b8, b13];
