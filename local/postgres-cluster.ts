// A PostgreSQL data folder: made once, owned by one server at a time.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendSignal } from './children.ts';
import type { Binaries } from './postgres-binaries.ts';
import { postgresEnvironment } from './postgres-binaries.ts';
import { createOwned, type Place } from './postgres-place.ts';
import { startOf } from './process-identity.ts';

const BUILTIN_LOCALE_SINCE = 17;
const ORPHAN_PATIENCE_MS = 10_000;

/** The version that wrote the data, null when there is none. */
export function majorOf(cluster: string): number | null {
  if (!existsSync(cluster)) return null;
  try {
    return Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    throw new Error(`The database files in ${cluster} cannot be read by this user. Start as the user that made them.`, {
      cause: error,
    });
  }
}

/** Made beside and renamed into place: a start that is killed half-way leaves nothing that looks finished. */
export function createCluster(place: Place, binaries: Binaries, password: string): void {
  const beside = `${place.cluster}.new`;
  const passwordFile = join(place.folder, 'initdb-password');
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
    runInitdb(place, binaries, ['--pgdata', beside, '--pwfile', passwordFile]);
    renameSync(beside, place.cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(place: Place, binaries: Binaries, where: string[]): void {
  const fixed = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--data-checksums'];
  const failures = locales(binaries.major).map((locale) => () => {
    rmSync(`${place.cluster}.new`, { recursive: true, force: true });
    createOwned(`${place.cluster}.new`, place.account);
    const as = place.account ? { uid: place.account.uid, gid: place.account.gid } : {};
    const options = { encoding: 'utf8', cwd: place.folder, env: postgresEnvironment(), ...as } as const;
    const answer = spawnSync(join(binaries.folder, 'initdb'), [...where, ...fixed, ...locale], options);
    return answer.status === 0
      ? null
      : `${answer.stdout ?? ''}${answer.stderr ?? ''}${answer.error?.message ?? ''}`.trim();
  });
  let failure: string | null = null;
  for (const attempt of failures) {
    failure = attempt();
    if (failure === null) return;
  }
  throw new Error(`initdb (${binaries.folder}) failed:\n${failure}`);
}

/** Sorting by code point everywhere, letter case of all letters where the version can. Vietnamese order is chosen per query. */
const locales = (major: number): string[][] =>
  major >= BUILTIN_LOCALE_SINCE
    ? [['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']]
    : [['--locale=C.UTF-8'], ['--locale=C']];

/** Kept in the data folder, not beside the database, so that it belongs to us even when another account runs the server. */
export function superuserPassword(folder: string, cluster: string): string {
  const file = join(folder, 'superuser-password');
  if (!existsSync(file) && existsSync(cluster)) {
    throw new Error(`The password of the database is gone: ${file}. Put it back, or set DATABASE_URL.`);
  }
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** After a kill -9 the pid file stays. A server of ours that still runs is stopped; a pid that is somebody else's is dropped. */
export async function healPidFile(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
  if (!(pid > 0)) return;
  if (!servesFrom(pid, cluster)) return rmSync(file, { force: true });
  const startedAt = startOf(pid);
  sendSignal(pid, 'SIGINT');
  const until = Date.now() + ORPHAN_PATIENCE_MS;
  while (startOf(pid) === startedAt && Date.now() < until) await sleep(50);
  if (startOf(pid) === startedAt) sendSignal(pid, 'SIGKILL');
}

/** A server's working folder is its data folder. Where that cannot be seen, PostgreSQL's own checks have to do. */
function servesFrom(pid: number, cluster: string): boolean {
  if (startOf(pid) === null) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}
