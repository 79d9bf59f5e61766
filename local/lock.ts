// One lock per file: held by a living process, known by pid and start time. A dead holder's lock is taken over.
import { linkSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import { Identity, identityOf, isRunning } from './process-identity.ts';

const Holder = Identity.extend({ address: z.string().nullable() });
export type Holder = z.infer<typeof Holder>;

export interface Lock {
  /** Tells those who come later where the holder can be reached. */
  announce(address: string): void;
  release(): void;
}

const TAKEOVER_LIMIT_MS = 10_000;

/** The lock, or who holds it. */
export function takeLock(file: string): Lock | Holder {
  mkdirSync(dirname(file), { recursive: true });
  const me: Holder = { ...myself(), address: null };
  if (createWhole(file, me)) return held(file, me);
  return livingHolder(file) ?? takeOver(file, me);
}

/** Two that find the same dead holder must not both win, so taking over has a lock of its own. */
function takeOver(file: string, me: Holder): Lock | Holder {
  const guard = `${file}.takeover`;
  if (isOlderThan(guard, TAKEOVER_LIMIT_MS)) rmSync(guard, { force: true });
  if (!createWhole(guard, me)) return readJson(guard, Holder) ?? takeLock(file);
  try {
    const living = livingHolder(file);
    if (living) return living;
    rmSync(file, { force: true });
    return createWhole(file, me) ? held(file, me) : takeLock(file);
  } finally {
    rmSync(guard, { force: true });
  }
}

function held(file: string, me: Holder): Lock {
  return {
    announce: (address) => writeJson(file, { ...me, address }),
    release: () => {
      if (readJson(file, Holder)?.pid === me.pid) rmSync(file, { force: true });
    },
  };
}

function livingHolder(file: string): Holder | null {
  const holder = readJson(file, Holder);
  return holder && isRunning(holder) ? holder : null;
}

/** A hard link appears with its content and fails when the name exists; a file opened with `wx` is empty for a moment. */
function createWhole(file: string, holder: Holder): boolean {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, JSON.stringify(holder));
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? false : createExclusively(file, holder);
  } finally {
    rmSync(beside, { force: true });
  }
}

/** For file systems without hard links. */
function createExclusively(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

function myself(): Identity {
  const identity = identityOf(process.pid);
  if (identity === null) throw new Error('cannot tell when this process began: neither /proc nor ps answers');
  return identity;
}

function isOlderThan(file: string, ms: number): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > ms;
}

export const isLock = (taken: Lock | Holder): taken is Lock => 'release' in taken;
