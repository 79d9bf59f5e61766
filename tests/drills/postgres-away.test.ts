import { drillPostgresAway, everyWay } from './postgres-away.ts';

drillPostgresAway({ stops: [{ times: 5, ways: everyWay, awayMs: [500, 3_000], betweenMs: [200, 800] }] });
