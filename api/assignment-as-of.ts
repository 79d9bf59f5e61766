// An assignment as it was: folded from the events that were known then.
import type { Pool } from '../db/pool.ts';
import { getRecordingTime } from '../db/queries/log.ts';
import type { Assignment, AssignmentState } from '../domain/assignment/state.ts';
import { isAssigned } from '../domain/assignment/state.ts';
import { instant, ms } from '../domain/instant.ts';
import type { Folded } from '../domain/rules.ts';
import { foldEvents } from '../record/read-state.ts';
import { readStream } from '../record/read-stream.ts';
import { assignmentStream } from '../record/streams.ts';
import { rowOfFolded } from './assignment-view.ts';
import { Problem } from './problems.ts';

/** `asOf` is a version, or an instant by which events must have been recorded. */
export async function readAsOf(pool: Pool, assignmentId: string, asOf: string) {
  const stream = assignmentStream(assignmentId);
  const version = /^\d+$/.test(asOf) ? Number(asOf) : null;
  const until = Date.parse(asOf);
  if (version === null && until > (await getRecordingTime(pool)).getTime()) throw new Problem('as-of-in-the-future');
  const events = await readStream(pool, stream);
  const known = events.filter((event) => (version === null ? ms(event.recordedAt) <= until : event.version <= version));
  const folded = foldEvents<AssignmentState>(stream, known);
  const last = known.at(-1);
  if (!last || !isAssigned(folded.state) || (version !== null && version !== last.version)) {
    throw new Problem('not-yet-assigned');
  }
  // Of a version, the time is its own: the clock of the record, which a rehearsal may have moved.
  const at = version === null ? instant(until) : last.at;
  return { row: rowOfFolded(assignmentId, folded as Folded<Assignment>), at, position: last.position };
}
