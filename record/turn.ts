// One turn of a stream, in one transaction: lock the head, fold, merge waiting commands and elapsed wake instants in
// time order, decide each, append, project, write the outcomes. The only way a command becomes events.
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Instant, instant, ms } from '../domain/instant.ts';
import {
  type Actor,
  type DomainEvent,
  type Folded,
  fold,
  passTimeUntil,
  type Recorded,
  record,
  unfolded,
} from '../domain/rules.ts';
import { chain, insertEvents } from './append.ts';
import type { Outcome } from './inbox.ts';
import { type Kind, kindThatDecides, type Outline } from './kinds.ts';
import { asRecorded, readStream } from './read-stream.ts';

const COMMANDS_PER_TURN = 100;
const TURN_BUDGET_MS = 1_000;

export interface TurnRequest {
  readonly stream: string;
  /** The run that takes its first turn: noted, so that its history can be archived once it has ended. */
  readonly newRun?: { readonly workflowId: string; readonly runId: string };
}

type Applied = { readonly commandId: string; readonly type: string } & (
  | { readonly events: readonly string[] }
  | { readonly refusal: string }
  | { readonly parked: string }
);

/** What a turn leaves behind. Ids, instants (ms), status words and hashes only: it goes into Temporal's history. */
export interface TurnReport extends Outline {
  readonly version: number;
  readonly headHash: string;
  readonly wakeAt: number | null;
  /** The record's clock at the turn: timers are measured from it, so a second clock cannot disagree. */
  readonly now: number;
  /** Commands are still waiting; take another turn. */
  readonly more: boolean;
  readonly applied: readonly Applied[];
}

/** Told of every fault that parked a command; the fault itself never leaves the process. */
export type OnFault = (fault: { errorId: string; commandId: string; stream: string; error: unknown }) => void;

interface Waiting {
  readonly commandId: string;
  readonly type: string;
  readonly body: unknown;
  readonly actor: Actor;
  readonly receivedAt: Instant;
}

interface Head {
  readonly version: number;
  readonly headHash: string;
  readonly snapshot: unknown;
  readonly snapshotFormat: number | null;
  readonly lastAt: Date | null;
}

interface Turn {
  readonly folded: Folded<unknown>;
  readonly events: readonly Recorded<DomainEvent>[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly parked: ReadonlyMap<string, string>;
  readonly applied: readonly Applied[];
}

/** Throws when the database is away or slow (retry later); a command that the database refuses is parked, the rest goes on. */
export async function takeTurn(pool: Pool, request: TurnRequest, onFault: OnFault): Promise<TurnReport> {
  try {
    return await attempt(pool, request, onFault, COMMANDS_PER_TURN);
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
  }
  try {
    return await attempt(pool, request, onFault, 1);
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    await parkFirst(pool, request.stream, error, onFault);
    return attempt(pool, request, onFault, 1);
  }
}

/** SQLSTATE classes 22 (data) and 23 (integrity): the same command would fail again, for ever. */
const isRefusedByDatabase = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]/.test(error.code);

const attempt = (pool: Pool, request: TurnRequest, onFault: OnFault, limit: number): Promise<TurnReport> =>
  inTransaction(pool, async (tx) => {
    const { stream } = request;
    const kind = kindThatDecides(stream);
    const head = await lockHead(tx, stream);
    if (request.newRun) await noteRun(tx, stream, request.newRun);
    const { now, recordedAt, waiting } = await readWaiting(tx, stream, limit + 1);
    const before = await foldStream(tx, stream, kind, head);
    const merged = await merge(tx, kind, before, waiting.slice(0, limit), { stream, onFault });
    const more = waiting.length > merged.applied.length;
    const turn = more ? merged : elapse(kind, merged, now);
    const headHash = await write(tx, { stream, kind, head, turn, recordedAt });
    return reportOf(kind, turn, { headHash, now, more });
  });

async function lockHead(tx: PoolClient, stream: string): Promise<Head> {
  const { rows } = await tx.query<Head>(
    `select version, head_hash as "headHash", snapshot, snapshot_format as "snapshotFormat", last_at as "lastAt"
     from streams where stream = $1 for update`,
    [stream],
  );
  if (!rows[0]) throw new Error(`no stream ${stream}`);
  return rows[0];
}

/** Safe to call twice: the run is known by its ids. */
export async function noteRun(
  tx: Pick<PoolClient, 'query'>,
  stream: string,
  run: { workflowId: string; runId: string },
): Promise<void> {
  await tx.query('insert into engine_runs (workflow_id, run_id, stream) values ($1, $2, $3) on conflict do nothing', [
    run.workflowId,
    run.runId,
    stream,
  ]);
}

/** Waiting commands and both clocks, read after the head is locked: nothing received before the lock is overlooked by time. */
async function readWaiting(tx: PoolClient, stream: string, limit: number) {
  const clocks = await tx.query<{ now: Date; recorded: Date }>(
    `select tiendo_now() as now, date_trunc('milliseconds', clock_timestamp()) as recorded`,
  );
  const { rows } = await tx.query<Omit<Waiting, 'receivedAt'> & { receivedAt: Date }>(
    `select command_id as "commandId", type, body, actor, received_at as "receivedAt" from inbox
     where stream = $1 and outcome is null and parked is null order by received_at, seq limit $2`,
    [stream, limit],
  );
  const [clock] = clocks.rows;
  if (!clock) throw new Error('PostgreSQL told no time');
  const waiting = rows.map((row): Waiting => ({ ...row, receivedAt: instant(row.receivedAt.getTime()) }));
  return { now: instant(clock.now.getTime()), recordedAt: instant(clock.recorded.getTime()), waiting };
}

/** From the snapshot where it fits the present rules, else from the first event. */
async function foldStream(tx: PoolClient, stream: string, kind: Kind, head: Head): Promise<Folded<unknown>> {
  if (head.snapshot !== null && head.snapshotFormat === kind.snapshotFormat) {
    return { state: head.snapshot, version: head.version, lastAt: head.lastAt && instant(head.lastAt.getTime()) };
  }
  return fold(kind.rules, unfolded(kind.rules), asRecorded<DomainEvent>(await readStream(tx, stream)));
}

async function merge(
  tx: PoolClient,
  kind: Kind,
  before: Folded<unknown>,
  waiting: readonly Waiting[],
  { stream, onFault }: { stream: string; onFault: OnFault },
): Promise<Turn> {
  const until = Date.now() + TURN_BUDGET_MS;
  let folded = before;
  const events: Recorded<DomainEvent>[] = [];
  const outcomes = new Map<string, Outcome>();
  const parked = new Map<string, string>();
  const applied: Applied[] = [];
  for (const command of waiting) {
    if (applied.length > 0 && Date.now() > until) break;
    const { commandId, type, receivedAt } = command;
    const passed = passTimeUntil(kind.rules, folded, receivedAt);
    folded = passed.folded;
    events.push(...passed.events);
    const facts = await kind.gatherFacts(tx, command.body, command.actor, folded.state);
    try {
      const context = { actor: command.actor, receivedAt, version: folded.version, facts };
      const decision = kind.rules.decide(folded.state, command.body, context);
      if ('refusal' in decision) {
        outcomes.set(commandId, { refused: decision.refusal });
        applied.push({ commandId, type, refusal: decision.refusal.code });
        continue;
      }
      const step = record(kind.rules, folded, decision.events, {
        at: receivedAt,
        receivedAt,
        actor: command.actor,
        commandId,
      });
      folded = step.folded;
      events.push(...step.events);
      const types = step.events.map((event) => event.type);
      const { status } = kind.outline(folded.state);
      outcomes.set(commandId, { accepted: { version: folded.version, status, events: types } });
      applied.push({ commandId, type, events: types });
    } catch (error) {
      const errorId = randomUUID();
      onFault({ errorId, commandId, stream, error });
      parked.set(commandId, errorId);
      applied.push({ commandId, type, parked: errorId });
    }
  }
  return { folded, events, outcomes, parked, applied };
}

function elapse(kind: Kind, turn: Turn, now: Instant): Turn {
  const passed = passTimeUntil(kind.rules, turn.folded, now);
  return { ...turn, folded: passed.folded, events: [...turn.events, ...passed.events] };
}

interface Writing {
  readonly stream: string;
  readonly kind: Kind;
  readonly head: Head;
  readonly turn: Turn;
  readonly recordedAt: Instant;
}

async function write(tx: PoolClient, { stream, kind, head, turn, recordedAt }: Writing): Promise<string> {
  const { folded, events, outcomes, parked } = turn;
  await writeOutcomes(tx, outcomes, parked);
  if (events.length === 0) return head.headHash;
  const { rows, headHash } = chain({ stream, prevHash: head.headHash, recordedAt, events });
  await kind.project(tx, stream, folded);
  const { status, open } = kind.outline(folded.state);
  await tx.query(
    `update streams set version = $2, head_hash = $3, snapshot = $4, snapshot_format = $5, last_at = $6, status = $7,
       open = $8, wake_at = $9 where stream = $1`,
    [
      stream,
      folded.version,
      headHash,
      folded.state,
      kind.snapshotFormat,
      folded.lastAt,
      status,
      open,
      kind.rules.nextWake(folded.state),
    ],
  );
  await insertEvents(tx, rows);
  return headHash;
}

async function writeOutcomes(tx: PoolClient, outcomes: Turn['outcomes'], parked: Turn['parked']): Promise<void> {
  const rows = [
    ...[...outcomes].map(([command_id, outcome]) => ({ command_id, outcome, parked: null })),
    ...[...parked].map(([command_id, errorId]) => ({ command_id, outcome: null, parked: { errorId } })),
  ];
  if (rows.length === 0) return;
  await tx.query(
    `update inbox set outcome = decided.outcome, parked = decided.parked
     from jsonb_to_recordset($1::jsonb) as decided (command_id uuid, outcome jsonb, parked jsonb)
     where inbox.command_id = decided.command_id`,
    [JSON.stringify(rows)],
  );
}

async function parkFirst(pool: Pool, stream: string, error: unknown, onFault: OnFault): Promise<void> {
  const errorId = randomUUID();
  const { rows } = await pool.query<{ commandId: string }>(
    `update inbox set parked = $2 where command_id = (
       select command_id from inbox where stream = $1 and outcome is null and parked is null order by received_at, seq limit 1)
     returning command_id as "commandId"`,
    [stream, { errorId }],
  );
  if (rows[0]) onFault({ errorId, commandId: rows[0].commandId, stream, error });
}

function reportOf(kind: Kind, turn: Turn, rest: { headHash: string; now: Instant; more: boolean }): TurnReport {
  const { state, version } = turn.folded;
  const wake = kind.rules.nextWake(state);
  return {
    ...kind.outline(state),
    version,
    headHash: rest.headHash,
    wakeAt: wake && ms(wake),
    now: ms(rest.now),
    more: rest.more,
    applied: turn.applied,
  };
}
