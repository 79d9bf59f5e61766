// The working calendar by its version. A version never changes, so a connection that has read one knows it from then on:
// the turn of an assignment costs no statement for it.
import type { Queryable } from '../db/pool.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';

const known = new WeakMap<Queryable, Map<string, WorkingCalendar>>();

const columns = 'version, first_day as "from", last_day as "to", days';

/** Null where the record has no such version. */
export async function readCalendar(db: Queryable, version: string): Promise<WorkingCalendar | null> {
  const found = known.get(db)?.get(version);
  if (found) return found;
  const { rows } = await db.query<WorkingCalendar>(`select ${columns} from calendars where version = $1`, [version]);
  return remember(db, rows[0]);
}

/** What a launch of now freezes; null while none has been entered. */
export async function readCurrentCalendar(db: Queryable): Promise<WorkingCalendar | null> {
  const { rows } = await db.query<WorkingCalendar>(`select ${columns} from calendars order by number desc limit 1`);
  return remember(db, rows[0]);
}

function remember(db: Queryable, calendar: WorkingCalendar | undefined): WorkingCalendar | null {
  if (!calendar) return null;
  const versions = known.get(db) ?? new Map<string, WorkingCalendar>();
  known.set(db, versions.set(calendar.version, calendar));
  return calendar;
}
