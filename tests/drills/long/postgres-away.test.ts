import { drillPostgresAway } from '../postgres-away.ts';

// A quarter of an hour.
drillPostgresAway({
  stops: [
    { times: 95, awayMs: 2_000, betweenMs: [5_000, 10_000] },
    { times: 5, awayMs: 30_000, betweenMs: [5_000, 10_000] },
  ],
});
