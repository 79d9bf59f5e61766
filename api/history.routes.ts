// /api/assignments/:assignmentId/history, /replay, /workflow: how it came to be what it is, and what the engine says of it.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { getAsOf } from '../db/queries/log.ts';
import { instant } from '../domain/instant.ts';
import { readStream } from '../record/read-stream.ts';
import { assignmentStream } from '../record/streams.ts';
import { withTexts } from '../record/texts.ts';
import { personOf } from './authenticate.ts';
import { asOfJson, cursorAfter, decodeCursor, listOf, paging, place } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { draftsOfOthers, withoutDrafts } from './event-sight.ts';
import { HistoryItem, itemFor } from './event-view.ts';
import { assertMayRelate, assertMayVerify } from './may-relate.ts';
import { Problem } from './problems.ts';
import { ReplayReply, replayTarget, withoutDraftsIn } from './replay-assignment.ts';
import { id, problems, signedInOnly } from './replies.ts';

const Place = z.tuple([place.version]);

const params = z.object({ assignmentId: id.assignmentId });
const common = { tags: ['assignments'], security: signedInOnly };
const target = (assignmentId: string) => ({ kind: 'assignment', id: assignmentId }) as const;

const WorkflowReply = z
  .object({
    workflowId: z.string(),
    runId: z.string(),
    runStatus: z.string(),
    version: z.int(),
    status: z.string(),
    waitingFor: z.string(),
    wakeAt: z.string().nullable(),
    headHash: z.string().nullable().describe('Null: it is that of a draft of another unit.'),
  })
  .meta({ id: 'Workflow', description: 'What Temporal itself answers about the assignment’s workflow.' });

export const historyRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, engine }) => {
  app.get(
    '/assignments/:assignmentId/history',
    {
      schema: {
        ...common,
        summary: 'The events of an assignment. Free texts are joined in as `body` for those who may read them.',
        params,
        querystring: z.strictObject({ ...paging, limit: paging.limit.default(500) }),
        response: { 200: listOf(HistoryItem), ...problems },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const { assignmentId } = request.params;
      const person = personOf(request);
      const related = await assertMayRelate(pool, person, assignmentId);
      const after = decodeCursor(Place, cursor)?.[0] ?? 0;
      const asOf = await getAsOf(pool);
      const events = (await readStream(pool, assignmentStream(assignmentId), after)).slice(0, limit);
      const nextCursor = cursorAfter(events, limit, ({ version }) => [version]);
      const seen = (await withoutDrafts(pool, person, events)).map((event) => itemFor(related, event));
      return { items: await withTexts(pool, seen), nextCursor, asOf: asOfJson(asOf) };
    },
  );

  app.get(
    '/assignments/:assignmentId/replay',
    {
      schema: {
        ...common,
        summary: 'Folds the assignment out of the log again and compares everything that was derived from it.',
        params,
        response: { 200: ReplayReply, ...problems },
      },
    },
    async (request) => {
      const { assignmentId } = request.params;
      const person = personOf(request);
      await assertMayVerify(pool, person, assignmentId);
      const replay = await replayTarget(pool, engine, target(assignmentId));
      if (!replay) throw new Problem('assignment-not-found');
      return withoutDraftsIn(replay, await draftsOfOthers(pool, person, assignmentStream(assignmentId)));
    },
  );

  app.get(
    '/assignments/:assignmentId/workflow',
    {
      schema: {
        ...common,
        summary: 'Temporal’s own answer, by Query.',
        params,
        response: { 200: WorkflowReply, ...problems },
      },
    },
    async (request) => {
      const { assignmentId } = request.params;
      const person = personOf(request);
      await assertMayVerify(pool, person, assignmentId);
      const answer = await engine.stateOf(target(assignmentId));
      if (answer.found !== 'state') throw new Problem(answer.found === 'none' ? 'no-workflow' : 'engine-unavailable');
      const { state, workflowId, runId, runStatus } = answer;
      const drafts = await draftsOfOthers(pool, person, assignmentStream(assignmentId));
      const headHash = drafts.has(state.version) ? null : state.headHash;
      const wakeAt = state.wakeAt === null ? null : instant(state.wakeAt);
      return { ...state, workflowId, runId, runStatus, wakeAt, headHash };
    },
  );
};
