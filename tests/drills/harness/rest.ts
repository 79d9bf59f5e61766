// When an installation is at rest: everything decided, nothing late, and every workflow stands where its stream does.
import { setTimeout as sleep } from 'node:timers/promises';
import { workflowIdOf } from '../../../activities/stream-workflow.ts';
import { type AuditedEngine, createAskWorkflows, listRunning, type Witness } from '../../../audit/ask-workflows.ts';
import type { Pool } from '../../../db/pool.ts';
import { ON_ITS_WAY_MS } from './check-time.ts';
import { type Finding, finding } from './findings.ts';

const PAUSE_MS = 150;

interface StreamHead {
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  readonly headHash: string;
  readonly wakeAt: Date | null;
}

interface RestOptions {
  readonly pool: Pool;
  readonly engine: AuditedEngine;
  /** Only workflows whose stream has changed since are asked. */
  readonly sincePosition: number;
  readonly limitMs: number;
}

/** Returns when it is at rest, with nothing; at the limit, with what keeps it from it. */
export async function waitForRest({ limitMs, ...options }: RestOptions): Promise<Finding[]> {
  const settled = new Set<string>();
  for (const until = Date.now() + limitMs; ; await sleep(PAUSE_MS)) {
    const found = await unrest(options, settled).catch((error: Error) => [finding('not-drained', error.message)]);
    if (found.length === 0 || Date.now() > until) return found;
  }
}

async function unrest(
  { pool, engine, sincePosition }: Omit<RestOptions, 'limitMs'>,
  settled: Set<string>,
): Promise<Finding[]> {
  const undecided = await countUndecided(pool);
  if (undecided.length > 0) return undecided;
  const { rows: open } = await pool.query<{ stream: string }>(
    `select stream from streams where open and kind in ('assignment', 'plan')`,
  );
  const wanted = new Set(open.map(({ stream }) => workflowIdOf(stream)));
  const running = new Set(await listRunning(engine));
  const missing = [...wanted].filter((id) => !running.has(id));
  const beside = [...running].filter((id) => !wanted.has(id));
  if (missing.length > 0) return [finding('not-drained', `open streams without a workflow: ${missing.slice(0, 5)}`)];
  if (beside.length > 0) return [finding('not-drained', `workflows without an open stream: ${beside.slice(0, 5)}`)];
  const { rows: heads } = await pool.query<StreamHead>(
    `select stream, version, status, head_hash as "headHash", wake_at as "wakeAt" from streams
     where open and kind in ('assignment', 'plan') and stream in (select stream from events where position > $1)`,
    [sincePosition],
  );
  const moved = heads.filter(({ stream }) => !settled.has(stream));
  const witnesses = await createAskWorkflows(engine)(moved.map(({ stream }) => stream));
  return moved.flatMap((head) => {
    const difference = compareState(head, witnesses.get(head.stream));
    if (difference) return [finding('workflow-differs', `${head.stream}: ${difference}`)];
    settled.add(head.stream);
    return [];
  });
}

async function countUndecided(pool: Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{ undecided: number; launching: number; late: number }>(
    `select (select count(*) from inbox where outcome is null and parked is null and not quiet) as undecided,
       (select count(*) from plans where pending_launches > 0) as launching,
       (select count(*) from streams where open and wake_at < tiendo_now() - $1 * interval '1 millisecond') as late`,
    [ON_ITS_WAY_MS],
  );
  const [{ undecided, launching, late } = { undecided: 0, launching: 0, late: 0 }] = rows;
  return [
    ...(undecided ? [finding('not-drained', `${undecided} commands are not decided`)] : []),
    ...(launching ? [finding('not-drained', `${launching} launches are not complete`)] : []),
    ...(late ? [finding('not-drained', `${late} streams are past their wake-up`)] : []),
  ];
}

/** null when the workflow stands where its stream does. */
function compareState(head: StreamHead, witness: Witness | undefined): string | null {
  if (witness?.found !== 'running') return witness?.found === 'silent' ? witness.why : 'it does not run';
  const { state } = witness;
  const expected = JSON.stringify([head.version, head.status, head.headHash, head.wakeAt?.getTime() ?? null]);
  const found = JSON.stringify([state.version, state.status, state.headHash, state.wakeAt]);
  return found === expected ? null : `the record says ${expected}, the workflow ${found}`;
}
