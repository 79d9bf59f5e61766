import { drillPostgresAway, everyWay, lasting } from '../postgres-away.ts';

// A quarter of an hour.
drillPostgresAway({
  stops: [
    { times: 95, ways: everyWay, awayMs: [200, 2_000], betweenMs: [5_000, 10_000] },
    { times: 5, ways: lasting, awayMs: [20_000, 30_000], betweenMs: [5_000, 10_000] },
  ],
});
