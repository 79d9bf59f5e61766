// Waiting for a server that was just started: until it answers, or ends, or takes too long.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './children.ts';
import { lastLines, logSince, sizeOf } from './log-file.ts';

const PAUSE_MS = 50;

export interface Waiting {
  start: () => Promise<Child>;
  /** Throws while the server does not answer yet. */
  probe: () => Promise<void>;
  log: string;
  limitMs: number;
  /** Passing causes, such as a port that the killed predecessor still holds: started again until the limit. */
  passing: RegExp | null;
  /** Gives up and stops what was started. */
  signal?: AbortSignal | undefined;
}

/** Ends with the last lines of the log, which say why. */
export class StartFailed extends Error {
  readonly output: string;
  constructor(name: string, what: string, log: string, output: string) {
    super(`${name} ${what}. The end of ${log}:\n${lastLines(output) || '(empty)'}`);
    this.output = output;
  }
}

export async function startUntilReady(waiting: Waiting): Promise<Child> {
  const until = Date.now() + waiting.limitMs;
  for (;;) {
    try {
      return await startOnce(waiting, until);
    } catch (error) {
      const passes = error instanceof StartFailed && waiting.passing?.test(error.output);
      if (!passes || Date.now() > until) throw error;
      await sleep(300, undefined, { signal: waiting.signal });
    }
  }
}

async function startOnce({ start, probe, log, signal }: Waiting, until: number): Promise<Child> {
  const offset = sizeOf(log);
  signal?.throwIfAborted();
  const child = await start();
  for (;;) {
    const problem = await problemOf(probe());
    if (hasEnded(child)) throw new StartFailed(child.name, 'ended while starting', log, logSince(log, offset));
    if (problem === null) return child;
    if (Date.now() > until || signal?.aborted) {
      await child.stop();
      signal?.throwIfAborted();
      throw new StartFailed(child.name, `does not answer (${problem.message})`, log, logSince(log, offset));
    }
    await sleep(PAUSE_MS);
  }
}

const problemOf = (probe: Promise<void>): Promise<Error | null> =>
  probe.then(
    () => null,
    (error: Error) => error,
  );

const hasEnded = ({ process }: Child): boolean => process.exitCode !== null || process.signalCode !== null;
