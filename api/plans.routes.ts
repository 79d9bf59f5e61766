// /api/plans: documents in, drafts out; what a plan holds, what a launch would do, how far it is.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listCalendarsOfPlan } from '../db/queries/calendars.ts';
import { listPlans } from '../db/queries/plans.ts';
import { PlanCommandBody } from '../domain/plan/commands.ts';
import { readCurrentCalendar } from '../record/read-calendar.ts';
import { planStream } from '../record/streams.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead, mayRead } from './authorise.ts';
import { CalendarOfPlan, calendarOfPlan } from './calendar-view.ts';
import { answerCommand, COMMAND_BODY_BYTES, CommandHeaders, commandReplies } from './command-replies.ts';
import { AsOf, asOfJson, cursorAfter, decodeCursor, encodeCursor, listOf, paging, place } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { rowJson, withReasons } from './draft-view.ts';
import { getPlan, getPlanState } from './get-plan.ts';
import { PlanDetailReply, PlanReply, PlanRowReply, planDetailJson, planJson } from './plan-view.ts';
import { id, problems, signedInOnly } from './replies.ts';

const params = z.object({ planId: id.planId });
const common = { tags: ['plans'], security: signedInOnly };
const Paging = z.strictObject(paging);
const Discarded = z
  .enum(['true', 'false'])
  .optional()
  .describe('Also drafts that were put aside; they are left out by default.');
const NamePlace = z.tuple([place.name, place.id]);
const RowPlace = z.tuple([place.position]);

export const plansRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, handleCommand }) => {
  app.get(
    '/plans',
    {
      schema: {
        ...common,
        summary: 'Plans, by name.',
        querystring: z.strictObject({ ...paging, discarded: Discarded }),
        response: { 200: listOf(PlanReply), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'plans');
      const { limit, cursor, discarded } = request.query;
      const from = decodeCursor(NamePlace, cursor);
      const withDrafts = mayRead(personOf(request), 'drafts');
      const after = from && { name: from[0], planId: from[1] };
      const { rows, asOf } = await listPlans(pool, { withDrafts, withDiscarded: discarded === 'true', after, limit });
      const nextCursor = cursorAfter(rows, limit, ({ name, planId }) => [name, planId]);
      return { items: rows.map(planJson), nextCursor, asOf: asOfJson(asOf) };
    },
  );

  app.get(
    '/plans/:planId',
    {
      schema: {
        ...common,
        summary: 'One plan with its policy, headings, duties and issues.',
        params,
        response: { 200: PlanDetailReply.extend({ calendar: CalendarOfPlan, asOf: AsOf }), ...problems },
      },
    },
    async (request) => {
      const row = await getPlan(pool, personOf(request), request.params.planId);
      const detail = planDetailJson(row, await getPlanState(pool, row.planId));
      const [shown = detail] = await withReasons(pool, personOf(request), [detail]);
      const current = await readCurrentCalendar(pool);
      const frozen = await listCalendarsOfPlan(pool, planStream(row.planId));
      return { ...shown, calendar: calendarOfPlan(frozen, current?.version ?? null), asOf: asOfJson(row) };
    },
  );

  app.get(
    '/plans/:planId/rows',
    {
      schema: {
        ...common,
        summary:
          'The rows of the appendix, in the order of the document: as they stand, with what was settled and what is open.',
        params,
        querystring: Paging,
        response: { 200: listOf(PlanRowReply), ...problems },
      },
    },
    async (request) => {
      const row = await getPlan(pool, personOf(request), request.params.planId);
      const { limit, cursor } = request.query;
      const from = decodeCursor(RowPlace, cursor)?.[0] ?? 0;
      const { rows } = await getPlanState(pool, row.planId);
      const page = rows.slice(from, from + limit).map(rowJson);
      const items = (await withReasons(pool, personOf(request), page)) as unknown as z.output<typeof PlanRowReply>[];
      const nextCursor = from + limit < rows.length ? encodeCursor([from + limit]) : null;
      return { items, nextCursor, asOf: asOfJson(row) };
    },
  );

  app.post(
    '/plans/:planId/commands',
    {
      bodyLimit: COMMAND_BODY_BYTES,
      schema: {
        ...common,
        summary: 'Asks something of a plan: settling its draft, its policy, promulgation, launch, end.',
        params,
        headers: CommandHeaders,
        body: PlanCommandBody,
        response: commandReplies,
      },
    },
    (request, reply) => answerCommand(handleCommand, request, reply, { kind: 'plan', id: request.params.planId }),
  );
};
