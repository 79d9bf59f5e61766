// The worker process: environment → worker, until it is told to stop.
import { join } from 'node:path';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { readEnvironment } from '../db/environment.ts';
import { armFailpoint } from '../db/failpoint.ts';
import { workflowBundle } from './bundle.ts';
import { runWorker } from './run-worker.ts';

const environment = readEnvironment(['appDatabaseUrl', 'temporalAddress']);
armFailpoint(environment.failpoint);
const log = pino({ level: environment.logLevel, base: { process: 'worker' } });

Runtime.install({
  shutdownSignals: [],
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }), forward: {} } },
  logger: new DefaultLogger('WARN', ({ level, message, meta }) =>
    log[level === 'ERROR' ? 'error' : 'warn']({ ...meta }, message),
  ),
});

const worker = await runWorker({
  databaseUrl: environment.appDatabaseUrl,
  temporalAddress: environment.temporalAddress,
  namespace: environment.temporalNamespace,
  taskQueue: environment.temporalTaskQueue,
  archiveFolder: join(environment.data, 'archive'),
  bundlePath: await workflowBundle(join(environment.data, 'bundles')),
  maxCachedWorkflows: environment.maxCachedWorkflows,
  office: {
    mail: environment.smtpUrl ? { url: environment.smtpUrl } : { folder: environment.mailFolder },
    from: environment.mailFrom,
    webhook: environment.webhook,
    publicUrl: environment.publicUrl,
  },
  log,
});

const stop = () => {
  log.info('stopping: finishing the turns under way');
  void worker.stop().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.send?.({ ready: true });
log.info({ pid: process.pid }, 'worker runs');

worker.done.catch((error: unknown) => {
  log.fatal({ err: error }, 'the worker failed');
  process.exit(1);
});
