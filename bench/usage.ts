// How much processor time and memory a process and its children have used, from /proc. Null where there is none.
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100; // USER_HZ, fixed on Linux

interface Stat {
  readonly parent: number;
  /** Of the process itself. */
  readonly own: number;
  /** Of children that have ended and were waited for. */
  readonly reaped: number;
}

/** Seconds of processor time of the process and everything below it. */
function cpuSeconds(pid: number): number | null {
  const stats = allStats();
  const root = stats?.get(pid);
  if (!stats || !root) return null;
  const belongs = (candidate: number): boolean => {
    for (let at = candidate; at > 1; at = stats.get(at)?.parent ?? 0) if (at === pid) return true;
    return false;
  };
  const ticks = [...stats].reduce((sum, [each, { own }]) => (belongs(each) ? sum + own : sum), root.reaped);
  return ticks / TICKS_PER_SECOND;
}

/** Resident memory of the process alone, in MB. */
export function residentMb(pid: number): number | null {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readText(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

function allStats(): Map<number, Stat> | null {
  if (process.platform !== 'linux') return null;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.flatMap((name): [number, Stat][] => {
    const text = readText(`/proc/${name}/stat`);
    return text === null ? [] : [[Number(name), parse(text)]];
  });
  return new Map(found);
}

function parse(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // the name may hold spaces and brackets
  const field = (number: number) => Number(fields[number - 3]); // as proc(5) numbers them
  return { parent: field(4), own: field(14) + field(15), reaped: field(16) + field(17) };
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // gone in the meantime
  }
}

/** Percent of one core that each of these processes used while `work` ran. */
export async function withUsage<T>(
  pids: Readonly<Record<string, number>>,
  work: () => Promise<T>,
): Promise<{ result: T; usage: Record<string, number> }> {
  const before = Object.entries(pids).map(([name, pid]) => ({ name, pid, cpu: cpuSeconds(pid) }));
  const begun = performance.now();
  const result = await work();
  const seconds = (performance.now() - begun) / 1000;
  const used = before.flatMap(({ name, pid, cpu }): [string, number][] => {
    const now = cpuSeconds(pid);
    return cpu === null || now === null ? [] : [[name, (100 * (now - cpu)) / seconds]];
  });
  return { result, usage: Object.fromEntries(used) };
}
