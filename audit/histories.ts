// The histories of streams: of runs that have ended from the archive, of all others from the engine.
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { WorkflowNotFoundError } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { pathOf } from '../db/content-store.ts';
import type { Pool } from '../db/pool.ts';
import { sha256 } from '../record/hash-chain.ts';
import { workflowIdOf } from '../workflows/stream-run.messages.ts';
import { type AuditedEngine, runOf, type Witness, whyNoAnswer } from './ask-workflows.ts';
import { atOnce } from './at-once.ts';
import { foreignHistory } from './compare-history.ts';
import { type Finding, finding } from './findings.ts';
import type { GivingUp } from './giving-up.ts';
import type { Replayer } from './replayer.ts';
import { type History, NotBegun, type RunHistory, readRunHistory } from './run-history.ts';

export interface HistoryReading {
  readonly pool: Pool;
  /** Null: archived histories alone. */
  readonly engine: AuditedEngine | null;
  readonly archiveFolder: string;
  /** Null: histories are read, not replayed. */
  readonly replayer: Replayer | null;
  readonly givingUp: GivingUp;
}

/** Files in the archive that no run of the record names, and that are not just being put there. */
export async function findStrayHistories(pool: Pool, archiveFolder: string): Promise<Finding[]> {
  const files = (await readdir(archiveFolder, { recursive: true }).catch(() => [])).map((path) => basename(path));
  const archived = new Set(files.filter((name) => /^[0-9a-f]{64}$/.test(name)));
  const named = await pool.query<{ name: string }>(
    'select archived_sha256 as name from engine_runs where archived_sha256 = any($1)',
    [[...archived]],
  );
  for (const { name } of named.rows) archived.delete(name);
  const strays: Finding[] = [];
  for (const name of archived) {
    const whose = await whoseHistory(archiveFolder, name);
    const noted = await pool.query(
      'select from engine_runs where workflow_id = $1 and run_id = $2 and archived_sha256 is null',
      [whose?.workflowId ?? '', whose?.runId ?? ''],
    );
    if (noted.rowCount) continue;
    const found = `${name}: ${whose ? `the history of ${whose.workflowId}, run ${whose.runId}` : 'no history'}`;
    strays.push(finding('history-foreign', null, { expected: 'no file in the archive that no run names', found }));
  }
  return strays;
}

async function whoseHistory(archiveFolder: string, name: string): Promise<RunHistory | null> {
  try {
    return readRunHistory(historyIn(await readFile(pathOf(archiveFolder, name))));
  } catch {
    return null;
  }
}

const historyIn = (bytes: Buffer): History => historyFromJSON(JSON.parse(gunzipSync(bytes).toString()));

/** What was found of one stream's runs, oldest first. */
export interface ReadHistories {
  readonly runs: RunHistory[];
  readonly findings: Finding[];
  archived: number;
  live: number;
  /** The engine has forgotten them, or had before they could be archived. */
  lost: number;
  replayed: number;
  silent: string | null;
}

interface NotedRun {
  readonly stream: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly archived: string | null;
}

export const HISTORIES_AT_ONCE = 8;
const FETCHED_WITHIN_MS = 30_000;

export async function readHistories(
  reading: HistoryReading,
  streams: readonly string[],
  witnesses: ReadonlyMap<string, Witness>,
): Promise<Map<string, ReadHistories>> {
  const found = new Map<string, ReadHistories>();
  for (const stream of streams) {
    const nothing = { archived: 0, live: 0, lost: 0, replayed: 0, silent: null };
    found.set(stream, { runs: [], findings: [], ...nothing });
  }
  const runs = await listRuns(reading.pool, streams, witnesses);
  await atOnce(HISTORIES_AT_ONCE, runs, async (run) => {
    const into = found.get(run.stream);
    if (into) await readOne(reading, run, into);
  });
  return found;
}

/** Runs that the record has noted, and the latest one that the engine told of: its first turn may not have noted it yet. */
async function listRuns(
  pool: Pool,
  streams: readonly string[],
  witnesses: ReadonlyMap<string, Witness>,
): Promise<NotedRun[]> {
  const { rows } = await pool.query<NotedRun>(
    `select stream, workflow_id as "workflowId", run_id as "runId", archived_sha256 as archived from engine_runs where stream = any($1) order by noted_at`,
    [streams],
  );
  const noted = new Set(rows.map(({ runId }) => runId));
  const latest = streams.flatMap((stream): NotedRun[] => {
    const witness = witnesses.get(stream);
    const runId = witness && 'runId' in witness ? witness.runId : null;
    return runId && !noted.has(runId)
      ? [{ stream, workflowId: workflowIdOf(runOf(stream)), runId, archived: null }]
      : [];
  });
  return [...rows, ...latest];
}

async function readOne(reading: HistoryReading, run: NotedRun, into: ReadHistories): Promise<void> {
  if (run.archived === 'lost') {
    into.lost++;
    return;
  }
  const raw = await (run.archived ? fromArchive(reading, run, run.archived) : fromEngine(reading, run));
  if (raw === 'not asked') return;
  if (raw === 'lost') into.lost++;
  else if ('why' in raw) into.silent = raw.why;
  else if ('code' in raw) into.findings.push(raw);
  else {
    into[run.archived ? 'archived' : 'live']++;
    await take(reading, run, raw.history, into);
  }
}

async function take({ replayer }: HistoryReading, run: NotedRun, history: History, into: ReadHistories): Promise<void> {
  const { stream, runId } = run;
  const read = understand(run, history);
  if ('why' in read) into.silent = read.why;
  else if ('code' in read) into.findings.push(read);
  else {
    into.runs.push(read);
    if (!replayer || !read.hasTask) return; // where no task was ever scheduled there is nothing to repeat
    const replayed = await replayer.replay(history, read.workflowId);
    if (replayed.what === 'unended') {
      into.silent = `the history of run ${runId}: ${replayed.why}`;
      return;
    }
    into.replayed++;
    if (replayed.what === 'repeated') return;
    const expected = `run ${runId} repeated command by command`;
    into.findings.push(finding('replay-failed', stream, { expected, found: replayed.why }));
  }
}

type Understood = RunHistory | Finding | { readonly why: string };

function understand({ stream, runId, archived }: NotedRun, history: History): Understood {
  try {
    const read = readRunHistory(history);
    const foreign = foreignHistory(read, runOf(stream), runId);
    return foreign ? finding('history-foreign', stream, foreign) : read;
  } catch (error) {
    if (error instanceof NotBegun && !archived) return { why: `the history of run ${runId}: ${error.message}` };
    const expected = `a history of run ${runId} as our workflows write it`;
    return finding('history-unreadable', stream, { expected, found: (error as Error).message });
  }
}

type Raw = { readonly history: History } | Finding | { readonly why: string } | 'lost' | 'not asked';

async function fromEngine({ engine, givingUp }: HistoryReading, { workflowId, runId }: NotedRun): Promise<Raw> {
  if (!engine) return 'not asked';
  if (!givingUp.isWorthAsking()) return { why: `the history of run ${runId}: nobody answers` };
  const { client } = engine;
  const handle = client.workflow.getHandle(workflowId, runId);
  try {
    const history = await client.withDeadline(Date.now() + FETCHED_WITHIN_MS, () => handle.fetchHistory());
    givingUp.answered();
    return { history };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      givingUp.answered();
      return 'lost';
    }
    givingUp.wasSilent();
    return { why: `the history of run ${runId}: ${whyNoAnswer(error)}` };
  }
}

async function fromArchive({ archiveFolder }: HistoryReading, { stream, runId }: NotedRun, name: string): Promise<Raw> {
  const expected = `the history of run ${runId}, archived as ${name}`;
  const unreadable = (found: string) => finding('history-unreadable', stream, { expected, found });
  try {
    const bytes = await readFile(pathOf(archiveFolder, name));
    const hash = sha256(bytes);
    if (hash !== name) return unreadable(`a file with the hash ${hash}`);
    return { history: historyIn(bytes) };
  } catch (error) {
    return unreadable((error as Error).message);
  }
}
