import { describe, expect, test } from 'vitest';
import { identityOf, isRunning, startOf } from '../../local/process-identity.ts';
import { startScript } from './fixtures.ts';

const NOBODY = 2 ** 22 + 1; // above the largest pid

describe('a process', () => {
  test('is the same one as long as it runs', () => {
    const me = identityOf(process.pid);
    expect(me && isRunning(me)).toBe(true);
    expect(startOf(process.pid)).toBe(me?.startedAt);
  });

  test('that began at another time is another one, whatever its pid', () =>
    expect(isRunning({ pid: process.pid, startedAt: 'an earlier boot/42' })).toBe(false));

  test('that ended is nobody', async () => {
    const child = await startScript('exec sleep 60');
    const identity = identityOf(child.pid);
    child.kill();
    await child.exited;
    expect(identity && isRunning(identity)).toBe(false);
    expect(identityOf(child.pid)).toBeNull();
  });

  test('that never was is nobody', () => expect(identityOf(NOBODY)).toBeNull());

  test('is known although its name holds brackets and spaces', async () => {
    const child = await startScript('printf "a) S 1 (b" > /proc/$$/comm; exec 2>/dev/null; while :; do sleep 1; done');
    expect(identityOf(child.pid)).toMatchObject({ pid: child.pid });
  });
});
