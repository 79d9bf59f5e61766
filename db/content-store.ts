// Files named after their content: <folder>/<first two>/<sha256>. Written beside, synced, renamed: never half there.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const pathOf = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

/** Stores the bytes and returns their SHA-256 (hex). The same bytes twice are one file. */
export async function storeUnderHash(folder: string, bytes: Buffer): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${randomUUID()}`);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await moveIntoPlace(folder, temporary, sha256);
  return sha256;
}

/** Gives a finished, synced temporary file its lasting name; durable when this returns. */
export async function moveIntoPlace(folder: string, temporary: string, sha256: string): Promise<void> {
  const target = pathOf(folder, sha256);
  await mkdir(dirname(target), { recursive: true });
  await rename(temporary, target);
  const parent = await open(dirname(target), 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}
