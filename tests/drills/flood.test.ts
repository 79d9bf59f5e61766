import { drillFlood } from './flood.ts';

drillFlood({ commands: 300, atOnce: 40, others: 50, messagesPerRun: 20 });
