import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isLock, takeLock } from '../../local/lock.ts';
import { identityOf } from '../../local/process-identity.ts';
import { newFolder, startScript } from './fixtures.ts';

const newLockFile = () => join(newFolder(), 'data', 'lock.json');

describe('the lock of a data folder', () => {
  test('is taken once, and again after its release', () => {
    const file = newLockFile();
    const first = takeLock(file);
    expect(isLock(first)).toBe(true);
    expect(takeLock(file)).toMatchObject({ pid: process.pid, address: null });
    if (isLock(first)) first.release();
    expect(existsSync(file)).toBe(false);
    expect(isLock(takeLock(file))).toBe(true);
  });

  test('names the process that holds it and where that is reached', async () => {
    const file = newLockFile();
    isLock(takeLock(file));
    const holder = await startScript('exec sleep 60');
    writeFileSync(file, JSON.stringify({ ...identityOf(holder.pid), address: 'http://127.0.0.1:8080' }));
    expect(takeLock(file)).toMatchObject({ pid: holder.pid, address: 'http://127.0.0.1:8080' });
  });

  test('tells its address to those who come later', () => {
    const file = newLockFile();
    const lock = takeLock(file);
    if (isLock(lock)) lock.announce('http://127.0.0.1:8081');
    expect(takeLock(file)).toMatchObject({ address: 'http://127.0.0.1:8081' });
  });

  test('of a process that was killed is taken over', async () => {
    const file = newLockFile();
    isLock(takeLock(file));
    const holder = await startScript('exec sleep 60');
    writeFileSync(file, JSON.stringify({ ...identityOf(holder.pid), address: null }));
    holder.kill();
    await holder.exited;
    expect(isLock(takeLock(file))).toBe(true);
  });

  test('of a dead process is taken over although its pid lives on in another one', () => {
    const file = newLockFile();
    isLock(takeLock(file));
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'long ago', address: null }));
    expect(isLock(takeLock(file))).toBe(true);
  });

  test('that was only half written holds nobody up', () => {
    const file = newLockFile();
    isLock(takeLock(file));
    writeFileSync(file, '{"pid": 1');
    expect(isLock(takeLock(file))).toBe(true);
  });
});
