// Which streams an audit looks at, and in which portions it reads them.
import type { Pool } from '../db/pool.ts';
import { planStream } from '../record/streams.ts';

export interface SizedStream {
  readonly stream: string;
  readonly version: number;
}

/** Those of the streams that exist, or every one, by name. */
export async function listStreams(pool: Pool, streams: readonly string[] | 'all'): Promise<SizedStream[]> {
  const { rows } = await pool.query<SizedStream>(
    `select stream, version from streams where $1 or stream = any($2) order by stream`,
    [streams === 'all', streams === 'all' ? [] : streams],
  );
  return rows;
}

/** A plan's stream and those of its assignments, by the log itself. */
export async function listStreamsOfPlan(pool: Pool, planId: string): Promise<string[]> {
  const { rows } = await pool.query<{ stream: string }>(
    `select stream from events where version = 1 and type = 'AssignmentAssigned' and data ->> 'planId' = $1 order by stream`,
    [planId],
  );
  return [planStream(planId), ...rows.map((row) => row.stream)];
}

const STREAMS_PER_PORTION = 50;
const EVENTS_PER_PORTION = 2_000;

/** Portions that fit into memory whatever the number of streams; only a single stream may be larger. */
export function portionsOf(streams: readonly SizedStream[]): string[][] {
  const portions: string[][] = [];
  let events = Number.POSITIVE_INFINITY;
  for (const { stream, version } of streams) {
    const current = portions.at(-1);
    if (current && current.length < STREAMS_PER_PORTION && events + version <= EVENTS_PER_PORTION) {
      current.push(stream);
      events += version;
    } else {
      portions.push([stream]);
      events = version;
    }
  }
  return portions;
}
