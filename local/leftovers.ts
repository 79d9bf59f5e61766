// Stops what an earlier run left behind when it was killed. A process counts as ours only if pid and start time match.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { ChildNote, sendSignal } from './children.ts';
import { readJson } from './json-file.ts';
import { isRunning } from './process-identity.ts';

const PATIENCE_MS = 5_000;

/** Returns the names and pids of what it stopped. The youngest goes first: the servers are older than their users. */
export async function stopLeftovers(run: string, patienceMs = PATIENCE_MS): Promise<string[]> {
  const stopped: string[] = [];
  for (const file of notesIn(run)) {
    const note = readJson(file, ChildNote);
    if (note && isRunning(note)) {
      await stopLeftover(note, patienceMs);
      stopped.push(`${note.name} (pid ${note.pid})`);
    }
    rmSync(file, { force: true });
  }
  return stopped;
}

function notesIn(run: string): string[] {
  try {
    const files = readdirSync(run).filter((name) => name.endsWith('.json'));
    const notes = files.map((name) => ({ file: join(run, name), at: statSync(join(run, name)).mtimeMs }));
    return notes.sort((a, b) => b.at - a.at).map(({ file }) => file);
  } catch {
    return [];
  }
}

async function stopLeftover(note: z.infer<typeof ChildNote>, patienceMs: number): Promise<void> {
  sendSignal(note.pid, note.stopSignal);
  if (await isGone(note, patienceMs)) return;
  sendSignal(-note.pid, 'SIGKILL');
  if (!(await isGone(note, PATIENCE_MS))) {
    throw new Error(`${note.name} of an earlier start (pid ${note.pid}) does not stop; end it by hand and start again`);
  }
}

async function isGone(note: z.infer<typeof ChildNote>, limitMs: number): Promise<boolean> {
  const until = Date.now() + limitMs;
  while (isRunning(note)) {
    if (Date.now() > until) return false;
    await sleep(20);
  }
  return true;
}
