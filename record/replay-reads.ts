// What a replay reads beside the events: heads, outcomes, texts, runs. One statement each, for any number of streams.
import type { Queryable } from '../db/pool.ts';
import { textRefs } from '../domain/free-text.ts';
import type { Outcome } from './inbox.ts';
import type { StoredEvent } from './read-stream.ts';

export interface Head {
  readonly stream: string;
  readonly version: number;
  readonly headHash: string;
  readonly snapshot: unknown;
  readonly format: number | null;
  readonly status: string;
  readonly open: boolean;
  readonly wakeAt: Date | null;
  readonly lastAt: Date | null;
}

export async function readHeads(db: Queryable, streams: readonly string[]): Promise<Head[]> {
  const { rows } = await db.query<Head>(
    `select stream, version, head_hash as "headHash", snapshot, snapshot_format as format, status, open,
       wake_at as "wakeAt", last_at as "lastAt" from streams where stream = any($1) order by stream`,
    [streams],
  );
  return rows;
}

export interface CommandRecord {
  readonly stream: string;
  readonly commandId: string;
  readonly type: string;
  readonly outcome: Outcome | null;
  readonly parked: { readonly errorId: string } | null;
}

/** By stream, then by command id. */
export async function readCommands(
  db: Queryable,
  streams: readonly string[],
): Promise<Map<string, Map<string, CommandRecord>>> {
  const { rows } = await db.query<CommandRecord>(
    'select stream, command_id as "commandId", type, outcome, parked from inbox where stream = any($1)',
    [streams],
  );
  const byStream = new Map<string, Map<string, CommandRecord>>();
  for (const row of rows) {
    const commands = byStream.get(row.stream) ?? new Map<string, CommandRecord>();
    byStream.set(row.stream, commands.set(row.commandId, row));
  }
  return byStream;
}

export interface KeptText {
  readonly textId: string;
  readonly salt: string;
  /** Null where it was erased. */
  readonly body: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The texts that these events refer to, by id. */
export async function readTexts(db: Queryable, events: readonly StoredEvent[]): Promise<Map<string, KeptText>> {
  const named = new Set(events.flatMap((event) => textRefs(event.data).map(({ textId }) => textId)));
  const ids = [...named].filter((textId) => UUID.test(textId)); // one that is none has no text, and must not stop the query
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<KeptText>(
    'select text_id as "textId", salt, body from texts where text_id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.textId, row]));
}

export interface ArchivedRun {
  readonly workflowId: string;
  readonly runId: string;
  /** 'lost' where the engine had forgotten the run. */
  readonly sha256: string;
}

/** Every run that is marked as put away. */
export async function readRuns(db: Queryable): Promise<ArchivedRun[]> {
  const { rows } = await db.query<ArchivedRun>(
    `select workflow_id as "workflowId", run_id as "runId", archived_sha256 as sha256 from engine_runs
     where archived_sha256 is not null`,
  );
  return rows;
}
