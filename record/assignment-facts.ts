// What the rules of an assignment must know from outside, read in the turn's own transaction.
import type { PoolClient } from 'pg';
import type { AssignmentFacts } from '../domain/assignment/acts/act.ts';
import { type AssignmentCommand, filesNamedBy } from '../domain/assignment/commands.ts';
import type { PlansCommand } from '../domain/assignment/with-plan.ts';
import { calendars } from '../domain/calendar-vn.ts';
import type { Actor } from '../domain/rules.ts';
import { identifyChild } from './identify-assignment.ts';

/** For a command that names nothing, and for the beginning of an assignment. */
export const noFacts = (calendarVersion: string | null): AssignmentFacts => ({
  uploadedFiles: new Set(),
  calendar: calendars[calendarVersion ?? ''] ?? null,
  units: new Set(),
  unitOfPerson: null,
  identifyChild: ({ planId, rowId, launchUnitId, generation }, unitId, nth) =>
    identifyChild(planId, rowId, `${launchUnitId}/${generation}`, unitId, nth),
});

/** One read for whatever the command names; none where it names nothing. */
export async function gatherAssignmentFacts(
  tx: PoolClient,
  command: AssignmentCommand | PlansCommand | { readonly type: 'Assign' },
  actor: Actor,
  calendarVersion: string | null,
): Promise<AssignmentFacts> {
  const facts = noFacts(calendarVersion);
  if (command.type === 'ContinueYear') return noFacts(command.calendarVersion);
  if (command.type === 'Assign' || command.type === 'EndWithPlan') return facts;
  const files = filesNamedBy(command);
  const unitId = 'unitId' in command ? command.unitId : null;
  const personId = 'personId' in command ? command.personId : null;
  if (files.length === 0 && unitId === null && personId === null) return facts;
  const { rows } = await tx.query<{ files: string[]; units: string[]; unitOfPerson: string | null }>(
    `select array(select sha256 from evidence_uploads where unit_id = $1 and sha256 = any($2)) as files,
       array(select unit_id from units where unit_id = $3) as units,
       (select unit_id from people where person_id = $4) as "unitOfPerson"`,
    [actor.unitId, files, unitId, personId],
  );
  const [known] = rows;
  return {
    ...facts,
    uploadedFiles: new Set(known?.files),
    units: new Set(known?.units),
    unitOfPerson: known?.unitOfPerson ?? null,
  };
}
