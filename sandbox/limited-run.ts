// Runs one task in a process of its own, with an end to its time and its memory. What it reads came from outside and may
// be made to exhaust whoever reads it; whatever happens to it, it happens there.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromWarden, ToWarden } from './messages.ts';

export interface Limits {
  /** Of processor time, so that a busy machine makes nothing fail that is not hard in itself. */
  readonly seconds: number;
  /** Of the whole process, resident. */
  readonly megabytes: number;
}

export type RunResult<Answer> = { readonly answer: Answer } | { readonly stopped: 'time' | 'memory' };

/** Each takes a core and its memory; more of them wait for their turn. */
const MOST_AT_ONCE = 2;
/** The last resort, for a process that cannot even watch itself. */
const MOST_WALL_MS = 60_000;
const LATE: FromWarden = { stopped: 'time' };
let running = 0;
const waiting: (() => void)[] = [];

/**
 * `task` is a module of this folder, without its ending, that answers `workerData.input` by one message.
 * @throws when the task failed in a way that it does not answer for itself, with its stack
 */
export async function runLimited<Answer>(task: string, input: unknown, limits: Limits): Promise<RunResult<Answer>> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await runNow<Answer>(task, input, limits);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function runNow<Answer>(task: string, input: unknown, limits: Limits): Promise<RunResult<Answer>> {
  const child = startWarden();
  const ended = new AbortController();
  try {
    const told = messageOf(child);
    told.catch(() => {}); // when the time is over first
    const order: ToWarden = { task: moduleOf(task), input, ...limits };
    child.send(order, () => {}); // if it cannot take it, it has ended, and that is told
    const late = sleep(MOST_WALL_MS, LATE, { signal: ended.signal }).catch(() => LATE);
    const message = await Promise.race([told, late]);
    if ('failed' in message) throw new Error(`${task} failed in its sandbox:\n${message.failed}`);
    return 'stopped' in message ? message : { answer: message.answer as Answer };
  } finally {
    ended.abort();
    child.kill('SIGKILL');
  }
}

/** It is told nothing of ours: no environment, no addresses, no open files. */
function startWarden(): ChildProcess {
  return spawn(process.execPath, [...loader, moduleOf('warden')], {
    cwd: join(import.meta.dirname, '..'),
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
}

const isSource = import.meta.filename.endsWith('.ts');
const loader = isSource ? ['--import', 'tsx'] : [];
const moduleOf = (name: string): string => join(import.meta.dirname, `${name}${isSource ? '.ts' : '.js'}`);

async function messageOf(child: ChildProcess): Promise<FromWarden> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const message = once(child, 'message', { signal }).then(([told]) => told as FromWarden);
    const exit = once(child, 'exit', { signal }).then(([code, by]): FromWarden => {
      // The engine ends its own process when it can get no memory for the young generation.
      if (by === 'SIGABRT' || code === 134) return { stopped: 'memory' };
      return { failed: `its process ended by ${by ?? `code ${code}`}` };
    });
    return await Promise.race([message, exit]);
  } finally {
    ended.abort();
  }
}
