// /api/calendar: the working calendar, every version of it, and the commands of its administrators.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findCalendar, listCalendars } from '../db/queries/calendars.ts';
import { getAsOf } from '../db/queries/log.ts';
import { CalendarCommandBody } from '../domain/calendar/commands.ts';
import { withTexts } from '../record/texts.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { CalendarReply, calendarJson } from './calendar-view.ts';
import { answerCommand, COMMAND_BODY_BYTES, CommandHeaders, commandReplies } from './command-replies.ts';
import { theCalendar } from './command-targets.ts';
import { asOfJson } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { Problem } from './problems.ts';
import { problems, signedInOnly } from './replies.ts';

const common = { tags: ['calendar'], security: signedInOnly };

export const calendarRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, handleCommand }) => {
  const show = async (version: string | null) => {
    const asOf = await getAsOf(pool);
    const row = await findCalendar(pool, version);
    if (!row) throw new Problem('calendar-not-found');
    const [shown] = await withTexts(pool, [calendarJson(row, await listCalendars(pool))]);
    return { ...(shown as NonNullable<typeof shown>), asOf: asOfJson(asOf) };
  };

  app.get(
    '/calendar',
    {
      schema: {
        ...common,
        summary: 'The working calendar that a launch of now would freeze, and every version before it.',
        response: { 200: CalendarReply, ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'calendar');
      return show(null);
    },
  );

  app.get(
    '/calendar/:version',
    {
      schema: {
        ...common,
        summary: 'One version of the working calendar, as it will stay.',
        params: z.object({ version: z.string().min(1).max(100) }),
        response: { 200: CalendarReply, ...problems },
      },
    },
    async (request) => {
      assertMayRead(personOf(request), 'calendar');
      return show(request.params.version);
    },
  );

  app.post(
    '/calendar/commands',
    {
      bodyLimit: COMMAND_BODY_BYTES,
      schema: {
        ...common,
        summary: 'Imports a range of days from CSV, or adds and removes single days: a new version each time.',
        headers: CommandHeaders,
        body: CalendarCommandBody,
        response: commandReplies,
      },
    },
    (request, reply) => answerCommand(handleCommand, request, reply, theCalendar),
  );
};
