// One process of an installation, which a drill may kill, freeze and start again.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, describeExit, type Exit, sendSignal } from '../../../local/children.ts';

const PAUSE_MS = 200;
const START_LIMIT_MS = 60_000;

export interface Part {
  readonly name: string;
  readonly log: string;
  /** null while nothing runs. */
  readonly pid: number | null;
  /** Settles when the present process ends, however it ends; where none runs, how the last one did. */
  readonly ended: Promise<Exit>;
  /** Ends since the last look that nobody had asked for: neither the drill nor the failpoint that it was armed with. */
  lookForEnds(): string[];
  /** Returns when it is ready. Like the product's supervisor it tries again where a server that it needs is away. */
  start(): Promise<void>;
  /** Once, with these variables (a FAILPOINT). Such a process may be killed before it is ready: then nothing runs. */
  startArmed(environment: NodeJS.ProcessEnv): Promise<void>;
  /** kill -9, and waits until it is gone. Nothing happens where none runs. */
  kill(): Promise<void>;
  /** Sends it this signal, and waits until it is gone. */
  endBy(signal: NodeJS.Signals): Promise<void>;
  /** In order. */
  stop(): Promise<void>;
  /** SIGSTOP to it and to every process below it. */
  pause(): void;
  resume(): void;
}

export interface PartOptions {
  readonly name: string;
  readonly log: string;
  /** Throws where the process does not become ready. */
  readonly begin: (environment: NodeJS.ProcessEnv) => Promise<Child>;
}

export function createPart({ name, log, begin }: PartOptions): Part {
  let child: Child | null = null;
  let lastExit: Exit = { code: null, signal: null };
  let isAsked = false;
  let unasked: string[] = [];
  const adopt = (next: Child, isArmed: boolean) => {
    child = next;
    isAsked = false;
    void next.exited.then((exit) => {
      if (child === next) child = null;
      lastExit = exit;
      const isFailpoint = isArmed && exit.signal === 'SIGKILL';
      if (!isAsked && !isFailpoint) unasked.push(`${name} ended (${describeExit(exit)})`);
    });
  };
  const assertNone = () => {
    if (child) throw new Error(`${name} runs already`);
  };
  const signal = (which: 'SIGSTOP' | 'SIGCONT') => {
    if (child) for (const pid of [child.pid, ...processesBelow(child.pid)]) sendSignal(pid, which);
  };
  return {
    name,
    log,
    get pid() {
      return child?.pid ?? null;
    },
    get ended() {
      return child?.exited ?? Promise.resolve(lastExit);
    },
    lookForEnds() {
      const found = unasked;
      unasked = [];
      return found;
    },
    async start() {
      assertNone();
      for (const until = Date.now() + START_LIMIT_MS; ; await sleep(PAUSE_MS)) {
        try {
          return adopt(await begin({}), false);
        } catch (error) {
          if (Date.now() > until) throw error;
        }
      }
    },
    async startArmed(environment) {
      assertNone();
      try {
        adopt(await begin(environment), true);
      } catch (error) {
        if (!(error as Error).message.includes('by SIGKILL')) throw error;
        lastExit = { code: null, signal: 'SIGKILL' };
      }
    },
    async kill() {
      const killed = child;
      isAsked = true;
      killed?.kill();
      await killed?.exited;
    },
    async endBy(which) {
      const ending = child;
      isAsked = true;
      if (ending) sendSignal(ending.pid, which);
      await ending?.exited;
    },
    async stop() {
      isAsked = true;
      signal('SIGCONT');
      await child?.stop();
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  };
}

/** PostgreSQL's own processes lead groups of their own, so the group does not reach them. */
function processesBelow(pid: number): number[] {
  const children = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid);
  return children.flatMap((child) => [Number(child), ...processesBelow(Number(child))]);
}

function parentOf(pid: string): number | null {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null; // it has just ended
  }
}
