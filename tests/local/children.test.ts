import { closeSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startChild } from '../../local/children.ts';
import { keepRunning } from '../../local/keep-running.ts';
import { stopLeftovers } from '../../local/leftovers.ts';
import { openLog } from '../../local/log-file.ts';
import { identityOf, startOf } from '../../local/process-identity.ts';
import { newFolder, startScript, until } from './fixtures.ts';

const deaf = 'trap "" TERM; sleep 60 & wait; sleep 60'; // ignores SIGTERM and has a child of its own

describe('a child process', () => {
  test('writes to its log and is noted while it runs', async () => {
    const folder = newFolder();
    const log = join(folder, 'logs', 'x.log');
    const child = await startScript('echo xin chào; exec sleep 60', { log, run: folder });
    const note = join(folder, 'script.json');
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ ...identityOf(child.pid), stopSignal: 'SIGTERM' });
    await until(() => readFileSync(log, 'utf8') === 'xin chào\n');
    await child.stop();
    await until(() => !existsSync(note));
  });

  test('that cannot be started says so', () =>
    expect(startScript('', { command: '/no/such/program' })).rejects.toThrow('ENOENT'));

  test('that ignores the polite request is killed with its whole group', async () => {
    const folder = newFolder();
    const script = `sleep 61 & echo $! > "${folder}/grandchild"; ${deaf}`;
    const child = await startScript(script, { stopLimitMs: 200 });
    await until(() => existsSync(join(folder, 'grandchild')));
    const grandchild = Number(readFileSync(join(folder, 'grandchild'), 'utf8'));
    await child.stop();
    expect((await child.exited).signal).toBe('SIGKILL');
    await until(() => startOf(grandchild) === null);
  });
});

describe('leftovers of a run that was killed', () => {
  test('are stopped, the deaf ones too, and their notes go', async () => {
    const run = newFolder();
    const polite = await startScript('exec sleep 60', { run, name: 'polite' });
    const stubborn = await startScript(deaf, { run, name: 'stubborn' });
    expect((await stopLeftovers(run, 300)).sort()).toEqual([
      `polite (pid ${polite.pid})`,
      `stubborn (pid ${stubborn.pid})`,
    ]);
    expect([startOf(polite.pid), startOf(stubborn.pid)]).toEqual([null, null]);
    expect(await stopLeftovers(run)).toEqual([]);
  });

  test('are left alone when the pid now belongs to somebody else', async () => {
    const run = newFolder();
    const innocent = await startScript('exec sleep 60');
    const note = { name: 'api', pid: innocent.pid, startedAt: 'another boot/1', stopSignal: 'SIGTERM' };
    writeFileSync(join(run, 'api.json'), JSON.stringify(note));
    expect(await stopLeftovers(run)).toEqual([]);
    expect(startOf(innocent.pid)).not.toBeNull();
    expect(existsSync(join(run, 'api.json'))).toBe(false);
  });
});

describe('a service that is kept running', () => {
  const keepScript = (script: string) => {
    const folder = newFolder();
    const said: string[] = [];
    const where = { log: join(folder, 'x.log'), run: folder, env: { PATH: '/usr/bin:/bin' } };
    const start = () => startChild({ name: 'x', command: '/bin/sh', args: ['-c', script], ...where });
    return {
      said,
      kept: keepRunning({ name: 'x', start, say: (text) => said.push(text) }),
      note: join(folder, 'x.json'),
    };
  };
  const pidIn = (note: string): number => (existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')).pid : 0);

  test('is started again when it is killed, and stays away when it is stopped', async () => {
    const { said, kept, note } = keepScript('exec sleep 60');
    const first = await kept.ready;
    first.kill();
    await until(() => pidIn(note) > 0 && pidIn(note) !== first.pid);
    expect(said[0]).toBe('! x ended (by SIGKILL); starting it again');
    const second = pidIn(note);
    await kept.stop();
    expect(startOf(second)).toBeNull();
    expect(existsSync(note)).toBe(false);
  });

  test('can be stopped while it waits for the next try', async () => {
    const { said, kept } = keepScript('exit 3');
    await kept.ready;
    await until(() => said.includes('! x ended (code 3); starting it again'));
    await kept.stop();
  });

  test('restarts at once for new code', async () => {
    const { said, kept, note } = keepScript('exec sleep 60');
    const first = await kept.ready;
    await kept.restart();
    await until(() => pidIn(note) > 0 && pidIn(note) !== first.pid);
    expect(said.filter((text) => text.startsWith('!'))).toEqual([]);
    await kept.stop();
  });
});

test('a log over its cap makes room when a child starts', () => {
  const log = join(newFolder(), 'x.log');
  writeFileSync(log, Buffer.alloc(10 * 1024 * 1024 + 1, 'x'));
  closeSync(openLog(log));
  expect(existsSync(`${log}.1`)).toBe(true);
  expect(readFileSync(log, 'utf8')).toBe('');
});
