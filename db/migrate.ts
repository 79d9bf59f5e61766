// Roles, database and schema. Safe to run at every start and by several processes at once.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

export interface DatabaseUrls {
  readonly owner: string;
  readonly app: string;
  readonly projector: string;
}

const migrations = fileURLToPath(new URL('./migrations', import.meta.url));
const roles = ['tiendo_owner', 'tiendo_app', 'tiendo_projector'] as const;
type Passwords = Record<(typeof roles)[number], string>;
const PROVISION_LOCK = 7_411_300;

const quoted = (name: string) => pg.escapeIdentifier(name);

/**
 * Creates the three roles and the database where they are missing, then migrates.
 * `adminUrl` must be allowed to create roles and databases; its own database is used unless it is `postgres`,
 * in which case a database `tiendo` is made. Passwords are kept in `passwordsFile` (mode 600).
 */
export async function provision(
  adminUrl: string,
  options: { passwordsFile: string; database?: string },
): Promise<DatabaseUrls> {
  const passwords = await readPasswords(options.passwordsFile);
  const named = new URL(adminUrl).pathname.slice(1);
  const database = options.database ?? (named === '' || named === 'postgres' ? 'tiendo' : named);
  const urlFor = (role: keyof Passwords) => urlOf(adminUrl, { role, password: passwords[role], database });
  await withClient(adminUrl, async (admin) => {
    // Held to the end of the migrations, which set rights too: PostgreSQL refuses two changes of one catalogue row at once.
    await admin.query('select pg_advisory_lock($1)', [PROVISION_LOCK]);
    for (const role of roles) await ensureRole(admin, role, passwords[role]);
    await ensureDatabase(admin, database);
    await withClient(urlOf(adminUrl, { database }), (inside) => setRights(inside, database));
    await migrate(urlFor('tiendo_owner'));
  });
  return { owner: urlFor('tiendo_owner'), app: urlFor('tiendo_app'), projector: urlFor('tiendo_projector') };
}

/** Applies the migrations that are not applied yet, in order, each in its transaction, under an advisory lock. */
export const migrate = (ownerUrl: string): Promise<string[]> =>
  withClient(ownerUrl, async (dbClient) => {
    const quiet = () => undefined;
    const applied = await runner({
      dbClient,
      dir: migrations,
      direction: 'up',
      migrationsTable: 'schema_migrations',
      checkOrder: true,
      advisoryLockMode: 'wait',
      logger: { debug: quiet, info: quiet, warn: quiet, error: (text: string) => process.stderr.write(`${text}\n`) },
    });
    return applied.map(({ name }) => name);
  });

async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const known = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
  const secret = `login password ${pg.escapeLiteral(password)}`;
  // An existing role keeps its rights: only a superuser may touch them, and `createrole` must be enough for us.
  if (known.rowCount) await admin.query(`alter role ${quoted(role)} with ${secret}`);
  else await admin.query(`create role ${quoted(role)} with nosuperuser nocreatedb nocreaterole noinherit ${secret}`);
}

async function setRights(admin: pg.Client, database: string): Promise<void> {
  await admin.query(`grant create, usage on schema public to tiendo_owner`);
  await admin.query(`revoke create on schema public from public`);
  // A temporary table would stand before the real one: whoever could make one could move the record's clock.
  await admin.query(`revoke temporary on database ${quoted(database)} from public`);
}

async function ensureDatabase(admin: pg.Client, database: string): Promise<void> {
  const known = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (!known.rowCount) await admin.query(`create database ${quoted(database)}`);
}

function urlOf(adminUrl: string, parts: { role?: string; password?: string; database: string }): string {
  const url = new URL(adminUrl);
  if (parts.role) url.username = parts.role;
  if (parts.password) url.password = parts.password;
  url.pathname = `/${parts.database}`;
  return url.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that stops while we say goodbye is no fault; anything before that fails the query itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function readPasswords(file: string): Promise<Passwords> {
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept) return JSON.parse(kept) as Passwords;
  const made = Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString('base64url')])) as Passwords;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}
