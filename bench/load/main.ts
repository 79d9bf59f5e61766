// A load client: a process of its own, so that what drives the load does not share an event loop with what is measured.

import { runFoldVerify, runStockReplay } from './audits.ts';
import type { Job } from './jobs.ts';
import { runNaiveSteps } from './naive-steps.ts';
import { runProductSteps } from './product-steps.ts';
import { runRawStarts, runRawUpdates } from './raw.ts';

function run(job: Job, stop: AbortSignal): Promise<unknown> {
  switch (job.kind) {
    case 'rawUpdates':
      return runRawUpdates(job, stop);
    case 'rawStarts':
      return runRawStarts(job, stop);
    case 'productSteps':
      return runProductSteps(job, stop);
    case 'naiveSteps':
      return runNaiveSteps(job, stop);
    case 'stockReplay':
      return runStockReplay(job);
    case 'foldVerify':
      return runFoldVerify(job);
  }
}

let underWay = new AbortController();
process.on('message', (message: Job | 'stop') => {
  if (message === 'stop') return underWay.abort();
  underWay = new AbortController();
  return run(message, underWay.signal).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.once('SIGTERM', () => process.exit(0));
process.send?.({ ready: true });
