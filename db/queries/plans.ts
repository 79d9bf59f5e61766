import type { Queryable } from '../pool.ts';
import type { AsOfRow } from './assignments.ts';

export interface PlanRow {
  readonly planId: string;
  readonly version: number;
  readonly name: string;
  readonly number: string | null;
  readonly issuer: string | null;
  readonly issuedOn: string | null;
  readonly year: number | null;
  readonly movedFromYear: number | null;
  readonly status: 'draft' | 'running' | 'closed';
  readonly documentSha256: string;
  readonly rowCount: number;
  readonly issueCount: number;
  readonly assignmentCount: number;
  readonly launches: number;
  readonly pendingLaunches: number;
  readonly discarded: boolean;
}

const columns = `plan_id as "planId", version, name, number, issuer, issued_on as "issuedOn", year,
  moved_from_year as "movedFromYear", status, document_sha256 as "documentSha256", row_count as "rowCount",
  issue_count as "issueCount", assignment_count as "assignmentCount", launches, pending_launches as "pendingLaunches",
  discarded`;

const clock = `clock as materialized (select tiendo_now() as now, position from log_head)`;

export async function findPlan(db: Queryable, planId: string): Promise<(PlanRow & AsOfRow) | null> {
  const { rows } = await db.query<PlanRow & AsOfRow>(
    `with ${clock} select ${columns}, clock.now, clock.position from clock, plans where plan_id = $1`,
    [planId],
  );
  return rows[0] ?? null;
}

export type PlanIdentity = Pick<PlanRow, 'planId' | 'number' | 'year' | 'movedFromYear'>;
export type EarlierReading = Pick<PlanRow, 'planId' | 'status' | 'discarded'>;

/** Other plans of the same number and year (spaces and case aside), copies of the same kind; in the order they came, the latest first. */
export async function findEarlierReadings(db: Queryable, plan: PlanIdentity): Promise<EarlierReading[]> {
  const { rows } = await db.query<EarlierReading>(
    `select plan_id as "planId", status, discarded from plans
       join events on events.stream = 'plan-' || plan_id and events.version = 1
     where lower(regexp_replace(number, '\\s', '', 'g')) = lower(regexp_replace($2, '\\s', '', 'g'))
       and year = $3 and moved_from_year is not distinct from $4 and plan_id <> $1
     order by events.position desc limit 10`,
    [plan.planId, plan.number, plan.year, plan.movedFromYear],
  );
  return rows;
}

export interface PlanFilter {
  readonly withDrafts: boolean;
  readonly withDiscarded: boolean;
  readonly after: { readonly name: string; readonly planId: string } | null;
  readonly limit: number;
}

/** One page in the order of the names. */
export async function listPlans(db: Queryable, filter: PlanFilter): Promise<{ rows: PlanRow[]; asOf: AsOfRow }> {
  const { rows } = await db.query<PlanRow & AsOfRow>(
    `with ${clock}
     select page.*, clock.now, clock.position from clock left join lateral (
       select ${columns} from plans
       where ($1 or status <> 'draft') and ($5 or not discarded) and ($3::uuid is null or (name, plan_id) > ($2::text, $3))
       order by name, plan_id limit $4
     ) as page on true order by page.name, page."planId"`,
    [filter.withDrafts, filter.after?.name ?? null, filter.after?.planId ?? null, filter.limit, filter.withDiscarded],
  );
  const [first] = rows;
  if (!first) throw new Error('log_head has no row');
  return { rows: rows.filter((row) => row.planId !== null), asOf: first };
}

export interface ProgressRow extends AsOfRow {
  readonly launched: number;
  /** Of those that were launched; what decisions have added under them is counted below. */
  readonly existing: number;
  readonly started: number;
  readonly closed: number;
  readonly overdue: number;
  readonly byStatus: Record<string, number>;
}

/** How far the launches of a plan have come: assignments that the log has launched, that exist, that a workflow runs, that are closed. */
export async function getProgress(db: Queryable, planId: string): Promise<ProgressRow> {
  const { rows } = await db.query<ProgressRow>(
    `with ${clock}, mine as (
       select assignment_id, status, parent_id is null as launched, coalesce(overdue_from <= clock.now, false) as overdue,
         exists (select from engine_runs where stream = 'assignment-' || assignment_id) as started
       from clock, assignments where plan_id = $1
     )
     select clock.now, clock.position,
       (select assignment_count from plans where plan_id = $1) as launched,
       (select count(*) from mine where launched) as existing,
       (select count(*) from mine where launched and started) as started,
       (select count(*) from mine where status = 'closed') as closed,
       (select count(*) from mine where overdue) as overdue,
       (select coalesce(jsonb_object_agg(status, amount), '{}') from
         (select status, count(*) as amount from mine group by status) as counted) as "byStatus"
     from clock`,
    [planId],
  );
  if (!rows[0]) throw new Error('log_head has no row');
  return rows[0];
}
