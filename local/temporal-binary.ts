// Which Temporal to run: the one on PATH, a cached one, the official download, or a build of our own, in this order.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sharedCache } from './data-folder.ts';
import { isLock, type Lock, takeLock } from './lock.ts';
import { type Progress, withElapsed } from './progress.ts';
import { buildTemporal, findGo } from './temporal-build.ts';
import { downloadTemporal } from './temporal-download.ts';
import { isAtLeast } from './version.ts';

const VERSION = '1.9.1';
const BUILT = `temporal-${VERSION}-server-1.32.1`;
const DOWNLOADED = `temporal-${VERSION}`;
const SCRATCH = 'scratch-';

export interface Search {
  cacheFolder: string;
  progress: Progress;
  log: string;
}

export async function findTemporal(search: Search): Promise<string> {
  const ready = findReady(search.cacheFolder);
  if (ready) return ready;
  mkdirSync(search.cacheFolder, { recursive: true });
  const lock = await waitForLock(search);
  try {
    return findReady(search.cacheFolder) ?? (await obtain(search)); // another start may have built it while we waited
  } finally {
    lock.release();
  }
}

/** What it says of itself, such as "1.9.1 (Server 1.32.1, UI 2.54.1)"; null when it does not run. */
export function temporalVersion(binary: string): string | null {
  const { stdout, status } = spawnSync(binary, ['--version'], { encoding: 'utf8', cwd: '/', timeout: 20_000 });
  return status === 0 ? stdout.trim().replace(/^temporal version /, '') : null;
}

function findReady(cacheFolder: string): string | null {
  const folders = [...new Set([cacheFolder, sharedCache])]; // one that we cannot write may still hold what we need
  const candidates = ['temporal', ...folders.flatMap((folder) => [join(folder, BUILT), join(folder, DOWNLOADED)])];
  return candidates.find((binary) => isAtLeast(temporalVersion(binary) ?? '', VERSION)) ?? null;
}

async function waitForLock({ cacheFolder, progress }: Search): Promise<Lock> {
  const file = join(cacheFolder, 'temporal.lock');
  for (;;) {
    const taken = takeLock(file);
    if (isLock(taken)) return taken;
    progress(`Temporal: another start (pid ${taken.pid}) is getting it`);
    await sleep(500);
  }
}

async function obtain(search: Search): Promise<string> {
  const { cacheFolder, progress } = search;
  clearScratch(cacheFolder);
  const scratch = mkdtempSync(join(cacheFolder, SCRATCH));
  const problems: string[] = [];
  const attempt = async (target: string, text: string, work: (target: string) => Promise<void>) => {
    try {
      await withElapsed(progress, text, work(join(cacheFolder, target)));
      if (isAtLeast(temporalVersion(join(cacheFolder, target)) ?? '', VERSION)) return join(cacheFolder, target);
      problems.push(`${target}: does not run here`);
      rmSync(join(cacheFolder, target), { force: true });
    } catch (error) {
      problems.push(`${text}: ${describe(error as Error)}`);
    }
    return null;
  };
  try {
    return (await download(search, scratch, attempt)) ?? (await build(search, scratch, attempt)) ?? giveUp(problems);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Of a start that was killed. Nobody else works there: we hold the lock. */
function clearScratch(cacheFolder: string): void {
  for (const name of readdirSync(cacheFolder).filter((entry) => entry.startsWith(SCRATCH))) {
    rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
}

const describe = ({ message, cause }: Error): string =>
  cause instanceof Error ? `${message} (${cause.message})` : message;

type Attempt = (target: string, text: string, work: (target: string) => Promise<void>) => Promise<string | null>;

const download = ({ log }: Search, scratch: string, attempt: Attempt): Promise<string | null> =>
  attempt(DOWNLOADED, `Temporal ${VERSION}: downloading`, (target) =>
    downloadTemporal({ version: VERSION, scratch, target, log }),
  );

async function build({ cacheFolder, log }: Search, scratch: string, attempt: Attempt): Promise<string | null> {
  const go = findGo();
  if (go === null) return null;
  return attempt(BUILT, `Temporal ${VERSION}: building from Go modules (once, about 5 minutes)`, (target) =>
    buildTemporal(go, { version: VERSION, scratch, cache: cacheFolder, target, log }),
  );
}

function giveUp(problems: string[]): never {
  const go = findGo() === null ? '\n  - no Go 1.21 or newer to build it with' : '';
  throw new Error(
    `Temporal ${VERSION} or newer is needed and could not be had.${problems.map((problem) => `\n  - ${problem}`).join('')}${go}
Do one of these and start again:
  - install the Temporal CLI so that \`temporal --version\` answers: https://docs.temporal.io/cli
  - install Go 1.21 or newer (https://go.dev/dl); it is then built here by itself
  - set TEMPORAL_ADDRESS=host:port to use a Temporal server that already runs`,
  );
}
