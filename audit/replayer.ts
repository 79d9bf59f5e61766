// Replays histories through the workflow bundle, without a server: today's code must repeat what was recorded.
import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryAndWorkflowId } from '@temporalio/client';
import type { ReplayResult } from '@temporalio/worker';
import type { History } from './run-history.ts';

/** `unended`: the replay came to no end; nothing is known of the history. */
type Replayed =
  | { readonly what: 'repeated' }
  | { readonly what: 'failed'; readonly why: string }
  | { readonly what: 'unended'; readonly why: string };

export interface Replayer {
  /** One history at a time, in the order of the calls. */
  replay(history: History, workflowId: string): Promise<Replayed>;
  /** A replay that came to no end keeps the process alive all the same: Temporal's worker cannot be told to leave it. */
  close(): Promise<void>;
}

/** A history of 1,000 messages takes less than a second. */
const REPLAYED_WITHIN_MS = 30_000;

/** Loads Temporal's worker only now: it is heavy, and most commands need none. */
export async function createReplayer(bundlePath: string, withinMs = REPLAYED_WITHIN_MS): Promise<Replayer> {
  const { Worker } = await import('@temporalio/worker');
  const open = () =>
    openReplay((histories) => Worker.runReplayHistories({ workflowBundle: { codePath: bundlePath } }, histories));
  let current: Replay | null = null;
  let before: Promise<unknown> = Promise.resolve();
  return {
    replay(history, workflowId) {
      const replaying = before.then(async (): Promise<Replayed> => {
        current ??= open();
        const result = await within(withinMs, current.next({ history, workflowId }));
        if (result === 'late') {
          current = null; // the next history gets a worker that is not stuck
          return { what: 'unended', why: `its replay did not end within ${withinMs / 1_000} s` };
        }
        const { error } = result;
        return error ? { what: 'failed', why: `${error.name}: ${error.message}` } : { what: 'repeated' };
      });
      before = replaying.catch(() => undefined);
      return replaying;
    },
    async close() {
      await before;
      await current?.end();
    },
  };
}

interface Replay {
  next(item: HistoryAndWorkflowId): Promise<ReplayResult>;
  end(): Promise<void>;
}

function openReplay(run: (items: AsyncIterable<HistoryAndWorkflowId>) => AsyncIterableIterator<ReplayResult>): Replay {
  const queue = createQueue<HistoryAndWorkflowId>();
  const results = run(queue.items());
  return {
    async next(item) {
      queue.put(item);
      const { value, done } = await results.next();
      if (done) throw new Error('the replay ended early');
      return value;
    },
    async end() {
      queue.end();
      await results.next();
    },
  };
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T | 'late'> {
  const over = new AbortController();
  const { signal } = over;
  const late = pause(limitMs, 'late' as const, { signal });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}

function createQueue<T>() {
  const waiting: (T | null)[] = [];
  let wake: () => void = () => undefined;
  const add = (item: T | null) => {
    waiting.push(item);
    wake();
  };
  return {
    put: add,
    end: () => add(null),
    async *items(): AsyncGenerator<T> {
      for (;;) {
        const item = waiting.shift();
        if (item === null) return;
        if (item !== undefined) yield item;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}
