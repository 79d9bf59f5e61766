// The histories of a stream's runs against the log: whose they are, which event each turn ended on, what each command led
// to, and where the pending timer stands. Pure.
import type { CommandInLog } from '../record/compare-derived.ts';
import type { CommandRecord } from '../record/replay-reads.ts';
import type { Standing } from '../record/standings.ts';
import { TIMER_GRACE_MS } from '../workflows/assignment.messages.ts';
import { type StreamRun, workflowIdOf, workflowTypeOf } from '../workflows/stream-run.messages.ts';
import { type Finding, finding } from './findings.ts';
import type { AppliedCommand, PendingTimer, RunHistory } from './run-history.ts';

/** Null: it is the history of this run of this stream. Else what it is the history of. */
export function foreignHistory(
  history: RunHistory,
  run: StreamRun,
  runId: string,
): { expected: string; found: string } | null {
  const describe = (...words: readonly (string | undefined)[]) => words.map((word) => word || '?').join(' ');
  const expected = describe(workflowIdOf(run), 'run', runId, workflowTypeOf(run), 'for', run.id);
  const { workflowId, workflowType, input } = history;
  const found = describe(workflowId, 'run', history.runId, workflowType, 'for', input.id);
  return expected === found ? null : { expected, found };
}

/** Every turn ended on the event that the log has at its version; so did what the run was started with and what it returned. */
export function compareTurns(
  stream: string,
  { runId, outline, turns, result }: RunHistory,
  standings: readonly Standing[],
): Finding[] {
  const told = [
    ...(outline ? [{ ...outline, what: 'start' }] : []),
    ...turns.map((turn) => ({ ...turn, what: `turn at event ${turn.eventId}` })),
    ...(result ? [{ ...result, what: 'end' }] : []),
  ];
  return told.flatMap(({ version: at, headHash, what }) => {
    const expected = standings[at]?.headHash ?? `a version of the log, which ends at ${standings.length - 1}`;
    if (expected === headHash) return [];
    return [finding('history-differs', stream, { at, expected, found: `${headHash} (run ${runId}, ${what})` })];
  });
}

export interface Log {
  readonly commandsInLog: ReadonlyMap<string, CommandInLog>;
  readonly commands: ReadonlyMap<string, CommandRecord>;
}

/** Every command that a history names has in the log exactly the events, or in the inbox the refusal, that it names. */
export function compareApplied(stream: string, { runId, turns }: RunHistory, log: Log): Finding[] {
  return turns.flatMap(({ version, eventId, applied }) =>
    applied.flatMap((command) => {
      const [expected, found] = [saidByHistory(command), saidByRecord(command, log)];
      if (expected === found || found === null) return [];
      const by = `(run ${runId}, event ${eventId})`;
      const at = log.commandsInLog.get(command.commandId)?.version ?? version;
      return [finding('applied-differs', stream, { at, expected: `${command.commandId}: ${expected} ${by}`, found })];
    }),
  );
}

function saidByHistory(command: AppliedCommand): string {
  if ('events' in command) return `${command.type}, events ${command.events.join(', ') || 'none'}`;
  return 'refusal' in command ? `${command.type}, refused ${command.refusal}` : 'parked';
}

/** Null where the two cannot disagree: what was parked by a fault may have been put back in line and decided since. */
function saidByRecord(command: AppliedCommand, { commandsInLog, commands }: Log): string | null {
  const record = commands.get(command.commandId);
  if (!record) return 'the record has no such command';
  if ('parked' in command) return null;
  const inLog = commandsInLog.get(command.commandId);
  if (inLog) return `${record.type}, events ${inLog.events.join(', ')}`;
  if (!record.outcome) return `${record.type}, undecided`;
  const { outcome } = record;
  return `${record.type}, ${'accepted' in outcome ? 'events none' : `refused ${outcome.refused.code}`}`;
}

/**
 * Commands of the log since the first of these runs began that no turn names. No difference by itself: when a worker dies
 * between a turn's commit and its answer, the turn is taken again and finds nothing left to decide.
 */
export function countUnwitnessed(histories: readonly RunHistory[], { commandsInLog }: Log): number {
  const turns = histories.flatMap((history) => history.turns);
  const named = new Set(turns.flatMap(({ applied }) => applied.map(({ commandId }) => commandId)));
  const known = histories.flatMap(({ outline, turns: [first] }) =>
    outline ? [outline.version] : first ? [versionBefore(first)] : [],
  );
  const [from, to] = [Math.min(...known), Math.max(...turns.map(({ version }) => version))];
  return [...commandsInLog].filter(([id, { version }]) => version > from && version <= to && !named.has(id)).length;
}

const versionBefore = ({ version, applied }: RunHistory['turns'][number]): number =>
  version - applied.reduce((count, command) => count + ('events' in command ? command.events.length : 0), 0);

/** Between reckoning a timer and starting it lies a workflow task, which ends within 10 s; clocks run apart a little. */
const TOLERANCE_MS = 15_000;
/** The shell's own short sleeps, while the record is away, are no deadlines. */
const OWN_SLEEPS_MS = 60_000;

/** `moving`: a timer has just fired or the shell sleeps before its next turn, so there is nothing to compare yet. */
export type TimerState = 'compared' | 'moving' | Finding;

/** The pending timer against the wake instant that the log has at the version which the workflow was last told. */
export function compareTimer(
  stream: string,
  { begun, outline, turns, pendingTimers, rang }: RunHistory,
  standings: readonly Standing[],
): TimerState {
  const told = turns.at(-1) ?? outline;
  const standing = told && standings[told.version];
  if (!begun || !told || !standing || rang) return 'moving';
  const recordAhead = told.now - told.toldAt; // the record's clock is the one that counts; only tests set it apart
  const wakeOf = ({ firesAt }: PendingTimer) => firesAt + recordAhead - TIMER_GRACE_MS;
  const { wakeAt } = standing;
  const right = pendingTimers.filter((timer) => wakeAt !== null && Math.abs(wakeOf(timer) - wakeAt) <= TOLERANCE_MS);
  const others = pendingTimers.filter((timer) => !right.includes(timer));
  if (right.length === (wakeAt === null ? 0 : 1) && others.every(isOwnSleep)) return 'compared';
  if (others.some(isOwnSleep)) return 'moving';
  const found = pendingTimers.map((timer) => new Date(wakeOf(timer)).toISOString()).join(', ') || 'no timer';
  const expected = wakeAt === null ? 'no timer' : new Date(wakeAt).toISOString();
  return finding('timer-differs', stream, { at: standing.version, expected, found });
}

const isOwnSleep = ({ durationMs }: PendingTimer): boolean => durationMs <= OWN_SLEEPS_MS;
