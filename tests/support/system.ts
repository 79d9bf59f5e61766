// The whole system but HTTP, for one test file: a database, a namespace-wide Temporal server, a worker on its own queue.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { inject } from 'vitest';
import type { PostOffice } from '../../activities/post-office.ts';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { type RunningWorker, runWorker } from '../../worker/run-worker.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { isForbidden } from './forbidden-lines.ts';
import { advance } from './time-travel.ts';

export interface TestSystem {
  readonly db: TestDatabase;
  readonly client: Client;
  readonly taskQueue: string;
  readonly temporalAddress: string;
  readonly evidenceFolder: string;
  readonly archiveFolder: string;
  startWorker(): Promise<RunningWorker>;
  stopWorker(): Promise<void>;
  /** Moves the record and the workflows of these streams forward together. */
  advance(streams: readonly string[], spanMs: number): Promise<void>;
  /**
   * Fails where Temporal's worker has said what no worker may say (a workflow task that failed, a history not repeated).
   * `planted`: what a test made it say.
   */
  stop(options?: { planted?: RegExp }): Promise<void>;
}

/** What the worker's core and SDK said in this process, from warnings on; nobody reads it while it is harmless. */
let said: string[] = [];
const quiet = process.env.LOG_LEVEL ?? 'fatal';
Runtime.install({
  shutdownSignals: [],
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }), forward: {} } },
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
    said.push(`${level} ${message} ${inspect(meta)}`);
  }),
});

/** `maxCachedWorkflows: 0` (TIENDO_MAX_CACHED_WORKFLOWS) replays the whole history at every task. */
export async function startSystem(
  options: { worker?: boolean; temporalAddress?: string; office?: PostOffice } = {},
): Promise<TestSystem> {
  const db = await createTestDatabase();
  const temporalAddress = options.temporalAddress ?? inject('temporalAddress');
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, namespace: 'default' });
  const taskQueue = `test-${randomBytes(6).toString('hex')}`;
  const folder = join(inject('scratch'), taskQueue);
  const archiveFolder = join(folder, 'archive');
  let worker: RunningWorker | null = null;

  const startWorker = async () => {
    worker = await runWorker({
      databaseUrl: db.urls.app,
      temporalAddress,
      namespace: 'default',
      taskQueue,
      archiveFolder,
      bundlePath: await workflowBundle(join(inject('scratch'), 'bundles')),
      maxCachedWorkflows: Number(process.env.TIENDO_MAX_CACHED_WORKFLOWS ?? 100),
      office: options.office ?? null, // what is sent is told to the assignments: only where a test is about it
      log: pino({ level: quiet }),
    });
    return worker;
  };
  const stopWorker = async () => {
    await worker?.stop();
    worker = null;
  };

  if (options.worker !== false) await startWorker();
  return {
    db,
    client,
    taskQueue,
    temporalAddress,
    evidenceFolder: join(folder, 'evidence'),
    archiveFolder,
    startWorker,
    stopWorker,
    advance: (streams, spanMs) => advance(db.owner, client, streams.map(workflowIdOf), spanMs),
    async stop({ planted } = {}) {
      await stopWorker();
      await terminateAll(client, taskQueue);
      await connection.close();
      await db.drop();
      const forbidden = said.filter((line) => isForbidden(line) && !planted?.test(line));
      said = [];
      if (forbidden.length > 0) throw new Error(`the worker said what it must never say:\n${forbidden.join('\n')}`);
    },
  };
}

/** Leaves no workflow behind on the shared server. */
async function terminateAll(client: Client, taskQueue: string): Promise<void> {
  const query = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    await client.workflow
      .getHandle(workflowId)
      .terminate('test ended')
      .catch(() => undefined);
  }
}
