// What one reader sees of assignments beyond their state: who is in charge, and what the own unit has prepared.
import type { Pool } from '../db/pool.ts';
import type { AssignmentRow } from '../db/queries/assignments.ts';
import { namePeople } from '../db/queries/people.ts';
import type { AssignmentState } from '../domain/assignment/state.ts';
import { isAssigned } from '../domain/assignment/state.ts';
import type { PartRow } from '../record/assignment-row.ts';
import { readState } from '../record/read-state.ts';
import { assignmentStream } from '../record/streams.ts';
import { withTexts } from '../record/texts.ts';
import { type AssignmentReply, assignmentJson } from './assignment-view.ts';
import type { SignedIn } from './authenticate.ts';
import { type Parties, relationOf } from './authorise.ts';
import type { PartReply } from './part-view.ts';

/** Each as this person may see it, at `now`. */
export async function shownTo(
  pool: Pool,
  person: SignedIn,
  rows: readonly AssignmentRow[],
  now: Date,
): Promise<AssignmentReply[]> {
  const officers = rows.flatMap(({ parts }) => (parts as PartRow[]).flatMap(({ officerId }) => officerId ?? []));
  const names = await namePeople(pool, [...new Set(officers)]);
  return rows.map((row) => {
    const isInside = relationOf(person, partiesIn(row)) !== 'coordinates';
    return assignmentJson(row, now, { officers: isInside, names });
  });
}

const partiesIn = (row: AssignmentRow): Parties => ({ ...row, parts: row.parts as Parties['parts'] });

/** The same with what this person's unit has prepared: it is in nobody's read model. */
export async function withPrepared(pool: Pool, person: SignedIn, reply: AssignmentReply): Promise<AssignmentReply> {
  const isOwn = ({ hasPrepared, ownerUnitId }: PartReply) => hasPrepared && ownerUnitId === person.unitId;
  if (person.role !== 'unit' && person.role !== 'coordinator') return reply;
  if (!reply.parts.some(isOwn)) return reply;
  const state = await readState<AssignmentState>(pool, assignmentStream(reply.assignmentId));
  if (!isAssigned(state)) return reply;
  const parts = await withTexts(
    pool,
    reply.parts.map((part) => {
      const prepared = state.parts.find(({ partId }) => partId === part.partId)?.prepared ?? null;
      if (!isOwn(part) || !prepared) return part;
      const { files, links, figures, note } = prepared;
      return { ...part, prepared: { files, links, figures, ...(note && { note }) } } as unknown as PartReply;
    }),
  );
  return { ...reply, parts };
}
