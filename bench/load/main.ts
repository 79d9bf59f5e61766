// A load client: a process of its own, so that what drives the load does not share an event loop with what is measured.

import { runFoldVerify, runStockReplay } from './audits.ts';
import type { Job } from './jobs.ts';
import { runNaiveSteps } from './naive-steps.ts';
import { runProductSteps } from './product-steps.ts';
import { runRawStarts, runRawUpdates } from './raw.ts';

function run(job: Job): Promise<unknown> {
  switch (job.kind) {
    case 'rawUpdates':
      return runRawUpdates(job);
    case 'rawStarts':
      return runRawStarts(job);
    case 'productSteps':
      return runProductSteps(job);
    case 'naiveSteps':
      return runNaiveSteps(job);
    case 'stockReplay':
      return runStockReplay(job);
    case 'foldVerify':
      return runFoldVerify(job);
  }
}

process.on('message', (job: Job) => {
  run(job).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.once('SIGTERM', () => process.exit(0));
process.send?.({ ready: true });
