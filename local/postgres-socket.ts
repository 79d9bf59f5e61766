// The folder of the server's Unix socket: closed to others, and short enough for the system.
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createOwned, type Place } from './postgres-place.ts';

const SOCKET_PATH_BYTES = 100; // the system allows 104 to 108, and the name `.s.PGSQL.54329` comes on top of the folder

export function createSocketFolder({ folder, account }: Place): string {
  const inside = join(folder, 'socket');
  if (Buffer.byteLength(join(inside, '.s.PGSQL.54329')) <= SOCKET_PATH_BYTES) {
    createOwned(inside, account);
    return inside;
  }
  const outside = mkdtempSync('/tmp/tiendo-socket-');
  if (account) chownSync(outside, account.uid, account.gid);
  return outside;
}

export function removeIfTemporary(socketFolder: string, { folder }: Place): void {
  if (!socketFolder.startsWith(folder)) rmSync(socketFolder, { recursive: true, force: true });
}
