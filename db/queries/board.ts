// The rows of a plan as their assignments stand, and what units have handed in as figures.
import type { Queryable } from '../pool.ts';

export interface FiguresRow {
  readonly rowId: string;
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** Figures of the submissions that stand accepted, of assignments that count. */
export async function listAcceptedFigures(
  db: Queryable,
  planId: string,
  rowIds: readonly string[],
): Promise<FiguresRow[]> {
  if (rowIds.length === 0) return [];
  const { rows } = await db.query<FiguresRow>(
    `select row_id as "rowId", figure ->> 'name' as name, (figure ->> 'numerator')::float8 as numerator,
       (figure ->> 'denominator')::float8 as denominator
     from assignments
       cross join lateral jsonb_array_elements(parts) as part
       join events on events.stream = 'assignment-' || assignment_id and events.type = 'EvidenceSubmitted'
         and events.data ->> 'partId' = part ->> 'partId'
         and events.data -> 'submission' = part -> 'submission' -> 'number'
       cross join lateral jsonb_array_elements(events.data -> 'figures') as figure
     where plan_id = $1 and row_id = any($2) and parent_id is null and status not in ('voided', 'superseded')
       and part ->> 'result' is not null
     order by row_id, events.position`,
    [planId, rowIds],
  );
  return rows;
}

export interface OverdueRow {
  readonly rowId: string;
  readonly overdue: number;
  readonly due: Date | null;
}

/** By row: how many of its assignments are overdue now, and the latest due of those that are open. */
export async function listOverdue(db: Queryable, planId: string): Promise<OverdueRow[]> {
  const { rows } = await db.query<OverdueRow>(
    `select row_id as "rowId", count(*) filter (where overdue_from <= tiendo_now())::int as overdue,
       max(due) filter (where status not in ('closed', 'voided', 'superseded')) as due
     from assignments where plan_id = $1 group by row_id`,
    [planId],
  );
  return rows;
}
