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

/**
 * The file, when the reader may have it: its unit uploaded it, or reads everything; or an assignment names it as handed in, as
 * a supplement or as the paper of a decision, and the unit reviews there, follows the field, receives a part, or has the
 * assignment itself, where its own hand or that of the unit it succeeded has handed the file in. A paper is for whoever
 * works on what it decides. What an officer has only prepared is not named here.
 */
export async function findEvidenceFile(
  db: Queryable,
  sha256: string,
  { unitId, everyFile }: FileReader,
): Promise<EvidenceFileRow | null> {
  const { rows } = await db.query<EvidenceFileRow>(
    `with named as (
       select stream, data ->> 'unitId' as handed_in_by, actor ->> 'unitId' as recorded_by, false as is_paper from events
       where type in ('EvidenceSubmitted', 'SupplementAdded')
         and data -> 'files' @> jsonb_build_array(jsonb_build_object('sha256', $1::text))
       union all
       select stream, null, actor ->> 'unitId', true from events where data -> 'basis' ->> 'file' = $1
     ), submitters as (
       select unnest(array[handed_in_by, recorded_by]) as unit_id
       from named join assignments as its on stream = 'assignment-' || assignment_id
       where its.review_unit_id = $2 or its.field_owner_unit_id = $2
         or its.parts @> jsonb_build_array(jsonb_build_object('receiverUnitId', $2::text))
         or handed_in_by = $2 and (its.unit_id = $2 or its.lead_unit_ids ? $2
              or its.parts @> jsonb_build_array(jsonb_build_object('ownerUnitId', $2::text)))
         or is_paper and (its.unit_id = $2 or its.lead_unit_ids ? $2)
         or its.unit_id = $2 and handed_in_by in (
              select data ->> 'fromUnitId' from events as transfer
              where transfer.stream = named.stream and transfer.type = 'AssignmentTransferred')
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
