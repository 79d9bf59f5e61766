import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { downloadTemporal } from '../../local/temporal-download.ts';
import { newFolder } from './fixtures.ts';

const cpu = process.arch === 'x64' ? 'amd64' : process.arch;
const nameOf = (version: string) => `temporal_cli_${version}_${process.platform}_${cpu}.tar.gz`;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A release with a shell script for a binary. */
function packRelease(folder: string): Buffer {
  writeFileSync(join(folder, 'temporal'), '#!/bin/sh\necho temporal version 9.9.9\n');
  execFileSync('tar', ['-czf', 'release.tar.gz', 'temporal'], { cwd: folder });
  return readFileSync(join(folder, 'release.tar.gz'));
}

function serve(files: Record<string, Buffer | string>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    const file = files[url.slice(url.lastIndexOf('/') + 1)];
    return file === undefined ? new Response(null, { status: 404 }) : new Response(new Uint8Array(Buffer.from(file)));
  });
  return asked;
}

function where() {
  const folder = newFolder();
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  return { scratch, target: join(folder, 'temporal-9.9.9'), log: join(folder, 'download.log') };
}

describe('the download of the Temporal CLI', () => {
  test('unpacks the release whose checksum is published', async () => {
    const release = packRelease(newFolder());
    const checksum = createHash('sha256').update(release).digest('hex');
    const asked = serve({
      [nameOf('9.9.9')]: release,
      'checksums.txt': `aa  other.zip\n${checksum}  ${nameOf('9.9.9')}\n`,
    });
    const places = where();
    await downloadTemporal({ version: '9.9.9', ...places });
    expect(statSync(places.target).mode & 0o111).toBe(0o111);
    expect(asked.every((url) => url.startsWith('https://github.com/temporalio/cli/releases/download/v9.9.9/'))).toBe(
      true,
    );
  });

  test('refuses an archive with another checksum', async () => {
    serve({ [nameOf('9.9.9')]: packRelease(newFolder()), 'checksums.txt': `${'0'.repeat(64)}  ${nameOf('9.9.9')}\n` });
    const places = where();
    await expect(downloadTemporal({ version: '9.9.9', ...places })).rejects.toThrow('has checksum');
    expect(existsSync(places.target)).toBe(false);
  });

  test('fails when there is no such release', async () => {
    serve({});
    await expect(downloadTemporal({ version: '9.9.9', ...where() })).rejects.toThrow('HTTP 404');
  });
});
