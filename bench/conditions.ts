// Under what conditions was measured: machine, versions, commit, load.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { projectRoot } from '../db/project-root.ts';

export interface Conditions {
  readonly at: string;
  readonly commit: string;
  readonly machine: string;
  readonly node: string;
}

export function readConditions(): Conditions {
  const [first] = cpus();
  return {
    at: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with local changes'),
    machine: `${cpus().length} cores, ${first?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    node: process.version,
  };
}

/** Of the last minute: what else the machine was doing. */
export const loadAverage = (): string => (loadavg()[0] ?? 0).toFixed(2);

function git(...args: string[]): string {
  const { stdout, status } = spawnSync('git', args, { cwd: projectRoot, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}
