// /api/plans/:planId/amendment-preview: what an amended document changes in a running plan, and what that does to whom.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAsOf } from '../db/queries/log.ts';
import { instant } from '../domain/instant.ts';
import { previewAmendment } from '../domain/plan/preview-amendment.ts';
import { refuse } from '../domain/refusals.ts';
import { system } from '../domain/rules.ts';
import { identifyAssignment } from '../record/identify-assignment.ts';
import { readPlanAssignments } from '../record/plan-assignments.ts';
import { readCurrentCalendar } from '../record/read-calendar.ts';
import { readDirectory } from '../record/read-directory.ts';
import { findAmended } from './amendment.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { asOfJson, listOf } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { getPlan, getPlanState } from './get-plan.ts';
import { Problem, Refused } from './problems.ts';
import { id, problems, signedInOnly } from './replies.ts';

const ids = z.array(z.string());
const AmendmentReply = z
  .object({
    change: z.enum(['changed', 'added', 'removed']).describe('The list of AmendPlan that takes it.'),
    rowId: z.string().describe('In this plan; of an added row the one that it would get.'),
    amendedRowId: z.string().nullable().describe('In the amended document: what `added` names.'),
    number: z.string(),
    title: z.string(),
    fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    goingOn: ids.describe('Assignments of the row that go on.'),
    superseded: ids.describe('Assignments that end as superseded.'),
    launched: ids.describe('Units that get the row anew.'),
    problems: ids.describe('Why it cannot run as amended; the codes of the launch preview.'),
    pastDue: z.boolean().describe('Some day of it has passed: AmendPlan needs `acknowledgePastDue`.'),
  })
  .meta({ id: 'RowAmendment', description: 'One difference, as if it alone were accepted.' });

export const amendmentRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/plans/:planId/amendment-preview',
    {
      schema: {
        tags: ['plans'],
        security: signedInOnly,
        summary: 'What an amended document changes in this running plan, row by row, and what that does to whom.',
        params: z.object({ planId: id.planId }),
        querystring: z.strictObject({ from: id.planId.describe('The draft that the amended document has become.') }),
        response: { 200: listOf(AmendmentReply), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'launchPreview');
      const { planId } = await getPlan(pool, personOf(request), request.params.planId);
      const plan = await getPlanState(pool, planId);
      const amended = await findAmended(pool, request.query.from, planId);
      if (!amended) throw new Problem('plan-not-found');
      if (plan.status !== 'running') throw new Refused(refuse('plan-not-running').refusal, null);
      const calendar = await readCurrentCalendar(pool);
      if (!calendar) throw new Refused(refuse('no-calendar').refusal, null);
      const asOf = await getAsOf(pool);
      const facts = {
        directory: await readDirectory(pool),
        calendar,
        assignments: await readPlanAssignments(pool, planId),
        storedFiles: new Set<string>(),
        identify: identifyAssignment,
      };
      const context = { actor: system, receivedAt: instant(asOf.now.getTime()), version: 0, facts };
      const items = previewAmendment(plan, amended, calendar, context);
      return { items: items as z.output<typeof AmendmentReply>[], nextCursor: null, asOf: asOfJson(asOf) };
    },
  );
};
