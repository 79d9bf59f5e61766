// The log files of child processes. They are capped when a child starts, because a running child holds its own handle.
import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const CAP_BYTES = 10 * 1024 * 1024;
const KEPT = 3;
const TAIL_BYTES = 64 * 1024;

/** A handle for appending; an older file over the cap becomes `.1`, that one `.2`, and so on. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (sizeOf(file) > CAP_BYTES) rotate(file);
  return openSync(file, 'a', 0o600);
}

function rotate(file: string): void {
  for (let age = KEPT - 1; age >= 1; age--) {
    if (existsSync(`${file}.${age}`)) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
  }
  renameSync(file, `${file}.1`);
}

export const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** What was written after `offset`, at most the last 64 kB of it. */
export function logSince(file: string, offset: number): string {
  const size = sizeOf(file);
  const from = Math.max(offset > size ? 0 : offset, size - TAIL_BYTES);
  if (size === 0 || from >= size) return '';
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(size - from);
    return buffer.toString('utf8', 0, readSync(handle, buffer, 0, buffer.length, from));
  } finally {
    closeSync(handle);
  }
}

export const lastLines = (text: string, count = 15): string => text.trimEnd().split('\n').slice(-count).join('\n');
