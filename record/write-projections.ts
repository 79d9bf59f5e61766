// Writes read-model rows, and finds those that are not what they should be.
import type { PoolClient } from 'pg';
import type { Queryable } from '../db/pool.ts';
import type { Projection } from './projections.ts';
import { createWrites, type Writes } from './writes.ts';

/** Rows that exist are replaced. */
export async function writeProjections(tx: PoolClient, projections: readonly Projection[]): Promise<void> {
  const writes = createWrites();
  addProjections(writes, projections);
  await writes.run(tx);
}

/** One write per read model, named after its table. */
export function addProjections(writes: Writes, projections: readonly Projection[]): void {
  for (const { table, key, rows } of projections) {
    const [first] = rows;
    if (!first) continue;
    const columns = Object.keys(first);
    const changed = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
    writes.add(
      `${table}_rows`,
      ({ value }) =>
        `insert into ${table} (${columns.join(', ')})
         select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, ${value(JSON.stringify(rows))}::jsonb)
         on conflict (${key}) do update set ${changed.join(', ')}`,
    );
  }
}

export interface WrongRow {
  readonly table: Projection['table'];
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}

/** Rows that differ from the projection. PostgreSQL reads both into the table's own types, so nothing but a difference differs. */
export async function findWrongRows(db: Queryable, projections: readonly Projection[]): Promise<WrongRow[]> {
  const wrong: WrongRow[] = [];
  for (const { table, key, rows, whole } of projections) {
    const found = await db.query<Omit<WrongRow, 'table'>>(
      `select ${key}::text as key, coalesce(to_jsonb(wanted)::text, 'no row') as expected,
         coalesce(to_jsonb(model)::text, 'no row') as found
       from jsonb_populate_recordset(null::${table}, $1::jsonb) as wanted ${whole ? 'full' : 'left'} join ${table} as model using (${key})
       where to_jsonb(wanted) is distinct from to_jsonb(model)`,
      [JSON.stringify(rows)],
    );
    wrong.push(...found.rows.map((row) => ({ table, ...row })));
  }
  return wrong;
}
