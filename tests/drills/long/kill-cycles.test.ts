// The same as in CI, for as long as the promise is: 512 kill cycles, at least 20,000 decided commands checked one by one,
// every failpoint at least 20 times.
import { expect, test } from 'vitest';
import { boundaries } from '../../../db/failpoint.ts';
import { drillSettings } from '../harness/drill-settings.ts';
import { expectSound, runDrills } from '../harness/run-drills.ts';

const { seed, cycles, installations } = drillSettings({ cycles: 512, installations: 3 });

test(`${cycles.length} kill cycles`, async () => {
  const drills = await runDrills({ name: 'kill-cycles-long', seed, cycles, commandsPerCycle: 45, installations });
  expectSound(drills);
  if (cycles.length < 512) return;
  expect(drills.commands.ok + drills.commands.refused).toBeGreaterThanOrEqual(20_000);
  for (const boundary of boundaries) expect(drills.faults[boundary], boundary).toBeGreaterThanOrEqual(20);
});
