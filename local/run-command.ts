// Runs a program to its end, with its output in a log file. It ends with us, whole group and all.
import { inheritedEnvironment } from '../db/environment.ts';
import { startChild } from './children.ts';
import { lastLines, logSince, sizeOf } from './log-file.ts';

export interface Command {
  command: string;
  args: readonly string[];
  log: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

export async function runCommand({ command, args, log, cwd = '/', env = {} }: Command): Promise<void> {
  const offset = sizeOf(log);
  const all = { ...inheritedEnvironment(), ...env };
  const child = await startChild({ name: command, command, args, log, cwd, env: all, run: null });
  const { code, signal } = await child.exited;
  if (code === 0) return;
  throw new Error(`${command} ended with ${code ?? signal}. The end of ${log}:\n${lastLines(logSince(log, offset))}`);
}
