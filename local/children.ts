// The one way to start and stop a child process. Each leads its own process group, writes to its own log file and is
// noted in the run folder, so that the next start finds and stops what a crash left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import { openLog } from './log-file.ts';
import { Identity, identityOf } from './process-identity.ts';

const StopSignal = z.enum(['SIGTERM', 'SIGINT']);
type StopSignal = z.infer<typeof StopSignal>;
/** The note about a running child in `<run>/<name>.json`. */
export const ChildNote = Identity.extend({ name: z.string(), stopSignal: StopSignal });

export interface ChildOptions {
  name: string;
  command: string;
  args: readonly string[];
  log: string;
  run: string | null;
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** Another account, when we are root. */
  account?: { uid: number; gid: number } | null;
  /** PostgreSQL waits for its clients on SIGTERM; SIGINT is its fast stop. */
  stopSignal?: StopSignal;
  stopLimitMs?: number;
  ipc?: boolean;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export const describeExit = ({ code, signal }: Exit): string => (signal ? `by ${signal}` : `code ${code}`);

export interface Child {
  name: string;
  pid: number;
  process: ChildProcess;
  exited: Promise<Exit>;
  /** Asks it to stop, waits, and after the limit kills its whole group. */
  stop(): Promise<void>;
  /** Kills its whole group now. */
  kill(): void;
}

const started = new Map<number, StopSignal>();

// The last resort, when this process ends without stopping its children in order.
process.once('exit', () => {
  for (const [pid, stopSignal] of started) sendSignal(-pid, stopSignal);
});

export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, stopSignal = 'SIGTERM', stopLimitMs = 10_000 } = options;
  const child = spawnWithLog(options);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  await once(child, 'spawn');
  child.on('error', () => {}); // a message to a child that has just gone; its exit is what counts
  const pid = child.pid ?? 0;
  started.set(pid, stopSignal);
  const forget = writeNote(options.run, { name, pid, stopSignal });
  void exited.then(() => {
    started.delete(pid);
    forget();
  });
  const kill = () => sendSignal(-pid, 'SIGKILL');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) sendSignal(pid, stopSignal);
    if (!(await settlesWithin(exited, stopLimitMs))) kill();
    await exited;
    kill(); // whatever of its group has outlived it
  };
  return { name, pid, process: child, exited, stop, kill };
}

/** When there is no time for order. What they keep on disk survives this. */
export function killAllChildren(): void {
  for (const pid of started.keys()) sendSignal(-pid, 'SIGKILL');
}

function spawnWithLog(options: ChildOptions): ChildProcess {
  const log = openLog(options.log);
  try {
    return spawn(options.command, options.args, {
      env: options.env,
      cwd: options.cwd,
      detached: true,
      stdio: ['ignore', log, log, ...(options.ipc ? (['ipc'] as const) : [])],
      ...(options.account ? { uid: options.account.uid, gid: options.account.gid } : {}),
    });
  } finally {
    closeSync(log);
  }
}

function writeNote(run: string | null, child: { name: string; pid: number; stopSignal: StopSignal }): () => void {
  const identity = identityOf(child.pid);
  if (run === null || identity === null) return () => {};
  const file = join(run, `${child.name}.json`);
  mkdirSync(run, { recursive: true, mode: 0o700 });
  writeJson(file, { ...child, ...identity }, 0o600);
  return () => {
    if (readJson(file, ChildNote)?.pid === child.pid) rmSync(file, { force: true });
  };
}

/** false when there is nobody to receive it. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** false at the limit; the promise goes on. */
export async function settlesWithin(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const settled = promise.then(() => true);
  return Promise.race([settled, limit]).finally(() => clearTimeout(timer));
}
