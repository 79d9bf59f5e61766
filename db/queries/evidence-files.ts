import type { Queryable } from '../pool.ts';

export interface EvidenceFileRow {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  /** As the asking unit called it, else as somebody did; null when nobody did, or the name was erased. */
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
    `select sha256, size, media_type as "mediaType",
       (select body from evidence_uploads join texts on text_id = name_text_id
        where evidence_uploads.sha256 = file.sha256
        order by (unit_id = $2) desc nulls last, uploaded_at limit 1) as name
     from evidence_files as file
     where sha256 = $1 and ($3
       or exists (select from evidence_uploads where evidence_uploads.sha256 = $1 and unit_id = $2)
       or exists (select from assignments join events on stream = 'assignment-' || assignment_id
                  where review_unit_id = $2 and type = 'EvidenceSubmitted'
                    and data -> 'files' @> jsonb_build_array(jsonb_build_object('sha256', $1::text))))`,
    [sha256, unitId, everyFile],
  );
  return rows[0] ?? null;
}
