// Keeps a service running: one that ends unexpectedly is started again, more patiently each time.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, describeExit } from './children.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_MS = 60_000; // whoever ran this long begins with the first pause again

export interface Keeping<Service extends Child> {
  name: string;
  /** Ends with a service that is ready, or throws; gives up when the signal comes. */
  start: (signal: AbortSignal) => Promise<Service>;
  say: (text: string) => void;
}

export interface Kept<Service extends Child> {
  /** The first start. Its failure is for the caller; later ones are tried again. */
  ready: Promise<Service>;
  stop(): Promise<void>;
  /** For new code: stops the service and starts it at once. */
  restart(): Promise<void>;
}

export function keepRunning<Service extends Child>({ name, start, say }: Keeping<Service>): Kept<Service> {
  const ending = new AbortController();
  let current: Service | null = null;
  let isWanted = false; // the end that we asked for ourselves
  const begin = async () => {
    current = await start(ending.signal);
    return current;
  };
  const ready = begin();
  const watching = ready.then(watch, () => {});

  async function watch(service: Service): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    for (let running = service; ; running = await startAgain(pause)) {
      const since = Date.now();
      if (ending.signal.aborted) await running.stop();
      const exit = await running.exited;
      if (ending.signal.aborted) return;
      pause = Date.now() - since > STEADY_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (!isWanted) say(`! ${name} ended (${describeExit(exit)}); starting it again`);
    }
  }

  async function startAgain(pause: number): Promise<Service> {
    for (let next = isWanted ? 0 : pause; ; next = Math.min(Math.max(next, FIRST_PAUSE_MS) * 2, LONGEST_PAUSE_MS)) {
      isWanted = false;
      await sleep(next, undefined, { signal: ending.signal });
      try {
        const service = await begin();
        say(`✓ ${name} runs again (pid ${service.pid})`);
        return service;
      } catch (error) {
        ending.signal.throwIfAborted();
        say(`! ${name} does not start: ${firstLine(error)}`);
      }
    }
  }

  return {
    ready,
    stop: async () => {
      ending.abort();
      await current?.stop();
      await watching.catch(() => {}); // a start that was given up
    },
    restart: async () => {
      isWanted = true;
      await current?.stop();
    },
  };
}

/** The rest is in the log; it was shown in full if the first start failed. */
const firstLine = (error: unknown): string => (error as Error).message.split('\n')[0] ?? '';
