import { drillLaunch } from '../launch-killed.ts';

drillLaunch({ assignments: 500, kills: 20, limitMs: 300_000 });
