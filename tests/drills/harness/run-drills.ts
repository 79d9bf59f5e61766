// Runs a schedule of kill cycles on one or more installations at a time, says how it goes, and adds the figures up.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../../../db/project-root.ts';
import { type CycleReport, startDrill } from './drill.ts';
import type { Cycle } from './schedule.ts';
import type { Finding } from './sweep.ts';

export interface DrillsOptions {
  readonly name: string;
  readonly seed: number;
  readonly cycles: readonly Cycle[];
  /** At least so many commands end in every cycle. */
  readonly commandsPerCycle: number;
  /** Installations that are drilled side by side: most of a cycle is waiting for time-outs. */
  readonly installations: number;
}

export interface Drills {
  readonly seed: number;
  readonly cycles: number;
  /** By kind; only those that hit work under way. */
  readonly faults: Readonly<Record<string, number>>;
  readonly hitShare: number;
  readonly commands: {
    readonly ok: number;
    readonly refused: number;
    readonly unknownOnce: number;
    readonly checked: number;
  };
  readonly lost: number;
  readonly doubled: number;
  readonly ghost: number;
  readonly firstSuccessMs: Spread;
  readonly drainedMs: Spread;
  readonly sweepMs: Spread;
  readonly eventsReplayed: number;
  readonly seconds: number;
  readonly findings: readonly (Finding & { readonly cycle: number })[];
}

interface Spread {
  readonly p50: number;
  readonly max: number;
}

const MOST_FINDINGS = 20;

export async function runDrills(options: DrillsOptions): Promise<Drills> {
  const begun = Date.now();
  const { seed, cycles, installations } = options;
  console.log(`SEED=${seed} (${cycles.length} cycles on ${installations} installations)`);
  const waiting = [...cycles];
  const reports: CycleReport[] = [];
  const findings: (Finding & { cycle: number })[] = [];
  const note = (cycle: number, found: readonly Finding[]) => {
    findings.push(...found.map((finding) => ({ ...finding, cycle })));
    for (const { code, detail } of found) console.log(`  ✗ cycle ${cycle}: ${code}: ${detail}`);
  };
  const totals = { ok: 0, refused: 0, unknownOnce: 0, checked: 0, events: 0 };

  const lane = async (number: number) => {
    const drill = await startDrill(seed + number, options.commandsPerCycle);
    let last = -1;
    for (let cycle = waiting.shift(); cycle && findings.length < MOST_FINDINGS; cycle = waiting.shift()) {
      const report = await drill.run(cycle);
      last = cycle.number;
      reports.push(report);
      note(cycle.number, report.findings);
      console.log(describe(report, reports.length, cycles.length));
    }
    note(last, await drill.sweepEverything());
    const sent = [...drill.client.sent.values()];
    totals.ok += sent.filter(({ end }) => end?.what === 'ok').length;
    totals.refused += sent.filter(({ end }) => end?.what === 'refused').length;
    totals.unknownOnce += sent.filter(({ attempts }) => attempts > 1).length;
    totals.checked += drill.sweeper.commandsChecked;
    totals.events += drill.sweeper.eventsChecked;
    const keepFolder = findings.length > 0;
    if (keepFolder) console.log(`  its logs, journal and databases: ${drill.installation.folder}`);
    await drill.stop({ keepFolder });
  };
  await Promise.all(Array.from({ length: installations }, (_, number) => lane(number)));

  const { events, ...commands } = totals;
  const count = (code: Finding['code']) => findings.filter((finding) => finding.code === code).length;
  const drills: Drills = {
    seed,
    cycles: reports.length,
    faults: countBy(reports.filter(({ hit }) => hit).map(({ fault }) => fault)),
    hitShare: reports.filter(({ hit }) => hit).length / reports.length,
    commands,
    lost: count('lost'),
    doubled: count('doubled'),
    ghost: count('ghost'),
    firstSuccessMs: spread(reports.map(({ firstSuccessMs }) => firstSuccessMs)),
    drainedMs: spread(reports.map(({ drainedMs }) => drainedMs)),
    sweepMs: spread(reports.map(({ sweepMs }) => sweepMs)),
    eventsReplayed: events,
    seconds: Math.round((Date.now() - begun) / 1000),
    findings,
  };
  const file = join(projectRoot, '.tiendo', 'drills', `${options.name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...drills, reports }, null, 1)}\n`);
  console.log(`${JSON.stringify(drills, null, 1)}\nkept in ${file}`);
  return drills;
}

/** Nothing lost, nothing doubled, nothing that nobody asked for; and the faults really came in the middle of work. */
export function expectSound({ findings, hitShare, lost, doubled, ghost }: Drills): void {
  expect(findings).toEqual([]);
  expect({ lost, doubled, ghost }).toEqual({ lost: 0, doubled: 0, ghost: 0 });
  expect(hitShare).toBeGreaterThanOrEqual(0.9);
}

const describe = (report: CycleReport, done: number, of: number): string =>
  [
    `${String(done).padStart(String(of).length)}/${of} ${report.findings.length === 0 ? '✓' : '✗'} cycle ${report.cycle}`,
    `${report.fault}${report.hit ? '' : ' (missed)'}`.padEnd(24),
    `${report.inFlight} in flight`,
    `${report.commands} commands`,
    `first success ${report.firstSuccessMs} ms`,
    `drained ${report.drainedMs} ms`,
    `sweep ${report.sweepMs} ms`,
    `in all ${report.totalMs} ms`,
  ].join('  ');

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}
