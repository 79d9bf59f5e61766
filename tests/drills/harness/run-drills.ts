// Runs a schedule of kill cycles on one or more installations at a time, says how it goes, and adds the figures up.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../../../db/project-root.ts';
import type { Sent } from './client.ts';
import { type CycleReport, type Drill, startDrill } from './drill.ts';
import type { Finding } from './findings.ts';
import type { Cycle } from './schedule.ts';
import { countBy, type Spread, spread } from './spread.ts';

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
  readonly faults: Readonly<Partial<Record<string, number>>>;
  readonly hitShare: number;
  readonly commands: {
    readonly ok: number;
    /** The rules said no, and the record keeps it. */
    readonly refused: number;
    readonly turnedAway: number;
    readonly respondAsync: number;
    readonly unknownOnce: number;
    readonly checked: number;
    readonly askedAgain: number;
  };
  readonly interrupted: number;
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

const MOST_FINDINGS = 20;

/** Keeps the figures in .tiendo/drills/<name>.json, of a run that broke off as well. */
export async function runDrills(options: DrillsOptions): Promise<Drills> {
  const { seed, cycles, installations } = options;
  console.log(`${cycles.length} cycles of seed ${seed} on ${installations} installations`);
  const begun = Date.now();
  const reports: CycleReport[] = [];
  const findings: (Finding & { cycle: number })[] = [];
  const drills: Drill[] = [];
  const note = (cycle: number, found: readonly Finding[]) => {
    findings.push(...found.map((finding) => ({ ...finding, cycle })));
    for (const { code, detail } of found) console.log(`  ✗ cycle ${cycle}: ${code}: ${detail}`);
  };

  let brokenOff = false;
  /** A cycle always runs on the same installation of so many, whatever the others do meanwhile. */
  const lane = async (number: number) => {
    const mine = cycles.filter((cycle) => cycle.number % installations === number);
    const drill = await startDrill(seed, `installation ${number}`, options.commandsPerCycle);
    drills.push(drill);
    try {
      for (const cycle of mine) {
        if (brokenOff || findings.length >= MOST_FINDINGS) break;
        const report = await drill.run(cycle);
        reports.push(report);
        note(cycle.number, report.findings);
        console.log(describe(report, reports.length, cycles.length));
      }
      note(mine.at(-1)?.number ?? -1, await drill.sweepEverything());
    } finally {
      await drill.stop();
    }
  };
  /** A lane that breaks off says so at once and ends the others: without it the run proves less than it was asked for. */
  const orBreakOff = async (number: number) => {
    await lane(number).catch((error: unknown) => {
      brokenOff = true;
      console.log(`  ✗ installation ${number} broke off: ${error instanceof Error ? error.stack : error}`);
      throw error;
    });
  };
  const lanes = await Promise.allSettled(Array.from({ length: installations }, (_, number) => orBreakOff(number)));
  const result = addUp({ seed, reports, drills, findings, seconds: Math.round((Date.now() - begun) / 1000) });
  const file = join(projectRoot, '.tiendo', 'drills', `${options.name}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...result, reports }, null, 1)}\n`);
  console.log(`${JSON.stringify(result, null, 1)}\nkept in ${file}`);
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return result;
}

interface Run {
  readonly seed: number;
  readonly reports: readonly CycleReport[];
  readonly drills: readonly Drill[];
  readonly findings: Drills['findings'];
  readonly seconds: number;
}

function addUp({ seed, reports, drills, findings, seconds }: Run): Drills {
  const sent = drills.flatMap(({ ward }) => [...ward.client.sent.values()]);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const found = (code: Finding['code']) => findings.filter((finding) => finding.code === code).length;
  const ends = (is: (end: NonNullable<Sent['end']>) => boolean) => sent.filter(({ end }) => end && is(end)).length;
  const hits = reports.filter(({ hit }) => hit);
  return {
    seed,
    cycles: reports.length,
    faults: countBy(hits.map(({ fault }) => fault)),
    hitShare: hits.length / reports.length,
    commands: {
      ok: ends(({ what }) => what === 'ok'),
      refused: ends((end) => end.what === 'refused' && end.stored),
      turnedAway: ends((end) => end.what === 'refused' && !end.stored),
      respondAsync: sent.filter(({ order }) => order.respondAsync).length,
      unknownOnce: sent.filter(({ failedAt }) => failedAt !== null).length,
      checked: sum(drills.map(({ ward }) => ward.sweeper.commandsChecked)),
      askedAgain: sum(drills.map(({ ward }) => ward.sweeper.askedAgain)),
    },
    interrupted: sum(reports.map(({ interrupted }) => interrupted)),
    lost: found('lost'),
    doubled: found('doubled'),
    ghost: found('ghost'),
    firstSuccessMs: spread(reports.map(({ firstSuccessMs }) => firstSuccessMs)),
    drainedMs: spread(reports.map(({ drainedMs }) => drainedMs)),
    sweepMs: spread(reports.map(({ sweepMs }) => sweepMs)),
    eventsReplayed: sum(drills.map(({ ward }) => ward.sweeper.eventsChecked)),
    seconds,
    findings,
  };
}

/** Nothing lost, nothing doubled, nothing that nobody asked for; and the faults really came in the middle of work. */
export function expectSound({ findings, hitShare }: Drills): void {
  expect(findings).toEqual([]);
  expect(hitShare).toBeGreaterThanOrEqual(0.9);
}

const describe = (report: CycleReport, done: number, of: number): string =>
  [
    `${String(done).padStart(String(of).length)}/${of} ${report.findings.length === 0 ? '✓' : '✗'} cycle ${report.cycle}`,
    `${report.fault}${report.hit ? '' : ' (missed)'}`.padEnd(24),
    `${report.inFlight} in flight, ${report.interrupted} interrupted`,
    `${report.commands} commands`,
    `first success ${report.firstSuccessMs} ms`,
    `drained ${report.drainedMs} ms`,
    `sweep ${report.sweepMs} ms`,
    `in all ${report.totalMs} ms`,
  ].join('  ');
