// Four projects: `unit` needs nothing, `system` brings its own PostgreSQL and Temporal, `drills` kill whole installations
// of their own, `long` are the drills of hours.
import { defineConfig } from 'vitest/config';

const needsServers = ['tests/{record,db,workflows,worker,audit,api,seeds,local}/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: ['tests/bench/figures.test.ts', 'tests/{domain,documents,sandbox,scripts,cli,replay}/**/*.test.ts'],
          pool: 'forks',
          setupFiles: ['tests/support/print-seed.ts'],
          testTimeout: 60_000, // some start the command line as a process of its own; a busy machine takes its time
        },
      },
      {
        test: {
          name: 'system',
          sequence: { groupOrder: 1 },
          include: needsServers,
          pool: 'forks',
          maxWorkers: 2,
          globalSetup: ['tests/support/servers.ts'],
          setupFiles: ['tests/support/print-seed.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'drills',
          sequence: { groupOrder: 2 },
          include: ['tests/drills/*.test.ts', 'tests/bench/smoke.test.ts'],
          disableConsoleIntercept: true, // a line per cycle as it ends
          pool: 'forks',
          maxWorkers: 1,
          globalSetup: ['tests/support/servers.ts', 'tests/drills/harness/compile.ts'],
          setupFiles: ['tests/support/print-seed.ts'],
          testTimeout: 900_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'long',
          sequence: { groupOrder: 3 },
          include: ['tests/drills/long/*.test.ts'],
          disableConsoleIntercept: true,
          pool: 'forks',
          maxWorkers: 1,
          globalSetup: ['tests/support/servers.ts', 'tests/drills/harness/compile.ts'],
          setupFiles: ['tests/support/print-seed.ts'],
          testTimeout: 4 * 3_600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
