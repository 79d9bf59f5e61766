// How a run of kill cycles is asked for: SEED=… CYCLE=<first> CYCLES=<how many> INSTALLATIONS=<side by side>.
import { runSeed } from './chance.ts';
import { type Cycle, cycleOf } from './schedule.ts';

const wholeNumber = (name: string, otherwise: number): number => Number(process.env[name] || otherwise);

export interface DrillSettings {
  readonly seed: number;
  readonly cycles: readonly Cycle[];
  readonly installations: number;
}

/** Of the environment, else the given number of cycles from the first one under the seed of the run. */
export function drillSettings(defaults: { cycles: number; installations: number }): DrillSettings {
  const seed = runSeed();
  const first = wholeNumber('CYCLE', 0);
  const count = wholeNumber('CYCLES', defaults.cycles);
  return {
    seed,
    cycles: Array.from({ length: count }, (_, index) => cycleOf(seed, first + index)),
    installations: wholeNumber('INSTALLATIONS', defaults.installations),
  };
}
