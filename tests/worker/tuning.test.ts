// What every worker is set to, as the SDK has understood it.
import { join } from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { workflowBundle } from '../../worker/bundle.ts';
import { workerTuning } from '../../worker/tuning.ts';

test('an activation is not cut off because the machine stood still meanwhile', async () => {
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const codePath = await workflowBundle(join(inject('scratch'), 'bundles'));
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue: 'tuning',
    workflowBundle: { codePath },
    ...workerTuning,
  });
  await worker.runUntil(async () => {
    expect(worker.options.isolateExecutionTimeoutMs).toBeGreaterThan(30 * 86_400_000);
  });
  await connection.close();
});
