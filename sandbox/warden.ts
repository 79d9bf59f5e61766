// The process of one task. The task runs in a thread, so that this one stays free to watch over the time and the memory of both.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Ending, FromWarden, ToWarden, Used } from './messages.ts';
import type { FromThread } from './thread.ts';

const WATCH_EVERY_MS = 10;
/** The heap may grow to this part of the whole; buffers, code and the engine itself need the rest. */
const HEAP_PART = 0.6;
const BYTES_PER_MB = 1024 * 1024;

process.once('disconnect', () => process.exit(1)); // nobody is left to answer
process.once('message', ({ task, input, seconds, megabytes }: ToWarden) => {
  const worker = new Worker(THREAD, {
    workerData: { task, input },
    resourceLimits: { maxOldGenerationSizeMb: Math.floor(megabytes * HEAP_PART) },
  });
  worker.on('message', (message: FromThread) => {
    if ('begun' in message) send(message);
    else tell({ answer: message.answer, used: used() });
  });
  worker.once('error', (error) =>
    tell(isOutOfMemory(error) ? { stopped: 'memory', used: used() } : { failed: stackOf(error) }),
  );
  worker.once('exit', () => tell({ failed: 'it ended without an answer' }));
  setInterval(() => {
    if (process.memoryUsage.rss() > megabytes * BYTES_PER_MB) tell({ stopped: 'memory', used: used() });
    if (process.uptime() > seconds && used().seconds > seconds) tell({ stopped: 'time', used: used() });
  }, WATCH_EVERY_MS);
});

function used(): Used {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: (maxRSS * 1024) / BYTES_PER_MB };
}

const THREAD = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'source-thread.mjs' : 'thread.js');

const send = (message: FromWarden, then?: () => void): void => {
  process.send?.(message, then);
};

let told = false;
function tell(ending: Ending): void {
  if (told) return;
  told = true;
  send(ending, () => process.exit(0));
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
