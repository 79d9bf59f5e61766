// The audit of a live record: every stream folded from the log and held against everything that was derived from it and
// against every witness of it. Reads only; load, launches and closings meanwhile are no difference.
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from '../db/pool.ts';
import { type AuditedEngine, answers, createAskWorkflows } from './ask-workflows.ts';
import { type Counts, noCounts, sum } from './counts.ts';
import { type Examined, type Examining, examine } from './examine.ts';
import { type Finding, mayPass, type NotCompared } from './findings.ts';
import { createGivingUp } from './giving-up.ts';
import { findStrayHistories, HISTORIES_AT_ONCE } from './histories.ts';
import { createReplayer, type Replayer } from './replayer.ts';
import { listStreams, portionsOf } from './scope.ts';
import { readWaiting, type Waiting } from './waiting.ts';
import { checkPositions, findRowsWithoutStream, findUnknownWorkflows } from './whole-record.ts';

export interface AuditOptions {
  /** Needs time for long statements where the record is large: the positions are counted in one. */
  readonly pool: Pool;
  /** Null: the log and what is derived from it alone. */
  readonly engine: AuditedEngine | null;
  /** `all` also checks what can only be said of the whole record. Names of streams that do not exist are left out. */
  readonly streams: readonly string[] | 'all';
  /** How long something that may pass by itself (a launch, a closing, a turn under way) is looked at again. 15,000 ms unless told. */
  readonly patienceMs?: number;
  /** Reads the histories of all runs as well: timers, turns, and what each command led to. */
  readonly histories?: {
    readonly archiveFolder: string;
    /** The workflow bundle that every history is replayed through; null: they are read, not replayed. */
    readonly bundlePath: string | null;
  };
  readonly onProgress?: (done: number, of: number) => void;
}

export interface AuditReport {
  /** No difference in what was compared. */
  readonly equal: boolean;
  /** Everything that was asked for could be compared. */
  readonly complete: boolean;
  /** `away`: it did not answer at the start, so no workflow, no timer and no live history was compared. */
  readonly engine: 'asked' | 'not asked' | 'away';
  readonly counts: Counts;
  readonly differences: readonly Finding[];
  /** What could not be compared, and why. */
  readonly notCompared: readonly NotCompared[];
  /** Commands without an outcome, at the end of the audit. */
  readonly waiting: Waiting;
}

const PATIENCE_MS = 15_000;
const LOOK_AGAIN_MS = 1_000;

/** Reads only. Throws what the database throws; an engine that is away, or goes away meanwhile, is reported. */
export async function audit(options: AuditOptions): Promise<AuditReport> {
  const { engine, histories } = options;
  const away = engine !== null && !(await answers(engine));
  const replayer = histories?.bundlePath ? await createReplayer(histories.bundlePath) : null;
  try {
    const report = await auditWith(away ? { ...options, engine: null } : options, replayer);
    return away ? { ...report, complete: false, engine: 'away' } : report;
  } finally {
    await replayer?.close();
  }
}

async function auditWith(options: AuditOptions, replayer: Replayer | null): Promise<AuditReport> {
  const { pool, engine, histories, patienceMs = PATIENCE_MS, onProgress = () => undefined } = options;
  const examining = (): Examining => ({
    pool,
    ask: engine && createAskWorkflows(engine),
    reading: histories
      ? {
          pool,
          engine,
          archiveFolder: histories.archiveFolder,
          replayer,
          givingUp: createGivingUp(HISTORIES_AT_ONCE * 2),
        }
      : null,
  });
  const first = examining();
  const whole = options.streams === 'all';
  const streams = await listStreams(pool, options.streams);
  const differences: Finding[] = whole ? [...(await checkPositions(pool)), ...(await findRowsWithoutStream(pool))] : [];
  const notCompared: NotCompared[] = [];
  const unsettled: Examined[] = [];
  let counts = noCounts;
  const keep = (examined: readonly Examined[]) => {
    for (const { findings, counts: more } of examined) {
      differences.push(...findings);
      counts = sum(counts, more);
    }
  };
  for (const portion of portionsOf(streams)) {
    const examined = await examine(first, portion);
    keep(examined.filter(isSettled));
    unsettled.push(...examined.filter((one) => !isSettled(one)));
    onProgress(counts.streams + unsettled.length, streams.length);
  }
  if (whole && histories) differences.push(...(await findStrayHistories(pool, histories.archiveFolder)));
  if (whole && engine) {
    const unknown = await findUnknownWorkflows(pool, engine);
    differences.push(...unknown.findings);
    notCompared.push(...unknown.notCompared);
  }
  const last = await lookAgain(examining(), unsettled, Date.now() + patienceMs);
  keep(last);
  notCompared.push(...last.flatMap(({ stream, silent }) => (silent ? [{ stream, why: silent }] : [])));
  return {
    equal: differences.length === 0,
    complete: notCompared.length === 0,
    engine: engine ? 'asked' : 'not asked',
    counts,
    differences,
    notCompared,
    waiting: await readWaiting(pool, options.streams),
  };
}

const isSettled = ({ findings, silent }: Examined): boolean => silent === null && !findings.some(mayPass);

/**
 * Examines these again until each has settled or patience is at an end. A workflow is to come only as far as the log was
 * at the first look: under load it lags a little at every look. What cannot pass stays found, whoever is silent since.
 */
async function lookAgain(examining: Examining, first: readonly Examined[], until: number): Promise<Examined[]> {
  const owed = new Map(first.map(({ stream, version }) => [stream, version]));
  const settled: Examined[] = [];
  let waiting = first;
  while (waiting.length > 0) {
    await pause(LOOK_AGAIN_MS);
    const before = new Map(waiting.map((one) => [one.stream, one]));
    const examined: Examined[] = [];
    for (const portion of portionsOf(waiting)) {
      const again = await examine(examining, portion, owed);
      examined.push(...again.map((one) => ({ ...one, findings: withEarlier(before.get(one.stream), one) })));
    }
    const isLast = Date.now() > until;
    settled.push(...examined.filter((one) => isLast || isSettled(one)));
    waiting = isLast ? [] : examined.filter((one) => !isSettled(one));
  }
  return settled;
}

function withEarlier(before: Examined | undefined, { findings }: Examined): Finding[] {
  const isAmong = ({ code, at }: Finding) => findings.some((now) => now.code === code && now.at === at);
  const gone = before?.findings.filter((one) => !mayPass(one) && !isAmong(one)) ?? [];
  return [...gone, ...findings];
}
