// What a turn leaves behind, in the order of the locks: outcomes, read model, head row, and the events last.
import type { PoolClient } from 'pg';
import type { Instant } from '../domain/instant.ts';
import type { DomainEvent, Folded, Recorded } from '../domain/rules.ts';
import { appendLast, chain } from './append.ts';
import type { Outcome } from './inbox.ts';
import type { Kind } from './kinds.ts';
import { addNotices } from './outbox.ts';
import { addSends, holdReceivers } from './sends.ts';
import { addProjections } from './write-projections.ts';
import { createWrites, type Writes } from './writes.ts';

/** What was decided, before any of it is written. */
export interface Decided {
  readonly folded: Folded<unknown>;
  readonly events: readonly Recorded<DomainEvent>[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly parked: ReadonlyMap<string, string>;
}

export interface Writing {
  readonly stream: string;
  readonly kind: Kind;
  /** The hash of the stream's last event, or its genesis hash. */
  readonly prevHash: string;
  readonly decided: Decided;
  readonly recordedAt: Instant;
}

/** All in one statement, once those are still whom it tells something. Returns the stream's new head hash. */
export async function writeTurn(
  tx: PoolClient,
  { stream, kind, prevHash, decided, recordedAt }: Writing,
): Promise<string> {
  const { folded, events } = decided;
  const writes = createWrites();
  addOutcomes(writes, decided);
  const { rows, headHash } = chain({ stream, prevHash, recordedAt, events });
  if (events.length > 0) {
    const sends = kind.follows(stream, events, folded.state);
    await holdReceivers(tx, sends);
    addSends(writes, sends);
    addNotices(writes, kind.tells(stream, events, folded.state));
    addProjections(writes, kind.project(stream, folded));
    addHead(writes, { stream, kind, folded, headHash });
    appendLast(writes, rows);
  }
  await writes.run(tx);
  return headHash;
}

interface NewHead {
  readonly stream: string;
  readonly kind: Kind;
  readonly folded: Folded<unknown>;
  readonly headHash: string;
}

function addHead(writes: Writes, { stream, kind, folded, headHash }: NewHead): void {
  const { status, open } = kind.outline(folded.state);
  const wakeAt = kind.rules.nextWake(folded.state);
  writes.add(
    'head',
    ({ value }) =>
      `update streams set version = ${value(folded.version)}, head_hash = ${value(headHash)}, snapshot = ${value(folded.state)},
         snapshot_format = ${value(kind.snapshotFormat)}, last_at = ${value(folded.lastAt)}, status = ${value(status)},
         open = ${value(open)}, wake_at = ${value(wakeAt)} where stream = ${value(stream)}`,
  );
}

function addOutcomes(writes: Writes, { outcomes, parked }: Decided): void {
  const rows = [
    ...[...outcomes].map(([command_id, outcome]) => ({ command_id, outcome, parked: null })),
    ...[...parked].map(([command_id, errorId]) => ({ command_id, outcome: null, parked: { errorId } })),
  ];
  if (rows.length === 0) return;
  writes.add(
    'outcomes',
    ({ value }) =>
      `update inbox set outcome = decided.outcome, parked = decided.parked
       from jsonb_to_recordset(${value(JSON.stringify(rows))}::jsonb) as decided (command_id uuid, outcome jsonb, parked jsonb)
       where inbox.command_id = decided.command_id`,
  );
}
