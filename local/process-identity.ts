// Who a process is: its pid and when it began. A pid alone is given to another process sooner or later.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const Identity = z.object({ pid: z.int().positive(), startedAt: z.string().min(1) });
export type Identity = z.infer<typeof Identity>;

const DEAD_STATES = /^[ZX]/; // a zombie keeps its pid, but nothing runs there any more

/** null when no such process runs. The text is only good for comparing. */
export function startOf(pid: number): string | null {
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

export function identityOf(pid: number): Identity | null {
  const startedAt = startOf(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export const isRunning = ({ pid, startedAt }: Identity): boolean => startOf(pid) === startedAt;

/** The boot is part of it: after a reboot the same pid may well begin at the same tick. */
function startFromProc(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const [state = 'X', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name may hold spaces and brackets
  const ticks = rest[18]; // field 22 of proc(5)
  if (DEAD_STATES.test(state) || ticks === undefined) return null;
  return `${readText('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}/${ticks}`;
}

function startFromPs(pid: number): string | null {
  const answer = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
  });
  const [state = '', ...start] = (answer.stdout ?? '').trim().split(/\s+/);
  return start.length === 0 || DEAD_STATES.test(state) ? null : start.join(' ');
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
