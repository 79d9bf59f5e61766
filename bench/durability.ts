// What survives a power cut, as the running servers say themselves.
import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { createPool } from '../db/pool.ts';

/** As one who connects finds them: a role, a database or a connection may set its own. */
type Settings = Readonly<Record<string, string>>;

export interface Facts {
  /** The command line that the Temporal server runs with. */
  readonly temporal: string;
  /** By who asked. */
  readonly postgres: Readonly<Record<string, Settings>>;
  /** Of each folder with data. */
  readonly fileSystems: readonly string[];
}

export interface Durability {
  readonly text: string;
  /** Why an acknowledged write could be lost; empty where none can. */
  readonly faults: readonly string[];
}

const ASKED = ['fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method'];
const MUST_BE_ON = ['fsync', 'full_page_writes', 'synchronous_commit'];
const IN_MEMORY = ['tmpfs', 'ramfs'];

/** `connections`: the URL by which each of the sides writes. */
export async function readDurability(
  temporalPid: number,
  connections: Readonly<Record<string, string>>,
  folders: readonly string[],
): Promise<Durability> {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(temporalPid)], { encoding: 'utf8' });
  const asked = Object.entries(connections).map(async ([who, url]) => [who, await settingsOf(url)] as const);
  return durabilityOf({
    temporal: stdout,
    postgres: Object.fromEntries(await Promise.all(asked)),
    fileSystems: [...new Set(folders.map(fileSystemOf))],
  });
}

export function durabilityOf({ temporal, postgres, fileSystems }: Facts): Durability {
  const pragmas = [...temporal.matchAll(/--sqlite-pragma (\S+)/g)].map(([, pragma]) => pragma ?? '');
  const isFile = temporal.includes('--db-filename');
  const faults = [
    ...(isFile ? [] : ['Temporal keeps its data in memory']),
    ...(pragmas.includes('synchronous=2') ? [] : ['Temporal does not run with synchronous=2']),
    ...Object.entries(postgres).flatMap(([who, settings]) =>
      MUST_BE_ON.filter((name) => settings[name] !== 'on').map((name) => `${name}=${settings[name]} for ${who}`),
    ),
    ...fileSystems.filter((name) => IN_MEMORY.includes(name)).map((name) => `data lies on ${name}`),
  ];
  const [settings = {}] = Object.values(postgres);
  const text = [
    `Temporal: SQLite ${[isFile ? 'file' : 'memory', ...pragmas].join(', ')}`,
    `PostgreSQL: ${ASKED.map((name) => `${name}=${settings[name]}`).join(', ')}, as ${Object.keys(postgres).join(' and ')} find it`,
    `data on ${fileSystems.join(' and ')}`,
  ];
  return { text: text.join('; '), faults };
}

/** Asked as the services ask: over a pool like theirs. */
async function settingsOf(url: string): Promise<Settings> {
  const pool = createPool({ url, name: 'bench-durability', max: 1 });
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [ASKED],
  );
  await pool.end();
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

const KNOWN: ReadonlyMap<number, string> = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x2fc12fc1, 'zfs'],
  [0x794c7630, 'overlayfs'],
  [0x01021994, 'tmpfs'],
  [0x858458f6, 'ramfs'],
]);

function fileSystemOf(folder: string): string {
  const { type } = statfsSync(folder);
  return KNOWN.get(type >>> 0) ?? `a file system of type 0x${(type >>> 0).toString(16)}`;
}
