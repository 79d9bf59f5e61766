// One worker process: its connections, its Temporal worker, its upkeep. Wired here, decided elsewhere.
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities/index.ts';
import type { PostOffice } from '../activities/post-office.ts';
import { createPool } from '../db/pool.ts';
import { prepareEngine } from './engine.ts';
import { CONCURRENT_TURNS, workerTuning } from './tuning.ts';
import { startUpkeep } from './upkeep.ts';

export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly archiveFolder: string;
  readonly bundlePath: string;
  readonly maxCachedWorkflows: number;
  /** Null: this worker sends nothing. */
  readonly office: PostOffice | null;
  readonly log: Logger;
}

export interface RunningWorker {
  /** Rejects when the worker fails beyond repair. */
  readonly done: Promise<void>;
  /** Stops taking work, finishes what is under way, closes every connection. */
  stop(): Promise<void>;
}

/** gRPC's own pause between attempts grows to two minutes; an engine that is back must be noticed within seconds. */
const reconnectQuickly = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 };

export async function runWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const { databaseUrl, temporalAddress, namespace, taskQueue, archiveFolder, bundlePath, maxCachedWorkflows, log } =
    settings;
  const connection = await Connection.connect({ address: temporalAddress, channelArgs: reconnectQuickly });
  const id = await prepareEngine(connection, namespace);
  const native = await NativeConnection.connect({ address: temporalAddress });
  const pool = createPool({ url: databaseUrl, name: 'tiendo-worker', max: CONCURRENT_TURNS + 4 });
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: { codePath: bundlePath },
    activities: createActivities(pool, taskQueue, settings.office, log),
    maxCachedWorkflows,
    ...workerTuning,
  });
  const client = new Client({ connection, namespace });
  const stopUpkeep = startUpkeep(
    { pool, connection, client, namespace, taskQueue, archiveFolder, log, sends: settings.office !== null },
    id,
  );
  const done = worker.run();
  const close = async () => {
    await stopUpkeep();
    await native.close();
    await connection.close();
    await pool.end();
  };
  return {
    done,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done.catch(() => undefined);
      await close();
    },
  };
}
