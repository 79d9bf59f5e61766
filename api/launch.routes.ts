// /api/plans/:planId/launch-preview and /progress: what a launch would do, and how far it is.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listCalendarsOfPlan } from '../db/queries/calendars.ts';
import { getAsOf } from '../db/queries/log.ts';
import { getProgress } from '../db/queries/plans.ts';
import { instant } from '../domain/instant.ts';
import { previewLaunch } from '../domain/plan/preview.ts';
import { readCurrentCalendar } from '../record/read-calendar.ts';
import { readDirectory } from '../record/read-directory.ts';
import { planStream } from '../record/streams.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { CalendarOfPlan, calendarOfPlan } from './calendar-view.ts';
import { asOfJson } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { withReasons } from './draft-view.ts';
import { getPlan, getPlanState } from './get-plan.ts';
import { type DutyPreviewReply, LaunchPreviewReply, ProgressReply, type RowPreviewReply } from './plan-view.ts';
import { id, problems, signedInOnly } from './replies.ts';

const params = z.object({ planId: id.planId });
const common = { tags: ['plans'], security: signedInOnly };

export const launchRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/plans/:planId/launch-preview',
    {
      schema: {
        ...common,
        summary:
          'What a launch would assign to whom and by which days, and which rows and duties cannot be launched yet.',
        params,
        response: { 200: LaunchPreviewReply.extend({ calendar: CalendarOfPlan }), ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'launchPreview');
      const { planId } = await getPlan(pool, personOf(request), request.params.planId);
      const asOf = await getAsOf(pool);
      const [plan, directory] = [await getPlanState(pool, planId), await readDirectory(pool)];
      const calendar = await readCurrentCalendar(pool);
      const { rows, duties, reports } = previewLaunch(plan, directory, instant(asOf.now.getTime()), calendar);
      const person = personOf(request);
      return {
        items: (await withReasons(pool, person, rows)) as unknown as z.output<typeof RowPreviewReply>[],
        duties: (await withReasons(pool, person, duties)) as unknown as z.output<typeof DutyPreviewReply>[],
        reports: reports as unknown as z.output<typeof LaunchPreviewReply>['reports'],
        nextCursor: null,
        calendar: calendarOfPlan(await listCalendarsOfPlan(pool, planStream(planId)), calendar?.version ?? null),
        asOf: asOfJson(asOf),
      };
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
};
