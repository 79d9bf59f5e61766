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

/** The logins of an earlier start where there are some, else new ones; the url is brought up to date. */
export async function keepCredentials(data: string, url: string): Promise<Login[]> {
  const file = join(data, 'credentials.json');
  const kept = await readFile(file, 'utf8').then(
    (text) => Credentials.parse(JSON.parse(text)).people,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const people = demoPeople.map(
    (person) => kept.find(({ username }) => username === person.username) ?? createLogin(person),
  );
  await writeFile(`${file}.new`, `${JSON.stringify({ url, people }, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return people;
}
