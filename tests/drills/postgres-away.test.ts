import { drillPostgresAway } from './postgres-away.ts';

drillPostgresAway({ stops: [{ times: 5, awayMs: 3_000, betweenMs: [200, 800] }] });
