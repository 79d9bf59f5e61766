// Read models from nothing: truncate, fold every stream, write. The digest before and after must be equal.
import type { PoolClient } from 'pg';
import type { Pool, Queryable } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { type DomainEvent, fold, unfolded } from '../domain/rules.ts';
import { sha256 } from './hash-chain.ts';
import { kindThatDecides } from './kinds.ts';
import { asRecorded, readStream } from './read-stream.ts';
import { ARCHIVE_STREAM } from './streams.ts';
import { writeProjections } from './write-projections.ts';

const readModels = {
  calendars: 'version',
  units: 'unit_id',
  people: 'person_id',
  contacts: 'person_id',
  plans: 'plan_id',
  assignments: 'assignment_id',
} as const;

/**
 * Raise when rows are written in another form and no migration can bring those that are there into it: the next start then
 * builds the read models anew.
 */
const FORM = 1;

/** Builds the read models anew where they are of another form; true when it did. Needs the projector's connection. */
export async function renewReadModels(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ form: number }>('select form from read_model_form');
  if (rows[0]?.form === FORM) return false;
  await rebuildReadModels(pool, () => undefined);
  return true;
}

/** SHA-256 over all rows of all read models, in the order of their keys. */
export async function digestReadModels(db: Queryable): Promise<string> {
  const digests: string[] = [];
  for (const [table, key] of Object.entries(readModels)) {
    const { rows } = await db.query<{ digest: string | null }>(
      `select encode(sha256(convert_to(string_agg(to_jsonb(model)::text, e'\\n' order by ${key}), 'UTF8')), 'hex') as digest
       from ${table} as model`,
    );
    digests.push(`${table} ${rows[0]?.digest ?? 'empty'}`);
  }
  return sha256(digests.join('\n'));
}

export interface Rebuilt {
  readonly streams: number;
  readonly digestBefore: string;
  readonly digestAfter: string;
}

/** Needs the projector's connection, with time for long statements. Turns wait meanwhile: the tables are locked until the new rows stand. */
export const rebuildReadModels = (pool: Pool, onProgress: (done: number, of: number) => void): Promise<Rebuilt> =>
  inTransaction(pool, async (tx) => {
    await tx.query(`lock table ${Object.keys(readModels).join(', ')} in access exclusive mode`);
    const digestBefore = await digestReadModels(tx);
    await tx.query(`truncate ${Object.keys(readModels).join(', ')}`);
    const { rows } = await tx.query<{ stream: string }>(
      'select stream from streams where stream <> $1 order by stream',
      [ARCHIVE_STREAM],
    );
    for (const [index, { stream }] of rows.entries()) {
      await projectStream(tx, stream);
      if (index % 100 === 0) onProgress(index, rows.length);
    }
    await tx.query('update read_model_form set form = $1', [FORM]);
    return { streams: rows.length, digestBefore, digestAfter: await digestReadModels(tx) };
  });

async function projectStream(tx: PoolClient, stream: string): Promise<void> {
  const kind = kindThatDecides(stream);
  const events = asRecorded<DomainEvent>(await readStream(tx, stream));
  if (events.length > 0)
    await writeProjections(tx, kind.project(stream, fold(kind.rules, unfolded(kind.rules), events)));
}
