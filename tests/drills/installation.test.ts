// The harness of the drills itself: an installation comes back where it was, whatever was done to it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './harness/installation.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation.stop());

const readiness = async () =>
  (await fetch(`${installation.url}/readyz`, { signal: AbortSignal.timeout(5_000) })).json();
const isReady = () => expect.poll(readiness, { timeout: 30_000 }).toMatchObject({ status: 'ok' });

test('a part that was killed is gone, and comes back on its port', async () => {
  await isReady();
  for (const part of installation.parts) {
    await part.kill();
    expect(part.pid).toBeNull();
    await part.start();
    await isReady();
  }
});

test.each(['postgres', 'temporal'] as const)('a frozen %s answers nobody until it is resumed', async (name) => {
  installation[name].pause();
  await expect.poll(readiness, { timeout: 30_000 }).toMatchObject({ [name]: 'unavailable' });
  installation[name].resume();
  await isReady();
});

test('an armed process dies where it was told to; any other end was not asked for', async () => {
  const { worker } = installation;
  await worker.kill();
  await expect(worker.startArmed({ FAILPOINT: 'no:such' })).rejects.toThrow(/must be one of/);
  await worker.startArmed({ FAILPOINT: 'turn:begun' });
  expect(worker.lookForEnds()).toEqual([]);
  process.kill(worker.pid ?? 0, 'SIGTERM');
  expect(await worker.ended).toMatchObject({ signal: null });
  expect(worker.lookForEnds()).toEqual(['worker ended (code 0)']);
});
