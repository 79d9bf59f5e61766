import { drillLaunch } from './launch-killed.ts';

drillLaunch({ assignments: 60, kills: 5, limitMs: 90_000 });
