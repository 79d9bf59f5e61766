// Connections to PostgreSQL. Every session carries its own limits: a slow or forgotten statement ends by itself.
import pg from 'pg';

/** A connection inside a transaction, or a pool: whatever can run a query. */
export type Queryable = Pick<pg.ClientBase, 'query'>;
export type Pool = pg.Pool;

// bigint counts (positions, sizes) stay below 2^53 here; node-postgres would hand them over as strings.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A date column is a day, not an instant in the server's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);

interface PoolOptions {
  readonly url: string;
  readonly name: string;
  readonly max: number;
  /** Limit for one statement, in ms. */
  readonly statementTimeout?: number;
}

/** A pool that answers within 2 s or fails: callers turn that into 503, they never hang. */
export function createPool({ url, name, max, statementTimeout = 3_000 }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementTimeout,
    // The server's own limit does not help when the server itself is frozen.
    query_timeout: statementTimeout + 1_000,
    lock_timeout: Math.min(statementTimeout, 2_000),
    idle_in_transaction_session_timeout: 3_000,
    keepAlive: true,
    pipeline: true, // statements that do not wait for each other's rows travel together
  });
  // An idle connection that breaks (PostgreSQL restarted) is dropped and replaced; the next query finds out.
  pool.on('error', () => undefined);
  return pool;
}
