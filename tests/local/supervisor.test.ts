// The real product on real servers: started, killed in every way, started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inheritedEnvironment } from '../../db/environment.ts';
import { projectRoot } from '../../db/project-root.ts';
import { stopLeftovers } from '../../local/leftovers.ts';
import { identityOf, isRunning } from '../../local/process-identity.ts';
import { createScratch } from '../../local/scratch.ts';
import { until } from './fixtures.ts';

const PARTS = ['api', 'postgres', 'temporal', 'worker'];
const START_LIMIT_MS = 60_000;

let data: string;
let supervisor: Started;

interface Started {
  process: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

beforeEach(() => {
  data = createScratch('tiendo-supervisor-');
});
afterEach(async () => {
  supervisor.process.kill('SIGKILL');
  await stopLeftovers(join(data, 'run'));
  rmSync(data, { recursive: true, force: true });
});

function spawnStart(flags = ['--no-demo']): Started {
  const env = { ...inheritedEnvironment(), TIENDO_DATA: data, PORT: '0', LOG_LEVEL: 'warn' };
  const { npm_lifecycle_event: _ofTheTestRun, ...clean } = env as NodeJS.ProcessEnv;
  const args = ['--import', 'tsx', 'local/start.ts', ...flags];
  const process_ = spawn(process.execPath, args, { cwd: projectRoot, env: clean, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [process_.stdout, process_.stderr]) stream.on('data', (part) => (output += part));
  const ended = new Promise<number | null>((resolve) => process_.once('close', resolve));
  return { process: process_, output: () => output, ended };
}

async function start(flags?: string[]): Promise<void> {
  supervisor = spawnStart(flags);
  await until(() => {
    if (supervisor.process.exitCode !== null) throw new Error(supervisor.output());
    return supervisor.output().includes('Ctrl-C stops everything.');
  }, START_LIMIT_MS);
}

const readData = (...names: string[]) => JSON.parse(readFileSync(join(data, ...names), 'utf8'));
const noteOf = (part: string): { pid: number; startedAt: string } => readData('run', `${part}.json`);
const notes = () => PARTS.map(noteOf);
const isReady = async (): Promise<boolean> => {
  const answer = await fetch(`${readData('running.json').url}/readyz`).catch(() => null);
  return answer?.status === 200;
};

describe('npm start', () => {
  test('runs everything once, and stops it without leaving a process behind', async () => {
    await start();
    await until(isReady);
    const { url } = readData('running.json');
    const parts = notes();

    const second = spawnStart();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`at ${url}: pid ${supervisor.process.pid}`);

    supervisor.process.kill('SIGTERM');
    expect(await supervisor.ended).toBe(0);
    expect(parts.filter(isRunning)).toEqual([]);
    expect(readdirSync(join(data, 'run'))).toEqual([]);
    expect(existsSync(join(data, 'lock.json'))).toBe(false);
  });

  test('runs although the demo cannot be entered, and says why', async () => {
    writeFileSync(join(data, 'credentials.json'), 'not JSON');
    await start([]);
    expect(supervisor.output()).toContain('✗ Demo       the demo logins in');
    await until(isReady);
  });

  test('starts what is killed again, on the same ports', async () => {
    await start();
    const ports = readData('ports.json');
    for (const part of PARTS) {
      const killed = noteOf(part);
      process.kill(killed.pid, 'SIGKILL');
      await until(
        () => existsSync(join(data, 'run', `${part}.json`)) && noteOf(part).pid !== killed.pid,
        START_LIMIT_MS,
      );
    }
    await until(isReady, START_LIMIT_MS);
    expect(readData('ports.json')).toEqual(ports);
  });

  test('heals itself after the supervisor, or everything, was killed', async () => {
    await start();
    const orphans = notes();
    supervisor.process.kill('SIGKILL');
    await supervisor.ended;

    await start();
    expect(supervisor.output()).toContain('stopped what an earlier start left behind');
    expect(orphans.filter(isRunning)).toEqual([]);
    await until(isReady);

    const everything = [identityOf(supervisor.process.pid ?? 0), ...notes()];
    for (const one of everything) process.kill(one?.pid ?? 0, 'SIGKILL');
    await supervisor.ended;
    await start();
    await until(isReady);
  });
});
