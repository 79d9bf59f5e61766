// Reads what the processes of an installation wrote to their logs, for what must never be there.
import { readFileSync, statSync } from 'node:fs';
import { isForbidden } from '../../support/forbidden-lines.ts';

export interface LogWatch {
  /** Lines written since the last look that must not be there. */
  look(): string[];
}

/** `files` is asked at every look: workers come and go. */
export function watchLogs(files: () => readonly string[]): LogWatch {
  const read = new Map<string, number>();
  return {
    look: () =>
      files().flatMap((file) =>
        newTextOf(file, read)
          .split('\n')
          .filter(isForbidden)
          .map((line) => `${file}: ${line.slice(0, 1_000)}`),
      ),
  };
}

/** A log over its cap is put aside as `.1` when its process starts again. */
function newTextOf(file: string, read: Map<string, number>): string {
  const from = read.get(file) ?? 0;
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  read.set(file, size);
  const present = size > 0 ? readFileSync(file) : Buffer.alloc(0);
  if (size >= from) return present.subarray(from, size).toString('utf8');
  return readFileSync(`${file}.1`).subarray(from).toString('utf8') + present.subarray(0, size).toString('utf8');
}
