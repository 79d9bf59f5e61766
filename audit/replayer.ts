// Replays histories through the workflow bundle, without a server: today's code must repeat what was recorded.
import type { HistoryAndWorkflowId } from '@temporalio/client';
import type { History } from './run-history.ts';

export interface Replayer {
  /** One history at a time, in the order of the calls. Null: it was repeated. Else what went wrong. */
  replay(history: History, workflowId: string): Promise<string | null>;
  close(): Promise<void>;
}

/** Loads Temporal's worker only now: it is heavy, and most commands need none. */
export async function createReplayer(bundlePath: string): Promise<Replayer> {
  const { Worker } = await import('@temporalio/worker');
  const inbox = createQueue<HistoryAndWorkflowId>();
  const results = Worker.runReplayHistories({ workflowBundle: { codePath: bundlePath } }, inbox.items());
  let before: Promise<unknown> = Promise.resolve();
  return {
    replay(history, workflowId) {
      const replaying = before.then(async () => {
        inbox.put({ history, workflowId });
        const { value, done } = await results.next();
        if (done) throw new Error('the replay ended early');
        return value.error ? `${value.error.name}: ${value.error.message}` : null;
      });
      before = replaying.catch(() => undefined);
      return replaying;
    },
    async close() {
      await before;
      inbox.end();
      await results.next();
    },
  };
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
