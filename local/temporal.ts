// One Temporal development server on this machine, on 127.0.0.1 only, with its state in an SQLite file.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { inheritedEnvironment } from '../db/environment.ts';
import { type Child, startChild } from './children.ts';
import { chooseFreePort, isFreePort } from './ports.ts';
import { StartFailed, startUntilReady } from './ready.ts';
import { answersOnLoopback, assertComplete, type Needs } from './temporal-readiness.ts';

export { findTemporal, temporalVersion } from './temporal-binary.ts';

const DEFAULT_TEMPORAL_PORT = 7233;
const DEFAULT_TEMPORAL_UI_PORT = 8233;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const PORT_TAKEN = /address already in use|port .* in use/i;

export interface TemporalOptions extends Needs {
  binary: string;
  /** null: in memory, gone with the process. */
  dbFile: string | null;
  /** Values are JSON: `255`, `true`, `"text"`. */
  dynamicConfig: Readonly<Record<string, string>>;
  log: string;
  /** This port and no other; without it, `preferredPort` or the next free one. */
  port?: number | undefined;
  preferredPort?: number | undefined;
  /** The same for the web page; `headless` for none. */
  uiPort?: number | undefined;
  preferredUiPort?: number | undefined;
  headless?: boolean;
  run?: string | null;
  /** Gives up starting. */
  signal?: AbortSignal | undefined;
}

export interface TemporalServer extends Child {
  address: string;
  uiAddress: string | null;
  port: number;
  uiPort: number | null;
}

export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  if (options.dbFile) mkdirSync(dirname(options.dbFile), { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt++) {
    const ports = await choosePorts(options);
    try {
      return await startOn(options, ports);
    } catch (error) {
      const taken = error instanceof StartFailed && PORT_TAKEN.test(error.output) && !(await isFreePort(ports.port));
      if (options.port !== undefined || !taken || attempt === 5) throw error;
    }
  }
}

/** What the server says when a port is taken that is neither of these. */
export const takenBut = ({ port, uiPort }: PortPair): RegExp =>
  new RegExp(`listen tcp [\\d.]+:(?!${port}:|${uiPort}:)\\d+: bind: address already in use`);

interface PortPair {
  port: number;
  uiPort: number | null;
}

async function choosePorts(options: TemporalOptions): Promise<PortPair> {
  const port = options.port ?? (await chooseFreePort({ preferred: options.preferredPort ?? DEFAULT_TEMPORAL_PORT }));
  if (options.headless) return { port, uiPort: null };
  const preferred = options.preferredUiPort ?? DEFAULT_TEMPORAL_UI_PORT;
  return { port, uiPort: options.uiPort ?? (await chooseFreePort({ preferred, avoid: [port] })) };
}

async function startOn(options: TemporalOptions, ports: PortPair): Promise<TemporalServer> {
  const address = `127.0.0.1:${ports.port}`;
  const child = await startUntilReady({
    start: () =>
      startChild({
        name: 'temporal',
        command: options.binary,
        args: serverArguments(options, ports),
        env: inheritedEnvironment(),
        cwd: '/',
        log: options.log,
        run: options.run ?? null,
        stopLimitMs: STOP_LIMIT_MS,
      }),
    probe: async () => {
      await answersOnLoopback(ports.port); // gRPC would wait a whole second after its first refusal
      await assertComplete(address, options);
    },
    log: options.log,
    limitMs: START_LIMIT_MS,
    // Ports of its own (such as that of its HTTP API) the server draws itself, and may draw one that is taken.
    passing: options.port === undefined ? takenBut(ports) : PORT_TAKEN,
    signal: options.signal,
  });
  const uiAddress = ports.uiPort === null ? null : `http://127.0.0.1:${ports.uiPort}`;
  return { ...child, ...ports, address, uiAddress };
}

function serverArguments(options: TemporalOptions, { port, uiPort }: PortPair): string[] {
  const each = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const state = options.dbFile
    ? ['--db-filename', options.dbFile, '--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=2']
    : [];
  const ui = uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch'];
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', options.namespace],
    ...['--log-level', 'warn', '--log-format', 'json', '--disable-config-file', '--disable-config-env'],
    ...each('--search-attribute', options.searchAttributes),
    ...each('--dynamic-config-value', options.dynamicConfig),
    ...state,
    ...ui,
  ];
}
