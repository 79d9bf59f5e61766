// Runs one task in a process of its own, with an end to its time and its memory. What it reads came from outside and may
// be made to exhaust whoever reads it; whatever happens to it, it happens there.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Ending, FromWarden, ToWarden, Used } from './messages.ts';

export interface Limits {
  /** Of processor time: what is hard in itself ends here, on any machine. */
  readonly seconds: number;
  /** Of the clock, from when the task begins: somebody waits for the answer, however little of the processor the task gets. */
  readonly waitSeconds: number;
  /** Of the whole process, resident. */
  readonly megabytes: number;
}

export type RunResult<Answer> = ({ readonly answer: Answer } | { readonly stopped: 'time' | 'memory' }) & {
  /** Null where the process ended before it could say. */
  readonly used: Used | null;
};

/** Each takes a core and its memory; more of them wait for their turn. */
const MOST_AT_ONCE = 2;
/** For its process to start and to load the task. */
const MOST_START_MS = 60_000;
const LATE: Ending = { stopped: 'time', used: null };
let running = 0;
const waiting: (() => void)[] = [];

/**
 * `task` is a module of this folder, without its ending, whose default export takes the input and gives the answer.
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
  const { waitSeconds, ...own } = limits;
  const child = startWarden();
  try {
    const order: ToWarden = { task: moduleOf(task), input, ...own };
    child.send(order, () => {}); // if it cannot take it, it has ended, and that is told
    const ending = await endingOf(child, waitSeconds * 1000);
    if ('failed' in ending) throw new Error(`${task} failed in its sandbox:\n${ending.failed}`);
    return 'stopped' in ending ? ending : { answer: ending.answer as Answer, used: ending.used };
  } finally {
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

/** What it says last, or what its end says. The clock is read here: the child may be too busy to read its own. */
function endingOf(child: ChildProcess, mostMs: number): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let late = setTimeout(resolve, MOST_START_MS, LATE);
    const end = (ending: Ending) => {
      clearTimeout(late);
      resolve(ending);
    };
    child.on('message', (message) => {
      const told = message as FromWarden;
      if (!('begun' in told)) return end(told);
      clearTimeout(late);
      late = setTimeout(resolve, mostMs, LATE);
    });
    child.once('exit', (code, by) => {
      // The engine ends its own process when it can get no memory for the young generation.
      if (by === 'SIGABRT' || code === 134) end({ stopped: 'memory', used: null });
      else end({ failed: `its process ended by ${by ?? `code ${code}`}` });
    });
    child.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  });
}
