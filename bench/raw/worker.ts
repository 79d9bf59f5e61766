// A worker process for the baseline's workflows, set like the product's own.
import { fileURLToPath } from 'node:url';
import { runPlainWorker } from '../plain-worker.ts';

await runPlainWorker(fileURLToPath(new URL('./workflows.ts', import.meta.url)), {});
