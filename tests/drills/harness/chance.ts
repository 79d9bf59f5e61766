// The seed of the run (SEED=…, printed by tests/support/print-seed.ts), drawn from apart by every drill.
import fc from 'fast-check';
import { type Random, seeded } from './seeded.ts';

export const runSeed = (): number => fc.readConfigureGlobal().seed ?? 0;

export const chanceFor = (drill: string): Random => seeded(runSeed(), drill);
