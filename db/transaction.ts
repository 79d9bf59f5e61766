import pg from 'pg';
import type { Pool } from './pool.ts';

/**
 * An error of the driver and not of the server: the connection is gone, or nothing came back in time. To ask for a rollback
 * there would wait as long again; the server rolls back by itself when the connection is closed.
 */
export const isUnanswered = (error: unknown): error is Error =>
  error instanceof Error &&
  !(error instanceof pg.DatabaseError) &&
  ('syscall' in error || /^(Query read timeout|Connection terminated|Client (?:has|was))/.test(error.message));

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. A broken connection is not reused. */
export const inTransaction = <T>(pool: Pool, work: (tx: pg.PoolClient) => Promise<T>): Promise<T> =>
  inOpenedTransaction(pool, async () => undefined, work);

/**
 * The same, with its first statements sent along with `begin` instead of after its answer. `open` may read and lock, never
 * write: only when all of it has been answered is it certain that there is a transaction.
 */
export async function inOpenedTransaction<O, T>(
  pool: Pool,
  open: (tx: pg.PoolClient) => Promise<O>,
  work: (tx: pg.PoolClient, opened: O) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that dies between two statements reports here; without a listener it would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    const [, opened] = await Promise.all([client.query('begin'), open(client)]);
    const result = await work(client, opened);
    await client.query('commit');
    return result;
  } catch (error) {
    broken ??= isUnanswered(error) ? error : undefined;
    if (!broken) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
    }
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
