// A worker process as any application has one, with the same settings as the product's worker and the same limits.
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { readEnvironment } from '../db/environment.ts';
import { workerTuning } from '../worker/tuning.ts';

/** Runs until it is told to stop. */
export async function runPlainWorker(workflowsPath: string, activities: object): Promise<void> {
  const { temporalAddress, temporalNamespace, temporalTaskQueue, maxCachedWorkflows } = readEnvironment([
    'temporalAddress',
  ]);
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }), forward: {} } },
    logger: new DefaultLogger('WARN'),
  });
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const worker = await Worker.create({
    connection,
    namespace: temporalNamespace,
    taskQueue: temporalTaskQueue,
    workflowsPath,
    activities,
    maxCachedWorkflows,
    ...workerTuning,
  });
  const stop = () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const done = worker.run();
  process.send?.({ ready: true });
  await done;
  process.exit(0);
}
