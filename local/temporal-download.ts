// The official release of the Temporal CLI from GitHub, checked against its checksum before it is run.
import { createHash } from 'node:crypto';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from './run-command.ts';

const RELEASES = 'https://github.com/temporalio/cli/releases/download';
const CONNECT_LIMIT_MS = 5_000;
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
/** Pinned where it is known; the others are compared with the checksums that the release itself publishes. */
const PINNED: Record<string, string> = {
  'temporal_cli_1.9.1_linux_amd64.tar.gz': '09a0326a51db84d02735e53542b9ebd8c4758daf47482a9ab0abce15844e60d5',
};
const Platform = z.object({ os: z.enum(['linux', 'darwin']), cpu: z.enum(['amd64', 'arm64']) });

export interface Download {
  version: string;
  /** An empty folder to work in. */
  scratch: string;
  target: string;
  log: string;
}

export async function downloadTemporal({ version, scratch, target, log }: Download): Promise<void> {
  const archive = `temporal_cli_${version}_${platformName()}.tar.gz`;
  const checksum =
    PINNED[archive] ?? publishedChecksum(archive, await fetchWhole(`${RELEASES}/v${version}/checksums.txt`));
  const bytes = await fetchWhole(`${RELEASES}/v${version}/${archive}`);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== checksum) throw new Error(`${archive} has checksum ${actual}, not ${checksum}`);
  writeFileSync(join(scratch, archive), bytes);
  await runCommand({ command: 'tar', args: ['-xzf', join(scratch, archive), '-C', scratch, 'temporal'], log });
  chmodSync(join(scratch, 'temporal'), 0o755);
  renameSync(join(scratch, 'temporal'), target);
}

function platformName(): string {
  const { os, cpu } = Platform.parse({ os: process.platform, cpu: process.arch === 'x64' ? 'amd64' : process.arch });
  return `${os}_${cpu}`;
}

function publishedChecksum(archive: string, checksums: Buffer): string {
  const line = checksums
    .toString('utf8')
    .split('\n')
    .find((entry) => entry.trim().endsWith(archive));
  const checksum = line?.trim().split(/\s+/)[0];
  if (!checksum) throw new Error(`the release has no checksum of ${archive}`);
  return checksum;
}

/** Without a network the answer has to come quickly; a slow one gets the time it needs. */
async function fetchWhole(url: string): Promise<Buffer> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(new Error('no connection')), CONNECT_LIMIT_MS);
  try {
    const answer = await fetch(url, { signal: abort.signal });
    if (!answer.ok) throw new Error(`HTTP ${answer.status} for ${url}`);
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Error('too slow')), DOWNLOAD_LIMIT_MS);
    return Buffer.from(await answer.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}
