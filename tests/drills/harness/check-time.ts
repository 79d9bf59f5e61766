// Every reminder, every step of the ladder and every missed deadline is in the log once, at its own instant, and whoever was in time was in time.
import type { Pool } from '../../../db/pool.ts';
import type { LadderStep } from '../../../domain/assignment/alarms.ts';
import type { AssignmentSpec, PartSpec, RecordedAssignmentEvent } from '../../../domain/assignment/events.ts';
import { type Instant, instant, ms } from '../../../domain/instant.ts';
import { asRecorded, readStreams } from '../../../record/read-stream.ts';
import { asksForWhatIsDue, bellsIn, type Step, whatTimeBrings } from '../what-time-brings.ts';
import { type Finding, finding } from './findings.ts';

/** What came due within the last ms may still be on its way: after its instant a timer rings, then a turn follows. */
export const ON_ITS_WAY_MS = 8_000;

/** Of these assignments; other streams are passed over. */
export async function checkTime(pool: Pool, streams: readonly string[]): Promise<Finding[]> {
  const before = await recordNow(pool);
  const logs = await readStreams(
    pool,
    streams.filter((stream) => stream.startsWith('assignment-')),
  );
  const span = { sure: instant(ms(before) - ON_ITS_WAY_MS), possible: await recordNow(pool) };
  return [...logs].flatMap(([stream, events]) =>
    compareTime(asRecorded(events) as RecordedAssignmentEvent[], span).map((detail) =>
      finding('time-differs', `${stream}: ${detail}`),
    ),
  );
}

interface Span {
  /** Until here everything must be there. */
  readonly sure: Instant;
  /** Until here it may. */
  readonly possible: Instant;
}

function compareTime(events: readonly RecordedAssignmentEvent[], span: Span): string[] {
  const [assigned] = events;
  if (assigned?.type !== 'AssignmentAssigned') return ['it does not begin with its assignment'];
  return assigned.data.parts.flatMap((part) => comparePart(part, assigned.at, assigned.data, events, span));
}

function comparePart(
  { partId, alarms = [], lateFrom }: PartSpec,
  from: Instant,
  spec: AssignmentSpec,
  all: readonly RecordedAssignmentEvent[],
  { sure, possible }: Span,
): string[] {
  const events = all.filter(({ data }) => 'partId' in data && data.partId === partId);
  const { mode } = spec;
  const steps = events.flatMap((event) => stepIn(event, spec));
  const given = {
    from,
    bells: bellsIn(alarms, spec),
    lateFrom: mode === 'REQUEST' ? null : lateFrom,
  };
  const told = ({ type, at }: { type: string; at: Instant }) => `${type} ${at}`;
  const found = events.filter(isOfTime).map(told);
  const must = whatTimeBrings(given, steps, sure).byTime.map(told);
  const may = whatTimeBrings(given, steps, possible);
  const differences: string[] = [];
  if (found.length < must.length || String(found) !== String(may.byTime.map(told).slice(0, found.length))) {
    differences.push(`part ${partId}: time must have brought [${must}] by ${sure}, the log has [${found}]`);
  }
  const judged = events.flatMap(({ type, data }) => (type === 'EvidenceSubmitted' ? [data] : []));
  for (const [index, { late, lateFrom: by }] of may.submissions.entries()) {
    const said = judged[index];
    if (said?.late === late && (said.lateFrom === by || mode === 'REQUEST')) continue;
    differences.push(
      `submission ${index + 1}: late must be ${late} by ${by}, the log has ${said?.late} by ${said?.lateFrom}`,
    );
  }
  return differences;
}

export const isOfTime = ({ type, data }: { readonly type: string; readonly data: object }): boolean =>
  type === 'ReminderDue' ||
  type === 'DeadlineMissed' ||
  (type === 'AssignmentEscalated' && asksForWhatIsDue((data as { step: LadderStep }).step));

function stepIn(event: RecordedAssignmentEvent, spec: AssignmentSpec): Step[] {
  const { type, at } = event;
  switch (type) {
    case 'EvidenceSubmitted':
      return [{ type, at, receivedAt: event.receivedAt ?? at }];
    case 'SubmissionReturned': {
      const { resubmitUntil, alarms } = event.data;
      return [{ type, at, resubmitUntil, ...(alarms && { bells: bellsIn(alarms, spec) }) }];
    }
    case 'SubmissionWithdrawn':
      return [{ type, at }];
    case 'DeadlineMissWithdrawn':
      return [{ type }];
    default:
      return [];
  }
}

export async function recordNow(pool: Pool): Promise<Instant> {
  const { rows } = await pool.query<{ now: Date }>('select tiendo_now() as now');
  return instant(rows[0]?.now.getTime() ?? 0);
}
