// Makes `npm start` and `npm test` work on a fresh clone: installs the pinned packages when they are missing or out of date.
// Uses nothing but Node, because nothing else is there yet.
//   --quiet          no line when there was nothing to do
//   --with-servers   also makes sure that PostgreSQL and Temporal can be started
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const BEAT_MS = 2_000;
const DEAD_AFTER_MS = 20_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...names) => join(root, ...names);
const stampFile = at('node_modules', '.tiendo-installed');
const lockFile = at('.tiendo', 'install.lock');
const quiet = process.argv.includes('--quiet');

assertNode();
if (!isInstalled()) await underLock(async () => (isInstalled() ? undefined : installPackages()));
if (process.argv.includes('--with-servers')) await fetchServers();

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(
    `tiendo needs Node ${OLDEST_NODE.join('.')} or newer, best the current LTS (24); this is ${process.versions.node}.`,
  );
}

/** The stamp names the lockfile that was installed. Without one, what npm noted about its own work is compared. */
function isInstalled() {
  const wanted = readFileSync(at('package-lock.json'));
  const fingerprint = createHash('sha256').update(wanted).digest('hex');
  if (readText(stampFile) === fingerprint) return true;
  const noted = readText(at('node_modules', '.package-lock.json'));
  if (noted === null || !holdsAll(JSON.parse(noted).packages, JSON.parse(wanted.toString()).packages)) return false;
  writeStamp(fingerprint);
  return true;
}

/** Optional packages may be missing: those of other platforms always are. */
function holdsAll(installed, wanted) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

async function installPackages() {
  const begun = Date.now();
  const say = oneLine();
  const text = () => `Installing packages (npm ci) … ${Math.round((Date.now() - begun) / 1000)} s`;
  say.update(text());
  const ticking = setInterval(() => say.update(text()), 1000);
  const { code, output } = await npmCi();
  clearInterval(ticking);
  if (code !== 0) {
    say.end('Installing packages failed.');
    fail(`${output.trimEnd().split('\n').slice(-25).join('\n')}\n\n${hintFor(output)}`);
  }
  writeStamp(
    createHash('sha256')
      .update(readFileSync(at('package-lock.json')))
      .digest('hex'),
  );
  say.end(`✓ packages installed ${Math.round((Date.now() - begun) / 1000)} s`);
}

function npmCi() {
  // The npm that runs us, if any: PATH may hold another one, or none.
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('npm-cli.js') ? [process.execPath, [own]] : ['npm', []];
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, [...first, ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part) => {
        output = (output + part).slice(-20_000);
      });
    }
    process.once('exit', () => child.kill());
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function hintFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output))
    return 'The package registry cannot be reached. Check the network and the proxy (npm config get registry), then start again.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return `This user may not write in ${root}. Give the folder to the user, or copy it to one that it owns.`;
  if (/ENOSPC/.test(output)) return 'The disk is full. The packages need about 1 GB.';
  if (/Missing: .* from lock file|EUSAGE/.test(output))
    return 'package.json and package-lock.json do not agree. Run `npm run lock`, then start again.';
  return 'Run `npm ci --ignore-scripts` by hand to see everything that npm says.';
}

/** Only one of several starts may install: `npm ci` begins by deleting node_modules. A holder shows that it lives by touching the file. */
async function underLock(work) {
  await takeLock();
  const beat = setInterval(() => existsSync(lockFile) && utimesSync(lockFile, new Date(), new Date()), BEAT_MS);
  const release = () => rmSync(lockFile, { force: true });
  process.once('exit', release);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  try {
    await work();
  } finally {
    clearInterval(beat);
    release();
  }
}

async function takeLock() {
  const say = oneLine();
  let seen = 0;
  let since = Date.now();
  for (;;) {
    if (createLock()) return;
    const beat = statSync(lockFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (beat !== seen) [seen, since] = [beat, Date.now()];
    if (Date.now() - since > DEAD_AFTER_MS) rmSync(lockFile, { force: true });
    say.update('Another start is installing the packages; waiting for it …');
    await sleep(500);
  }
}

function createLock() {
  try {
    mkdirSync(dirname(lockFile), { recursive: true });
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return fail(
      `The packages must be installed, but ${dirname(lockFile)} cannot be written: ${error.message}\n${hintFor(error.code)}`,
    );
  }
}

/** A lost stamp costs nothing: npm's own note is compared again the next time. */
function writeStamp(fingerprint) {
  try {
    writeFileSync(stampFile, fingerprint);
  } catch {
    // node_modules belongs to somebody else
  }
}

async function fetchServers() {
  const child = spawn(process.execPath, ['--import', 'tsx', at('local', 'fetch-servers.ts')], {
    cwd: root,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) process.exit(1);
}

/** One line that is written over on a terminal, and repeated only now and then elsewhere. */
function oneLine() {
  const out = process.stdout;
  let spokeAt = 0;
  return {
    update: (text) => {
      if (quiet && !out.isTTY) return;
      if (out.isTTY) out.write(`\r\x1b[2K${text}`);
      else if (Date.now() - spokeAt >= 10_000) {
        spokeAt = Date.now();
        out.write(`${text}\n`);
      }
    },
    end: (text) => out.write(out.isTTY ? `\r\x1b[2K${text}\n` : `${text}\n`),
  };
}

function readText(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
