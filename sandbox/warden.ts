// The process of one task. The task runs in a thread, so that this one stays free to watch over the time and the memory of both.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromWarden, ToWarden } from './messages.ts';

const WATCH_EVERY_MS = 10;
/** The heap may grow to this part of the whole; buffers, code and the engine itself need the rest. */
const HEAP_PART = 0.6;
const BYTES_PER_MB = 1024 * 1024;

process.once('disconnect', () => process.exit(1)); // nobody is left to answer
process.once('message', ({ task, input, seconds, megabytes }: ToWarden) => {
  const worker = new Worker(threadOf(task), {
    workerData: { task, input },
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(megabytes * HEAP_PART) },
  });
  worker.once('message', (answer: unknown) => tell({ answer }));
  worker.once('error', (error) => tell(isOutOfMemory(error) ? { stopped: 'memory' } : { failed: stackOf(error) }));
  worker.once('exit', () => tell({ failed: 'it ended without an answer' }));
  setInterval(() => {
    if (process.memoryUsage.rss() > megabytes * BYTES_PER_MB) tell({ stopped: 'memory' });
    if (process.uptime() > seconds && secondsUsed() > seconds) tell({ stopped: 'time' });
  }, WATCH_EVERY_MS);
});

function secondsUsed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const threadOf = (task: string): string =>
  task.endsWith('.ts') ? join(import.meta.dirname, 'source-thread.mjs') : task;

let told = false;
function tell(message: FromWarden): void {
  if (told) return;
  told = true;
  process.send?.(message, () => process.exit(0));
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
