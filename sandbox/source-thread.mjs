// A thread that runs a task from its TypeScript sources: those who start a thread do not hand on their loader.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.task);
