import type { Queryable } from '../pool.ts';

export interface EvidenceFileRow {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  /**
   * As the asking unit called it, else as the unit called it that submitted it to the asking one (for those who read
   * everything: as anybody did). Null when nobody did, or the name was erased.
   */
  readonly name: string | null;
}

export interface FileReader {
  readonly unitId: string | null;
  readonly everyFile: boolean;
}

/** The file, when the reader may have it: it uploaded it, or reviews an assignment where it was submitted, or reads everything. */
export async function findEvidenceFile(
  db: Queryable,
  sha256: string,
  { unitId, everyFile }: FileReader,
): Promise<EvidenceFileRow | null> {
  const { rows } = await db.query<EvidenceFileRow>(
    `with submitters as (
       select data ->> 'unitId' as unit_id from assignments join events on stream = 'assignment-' || assignment_id
       where review_unit_id = $2 and type = 'EvidenceSubmitted'
         and data -> 'files' @> jsonb_build_array(jsonb_build_object('sha256', $1::text))
     ), names as (
       select unit_id, name_text_id, uploaded_at from evidence_uploads
       where sha256 = $1 and ($3 or unit_id = $2 or unit_id in (select unit_id from submitters))
     )
     select sha256, size, media_type as "mediaType",
       (select body from names join texts on text_id = name_text_id
        order by (unit_id = $2) desc nulls last, uploaded_at limit 1) as name
     from evidence_files
     where sha256 = $1
       and ($3 or exists (select from names where unit_id = $2) or exists (select from submitters))`,
    [sha256, unitId, everyFile],
  );
  return rows[0] ?? null;
}
