// The one folder that holds all state, and what lies where in it.
import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../db/project-root.ts';

export interface DataFolder {
  path: string;
  logs: string;
  /** Notes about running processes. */
  run: string;
  lock: string;
  ports: string;
  /** Where the running product can be reached, for the command line and the drills; mode 600. */
  running: string;
  passwords: string;
  credentials: string;
  postgres: string;
  temporalDb: string;
}

export function openDataFolder(path: string): DataFolder {
  const within = (...names: string[]) => join(path, ...names);
  try {
    const isNew = !existsSync(path);
    mkdirSync(path, { recursive: true });
    // As root, PostgreSQL runs as somebody else, who must be able to pass through.
    if (isNew) chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    for (const name of ['logs', 'run', 'evidence', 'temporal'])
      mkdirSync(within(name), { recursive: true, mode: 0o700 });
    for (const name of ['.', 'logs', 'run', 'temporal']) accessSync(within(name), constants.W_OK);
  } catch (error) {
    throw new Error(
      `The data folder ${path} cannot be written (${(error as Error).message}). ` +
        'If an earlier start as root made it, give it to yourself with chown -R, or set TIENDO_DATA to another folder.',
    );
  }
  return {
    path,
    logs: within('logs'),
    run: within('run'),
    lock: within('lock.json'),
    ports: within('ports.json'),
    running: within('running.json'),
    passwords: within('database-passwords.json'),
    credentials: within('credentials.json'),
    postgres: within('postgres'),
    temporalDb: within('temporal', 'state.db'),
  };
}

/** Binaries are kept with the checkout, so that several data folders share them. */
export const sharedCache = join(projectRoot, '.tiendo', 'cache');

/** Where new binaries go. */
export function cacheFolderFor(dataPath: string): string {
  try {
    mkdirSync(sharedCache, { recursive: true });
    accessSync(sharedCache, constants.W_OK);
    return sharedCache;
  } catch {
    return join(dataPath, 'cache');
  }
}
