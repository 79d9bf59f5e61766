// One portion of streams: the engine and the histories asked first, then the log folded in one snapshot, then all of it
// compared. In this order the log may be ahead of every witness, and never behind.

import type { Pool } from '../db/pool.ts';
import { commandsInLog } from '../record/compare-derived.ts';
import { type Replay, replayStreams } from '../record/replay.ts';
import { kindOf } from '../record/streams.ts';
import type { AskWorkflows, Witness } from './ask-workflows.ts';
import { compareApplied, compareTimer, compareTurns, countUnwitnessed } from './compare-history.ts';
import { compareProgress, compareSeen } from './compare-workflow.ts';
import { type Counts, noCounts, sum } from './counts.ts';
import { type Finding, finding } from './findings.ts';
import { type HistoryReading, type ReadHistories, readHistories } from './histories.ts';

export interface Examining {
  readonly pool: Pool;
  /** Null: nobody is asked. */
  readonly ask: AskWorkflows | null;
  /** Null: no history is read. */
  readonly reading: HistoryReading | null;
}

export interface Examined {
  readonly stream: string;
  /** Of the log, when this was looked at. */
  readonly version: number;
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  /** Why the workflow, or a history, could not be compared. */
  readonly silent: string | null;
}

/** `owed`: the version that a stream's workflow must have come to; the end of the log where this does not tell. */
export async function examine(
  { pool, ask, reading }: Examining,
  streams: readonly string[],
  owed: ReadonlyMap<string, number> = new Map(),
): Promise<Examined[]> {
  const served = streams.filter((stream) => ['assignment', 'plan'].includes(kindOf(stream)));
  const witnesses = ask ? await ask(served) : new Map<string, Witness>();
  const histories = reading ? await readHistories(reading, served, witnesses) : new Map<string, ReadHistories>();
  const replays = await replayStreams(pool, streams);
  return replays.map((replay) => {
    const { stream } = replay;
    const { version } = replay.checked;
    const parts = [
      fromLog(replay),
      fromWitness(replay, witnesses.get(stream), owed.get(stream) ?? version),
      fromHistories(replay, histories.get(stream)),
    ];
    return {
      stream,
      version,
      findings: parts.flatMap(({ findings }) => findings),
      counts: parts.reduce((counts, part) => sum(counts, part.counts), noCounts),
      silent: parts.find(({ silent }) => silent)?.silent ?? null,
    };
  });
}

interface Part {
  readonly findings: readonly Finding[];
  readonly counts: Partial<Counts>;
  readonly silent?: string | null;
}

function fromLog({ stream, differences, events, commands }: Replay): Part {
  const decided = [...commands.values()].filter(({ outcome }) => outcome).length;
  const findings = differences.map(({ code, ...where }) => finding(code, stream, where));
  return { findings, counts: { streams: 1, events: events.length, commands: decided } };
}

function fromWitness({ stream, standings, checked }: Replay, witness: Witness | undefined, owed: number): Part {
  if (!witness) return { findings: [], counts: {} };
  if (witness.found === 'silent') return { findings: [], counts: {}, silent: witness.why };
  const standing = standings.at(-1);
  const open = standing?.open ?? false;
  if (witness.found !== 'running') {
    const found = witness.found === 'none' ? 'no workflow' : `the last run, ${witness.runId}, has ended`;
    const missing = finding('workflow-missing', stream, { expected: 'a workflow that waits', found });
    return { findings: open ? [missing] : [], counts: {} };
  }
  const { runId, foreign, state } = witness;
  const [seen, behind] = [compareSeen(standings, state), compareProgress(owed, state)];
  const leftOver = { expected: `no workflow, for the stream is ${standing?.status}`, found: `run ${runId}` };
  const findings = [
    ...(open ? [] : [finding('workflow-left-over', stream, leftOver)]),
    ...(foreign ? [finding('workflow-foreign', stream, { expected: 'its own workflow', found: foreign })] : []),
    ...(seen ? [finding('workflow-differs', stream, seen)] : []),
    ...(behind ? [finding('workflow-behind', stream, behind)] : []),
  ];
  return { findings, counts: { workflows: 1, lagging: state.version < checked.version ? 1 : 0 } };
}

function fromHistories({ stream, standings, events, commands }: Replay, histories: ReadHistories | undefined): Part {
  if (!histories) return { findings: [], counts: {} };
  const { runs, silent } = histories;
  const log = { commandsInLog: commandsInLog(events), commands };
  const timers = runs.filter(({ ended }) => !ended).map((run) => compareTimer(stream, run, standings));
  const findings = [
    ...histories.findings,
    ...runs.flatMap((run) => [...compareTurns(stream, run, standings), ...compareApplied(stream, run, log)]),
    ...timers.filter((timer) => typeof timer === 'object'),
  ];
  const turns = runs.flatMap((run) => run.turns);
  const counts = {
    timers: timers.filter((timer) => timer !== 'moving').length,
    historiesArchived: histories.archived,
    historiesLive: histories.live,
    historiesLost: histories.lost,
    historiesReplayed: histories.replayed,
    turns: turns.length,
    joined: turns.reduce((count, { applied }) => count + applied.length, 0),
    unwitnessed: countUnwitnessed(runs, log),
  };
  return { findings, counts, silent };
}
