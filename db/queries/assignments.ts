// Reads of the assignments' read model. Every answer says as of which position of the log and at what time it is true:
// both come from the statement that reads the rows.
import type { Queryable } from '../pool.ts';

export interface AsOfRow {
  readonly position: number;
  readonly now: Date;
}

export interface AssignmentRow {
  readonly assignmentId: string;
  readonly planId: string;
  readonly rowId: string;
  readonly generation: number;
  readonly number: string;
  readonly title: string;
  readonly requirement: string;
  readonly unitId: string;
  readonly leadUnitId: string;
  readonly leadUnitIds: string[];
  readonly coordinatingUnitIds: string[];
  readonly reviewUnitId: string;
  readonly fieldOwnerUnitId: string | null;
  readonly parentId: string | null;
  readonly children: string[];
  readonly execution: string;
  readonly mode: string;
  readonly status: string;
  readonly due: Date | null;
  readonly lateFrom: Date | null;
  readonly overdueFrom: Date | null;
  readonly nextDue: Date | null;
  readonly nextWake: unknown;
  readonly awaiting: unknown[];
  readonly deadline: unknown;
  readonly parts: unknown[];
  readonly explanation: unknown;
  readonly urgings: number;
  readonly escalations: number;
  readonly suspendedAt: Date | null;
  readonly outcome: string | null;
  readonly version: number;
  readonly calendarVersion: string;
  readonly assignedAt: Date;
}

const columns = `assignment_id as "assignmentId", plan_id as "planId", row_id as "rowId", generation, number, title,
  requirement, unit_id as "unitId", lead_unit_id as "leadUnitId", lead_unit_ids as "leadUnitIds",
  coordinating_unit_ids as "coordinatingUnitIds", review_unit_id as "reviewUnitId", field_owner_unit_id as "fieldOwnerUnitId",
  parent_id as "parentId", children, execution, mode, status, due, late_from as "lateFrom", overdue_from as "overdueFrom",
  next_due as "nextDue", next_wake as "nextWake", awaiting, deadline, parts, explanation, urgings, escalations,
  suspended_at as "suspendedAt", outcome, version,
  calendar_version as "calendarVersion", assigned_at as "assignedAt"`;

const clock = `clock as materialized (select tiendo_now() as now, position from log_head)`;

export async function findAssignment(db: Queryable, assignmentId: string): Promise<(AssignmentRow & AsOfRow) | null> {
  const { rows } = await db.query<AssignmentRow & AsOfRow>(
    `with ${clock} select ${columns}, clock.now, clock.position from clock, assignments where assignment_id = $1`,
    [assignmentId],
  );
  return rows[0] ?? null;
}

export interface PartiesRow {
  readonly unitId: string;
  readonly reviewUnitId: string;
  readonly leadUnitIds: string[];
  readonly coordinatingUnitIds: string[];
  readonly fieldOwnerUnitId: string | null;
  readonly parts: { readonly partId: string; readonly ownerUnitId: string; readonly receiverUnitId: string }[];
}

/** The units around one assignment, or null when there is none. */
export async function findParties(db: Queryable, assignmentId: string): Promise<PartiesRow | null> {
  const { rows } = await db.query<PartiesRow>({
    name: 'find-parties',
    text: `select unit_id as "unitId", review_unit_id as "reviewUnitId", lead_unit_ids as "leadUnitIds",
       coordinating_unit_ids as "coordinatingUnitIds", field_owner_unit_id as "fieldOwnerUnitId",
       (select jsonb_agg(jsonb_build_object('partId', part -> 'partId', 'ownerUnitId', part -> 'ownerUnitId',
          'receiverUnitId', part -> 'receiverUnitId')) from jsonb_array_elements(parts) as part) as parts
     from assignments where assignment_id = $1`,
    values: [assignmentId],
  });
  return rows[0] ?? null;
}

export interface AssignmentFilter {
  readonly planId: string | null;
  readonly rowId: string | null;
  readonly unitId: string | null;
  readonly statuses: readonly string[] | null;
  readonly overdue: boolean | null;
  readonly text: string | null;
  /** The same without accents, where whoever searches has typed none; then what has them is found too. */
  readonly textUnaccented: string | null;
  /** Added by a decision under this one. */
  readonly parentId: string | null;
  readonly escalated: boolean | null;
  /** Whom it waits for, for what, whose paper: one thing that it waits for now has all that is asked. Empty: no matter. */
  readonly awaited: {
    readonly who?: string;
    readonly what?: string;
    readonly unitId?: string;
    readonly source?: string;
  };
  /** Who is in charge of a part of it inside the unit. */
  readonly officerId: string | null;
  /** Only what this unit owns, owns or receives a part of, leads with others, reviews, follows or coordinates; null for those who see everything. */
  readonly seenBy: string | null;
  readonly after: { readonly due: string | null; readonly assignmentId: string } | null;
  readonly limit: number;
}

const containing = (text: string | null): string | null =>
  text === null ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** One page in the order of the dues, those without one last. */
export async function listAssignments(
  db: Queryable,
  filter: AssignmentFilter,
): Promise<{ rows: AssignmentRow[]; asOf: AsOfRow }> {
  const { rows } = await db.query<AssignmentRow & AsOfRow>(
    `with ${clock}
     select page.*, clock.now, clock.position from clock left join lateral (
       select ${columns} from assignments
       where ($1::uuid is null or plan_id = $1)
         and ($2::text is null or row_id = $2)
         and ($3::text is null or unit_id = $3)
         and ($4::text[] is null or status = any($4))
         and ($5::boolean is null or coalesce(overdue_from <= clock.now, false) = $5)
         and ($6::text is null or (number || ' ' || title || ' ' || requirement) collate "und-x-icu" ilike $6
              or ($11::text is not null and unaccented(number || ' ' || title || ' ' || requirement) like $11))
         and ($7::text is null or unit_id = $7 or review_unit_id = $7 or lead_unit_ids ? $7 or coordinating_unit_ids ? $7
              or field_owner_unit_id = $7 or parts @> jsonb_build_array(jsonb_build_object('ownerUnitId', $7::text))
              or parts @> jsonb_build_array(jsonb_build_object('receiverUnitId', $7::text)))
         and ($12::uuid is null or parent_id = $12)
         and ($13::boolean is null or (escalations > 0) = $13)
         and ($14::jsonb = '{}' or exists (
              select from jsonb_array_elements(awaiting) as awaited
              where awaited @> $14 and coalesce((awaited ->> 'from')::timestamptz <= clock.now, true)))
         and ($15::text is null or parts @> jsonb_build_array(jsonb_build_object('officerId', $15::text)))
         and ($9::uuid is null
              or ($8::timestamptz is null and due is null and assignment_id > $9)
              or ($8::timestamptz is not null
                  and (due is null or due > $8 or (due = $8 and assignment_id > $9))))
       order by due, assignment_id limit $10
     ) as page on true order by page.due, page."assignmentId"`,
    [
      filter.planId,
      filter.rowId,
      filter.unitId,
      filter.statuses,
      filter.overdue,
      containing(filter.text),
      filter.seenBy,
      filter.after?.due ?? null,
      filter.after?.assignmentId ?? null,
      filter.limit,
      containing(filter.textUnaccented),
      filter.parentId,
      filter.escalated,
      filter.awaited,
      filter.officerId,
    ],
  );
  const [first] = rows;
  if (!first) throw new Error('log_head has no row');
  return { rows: rows.filter((row) => row.assignmentId !== null), asOf: first };
}
