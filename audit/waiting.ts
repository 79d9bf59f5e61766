// What still waits in the inbox. No difference: said beside the result, because an audit of decisions is silent about it.
import type { Pool } from '../db/pool.ts';

export interface Waiting {
  /** Received and not decided yet. */
  readonly undecided: number;
  /** By the record's clock; null where there is none. */
  readonly oldestUndecidedSeconds: number | null;
  /** Parked by a fault: they wait for an operator. */
  readonly parked: number;
  readonly oldestParkedSeconds: number | null;
}

export async function readWaiting(pool: Pool, streams: readonly string[] | 'all'): Promise<Waiting> {
  const { rows } = await pool.query<Waiting>(
    `select count(*) filter (where parked is null) as undecided,
       (max(extract(epoch from tiendo_now() - received_at)) filter (where parked is null))::float8 as "oldestUndecidedSeconds",
       count(*) filter (where parked is not null) as parked,
       (max(extract(epoch from tiendo_now() - received_at)) filter (where parked is not null))::float8 as "oldestParkedSeconds"
     from inbox where outcome is null and (not quiet or parked is not null) and ($1 or stream = any($2))`,
    [streams === 'all', streams === 'all' ? [] : streams],
  );
  if (!rows[0]) throw new Error('no answer about the inbox');
  return rows[0];
}
