// Where the database files lie: in the data folder, or elsewhere when the account that runs PostgreSQL may not enter it.
// A pointer in the data folder says where, so that the next start finds them.
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';
import { type Account, chooseAccount, mayEnter } from './postgres-account.ts';

const ELSEWHERE = ['/var/lib/tiendo', '/var/tmp/tiendo', '/tmp/tiendo'];
const Pointer = z.object({ folder: z.string() });

export interface Place {
  folder: string;
  cluster: string;
  /** Who runs the server; null for ourselves. */
  account: Account | null;
  /** True when it is not the data folder. */
  moved: boolean;
}

export function preparePlace(folder: string): Place {
  const pointer = join(folder, 'moved-to.json');
  createFolder(folder);
  const known = readJson(pointer, Pointer)?.folder ?? folder;
  if (!existsSync(known)) {
    throw new Error(
      `The database was kept in ${known}, which is gone. Restore it, or delete ${pointer} to begin anew.`,
    );
  }
  const account = chooseAccount(join(known, 'cluster'));
  if (mayEnter(known, account)) return placeAt(known, account, folder);
  const elsewhere = createElsewhere(folder, account);
  writeJson(pointer, { folder: elsewhere });
  return placeAt(elsewhere, account, folder);
}

const placeAt = (at: string, account: Account | null, asked: string): Place => ({
  folder: at,
  cluster: join(at, 'cluster'),
  account,
  moved: at !== asked,
});

/** Others may pass through a folder of root to what is theirs, but not look around. */
function createFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}

function createElsewhere(folder: string, account: Account | null): string {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 12);
  for (const parent of ELSEWHERE) {
    const place = join(parent, name);
    try {
      setAside(place);
      createFolder(parent);
      createFolder(place);
      if (mayEnter(place, account)) return place;
    } catch {
      // not writable here: the next one
    }
  }
  throw new Error(
    `The user ${account?.name} that runs PostgreSQL may enter neither ${folder} nor ${ELSEWHERE.join(', ')}. ` +
      'Set TIENDO_DATA to a folder that it may enter, for example /srv/tiendo.',
  );
}

/** The data folder that it belonged to is gone, and with it the password. It is kept, but never taken for the new one. */
function setAside(place: string): void {
  if (existsSync(place)) renameSync(place, `${place}.set-aside-${new Date().toISOString().replaceAll(':', '')}`);
}

/** Hands a new folder to the account that is going to write there. */
export function createOwned(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
}
