// What a list of assignments may be narrowed by.
import { z } from 'zod';
import type { AssignmentFilter as Filter } from '../db/queries/assignments.ts';
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

/** The query of a request as the database is asked, narrowed to what this person may see. */
export function filterFor(query: z.output<typeof AssignmentFilter>, person: SignedIn): Filter {
  const text = query.q?.normalize('NFC') || null;
  const from = decodeCursor(Place, query.cursor);
  return {
    planId: query.planId ?? null,
    rowId: query.rowId ?? null,
    unitId: query.unitId ?? null,
    statuses: query.status ?? null,
    overdue: query.overdue === undefined ? null : query.overdue === 'true',
    text,
    textUnaccented: text !== null && text.toLowerCase() === unaccented(text) ? unaccented(text) : null,
    seenBy: mayRead(person, 'everyAssignment') ? null : (person.unitId ?? ''),
    after: from && { due: from[0], assignmentId: from[1] },
    limit: query.limit,
  };
}
