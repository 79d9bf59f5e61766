// What a worker process does beside its turns: deliver, reconcile, archive; and notice when the engine was away or emptied.
import type { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import { dispatch } from './dispatcher.ts';
import { namespaceId, prepareEngine } from './engine.ts';
import { archiveEndedRuns } from './exporter.ts';
import { createPostCall, keepPost } from './post.ts';
import { reconcile } from './reconciler.ts';
import { takeForgottenTurns } from './turns-without-workflow.ts';

export interface Upkeep {
  readonly pool: Pool;
  readonly connection: Connection;
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly archiveFolder: string;
  readonly log: Logger;
  /** Whether this worker sends notices. */
  readonly sends: boolean;
}

const DISPATCH_EVERY_MS = 1_000;
const FORGOTTEN_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 5_000;
const RECONCILE_EVERY_MS = 5 * 60_000;
const POST_EVERY_MS = 2_000;
const ARCHIVE_EVERY_MS = 60_000;

/** Starts the loops; the returned function stops them and waits for what is under way. */
export function startUpkeep(upkeep: Upkeep, knownNamespaceId: string): () => Promise<void> {
  const { pool, client, taskQueue, archiveFolder, log } = upkeep;
  const loops = [
    every(DISPATCH_EVERY_MS, 'dispatch', log, () => dispatch(pool, client, taskQueue)),
    every(FORGOTTEN_EVERY_MS, 'forgotten turns', log, () => takeForgottenTurns(pool, log)),
    every(WATCH_EVERY_MS, 'watch engine', log, createEngineWatch(upkeep, knownNamespaceId)),
    every(RECONCILE_EVERY_MS, 'reconcile', log, () => reconcileAndLog(upkeep), RECONCILE_EVERY_MS),
    ...(upkeep.sends ? [every(POST_EVERY_MS, 'post', log, createPostCall(pool, client, taskQueue))] : []),
    every(ARCHIVE_EVERY_MS, 'archive', log, () => archiveEndedRuns(pool, client, archiveFolder)),
  ];
  return async () => {
    await Promise.all(loops.map((stop) => stop()));
  };
}

async function reconcileAndLog({ pool, client, taskQueue, log, sends }: Upkeep): Promise<void> {
  const result = await reconcile(pool, client, taskQueue);
  if (sends) await keepPost(pool, client, taskQueue);
  if (result.started + result.ended > 0) log.warn(result, 'reconciled workflows with the record');
}

/** Reconciles after any stop of the engine, and at once when it came back under another namespace id (emptied). */
function createEngineWatch(upkeep: Upkeep, knownNamespaceId: string): () => Promise<void> {
  const { connection, namespace, log } = upkeep;
  let known = knownNamespaceId;
  let away = true; // at start everything is reconciled once, and tried again until that has worked
  return async () => {
    const id = await namespaceId(connection, namespace).catch(() => null);
    if (id === known && !away) return;
    if (id !== known) {
      if (!away) log.warn({ namespace }, 'the engine is away or was emptied');
      away = true;
      known = await prepareEngine(connection, namespace);
    }
    await reconcileAndLog(upkeep);
    away = false;
  };
}

/** Runs `work` again and again with a pause in between. A failure is logged once, until it passes. */
function every(
  pauseMs: number,
  name: string,
  log: Logger,
  work: () => Promise<unknown>,
  firstAfterMs = 0,
): () => Promise<void> {
  let stopped = false;
  let failing = false;
  let wake: () => void = () => undefined;
  const run = async () => {
    if (firstAfterMs > 0) await pause(firstAfterMs);
    while (!stopped) {
      try {
        await work();
        if (failing) log.info({ loop: name }, 'works again');
        failing = false;
      } catch (error) {
        if (!failing) log.error({ err: error, loop: name }, 'failed; trying again');
        failing = true;
      }
      if (!stopped) await pause(pauseMs);
    }
  };
  const pause = (duration: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, duration);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = run();
  return () => {
    stopped = true;
    wake();
    return running;
  };
}
