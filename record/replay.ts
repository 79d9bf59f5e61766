// Replays streams from the log and compares everything that was derived from them: head row, snapshot, read models,
// outcomes in the inbox, free texts, the archive's list of runs. What an auditor is shown as "equal" is computed here,
// from the stored bytes. Many streams cost as many statements as one.
import type { PoolClient } from 'pg';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { ms } from '../domain/instant.ts';
import type { Folded } from '../domain/rules.ts';
import { compareArchive, compareOutcomes, compareTexts } from './compare-derived.ts';
import { compare, type Difference } from './differences.ts';
import { genesisHash } from './hash-chain.ts';
import { type Kind, kindThatDecides } from './kinds.ts';
import type { Projection } from './projections.ts';
import { readStreams, type StoredEvent } from './read-stream.ts';
import { type CommandRecord, type Head, readCommands, readHeads, readRuns, readTexts } from './replay-reads.ts';
import { foldWithStandings, type Standing } from './standings.ts';
import { ARCHIVE_STREAM } from './streams.ts';
import { verifyChain } from './verify-chain.ts';
import { findWrongRows } from './write-projections.ts';

export interface Replay {
  readonly stream: string;
  readonly equal: boolean;
  readonly differences: readonly Difference[];
  readonly events: readonly StoredEvent[];
  /** By version, from 0; only [0] for a stream of facts that nobody decides (the archive). */
  readonly standings: readonly Standing[];
  /** What the inbox says of every command to this stream, by command id. */
  readonly commands: ReadonlyMap<string, CommandRecord>;
  readonly checked: {
    readonly events: number;
    readonly version: number;
    readonly headHash: string;
    readonly status: string;
  };
}

/** Replays one stream. Null when there is no such stream. */
export async function replayStream(pool: Pool, stream: string): Promise<Replay | null> {
  const [replay] = await replayStreams(pool, [stream]);
  return replay ?? null;
}

/**
 * Replays streams in one snapshot of the database: commands that come in meanwhile are no difference. Those that do not
 * exist are left out. What was tampered with is named, never thrown. All their events are held in memory at once.
 */
export async function replayStreams(pool: Pool, streams: readonly string[]): Promise<Replay[]> {
  const read = await inTransaction(pool, async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only');
    const heads = await readHeads(tx, streams);
    const events = await readStreams(tx, streams);
    const commands = await readCommands(tx, streams);
    const folds = heads.map((head) => foldHead(head, events.get(head.stream) ?? []));
    return {
      folds,
      commands,
      wrongRows: await findWrongRowsByStream(tx, folds),
      texts: await readTexts(
        tx,
        folds.flatMap((fold) => fold.events),
      ),
      runs: streams.includes(ARCHIVE_STREAM) ? await readRuns(tx) : [],
    };
  });
  // The rest needs no database: the snapshot is given back before the hashing begins.
  return read.folds.map((fold): Replay => {
    const { stream, events, standings } = fold;
    const commands = read.commands.get(stream) ?? new Map<string, CommandRecord>();
    const differences = [
      ...verifyChain(stream, events),
      ...fold.differences,
      ...(read.wrongRows.get(stream) ?? []),
      ...compareOutcomes(events, standings, commands),
      ...compareTexts(events, read.texts),
      ...(stream === ARCHIVE_STREAM ? compareArchive(events, read.runs) : []),
    ];
    const last = events.at(-1);
    const headHash = last?.hash ?? genesisHash(stream);
    const checked = { events: events.length, version: last?.version ?? 0, headHash, status: fold.status };
    return { stream, equal: differences.length === 0, differences, events, standings, commands, checked };
  });
}

interface FoldedHead {
  readonly stream: string;
  readonly status: string;
  readonly events: readonly StoredEvent[];
  readonly standings: readonly Standing[];
  readonly projections: readonly Projection[];
  readonly differences: readonly Difference[];
}

function foldHead(head: Head, events: readonly StoredEvent[]): FoldedHead {
  const { stream, status } = head;
  if (stream === ARCHIVE_STREAM) {
    const differences = compareHead(head, events, { status: events.length > 0 ? 'open' : 'none', ...idle });
    return { stream, status, events, standings: [], projections: [], differences };
  }
  const kind = kindThatDecides(stream);
  const { standings, folded, differences } = foldWithStandings(stream, kind, events);
  const standing = standings.at(-1);
  if (!folded || !standing) return { stream, status, events, standings, projections: [], differences };
  const derived = [...compareHead(head, events, standing), ...compareSnapshot(head, kind, folded)];
  return { stream, status, events, standings, projections: kind.project(stream, folded), differences: derived };
}

const idle = { open: false, wakeAt: null };

function compareHead(
  head: Head,
  events: readonly StoredEvent[],
  { status, open, wakeAt }: Pick<Standing, 'status' | 'open' | 'wakeAt'>,
): Difference[] {
  const last = events.at(-1);
  const expected = {
    version: last?.version ?? 0,
    headHash: last?.hash ?? genesisHash(head.stream),
    status,
    open,
    wakeAt,
    lastAt: last ? ms(last.at) : null,
  };
  const times = { wakeAt: head.wakeAt?.getTime() ?? null, lastAt: head.lastAt?.getTime() ?? null };
  const found = { version: head.version, headHash: head.headHash, status: head.status, open: head.open, ...times };
  return compare('head-differs', null, { expected, found });
}

const compareSnapshot = (head: Head, kind: Kind, { state }: Folded<unknown>): Difference[] =>
  head.format === kind.snapshotFormat
    ? compare('snapshot-differs', null, { expected: state, found: head.snapshot })
    : [];

/** One statement per table, whatever the number of streams. */
async function findWrongRowsByStream(
  tx: PoolClient,
  folds: readonly FoldedHead[],
): Promise<ReadonlyMap<string, Difference[]>> {
  const merged = new Map<Projection['table'], Projection>();
  const owners = new Map<string, string>();
  for (const { stream, projections } of folds) {
    for (const { table, key, rows, whole } of projections) {
      for (const row of rows) owners.set(`${table} ${row[key]}`, stream);
      if (whole) owners.set(table, stream);
      merged.set(table, { table, key, rows: [...(merged.get(table)?.rows ?? []), ...rows], whole });
    }
  }
  const byStream = new Map<string, Difference[]>();
  for (const { table, key, expected, found } of await findWrongRows(tx, [...merged.values()])) {
    const stream = owners.get(`${table} ${key}`) ?? owners.get(table) ?? '';
    const difference: Difference = { code: 'read-model-differs', at: null, expected, found };
    byStream.set(stream, [...(byStream.get(stream) ?? []), difference]);
  }
  return byStream;
}
