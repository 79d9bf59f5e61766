// The workflow bundle, built once per version of its sources and kept: building takes seconds, loading does not.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = fileURLToPath(new URL('..', import.meta.url));
const entry = (extension: string) => join(root, 'workflows', `index.${extension}`);
const workflowsPath = existsSync(entry('ts')) ? entry('ts') : entry('js');

/** Hash over everything that may end up in the bundle: workflows, the domain, the SDK's version. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['workflows', 'domain']) {
    for (const name of (await readdir(join(root, folder), { recursive: true })).sort()) {
      if (/\.(ts|js)$/.test(name)) hash.update(name).update(await readFile(join(root, folder, name)));
    }
  }
  hash.update(await readFile(join(root, 'package-lock.json')).catch(() => ''));
  return hash.digest('hex').slice(0, 16);
}

/** The path of the bundle in `folder`, built when it is not there yet. */
export async function workflowBundle(folder: string): Promise<string> {
  const path = join(folder, `workflows-${await sourcesHash()}.js`);
  if (!existsSync(path)) await writeBundle(path);
  return path;
}

async function writeBundle(path: string): Promise<void> {
  const silent = () => undefined;
  const logger = { log: silent, trace: silent, debug: silent, info: silent, warn: console.warn, error: console.error };
  const { code } = await bundleWorkflowCode({ workflowsPath, logger });
  await mkdir(dirname(path), { recursive: true });
  const own = `${path}.${randomUUID()}`; // whoever builds it at the same time, in this process too, writes the same
  await writeFile(own, code);
  await rename(own, path);
}
