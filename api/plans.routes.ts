// /api/plans: documents in, drafts out; what a plan holds, what a launch would do, how far it is.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';
import { getAsOf } from '../db/queries/log.ts';
import { findPlan, getProgress, listPlans } from '../db/queries/plans.ts';
import { instant } from '../domain/instant.ts';
import { PlanCommandBody } from '../domain/plan/commands.ts';
import { previewLaunch } from '../domain/plan/launch.ts';
import { isImported, type Plan, type PlanState } from '../domain/plan/state.ts';
import { readDirectory } from '../record/read-directory.ts';
import { readState } from '../record/read-state.ts';
import { planStream } from '../record/streams.ts';
import { personOf, type SignedIn } from './authenticate.ts';
import { assertMayRead, mayRead } from './authorise.ts';
import { answerCommand, COMMAND_BODY_BYTES, CommandHeaders, commandReplies } from './command-replies.ts';
import { AsOf, asOfJson, cursorAfter, decodeCursor, encodeCursor, listOf, paging } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import {
  PlanDetailReply,
  PlanReply,
  PlanRowReply,
  ProgressReply,
  planDetailJson,
  planJson,
  RowPreviewReply,
} from './plan-view.ts';
import { Problem } from './problems.ts';
import { id, problems, signedInOnly } from './replies.ts';

const params = z.object({ planId: id.planId });
const common = { tags: ['plans'], security: signedInOnly };
const Paging = z.strictObject(paging);
const NamePlace = z.tuple([z.string(), z.uuid()]);
const RowPlace = z.tuple([z.int().min(0)]);

/** The plan's row, when this person may see it; a draft is not there for those who may not. */
async function getPlan(pool: Pool, person: SignedIn, planId: string) {
  assertMayRead(person, 'plans');
  const row = await findPlan(pool, planId);
  if (!row || (row.status === 'draft' && !mayRead(person, 'drafts'))) throw new Problem('plan-not-found');
  return row;
}

async function getPlanState(pool: Pool, planId: string): Promise<Plan> {
  const state = await readState<PlanState>(pool, planStream(planId));
  if (!isImported(state)) throw new Problem('plan-not-found');
  return state;
}

export const plansRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, handleCommand }) => {
  app.get(
    '/plans',
    {
      schema: {
        ...common,
        summary: 'Plans, by name.',
        querystring: Paging,
        response: { 200: listOf(PlanReply), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'plans');
      const { limit, cursor } = request.query;
      const place = decodeCursor(NamePlace, cursor);
      const withDrafts = mayRead(personOf(request), 'drafts');
      const after = place && { name: place[0], planId: place[1] };
      const { rows, asOf } = await listPlans(pool, { withDrafts, after, limit });
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
        response: { 200: PlanDetailReply.extend({ asOf: AsOf }), ...problems },
      },
    },
    async (request) => {
      const row = await getPlan(pool, personOf(request), request.params.planId);
      return { ...planDetailJson(row, await getPlanState(pool, row.planId)), asOf: asOfJson(row) };
    },
  );

  app.get(
    '/plans/:planId/rows',
    {
      schema: {
        ...common,
        summary: 'The rows of the appendix, in the order of the document.',
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
      const items = rows.slice(from, from + limit) as unknown as z.output<typeof PlanRowReply>[];
      const nextCursor = from + limit < rows.length ? encodeCursor([from + limit]) : null;
      return { items, nextCursor, asOf: asOfJson(row) };
    },
  );

  app.get(
    '/plans/:planId/launch-preview',
    {
      schema: {
        ...common,
        summary: 'What a launch would assign to whom, and which rows cannot be launched yet.',
        params,
        response: { 200: listOf(RowPreviewReply), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'launchPreview');
      const { planId } = await getPlan(pool, personOf(request), request.params.planId);
      const asOf = await getAsOf(pool);
      const [plan, directory] = [await getPlanState(pool, planId), await readDirectory(pool)];
      const items = previewLaunch(plan, directory, instant(asOf.now.getTime()));
      return { items: items as unknown as z.output<typeof RowPreviewReply>[], nextCursor: null, asOf: asOfJson(asOf) };
    },
  );

  app.get(
    '/plans/:planId/progress',
    {
      schema: {
        ...common,
        summary: 'How far the launches have come.',
        params,
        response: { 200: ProgressReply, ...problems },
      },
    },
    async (request) => {
      const { planId, status, launches, pendingLaunches } = await getPlan(
        pool,
        personOf(request),
        request.params.planId,
      );
      const { existing: exists, ...progress } = await getProgress(pool, planId);
      return { planId, status, launches, pendingLaunches, exists, ...progress, asOf: asOfJson(progress) };
    },
  );

  app.post(
    '/plans/:planId/commands',
    {
      bodyLimit: COMMAND_BODY_BYTES,
      schema: {
        ...common,
        summary: 'Asks something of a plan: its policy, promulgation, launch, end.',
        params,
        headers: CommandHeaders,
        body: PlanCommandBody,
        response: commandReplies,
      },
    },
    (request, reply) => answerCommand(handleCommand, request, reply, { kind: 'plan', id: request.params.planId }),
  );
};
