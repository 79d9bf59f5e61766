// What the rules of an assignment must know from outside, read in the turn's own transaction.
import type { PoolClient } from 'pg';
import type { AssignmentFacts } from '../domain/assignment/acts/act.ts';
import { type AssignmentCommand, filesNamedBy } from '../domain/assignment/commands.ts';
import type { PlansCommand } from '../domain/assignment/with-plan.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';
import type { Unit } from '../domain/directory/directory.ts';
import type { Actor } from '../domain/rules.ts';
import { identifyChild } from './identify-assignment.ts';
import { readCalendar } from './read-calendar.ts';

/** For a command that names nothing, and for the beginning of an assignment. */
export const noFacts = (calendar: WorkingCalendar | null): AssignmentFacts => ({
  uploadedFiles: new Set(),
  calendar,
  units: new Map(),
  unitOfPerson: null,
  // A unit may have a row twice: by the launch and by a decision. What is added under either has a name of its own.
  identifyChild: ({ planId, rowId, launchUnitId, generation, parentId }, unitId, nth) =>
    identifyChild(planId, rowId, [...(parentId ? [parentId] : []), launchUnitId, generation].join('/'), unitId, nth),
});

/** One read for whatever the command names; none where it names nothing, nor for a calendar that this connection knows. */
export async function gatherAssignmentFacts(
  tx: PoolClient,
  command: AssignmentCommand | PlansCommand | { readonly type: 'Assign' },
  actor: Actor,
  calendarVersion: string | null,
): Promise<AssignmentFacts> {
  if (command.type === 'Assign' || command.type === 'EndWithPlan' || command.type === 'AmendAssignment') {
    return noFacts(null); // what they need of the calendar comes with them
  }
  if (command.type === 'ContinueYear') return noFacts(await readCalendar(tx, command.calendarVersion));
  const facts = noFacts(calendarVersion === null ? null : await readCalendar(tx, calendarVersion));
  const files = filesNamedBy(command);
  const unitId = 'unitId' in command ? command.unitId : null;
  const personId = 'personId' in command ? command.personId : null;
  if (files.length === 0 && unitId === null && personId === null) return facts;
  const { rows } = await tx.query<{ files: string[]; units: [string, Unit['kind']][]; unitOfPerson: string | null }>(
    `select array(select sha256 from evidence_uploads where unit_id = $1 and sha256 = any($2)) as files,
       coalesce((select jsonb_agg(jsonb_build_array(unit_id, kind)) from units where unit_id = $3), '[]') as units,
       (select unit_id from people where person_id = $4) as "unitOfPerson"`,
    [actor.unitId, files, unitId, personId],
  );
  const [known] = rows;
  return {
    ...facts,
    uploadedFiles: new Set(known?.files),
    units: new Map(known?.units),
    unitOfPerson: known?.unitOfPerson ?? null,
  };
}
