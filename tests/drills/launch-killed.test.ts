import { drillLaunch } from './launch-killed.ts';

drillLaunch({ assignments: 60, kills: 3, limitMs: 90_000 });
