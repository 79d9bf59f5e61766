// /api/assignments: lists and single assignments, and what they may be asked.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findAssignment, listAssignments } from '../db/queries/assignments.ts';
import { AssignmentCommandBody } from '../domain/assignment/commands.ts';
import { instant } from '../domain/instant.ts';
import { readAsOf } from './assignment-as-of.ts';
import { AssignmentFilter, filterFor } from './assignment-filter.ts';
import { AssignmentReply } from './assignment-view.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { answerCommand, COMMAND_BODY_BYTES, CommandHeaders, commandReplies } from './command-replies.ts';
import { AsOf, asOfJson, cursorAfter, listOf } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { assertMayRelate } from './may-relate.ts';
import { Problem } from './problems.ts';
import { shownTo, withPrepared } from './read-sight.ts';
import { id, problems, signedInOnly } from './replies.ts';

const params = z.object({ assignmentId: id.assignmentId });
const common = { tags: ['assignments'], security: signedInOnly };

const AsOfQuery = z.strictObject({
  asOf: z
    .union([z.string().regex(/^\d{1,9}$/), z.iso.datetime({ offset: true })])
    .optional()
    .describe('A version, or an instant: the assignment as it was known then (by recordedAt).'),
});

export const assignmentsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, handleCommand }) => {
  app.get(
    '/assignments',
    {
      schema: {
        ...common,
        summary: 'Assignments, in the order of their dues; a unit sees those that concern it.',
        querystring: AssignmentFilter,
        response: { 200: listOf(AssignmentReply), ...problems },
      },
    },
    async (request) => {
      const person = personOf(request);
      assertMayRead(person, 'assignments');
      const filter = filterFor(request.query, person);
      const { rows, asOf } = await listAssignments(pool, filter);
      const nextCursor = cursorAfter(rows, filter.limit, (row) => [
        row.due && instant(row.due.getTime()),
        row.assignmentId,
      ]);
      return { items: await shownTo(pool, person, rows, asOf.now), nextCursor, asOf: asOfJson(asOf) };
    },
  );

  app.get(
    '/assignments/:assignmentId',
    {
      schema: {
        ...common,
        summary: 'One assignment, now or as it was known at an instant or version.',
        params,
        querystring: AsOfQuery,
        response: { 200: AssignmentReply.extend({ asOf: AsOf }), ...problems },
      },
    },
    async (request) => {
      const { assignmentId } = request.params;
      const person = personOf(request);
      await assertMayRelate(pool, person, assignmentId);
      if (request.query.asOf !== undefined) {
        const { row, at, position } = await readAsOf(pool, assignmentId, request.query.asOf);
        const [then] = await shownTo(pool, person, [row], new Date(at));
        return { ...(then as AssignmentReply), asOf: { position, at } };
      }
      const row = await findAssignment(pool, assignmentId);
      const [now] = row ? await shownTo(pool, person, [row], row.now) : [];
      if (!row || !now) throw new Problem('assignment-not-found');
      return { ...(await withPrepared(pool, person, now)), asOf: asOfJson(row) };
    },
  );

  app.post(
    '/assignments/:assignmentId/commands',
    {
      bodyLimit: COMMAND_BODY_BYTES,
      schema: {
        ...common,
        summary: 'Asks something of an assignment.',
        params,
        headers: CommandHeaders,
        body: AssignmentCommandBody,
        response: commandReplies,
      },
    },
    (request, reply) =>
      answerCommand(handleCommand, request, reply, { kind: 'assignment', id: request.params.assignmentId }),
  );
};
