// A task that takes too much ends, says why, and takes nobody with it.
import { describe, expect, test } from 'vitest';
import { runLimited } from '../../sandbox/limited-run.ts';

const GENEROUS = { seconds: 20, waitSeconds: 300, megabytes: 280 };
const task = (name: string) => `../tests/sandbox/tasks/${name}`;

describe('a task', () => {
  test('gets its input and gives its answer', async () => {
    const bytes = Buffer.from('kế hoạch');
    expect(await runLimited(task('echo'), { bytes }, GENEROUS)).toMatchObject({
      answer: { bytes: new Uint8Array(bytes) },
    });
  });
  test('that never ends is ended', async () => {
    expect(await runLimited(task('spin'), null, { ...GENEROUS, seconds: 2 })).toMatchObject({ stopped: 'time' });
  });
  test('that waits and does nothing is ended too', async () => {
    expect(await runLimited(task('wait'), null, { ...GENEROUS, waitSeconds: 1 })).toMatchObject({ stopped: 'time' });
  });
  test.each(['strings', 'buffers'])('that fills the memory with %s is ended', async (what) => {
    expect(await runLimited(task('fill'), what, GENEROUS)).toMatchObject({ stopped: 'memory' });
  });
  test('that fails tells its whole stack', async () => {
    await expect(runLimited(task('fail'), null, GENEROUS)).rejects.toThrow(/nobody expected this[\s\S]*fail\.ts/);
  });
  test('that ends without a word is a fault', async () => {
    await expect(runLimited(task('silent'), null, GENEROUS)).rejects.toThrow('without an answer');
  });
  test('knows nothing of our environment', async () => {
    process.env.DATABASE_URL = 'postgres://secret';
    const { answer } = (await runLimited(task('environment'), null, GENEROUS)) as { answer: string[] };
    expect(answer).not.toContain('DATABASE_URL');
  });
  test('waits for its turn when many come at once', async () => {
    const all = await Promise.all([1, 2, 3, 4, 5].map((number) => runLimited(task('echo'), number, GENEROUS)));
    expect(all).toMatchObject([1, 2, 3, 4, 5].map((answer) => ({ answer })));
  });
});
