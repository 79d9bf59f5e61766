// What a list of assignments may be narrowed by.
import { z } from 'zod';
import type { AssignmentFilter as Filter } from '../db/queries/assignments.ts';
import { awaitedActs, awaitedParties } from '../domain/assignment/awaiting.ts';
import { assignmentStatuses } from '../domain/assignment/status.ts';
import type { SignedIn } from './authenticate.ts';
import { mayRead } from './authorise.ts';
import { decodeCursor, paging, place } from './cursor.ts';
import { id } from './replies.ts';

const Statuses = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(assignmentStatuses)).min(1));

export const AssignmentFilter = z.strictObject({
  planId: id.planId.optional(),
  rowId: z.string().max(64).optional(),
  unitId: z.string().max(32).optional().describe('The unit that the assignment is assigned to.'),
  status: Statuses.optional().describe('One or several, separated by commas.'),
  overdue: z.enum(['true', 'false']).optional(),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Found in number, title or requirement; typed without accents it finds what has them.'),
  parentId: id.assignmentId.optional().describe('Added by a decision under this one.'),
  escalated: z.enum(['true', 'false']).optional().describe('Whether a step of the ladder has named it to superiors.'),
  officerId: z.uuid().toLowerCase().optional().describe('In charge of a part of it inside the unit.'),
  turn: z.enum(awaitedParties).optional().describe('Whose turn it is (`awaiting`).'),
  turnOf: z.string().max(32).optional().describe('The unit whose turn it is (`awaiting`).'),
  awaits: z
    .enum(awaitedActs)
    .optional()
    .describe(
      'What it waits for (`awaiting`): obstacles to resolve, extensions or explanations to decide, papers to come. With ' +
        '`turn`, `turnOf` and `waitingFor`: one thing that fits them all.',
    ),
  waitingFor: z.string().trim().min(1).max(200).optional().describe('Whose paper it waits for, as the plan names it.'),
  ...paging,
});

const Place = z.tuple([place.due, place.id]);

/** As the database's function of the same name does it. */
const unaccented = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');

const truth = (said: 'true' | 'false' | undefined): boolean | null => (said === undefined ? null : said === 'true');

/** The query of a request as the database is asked, narrowed to what this person may see. */
export function filterFor(query: z.output<typeof AssignmentFilter>, person: SignedIn): Filter {
  const text = query.q?.normalize('NFC') || null;
  const from = decodeCursor(Place, query.cursor);
  return {
    planId: query.planId ?? null,
    rowId: query.rowId ?? null,
    unitId: query.unitId ?? null,
    statuses: query.status ?? null,
    overdue: truth(query.overdue),
    parentId: query.parentId ?? null,
    escalated: truth(query.escalated),
    awaited: {
      ...(query.turn && { who: query.turn }),
      ...(query.awaits && { what: query.awaits }),
      ...(query.turnOf && { unitId: query.turnOf }),
      ...(query.waitingFor && { source: query.waitingFor.normalize('NFC') }),
    },
    officerId: query.officerId ?? null,
    text,
    textUnaccented: text !== null && text.toLowerCase() === unaccented(text) ? unaccented(text) : null,
    seenBy: mayRead(person, 'everyAssignment') ? null : (person.unitId ?? ''),
    after: from && { due: from[0], assignmentId: from[1] },
    limit: query.limit,
  };
}
