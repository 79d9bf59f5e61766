// The Temporal CLI built from the Go modules pinned in local/temporal-server, for machines that cannot download it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, copyFileSync, existsSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../db/project-root.ts';
import { runCommand } from './run-command.ts';
import { isAtLeast } from './version.ts';

/** From here on Go fetches the newer toolchain that the module asks for by itself. */
const OLDEST_GO = '1.21';
const sources = join(projectRoot, 'local', 'temporal-server');

export interface Build {
  version: string;
  /** An empty folder to work in: the checkout stays as it is. */
  scratch: string;
  /** Where Go may keep its caches when there is no home folder. */
  cache: string;
  target: string;
  log: string;
}

/** null when there is none that is new enough. */
export function findGo(): string | null {
  const candidates = ['go', '/usr/local/go/bin/go', '/usr/lib/go/bin/go', '/snap/bin/go'];
  const usable = (go: string) => {
    const { stdout } = spawnSync(go, ['version'], { encoding: 'utf8', cwd: '/' });
    return isAtLeast(stdout ?? '', OLDEST_GO);
  };
  return candidates.find(usable) ?? null;
}

export async function buildTemporal(go: string, { version, scratch, cache, target, log }: Build): Promise<void> {
  for (const file of ['go.mod', 'go.sum']) copyFileSync(join(sources, file), join(scratch, file));
  const flags = `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${version}`;
  const output = join(scratch, 'temporal');
  await runCommand({
    command: go,
    args: [
      'build',
      '-mod=readonly',
      '-buildvcs=false',
      '-trimpath',
      '-ldflags',
      flags,
      '-o',
      output,
      'github.com/temporalio/cli/cmd/temporal',
    ],
    cwd: scratch,
    env: { CGO_ENABLED: '0', GOTOOLCHAIN: 'auto', GO111MODULE: 'on', GOWORK: 'off', GOFLAGS: '', ...cachesIn(cache) },
    log,
  });
  if (!existsSync(output)) throw new Error(`go build wrote nothing; see ${log}`);
  renameSync(output, target);
}

/** Go keeps its caches in the home folder, and a service account often has none. */
function cachesIn(cache: string): NodeJS.ProcessEnv {
  try {
    accessSync(homedir(), constants.W_OK);
    return {};
  } catch {
    return { GOPATH: join(cache, 'go'), GOCACHE: join(cache, 'go-build'), GOFLAGS: '-modcacherw' };
  }
}
