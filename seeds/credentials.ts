// The demo's logins: random, made once, kept in <data>/credentials.json (mode 600). Only hashes reach the database.
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type DemoPerson, demoPeople } from './demo-directory.ts';

const Login = z.object({
  username: z.string(),
  password: z.string(),
  token: z.string(),
  role: z.string(),
  unitId: z.string().nullable(),
  name: z.string(),
});
export type Login = z.output<typeof Login>;
const Credentials = z.object({ url: z.string(), people: z.array(Login) });

const createLogin = ({ username, role, unitId, name }: DemoPerson): Login => ({
  username,
  password: randomBytes(12).toString('base64url'),
  token: randomBytes(32).toString('base64url'),
  role,
  unitId,
  name,
});

/** Somebody has changed the file, or may not read it. It is never written over: it may be the only copy of the logins. */
export class CredentialsUnreadable extends Error {
  constructor(file: string, why: string) {
    super(
      `the demo logins in ${file} cannot be read (${why}). ` +
        'Put the file right, or remove it and start again: new logins are made then, and the old ones end.',
    );
  }
}

function parseLogins(file: string, text: string): Login[] {
  try {
    return Credentials.parse(JSON.parse(text)).people;
  } catch (error) {
    const why = error instanceof z.ZodError ? `not as it should be at ${whereIn(error)}` : 'it is not JSON';
    throw new CredentialsUnreadable(file, why);
  }
}

const whereIn = ({ issues }: z.ZodError): string => issues.map(({ path }) => path.join('.') || 'its top').join(', ');

/** The logins of an earlier start where there are some, else new ones; the url is brought up to date. */
export async function keepCredentials(data: string, url: string): Promise<Login[]> {
  const file = join(data, 'credentials.json');
  const kept = await readFile(file, 'utf8').then(
    (text) => parseLogins(file, text),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw new CredentialsUnreadable(file, error.message);
    },
  );
  const people = demoPeople.map(
    (person) => kept.find(({ username }) => username === person.username) ?? createLogin(person),
  );
  await writeFile(`${file}.new`, `${JSON.stringify({ url, people }, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return people;
}
