// `npm start`: the whole product on one machine, until Ctrl-C. It leaves no process behind.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Environment, readEnvironment } from '../db/environment.ts';
import { CredentialsUnreadable } from '../seeds/credentials.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { createEnding } from './ending.ts';
import { describeAddresses, describeLogins } from './greeting.ts';
import { writeJson } from './json-file.ts';
import { stopLeftovers } from './leftovers.ts';
import { isLock, type Lock, takeLock } from './lock.ts';
import { createParts } from './parts.ts';
import { type Running, type Starting, startProduct } from './product.ts';
import { createDisplay, seconds } from './progress.ts';
import { watchSources } from './watch-sources.ts';

const HELP = `npm start [-- options]      starts tiendo on this machine; Ctrl-C stops it

  --no-demo    no demo people and no demo plan
  --watch      starts worker and API again when a source file changes (npm run dev)
  --help       this text

Settings come from the environment; .env.example lists them.
`;
const SUPPORTED_NODE = 22;
const oldNode = `  Node ${process.versions.node} works, but gets no security fixes any more; Node 24 LTS is recommended`;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

const begun = Date.now();
const flags = readFlags();
if (flags.help) leave(HELP, 0);
const demo = !flags['no-demo'];
const environment = readEnvironment();
if (demo && !LOOPBACK.test(environment.host)) leave(demoIsLocal(environment.host), 1);
const display = createDisplay();
const data = openOrLeave(environment);
const lock = lockOrLeave(data);
if (Number.parseInt(process.versions.node, 10) < SUPPORTED_NODE) display.say(oldNode);
const parts = createParts();
const ending = createEnding(async () => {
  await parts.stop(display.say);
  rmSync(data.running, { force: true });
  lock.release();
});

try {
  const leftovers = await stopLeftovers(data.run);
  if (leftovers.length > 0) display.say(`  stopped what an earlier start left behind: ${leftovers.join(', ')}`);
  await run({ environment, data, display, parts, demo, signal: ending.signal });
} catch (error) {
  if (!ending.signal.aborted) display.say(`✗ ${(error as Error).message}`);
  ending.end(1);
}

async function run(starting: Starting): Promise<void> {
  const running = await startProduct(starting);
  lock.announce(running.api);
  noteRunning(running);
  const logins = demo ? await enterDemoPlan(running) : '';
  if (ending.signal.aborted) return;
  display.say(
    `\ntiendo runs (${seconds(begun)})\n${describeAddresses(running, data)}\n\n${logins}Ctrl-C stops everything.`,
  );
  if (flags.watch) watchSources((file) => restartServices(file));
}

/** A demo that cannot be entered is worth a warning, but no reason to take the product away. */
async function enterDemoPlan({ api, databases }: Running): Promise<string> {
  const since = Date.now();
  try {
    const { enterDemo } = await import('../seeds/demo.ts');
    const { people, summary } = await enterDemo({
      data: data.path,
      api,
      databases,
      progress: display.progress,
    });
    display.say(`✓ ${'Demo'.padEnd(10)} ${(summary[0] ?? '').padEnd(58)} ${seconds(since)}`);
    for (const line of summary.slice(1)) display.say(`  ${line}`);
    return `${describeLogins(people, data.credentials)}\n\n`;
  } catch (error) {
    if (!ending.signal.aborted) display.say(`✗ Demo       ${textOf(error)}`);
    return '';
  }
}

function textOf(error: unknown): string {
  return error instanceof CredentialsUnreadable ? error.message : ((error as Error).stack ?? String(error));
}

/** For the command line, which finds the running product by its data folder. */
function noteRunning({ api, temporalAddress, temporalUi, databases }: Running): void {
  const { temporalNamespace: namespace, temporalTaskQueue: taskQueue } = environment;
  const temporal = { address: temporalAddress, ui: temporalUi, namespace, taskQueue };
  writeJson(data.running, { pid: process.pid, url: api, temporal, databases }, 0o600);
}

function restartServices(file: string): void {
  display.say(`  ${file} changed; starting worker and api again`);
  void parts.restart('worker', 'api');
}

function readFlags() {
  const boolean = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ options: { 'no-demo': boolean, watch: boolean, help: { ...boolean, short: 'h' } } }).values;
  } catch (error) {
    return leave(`${(error as Error).message}\n\n${HELP}`, 1);
  }
}

function openOrLeave({ data: path }: Environment): DataFolder {
  try {
    return openDataFolder(path);
  } catch (error) {
    return leave(`${(error as Error).message}\n`, 1);
  }
}

function lockOrLeave({ lock: file, path }: DataFolder): Lock {
  const taken = takeLock(file);
  if (isLock(taken)) return taken;
  const where = taken.address ? ` at ${taken.address}` : '';
  const advice = `Stop it (kill ${taken.pid}), or set TIENDO_DATA and PORT for a second one.`;
  return leave(`tiendo already runs${where}: pid ${taken.pid} uses the data folder ${path}.\n${advice}\n`, 1);
}

function demoIsLocal(host: string): string {
  return `HOST=${host} would show the demo accounts to others: demo mode listens on 127.0.0.1 only.
Leave HOST out, or start without the demo: npm start -- --no-demo
`;
}

function leave(text: string, code: number): never {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}
