// The outbox: who is to be told of an event, written in the event's own transaction, so that neither is there without the other.
import type { PoolClient } from 'pg';
import type { AssignmentEvent } from '../domain/assignment/events.ts';
import type { AssignmentState } from '../domain/assignment/state.ts';
import type { Instant } from '../domain/instant.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { noticesOf } from '../domain/notices/notices-of.ts';
import type { Recorded } from '../domain/rules.ts';
import { createWrites, type Writes } from './writes.ts';

export interface NoticeRow {
  readonly stream: string;
  readonly version: number;
  /** Among the notices of one event. */
  readonly ordinal: number;
  readonly notice: Notice;
  readonly done_by: string | null;
  readonly event_at: Instant;
}

export const noticeRows = (
  stream: string,
  events: readonly Recorded<AssignmentEvent>[],
  state: AssignmentState,
): NoticeRow[] =>
  events.flatMap((event) =>
    noticesOf(event, state).map((notice, ordinal) => ({
      stream,
      version: event.version,
      ordinal,
      notice,
      done_by: event.actor.personId,
      event_at: event.at,
    })),
  );

export function addNotices(writes: Writes, rows: readonly NoticeRow[]): void {
  if (rows.length === 0) return;
  writes.add(
    'told',
    ({ value }) =>
      `insert into notices (stream, version, ordinal, notice, done_by, event_at)
       select stream, version, ordinal, notice, done_by, event_at from jsonb_to_recordset(${value(JSON.stringify(rows))}::jsonb)
         as row (stream text, version integer, ordinal integer, notice jsonb, done_by uuid, event_at timestamptz)`,
  );
}

/** For a batch that writes in several statements of one transaction. */
export async function writeNotices(tx: PoolClient, rows: readonly NoticeRow[]): Promise<void> {
  const writes = createWrites();
  addNotices(writes, rows);
  await writes.run(tx);
}
