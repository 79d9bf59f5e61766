// One turn of a stream, in one transaction: lock the head, fold, merge waiting commands and elapsed wake instants in
// time order, decide each, append, project, write the outcomes. The only way a command becomes events.
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { passBoundary } from '../db/failpoint.ts';
import type { Pool } from '../db/pool.ts';
import { inOpenedTransaction, isUnanswered } from '../db/transaction.ts';
import { type Instant, ms } from '../domain/instant.ts';
import { type DomainEvent, type Folded, passTimeUntil, type Recorded, record } from '../domain/rules.ts';
import type { Outcome } from './inbox.ts';
import { type Kind, kindThatDecides, type Outline } from './kinds.ts';
import { idOf } from './streams.ts';
import { type Decided, writeTurn } from './turn-end.ts';
import { foldStream, noteRuns, openTurn, type Waiting } from './turn-start.ts';

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

interface Merged extends Decided {
  readonly applied: readonly Applied[];
}

/** Throws when the database is away or slow (retry later); a command that the database refuses is parked, the rest goes on. */
export async function takeTurn(pool: Pool, request: TurnRequest, onFault: OnFault): Promise<TurnReport> {
  try {
    return await attempt(pool, request, onFault, COMMANDS_PER_TURN);
  } catch (error) {
    if (!isFaultOfCommand(error)) throw error;
  }
  let tried: Waiting | undefined;
  try {
    return await attempt(pool, request, onFault, 1, (first) => {
      tried = first;
    });
  } catch (error) {
    if (!tried || !isFaultOfCommand(error) || (await refusesTime(pool, request.stream))) throw error;
    await park(pool, tried.commandId, { stream: request.stream, error, onFault });
    return attempt(pool, request, onFault, 1);
  }
}

/**
 * The same command would fail again, for ever: SQLSTATE classes 22 (data) and 23 (integrity), or a mistake in our own
 * code. Everything else (a lost connection, a time-out, a lock) passes, and the turn is taken again.
 */
const isFaultOfCommand = (error: unknown): boolean =>
  isDatabaseError(error) ? /^2[23]/.test(error.code) : error instanceof TypeError || error instanceof RangeError;

const isDatabaseError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code);

class Tried extends Error {}

/** Whether what time alone would add is what the database refuses: then no command is to blame, and none is parked for it. */
async function refusesTime(pool: Pool, stream: string): Promise<boolean> {
  const open = (tx: PoolClient) => openTurn(tx, stream, 1);
  const trying = inOpenedTransaction(pool, open, async (tx, { head, now, recordedAt }) => {
    const kind = kindThatDecides(stream);
    const passed = passTimeUntil(kind.rules, await foldStream(tx, stream, kind, head), now);
    const decided = { ...passed, outcomes: new Map(), parked: new Map() };
    await writeTurn(tx, { stream, kind, prevHash: head.headHash, decided, recordedAt });
    throw new Tried(); // nothing of it is to stay
  });
  return trying.catch((error: unknown) => !(error instanceof Tried));
}

async function attempt(
  pool: Pool,
  request: TurnRequest,
  onFault: OnFault,
  limit: number,
  tells: (first: Waiting | undefined) => void = () => undefined,
): Promise<TurnReport> {
  const { stream } = request;
  const open = (tx: PoolClient) => openTurn(tx, stream, limit + 1);
  const report = await inOpenedTransaction(pool, open, async (tx, { head, now, recordedAt, waiting }) => {
    const kind = kindThatDecides(stream);
    tells(waiting[0]);
    passBoundary('turn:begun');
    if (request.newRun) await noteRuns(tx, [{ stream, ...request.newRun }]);
    const before = await foldStream(tx, stream, kind, head);
    const merged = await merge(tx, kind, before, waiting.slice(0, limit), { stream, onFault });
    const more = waiting.length > merged.applied.length;
    const turn = more ? merged : elapse(kind, merged, now);
    const headHash = await writeTurn(tx, { stream, kind, prevHash: head.headHash, decided: turn, recordedAt });
    passBoundary('turn:written');
    return reportOf(kind, turn, { headHash, now, more });
  });
  passBoundary('turn:committed');
  return report;
}

async function merge(
  tx: PoolClient,
  kind: Kind,
  before: Folded<unknown>,
  waiting: readonly Waiting[],
  { stream, onFault }: { stream: string; onFault: OnFault },
): Promise<Merged> {
  const until = Date.now() + TURN_BUDGET_MS;
  let folded = before;
  let versionBeforeTime = before.version;
  const events: Recorded<DomainEvent>[] = [];
  const outcomes = new Map<string, Outcome>();
  const parked = new Map<string, string>();
  const applied: Applied[] = [];
  for (const command of waiting) {
    if (applied.length > 0 && Date.now() > until) break;
    const { commandId, type, receivedAt, quiet } = command;
    const passed = passTimeUntil(kind.rules, folded, receivedAt);
    folded = passed.folded;
    events.push(...passed.events);
    try {
      const facts = await kind.gatherFacts(tx, command.body, command.actor, folded.state);
      const context = { actor: command.actor, receivedAt, version: folded.version, versionBeforeTime, facts };
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
      if (!quiet) versionBeforeTime = folded.version;
      events.push(...step.events);
      const types = step.events.map((event) => event.type);
      const { status } = kind.outline(folded.state);
      const reaches = [...new Set(kind.follows(stream, step.events, folded.state).map((send) => idOf(send.stream)))];
      const accepted = { version: folded.version, status, events: types, ...(reaches.length > 0 && { reaches }) };
      outcomes.set(commandId, { accepted });
      applied.push({ commandId, type, events: types });
    } catch (error) {
      if (isDatabaseError(error) || isUnanswered(error)) throw error; // the transaction is lost; takeTurn says what follows
      const errorId = randomUUID();
      onFault({ errorId, commandId, stream, error });
      parked.set(commandId, errorId);
      applied.push({ commandId, type, parked: errorId });
    }
  }
  return { folded, events, outcomes, parked, applied };
}

function elapse(kind: Kind, turn: Merged, now: Instant): Merged {
  const passed = passTimeUntil(kind.rules, turn.folded, now);
  return { ...turn, folded: passed.folded, events: [...turn.events, ...passed.events] };
}

/** That command and no other: meanwhile somebody else may have decided it. */
async function park(
  pool: Pool,
  commandId: string,
  { stream, error, onFault }: { stream: string; error: unknown; onFault: OnFault },
): Promise<void> {
  const errorId = randomUUID();
  const { rowCount } = await pool.query(
    'update inbox set parked = $2 where command_id = $1 and outcome is null and parked is null',
    [commandId, { errorId }],
  );
  if (rowCount === 1) onFault({ errorId, commandId, stream, error });
}

function reportOf(kind: Kind, turn: Merged, rest: { headHash: string; now: Instant; more: boolean }): TurnReport {
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
