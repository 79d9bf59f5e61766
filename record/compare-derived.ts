// Outcomes, texts and the archive's list of runs against the events of the log. Pure.
import { textRefs } from '../domain/free-text.ts';
import { compare, type Difference } from './differences.ts';
import { textHash } from './hash-chain.ts';
import type { StoredEvent } from './read-stream.ts';
import type { ArchivedRun, CommandRecord, KeptText } from './replay-reads.ts';
import type { Standing } from './standings.ts';

export interface CommandInLog {
  readonly version: number;
  readonly events: readonly string[];
}

/** What the log has under each command id: the types in order, and the version after the last of them. */
export function commandsInLog(events: readonly StoredEvent[]): Map<string, CommandInLog> {
  const found = new Map<string, CommandInLog>();
  for (const { commandId, type, version } of events) {
    if (commandId) found.set(commandId, { version, events: [...(found.get(commandId)?.events ?? []), type] });
  }
  return found;
}

/**
 * Every accepted command has exactly the events, the version, the status and the reach that its outcome names; every event names
 * such a command or none.
 */
export function compareOutcomes(
  events: readonly StoredEvent[],
  standings: readonly Standing[],
  commands: ReadonlyMap<string, CommandRecord>,
): Difference[] {
  const logged = commandsInLog(events);
  const reached = reachByCommand(events, standings);
  const differences: Difference[] = [];
  for (const [commandId, inLog] of logged) {
    const { outcome } = commands.get(commandId) ?? { outcome: null };
    const accepted = outcome && 'accepted' in outcome ? outcome.accepted : null;
    const status = standings[inLog.version]?.status ?? accepted?.status; // no standing: the log does not fold that far
    const reaches = reached.get(commandId);
    const expected = { commandId, ...inLog, status, ...(reaches && { reaches }) };
    const found = { commandId, ...(accepted ?? outcome) };
    differences.push(...compare('inbox-differs', inLog.version, { expected, found }));
  }
  for (const { commandId, outcome } of commands.values()) {
    if (logged.has(commandId) || !outcome || !('accepted' in outcome) || outcome.accepted.events.length === 0) continue;
    const expected = `no events of ${commandId}, for the log has none`;
    const found = outcome.accepted.events.join(', ');
    differences.push({ code: 'inbox-differs', at: outcome.accepted.version, expected, found });
  }
  return differences;
}

/** By command id, the streams that its events told something, each once; only of those that told any. */
function reachByCommand(events: readonly StoredEvent[], standings: readonly Standing[]): Map<string, string[]> {
  const reached = new Map<string, string[]>();
  for (const { commandId, version } of events) {
    const { reaches = [] } = standings[version] ?? {};
    if (commandId && reaches.length > 0) {
      reached.set(commandId, [...new Set([...(reached.get(commandId) ?? []), ...reaches])]);
    }
  }
  return reached;
}

/** Every free text that is kept is the one that its event committed to. An erased one (body null) breaks nothing. */
export const compareTexts = (events: readonly StoredEvent[], kept: ReadonlyMap<string, KeptText>): Difference[] =>
  events.flatMap(({ data, version: at }) =>
    textRefs(data).flatMap(({ textId, sha256: expected }): Difference[] => {
      const text = kept.get(textId);
      if (!text) return [{ code: 'text-differs', at, expected, found: 'no such text' }];
      if (text.body === null) return [];
      const found = textHash(text.salt, text.body);
      return found === expected ? [] : [{ code: 'text-differs', at, expected, found }];
    }),
  );

/** Every run that is marked as archived or lost has exactly one event that says so, with the same hash; and the reverse. */
export function compareArchive(events: readonly StoredEvent[], runs: readonly ArchivedRun[]): Difference[] {
  const marked = new Map(runs.map(({ workflowId, runId, sha256 }) => [`${workflowId} ${runId}`, sha256]));
  const differences: Difference[] = [];
  for (const { version: at, data } of events) {
    const { workflowId, runId, sha256 = 'lost' } = data as { workflowId: string; runId: string; sha256?: string };
    const run = `${workflowId} ${runId}`;
    const found = marked.get(run) ?? 'not marked as archived, or archived twice';
    if (found !== sha256) {
      differences.push({ code: 'archive-differs', at, expected: `${run}: ${sha256}`, found: `${run}: ${found}` });
    }
    marked.delete(run);
  }
  for (const [run, found] of marked) {
    differences.push({ code: 'archive-differs', at: null, expected: `${run}: no event names it`, found });
  }
  return differences;
}
