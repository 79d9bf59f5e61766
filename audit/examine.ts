// One portion of streams: the engine asked first, then the log folded in one snapshot, then all of it compared.
import type { Pool } from '../db/pool.ts';
import { type Replay, replayStreams } from '../record/replay.ts';
import { kindOf } from '../record/streams.ts';
import type { AskWorkflows, Witness } from './ask-workflows.ts';
import { compareSeen } from './compare-workflow.ts';
import { type Counts, noCounts, sum } from './counts.ts';
import { type Finding, finding } from './findings.ts';

export interface Examining {
  readonly pool: Pool;
  /** Null: nobody is asked. */
  readonly ask: AskWorkflows | null;
}

export interface Examined {
  readonly stream: string;
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  /** Why the workflow could not be compared. */
  readonly silent: string | null;
}

export async function examine({ pool, ask }: Examining, streams: readonly string[]): Promise<Examined[]> {
  const served = streams.filter((stream) => ['assignment', 'plan'].includes(kindOf(stream)));
  const witnesses = ask ? await ask(served) : new Map<string, Witness>();
  const replays = await replayStreams(pool, streams);
  return replays.map((replay) => compareAll(replay, witnesses.get(replay.stream)));
}

function compareAll(replay: Replay, witness: Witness | undefined): Examined {
  const { stream, differences, standings, events } = replay;
  const fromLog = differences.map(({ code, ...where }) => finding(code, stream, where));
  const fromWorkflow = witness ? compareWitness(replay, witness) : [];
  const queried = witness?.found === 'running' ? 1 : 0;
  const lagging = witness?.found === 'running' && witness.state.version < standings.length - 1 ? 1 : 0;
  const counts = sum(noCounts, {
    streams: 1,
    events: events.length,
    commands: [...replay.commands.values()].filter(({ outcome }) => outcome).length,
    workflows: queried,
    lagging,
  });
  const silent = witness?.found === 'silent' ? witness.why : null;
  return { stream, findings: [...fromLog, ...fromWorkflow], counts, silent };
}

function compareWitness({ stream, standings }: Replay, witness: Witness): Finding[] {
  if (witness.found === 'silent') return [];
  const standing = standings.at(-1);
  const open = standing?.open ?? false;
  if (witness.found !== 'running') {
    const found = witness.found === 'none' ? 'no workflow' : `the last run, ${witness.runId}, has ended`;
    return open ? [finding('workflow-missing', stream, { expected: `a workflow that waits`, found })] : [];
  }
  const { runId, foreign, state } = witness;
  const seen = compareSeen(standings, state);
  const leftOver = { expected: `no workflow, for the stream is ${standing?.status}`, found: `run ${runId}` };
  return [
    ...(open ? [] : [finding('workflow-left-over', stream, leftOver)]),
    ...(foreign ? [finding('workflow-foreign', stream, { expected: 'its own workflow', found: foreign })] : []),
    ...(seen ? [finding('workflow-differs', stream, seen)] : []),
  ];
}
