// A workflow's own account of its stream against the log. Pure; shared by the audit and the api.
// The engine is asked before the log is read: the log may only be ahead of the workflow, never behind.
import type { Standing } from '../record/standings.ts';
import type { TurnSummary } from '../workflows/assignment.messages.ts';

export interface Seen {
  readonly at: number;
  readonly expected: string;
  readonly found: string;
}

/** Null where the workflow saw what the log has at that version, or has not taken a turn yet. How far it has come is not judged here. */
export function compareSeen(standings: readonly Standing[], seen: TurnSummary): Seen | null {
  if (hasSeenNothing(seen)) return null;
  const standing = standings[seen.version];
  const expected = standing ? describe(standing) : `a version of the log, which ends at ${standings.length - 1}`;
  const found = describe(seen);
  return expected === found ? null : { at: seen.version, expected, found };
}

/** Null where the workflow has come to this version at least. A run before its first turn has come to none. */
export const compareProgress = (owed: number, seen: TurnSummary): Seen | null =>
  seen.version < owed ? { at: seen.version + 1, expected: `version ${owed} or later`, found: describe(seen) } : null;

/** A run that was started without an outline, before its first turn. */
const hasSeenNothing = ({ version, headHash }: TurnSummary): boolean => version === 0 && headHash === '';

const describe = ({ version, status, wakeAt, headHash }: TurnSummary): string =>
  `version ${version}, ${status}, waking ${wakeAt === null ? 'never' : new Date(wakeAt).toISOString()}, ${headHash}`;
