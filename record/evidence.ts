// Evidence in the record: that these bytes are stored, and which unit brought them under which name. Nothing is deleted.
import { randomUUID } from 'node:crypto';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { commitTo } from './hash-chain.ts';

export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

export interface Upload extends StoredFile {
  readonly name: string;
  readonly unitId: string;
  readonly personId: string;
}

/** Notes the bytes alone: a plan's document, which belongs to no unit. */
export async function recordFile(pool: Pool, { sha256, size, mediaType }: StoredFile): Promise<void> {
  await pool.query(
    `insert into evidence_files (sha256, size, media_type) values ($1, $2, $3) on conflict (sha256) do nothing`,
    [sha256, size, mediaType],
  );
}

/** Notes the upload and returns the name that is kept: of the same bytes from the same unit, the first one. */
export const recordUpload = (pool: Pool, upload: Upload): Promise<string> =>
  inTransaction(pool, async (tx) => {
    const { sha256, size, mediaType, name, unitId, personId } = upload;
    // Two at once: the second waits, and finds what the first has noted.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`evidence ${sha256} ${unitId}`]);
    const known = await tx.query<{ body: string | null }>(
      `select body from evidence_uploads join texts on text_id = name_text_id where sha256 = $1 and unit_id = $2`,
      [sha256, unitId],
    );
    if (known.rows[0]) return known.rows[0].body ?? name;
    const { ref, salt, body } = commitTo(randomUUID(), name);
    await tx.query('insert into texts (text_id, salt, body) values ($1, $2, $3)', [ref.textId, salt, body]);
    await tx.query(
      `insert into evidence_files (sha256, size, media_type) values ($1, $2, $3) on conflict (sha256) do nothing`,
      [sha256, size, mediaType],
    );
    await tx.query(`insert into evidence_uploads (sha256, unit_id, person_id, name_text_id) values ($1, $2, $3, $4)`, [
      sha256,
      unitId,
      personId,
      ref.textId,
    ]);
    return name;
  });
