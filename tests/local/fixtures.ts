// Child processes and folders for the tests of local/.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Child, type ChildOptions, startChild } from '../../local/children.ts';

const children: Child[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill();
    await child.exited;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiendo thử '));
  folders.push(folder);
  return folder;
}

/** A shell script as a child, killed at the end of the test whatever happens. */
export async function startScript(script: string, options: Partial<ChildOptions> = {}): Promise<Child> {
  const folder = newFolder();
  const where = { log: join(folder, 'logs', 'script.log'), run: join(folder, 'run') };
  const child = await startChild({
    name: 'script',
    command: '/bin/sh',
    args: ['-c', script],
    env: { PATH: '/usr/bin:/bin' },
    ...where,
    ...options,
  });
  children.push(child);
  return child;
}

export async function until(holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
