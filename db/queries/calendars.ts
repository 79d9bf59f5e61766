// The versions of the working calendar, with their origin.
import type { Queryable } from '../pool.ts';

export interface CalendarSummaryRow {
  readonly version: string;
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly change: unknown;
  readonly reason: unknown;
  readonly publishedAt: Date;
  readonly publishedBy: { readonly personId: string | null; readonly name: string; readonly post: string };
}

export interface CalendarRow extends CalendarSummaryRow {
  readonly days: readonly unknown[];
}

const summary = `version, number, first_day as "from", last_day as "to", change, reason, published_at as "publishedAt",
  published_by as "publishedBy"`;

/** Newest first. */
export async function listCalendars(db: Queryable): Promise<CalendarSummaryRow[]> {
  const { rows } = await db.query<CalendarSummaryRow>(`select ${summary} from calendars order by number desc`);
  return rows;
}

/** That version, or the newest for null. */
export async function findCalendar(db: Queryable, version: string | null): Promise<CalendarRow | null> {
  const { rows } = await db.query<CalendarRow>(
    `select ${summary}, days from calendars where $1::text is null or version = $1 order by number desc limit 1`,
    [version],
  );
  return rows[0] ?? null;
}

/** The versions that the launches of a plan have frozen, in the order of the launches, each once. */
export async function listCalendarsOfPlan(db: Queryable, planStream: string): Promise<string[]> {
  const { rows } = await db.query<{ version: string }>(
    `select data ->> 'calendarVersion' as version from events where stream = $1 and type = 'PlanLaunched'
     group by 1 order by min(version)`,
    [planStream],
  );
  return rows.map(({ version }) => version);
}
