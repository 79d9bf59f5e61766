// Streams that have no workflow take their turns where the command came in. Where that process died between the two, the
// turn is taken here: what was received is decided.
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import { type OnFault, takeTurn } from '../record/turn.ts';

const WITHOUT_WORKFLOW = ['calendar', 'directory'];

/** One sweep; the number of streams that had been left. Any number of instances: the head's lock lets one decide. */
export async function takeForgottenTurns(pool: Pool, log: Logger): Promise<number> {
  const { rows } = await pool.query<{ stream: string }>(
    `select distinct stream from inbox join streams using (stream)
     where kind = any($1) and outcome is null and parked is null and next_attempt_at <= clock_timestamp()`,
    [WITHOUT_WORKFLOW],
  );
  const onFault: OnFault = ({ error, ...fault }) => log.error({ err: error, ...fault }, 'command parked');
  for (const { stream } of rows) await takeTurn(pool, { stream }, onFault);
  return rows.length;
}
