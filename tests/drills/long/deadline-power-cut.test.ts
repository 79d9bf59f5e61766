import { drillPowerCut } from '../deadline-power-cut.ts';

drillPowerCut({ each: 10, awayMs: 60_000 });
