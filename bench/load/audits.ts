// Two ways to check that what is stored is what happened: the SDK replays a history, we fold the log.
import { readFile } from 'node:fs/promises';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { compareApplied, compareTurns } from '../../audit/compare-history.ts';
import { readRunHistory } from '../../audit/run-history.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { commandsInLog } from '../../record/compare-derived.ts';
import { type Replay, replayStreams } from '../../record/replay.ts';
import type { Audited, FoldVerify, StockReplay } from './jobs.ts';

const STREAMS_PER_PORTION = 200;
const { History } = proto.temporal.api.history.v1;
let isQuiet = false;

/** Replays faithfully or not at all: `wrong` names the lives that did not replay. */
export async function runStockReplay({ bundlePath, lives, warmUp }: StockReplay): Promise<Audited> {
  if (!isQuiet) Runtime.install({ logger: new DefaultLogger('ERROR') });
  isQuiet = true;
  // One is asked for when its predecessor is replayed: the clock starts when the first one after the warm-up is.
  let begun = performance.now();
  const histories = (async function* () {
    for (const [index, { stream, history }] of [...warmUp, ...lives].entries()) {
      if (index === warmUp.length) begun = performance.now();
      yield { workflowId: stream, history: History.decode(await readFile(history)) };
    }
  })();
  const wrong: string[] = [];
  let replayed = 0;
  let ended = begun;
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle: { codePath: bundlePath } },
    histories,
  )) {
    replayed++;
    ended = performance.now(); // before the worker shuts down
    if (error) wrong.push(workflowId);
  }
  return { wallMs: ended - begun, checked: replayed - warmUp.length, wrong };
}

export async function runFoldVerify({ databaseUrl, lives, warmUp }: FoldVerify): Promise<Audited> {
  const pool = createPool({ url: databaseUrl, name: 'bench-audit', max: 2, statementTimeout: 60_000 });
  try {
    const warm = await verify(pool, warmUp);
    const begun = performance.now();
    const { checked, wrong } = await verify(pool, lives);
    return { wallMs: performance.now() - begun, checked, wrong: [...warm.wrong, ...wrong] };
  } finally {
    await pool.end();
  }
}

async function verify(pool: Pool, lives: FoldVerify['lives']): Promise<Omit<Audited, 'wallMs'>> {
  const historyOf = new Map(lives.map(({ stream, history }) => [stream, history]));
  const streams = [...historyOf.keys()];
  const wrong: string[] = [];
  let checked = 0;
  for (let from = 0; from < streams.length; from += STREAMS_PER_PORTION) {
    const replays = await replayStreams(pool, streams.slice(from, from + STREAMS_PER_PORTION));
    checked += replays.length;
    for (const replay of replays) {
      const bytes = await readFile(historyOf.get(replay.stream) ?? '');
      if (!replay.equal || differsFromHistory(replay, bytes)) wrong.push(replay.stream);
    }
  }
  return { checked, wrong };
}

/** The engine as a witness: every turn in its history ended on the event that the log has, every command led to the same. */
function differsFromHistory({ stream, standings, events, commands }: Replay, bytes: Uint8Array): boolean {
  const run = readRunHistory(History.decode(bytes));
  const log = { commandsInLog: commandsInLog(events), commands };
  return [...compareTurns(stream, run, standings), ...compareApplied(stream, run, log)].length > 0;
}
