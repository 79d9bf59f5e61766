// Kill any process at any instant: nothing lost, nothing doubled, drained within a minute.
// A run that fails prints its seed; SEED=… CYCLE=… CYCLES=1 repeats one cycle of it, and `failedOnce` keeps it for ever.
import { expect, test } from 'vitest';
import { drillSettings } from './harness/drill-settings.ts';
import { expectSound, runDrills } from './harness/run-drills.ts';
import { type Cycle, faultNames } from './harness/schedule.ts';

/** Cycles that once found a fault of the product, as they were drawn then: always run first. */
const failedOnce: readonly Cycle[] = [
  // Temporal took an Update along whose turn was committed: the workflow stood behind the record.
  {
    seed: 2,
    number: 14,
    kill: ['temporal'],
    failpoint: null,
    afterCommands: 3,
    launch: false,
    restart: [{ part: 'temporal', pauseMs: 36 }],
  },
  // The same, the api having died.
  {
    seed: 2,
    number: 29,
    kill: ['api'],
    failpoint: { boundary: 'engine:call', passage: 8, process: 'api' },
    afterCommands: 6,
    launch: false,
    restart: [{ part: 'api', pauseMs: 152 }],
  },
];

const { seed, cycles, installations } = drillSettings({ cycles: 50, installations: 3 });
const again = process.env.SEED ? [] : failedOnce;

test(`${cycles.length} kill cycles, every kind of fault among them`, async () => {
  const drills = await runDrills({
    name: 'kill-cycles',
    seed,
    cycles: [...again, ...cycles],
    commandsPerCycle: 30,
    installations,
  });
  expectSound(drills);
  if (cycles.length >= 50) expect(Object.keys(drills.faults).sort()).toEqual([...faultNames].sort());
  if (cycles.length < 5) return;
  expect(drills.commands.ok).toBeGreaterThanOrEqual(100);
  for (const kind of ['refused', 'turnedAway', 'respondAsync', 'unknownOnce', 'askedAgain'] as const) {
    expect(drills.commands[kind], kind).toBeGreaterThan(0);
  }
});
