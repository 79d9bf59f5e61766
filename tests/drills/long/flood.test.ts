import { drillFlood } from '../flood.ts';

// The run's own limit, and two of them passed.
drillFlood({ commands: 20_000, atOnce: 50, others: 50, messagesPerRun: 1_000 });
