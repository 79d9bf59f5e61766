// Completes package-lock.json with the optional packages of other platforms.
// `npm install` leaves out an exact-pinned optional dependency that its registry does not hold,
// and `npm ci` then refuses the whole lockfile. A stub is enough: npm skips what is not for this platform.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] || lock.packages[`${at}/${key}`] || !/^\d/.test(range)) continue;
    lock.packages[key] = { version: range, optional: true, ...(entry.dev && { dev: true }) };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
