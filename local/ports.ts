// Ports: the wanted one if it is free, else the next free one. Chosen ports are remembered between starts.
import { createServer } from 'node:net';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';

const NEIGHBOURS = 20;
const Ports = z.record(z.string(), z.int().min(1).max(65_535));

export interface PortChoice {
  preferred: number;
  host?: string;
  /** Ports that are promised to somebody who does not listen yet. */
  avoid?: readonly number[];
}

export async function chooseFreePort({ preferred, host = '127.0.0.1', avoid = [] }: PortChoice): Promise<number> {
  const wanted = preferred === 0 ? [] : Array.from({ length: NEIGHBOURS }, (_, step) => preferred + step);
  for (const port of wanted) {
    if (port <= 65_535 && !avoid.includes(port) && (await listenOnce(port, host)) !== null) return port;
  }
  const any = await listenOnce(0, host);
  if (any === null) throw new Error(`cannot listen on ${host}: no free port, or this machine has no such address`);
  return avoid.includes(any) ? chooseFreePort({ preferred: 0, host, avoid }) : any;
}

export const isFreePort = async (port: number, host = '127.0.0.1'): Promise<boolean> =>
  (await listenOnce(port, host)) !== null;

function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** The ports of the last start, by server. */
export const readPorts = (file: string): Record<string, number> => readJson(file, Ports) ?? {};
export const writePorts = (file: string, ports: Record<string, number>): void => writeJson(file, ports);
