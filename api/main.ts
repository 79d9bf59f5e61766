// The api process: environment → app → listen, until it is told to stop.
import pino from 'pino';
import { readEnvironment } from '../db/environment.ts';
import { armFailpoint } from '../db/failpoint.ts';
import { createPool } from '../db/pool.ts';
import { buildApi } from './build-api.ts';
import { createEngine } from './handle-command.ts';
import { removeForgottenUploads } from './receive-upload.ts';

const POOL_SIZE = 20;
const STOP_LIMIT_MS = 15_000;

const environment = readEnvironment(['appDatabaseUrl', 'temporalAddress']);
armFailpoint(environment.failpoint);
const log = pino({ level: environment.logLevel, base: { process: 'api' } });
const pool = createPool({ url: environment.appDatabaseUrl, name: 'tiendo-api', max: POOL_SIZE });
const engine = createEngine({
  address: environment.temporalAddress,
  namespace: environment.temporalNamespace,
  taskQueue: environment.temporalTaskQueue,
  log,
});
const { evidence: evidenceFolder, appDatabaseUrl: databaseUrl } = environment;
const app = await buildApi({ pool, databaseUrl, engine, evidenceFolder, log });
await removeForgottenUploads(evidenceFolder);

const stop = async () => {
  log.info('stopping: finishing the requests under way');
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  await app.close();
  await pool.end();
  await engine.close();
  process.exit(0);
};
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());

const url = await app.listen({ host: environment.host, port: environment.port });
process.send?.({ ready: true, url });
log.info({ url, pid: process.pid }, 'api listens');
