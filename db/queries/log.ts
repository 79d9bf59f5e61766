// Where the log and its clock stand, and what still waits in the inbox.
import type { Queryable } from '../pool.ts';
import type { AsOfRow } from './assignments.ts';

export async function getAsOf(db: Queryable): Promise<AsOfRow> {
  const { rows } = await db.query<AsOfRow>('select position, tiendo_now() as now from log_head');
  if (!rows[0]) throw new Error('log_head has no row');
  return rows[0];
}

/** The time that events are recorded with: the clock on the wall, also where the record's own clock was moved. */
export async function getRecordingTime(db: Queryable): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('select clock_timestamp() as now');
  if (!rows[0]) throw new Error('no answer about the time');
  return rows[0].now;
}

export interface InboxState {
  readonly open: number;
  readonly parked: number;
  /** Age of the oldest undecided command that is not parked; 0 when there is none. */
  readonly oldestOpenSeconds: number;
}

export async function getInboxState(db: Queryable): Promise<InboxState> {
  const { rows } = await db.query<InboxState>(
    `select count(*) filter (where parked is null) as open, count(*) filter (where parked is not null) as parked,
       coalesce(max(extract(epoch from tiendo_now() - received_at)) filter (where parked is null), 0)::float8
         as "oldestOpenSeconds"
     from inbox where outcome is null and (not quiet or parked is not null)`,
  );
  if (!rows[0]) throw new Error('no answer about the inbox');
  return rows[0];
}

export interface ParkedRow {
  readonly commandId: string;
  readonly stream: string;
  readonly type: string;
  readonly receivedAt: Date;
  readonly errorId: string;
}

/** Commands that a fault has parked, oldest first. */
export async function listParked(db: Queryable): Promise<ParkedRow[]> {
  const { rows } = await db.query<ParkedRow>(
    `select command_id as "commandId", stream, type, received_at as "receivedAt", parked ->> 'errorId' as "errorId"
     from inbox where outcome is null and parked is not null order by received_at, seq`,
  );
  return rows;
}

/** Who sent a command, or null when there is no such command. */
export async function findSender(db: Queryable, commandId: string): Promise<{ personId: string | null } | null> {
  const { rows } = await db.query<{ personId: string | null }>(
    `select actor ->> 'personId' as "personId" from inbox where command_id = $1`,
    [commandId],
  );
  return rows[0] ?? null;
}

export const isAnswering = async (db: Queryable): Promise<boolean> => {
  const { rows } = await db.query<{ one: number }>('select 1 as one');
  return rows[0]?.one === 1;
};

/** Whether a workflow waits on the stream, or will as soon as a launch that is still undecided has been decided. */
export async function hasOrAwaitsWorkflow(db: Queryable, stream: string): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (select from streams where stream = $1 and open)
       or exists (select from inbox where stream = $1 and type = 'LaunchPlan' and outcome is null and parked is null) as found`,
    [stream],
  );
  return rows[0]?.found ?? false;
}
