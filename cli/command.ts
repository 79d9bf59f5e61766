// What a subcommand is, and how those that need the running system find it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readEnvironment } from '../db/environment.ts';

interface Arguments {
  readonly positionals: readonly string[];
  readonly json: boolean;
  /** Of the command's own options. */
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Command {
  /** Arguments and flags, as help shows them. */
  readonly usage: string;
  readonly summary: string;
  /** Beside --json and --help. */
  readonly options?: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>;
  run(args: Arguments): Promise<number>;
}

/** Something the caller can mend: printed without a stack, exit code 64. */
export class UsageError extends Error {}

const Running = z.object({
  url: z.string(),
  temporal: z.object({ address: z.string(), namespace: z.string(), taskQueue: z.string() }),
  databases: z.object({ owner: z.string(), app: z.string(), projector: z.string() }),
});
export type Running = z.output<typeof Running>;

/** Where the product runs that uses this data folder. */
export async function findRunning(): Promise<Running> {
  const file = join(readEnvironment().data, 'running.json');
  try {
    return Running.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    throw new UsageError(`tiendo does not run on this data folder (${file} tells nothing). Start it with: npm start`);
  }
}
