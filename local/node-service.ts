// A process of the product itself (worker, api): Node with tsx, ready when it says so over IPC.
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../db/project-root.ts';
import { type Child, describeExit, startChild } from './children.ts';
import { logSince, sizeOf } from './log-file.ts';
import { StartFailed } from './ready.ts';

const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 20_000;
const Ready = z.object({ ready: z.literal(true), url: z.string().optional() });

export interface NodeServiceOptions {
  name: string;
  /** The module without its ending, from the folder above this one: sources start sources, compiled starts compiled. */
  entry: string;
  /** The folder of a compiled product instead, for whoever starts it again and again: it is up in half the time. */
  compiled?: string | undefined;
  /** Limit of its JavaScript heap. */
  heapMb: number;
  env: NodeJS.ProcessEnv;
  log: string;
  run: string;
  signal: AbortSignal;
}

export interface NodeService extends Child {
  url: string | null;
}

export async function startNodeService(options: NodeServiceOptions): Promise<NodeService> {
  const { name, log, run, env, signal } = options;
  const offset = sizeOf(log);
  const args = [`--max-old-space-size=${options.heapMb}`, ...entryArguments(options)];
  const service = { name, command: process.execPath, args, env, log, run, cwd: projectRoot };
  const child = await startChild({ ...service, ipc: true, stopLimitMs: STOP_LIMIT_MS });
  const waiting = new AbortController();
  const limit = AbortSignal.any([signal, waiting.signal, AbortSignal.timeout(START_LIMIT_MS)]);
  try {
    const ended = child.exited.then((exit) => {
      throw new StartFailed(name, `ended while starting (${describeExit(exit)})`, log, logSince(log, offset));
    });
    const url = await Promise.race([readyMessage(child, limit), ended]);
    ended.catch(() => {}); // from here on its end is the keeper's business
    return { ...child, url };
  } catch (error) {
    await child.stop();
    signal.throwIfAborted();
    if (error instanceof StartFailed) throw error;
    throw new StartFailed(name, `was not ready within ${START_LIMIT_MS / 1000} s`, log, logSince(log, offset));
  } finally {
    waiting.abort();
  }
}

function entryArguments({ entry, compiled }: NodeServiceOptions): string[] {
  if (compiled) return [join(compiled, `${entry}.js`)];
  const module = join(import.meta.dirname, '..', entry);
  return import.meta.filename.endsWith('.ts') ? ['--import', 'tsx', `${module}.ts`] : [`${module}.js`];
}

async function readyMessage(child: Child, signal: AbortSignal): Promise<string | null> {
  for (;;) {
    const [message] = await once(child.process, 'message', { signal });
    const parsed = Ready.safeParse(message);
    if (parsed.success) return parsed.data.url ?? null;
  }
}
