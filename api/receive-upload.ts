// An upload on its way to the disk: hashed and counted while it comes in, synced, named after its content.
// One that breaks off or grows too large leaves nothing behind.
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { moveIntoPlace } from '../db/content-store.ts';
import { Problem } from './problems.ts';

export const UPLOAD_BYTES = 25 * 1024 * 1024;
const PREFIX = '.upload-';
const FORGOTTEN_MS = 60 * 60_000;

export interface Received {
  readonly sha256: string;
  readonly size: number;
}

export async function receiveUpload(folder: string, body: Readable): Promise<Received> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `${PREFIX}${randomUUID()}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    const received = await writeAll(file, body).finally(() => file.close());
    await moveIntoPlace(folder, temporary, received.sha256);
    return received;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeAll(file: FileHandle, body: Readable): Promise<Received> {
  const hash = createHash('sha256');
  let size = 0;
  // The stream is not destroyed when we stop reading: the caller must still be able to read our answer.
  for await (const chunk of chunksOf(body)) {
    size += chunk.length;
    if (size > UPLOAD_BYTES) throw new Problem('file-too-large');
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  if (size === 0) throw new Problem('empty-body');
  await file.sync();
  return { sha256: hash.digest('hex'), size };
}

async function* chunksOf(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  } catch (error) {
    throw new Problem('upload-cut-off', {}, { cause: error });
  }
}

/** What a killed process left half-written. Younger ones may belong to another process that runs. */
export async function removeForgottenUploads(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((entry) => entry.startsWith(PREFIX))) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > FORGOTTEN_MS) await rm(join(folder, name), { force: true });
  }
}
