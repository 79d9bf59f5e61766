// The load's own memory of what it asked and was told: a file outside the system, on disk before anything is sent.
import { open } from 'node:fs/promises';

interface Entry {
  readonly what: 'invoke' | 'ok' | 'refused' | 'unknown';
  readonly commandId: string;
  readonly [more: string]: unknown;
}

export interface Journal {
  /** Returns when the entry is on disk. Entries that come together share one fsync. */
  write(entry: Entry): Promise<void>;
  close(): Promise<void>;
}

export async function openJournal(path: string): Promise<Journal> {
  const file = await open(path, 'a');
  let waiting: string[] = [];
  let flushing: Promise<void> | null = null;
  const flush = async () => {
    const lines = waiting.join('');
    waiting = [];
    flushing = null;
    await file.write(lines);
    await file.datasync();
  };
  let last: Promise<void> = Promise.resolve();
  return {
    write(entry) {
      waiting.push(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
      flushing ??= last.then(flush);
      last = flushing;
      return flushing;
    },
    async close() {
      await last;
      await file.close();
    },
  };
}
