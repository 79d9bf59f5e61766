// What a turn leaves behind, in the order of the locks: outcomes, read model, head row, and the events last.
import type { PoolClient } from 'pg';
import type { Instant } from '../domain/instant.ts';
import type { DomainEvent, Folded, Recorded } from '../domain/rules.ts';
import { chain, insertEvents } from './append.ts';
import type { Outcome } from './inbox.ts';
import type { Kind } from './kinds.ts';
import { writeProjections } from './write-projections.ts';

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

/** Returns the stream's new head hash. */
export async function writeTurn(
  tx: PoolClient,
  { stream, kind, prevHash, decided, recordedAt }: Writing,
): Promise<string> {
  const { folded, events, outcomes, parked } = decided;
  await writeOutcomes(tx, outcomes, parked);
  if (events.length === 0) return prevHash;
  const { rows, headHash } = chain({ stream, prevHash, recordedAt, events });
  await writeProjections(tx, kind.project(stream, folded));
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

async function writeOutcomes(tx: PoolClient, outcomes: Decided['outcomes'], parked: Decided['parked']): Promise<void> {
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
