// What PostgreSQL itself counts: transactions that wrote, bytes of its log, statements of one database.
import { readFileSync, statSync } from 'node:fs';
import pg from 'pg';
import type { Installation } from './installation.ts';

export interface DatabaseCost {
  /** Each of them one durable commit. */
  readonly writingTransactions: number;
  readonly statements: number;
  readonly logBytes: number;
}

export interface DatabaseMeter {
  /** What the server did while `work` ran; statements of this database alone. */
  costOf<T>(database: string, work: () => Promise<T>): Promise<{ result: T; cost: DatabaseCost }>;
  close(): Promise<void>;
}

/** Has the server log every statement from now on: for counting, not for timing. */
export async function meterDatabase({ postgresAdminUrl, postgresLog }: Installation): Promise<DatabaseMeter> {
  const admin = new pg.Client({ connectionString: postgresAdminUrl });
  await admin.connect();
  await admin.query(`alter system set log_statement = 'all'`);
  await admin.query('select pg_reload_conf()');
  // Every session reads its settings before its next statement, and this is the next one of ours.
  await untilTrue(async () => (await admin.query('show log_statement')).rows[0].log_statement === 'all');
  const now = async () => {
    const { rows } = await admin.query(
      `select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as transaction, pg_current_wal_lsn() - '0/0' as bytes`,
    );
    return { transaction: Number(rows[0].transaction), bytes: Number(rows[0].bytes), log: statSync(postgresLog).size };
  };
  return {
    async costOf(database, work) {
      const before = await now();
      const result = await work();
      const after = await now();
      const lines = readFileSync(postgresLog).subarray(before.log, after.log).toString().split('\n');
      const statement = new RegExp(`@${database} LOG: {2}(statement|execute [^:]+): `);
      const cost = {
        writingTransactions: after.transaction - before.transaction,
        statements: lines.filter((line) => statement.test(line)).length,
        logBytes: after.bytes - before.bytes,
      };
      return { result, cost };
    },
    close: () => admin.end(),
  };
}

async function untilTrue(probe: () => Promise<boolean>): Promise<void> {
  while (!(await probe())) await new Promise((resolve) => setTimeout(resolve, 10));
}
