// When and how the product ends: asked politely it stops everything in order, asked twice it kills.
import { isStartedByNpm } from '../db/environment.ts';
import { killAllChildren } from './children.ts';

/** npm and the terminal may both pass on one and the same Ctrl-C. */
const SAME_REQUEST_MS = 500;
const PARENT_CHECK_MS = 1_000;

export interface Ending {
  /** Comes as soon as the end is decided. */
  signal: AbortSignal;
  end(code: number): void;
}

export function createEnding(stopInOrder: () => Promise<void>): Ending {
  const deciding = new AbortController();
  let askedAt = 0;
  const end = (code: number) => {
    if (deciding.signal.aborted) return;
    deciding.abort(new Error('stopped before everything ran'));
    void stopInOrder().then(() => process.exit(code), reportAndExit);
  };
  const ask = () => {
    if (askedAt > 0 && Date.now() - askedAt > SAME_REQUEST_MS) killEverything();
    askedAt ||= Date.now();
    end(0);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask);
  const failed = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    end(1);
  };
  process.on('uncaughtException', failed);
  process.on('unhandledRejection', failed);
  if (isStartedByNpm()) endWithParent(() => end(0));
  return { signal: deciding.signal, end };
}

/** npm's shell dies of SIGTERM without passing it on, which would leave us behind with nobody to stop us. */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => (process.ppid === parent ? undefined : end()), PARENT_CHECK_MS).unref();
}

function killEverything(): never {
  process.stderr.write('Killed. The next start recovers.\n');
  killAllChildren();
  process.exit(130);
}

function reportAndExit(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  killAllChildren();
  process.exit(1);
}
