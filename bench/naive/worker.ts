// The naive app's worker process.
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '../../db/environment.ts';
import { createPool } from '../../db/pool.ts';
import { CONCURRENT_TURNS } from '../../worker/tuning.ts';
import { runPlainWorker } from '../plain-worker.ts';
import { createRecord } from './record.ts';

const { appDatabaseUrl } = readEnvironment(['appDatabaseUrl']);
const pool = createPool({ url: appDatabaseUrl, name: 'naive-worker', max: CONCURRENT_TURNS + 4 });

await runPlainWorker(fileURLToPath(new URL('./workflows.ts', import.meta.url)), { record: createRecord(pool) });
