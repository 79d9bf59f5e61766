// /api/plans/:planId/board: every row of a plan as its assignments stand, by its roll-up.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listAcceptedFigures, listOverdue } from '../db/queries/board.ts';
import { getAsOf } from '../db/queries/log.ts';
import { instant } from '../domain/instant.ts';
import { RowOutcome, rollUpRow, sumFigures } from '../domain/plan/roll-up.ts';
import { RollUp } from '../domain/plan-reading.ts';
import { readPlanAssignments } from '../record/plan-assignments.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead } from './authorise.ts';
import { asOfJson, listOf } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { Settling, withReasons } from './draft-view.ts';
import { getPlan, getPlanState } from './get-plan.ts';
import { id, problems, signedInOnly } from './replies.ts';

const BoardRow = z
  .object({
    rowId: z.string(),
    number: z.string(),
    title: z.string(),
    execution: z.string(),
    rollUp: RollUp,
    assignments: z.int().describe('Those that count: not void, superseded, or added under another one.'),
    ended: z.int(),
    achieved: z.int().describe('Closed as achieved, or because none arose.'),
    needed: z.int().nullable().describe('How many have to be achieved; null where a person judges.'),
    finished: z.boolean().describe('All have ended: not the same as achieved.'),
    result: z.enum([...RowOutcome.options, 'open', 'toBeJudged', 'notApplicable', 'none']),
    judgement: z.object({ outcome: RowOutcome, ...Settling.shape }).nullable(),
    figures: z
      .array(z.object({ name: z.string(), numerator: z.number(), denominator: z.number() }))
      .describe('Of a sum of figures: what was accepted so far, added up by name.'),
    overdue: z.int(),
    due: z.string().nullable().describe('The latest due of its open assignments.'),
  })
  .meta({ id: 'BoardRow' });

export const boardRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool }) => {
  app.get(
    '/plans/:planId/board',
    {
      schema: {
        tags: ['plans'],
        security: signedInOnly,
        summary: 'Every row of the plan as its assignments stand: what is finished, and what it came to.',
        params: z.object({ planId: id.planId }),
        response: { 200: listOf(BoardRow), ...problems },
      },
    },
    async (request) => {
      const person = personOf(request);
      assertMayRead(person, 'everyAssignment');
      const { planId } = await getPlan(pool, person, request.params.planId);
      const { rows, judgements } = await getPlanState(pool, planId);
      const asOf = await getAsOf(pool);
      const assignments = await readPlanAssignments(pool, planId);
      const overdue = new Map((await listOverdue(pool, planId)).map((each) => [each.rowId, each]));
      const summed = rows.filter(({ rollUp }) => rollUp === 'sumOfFigures').map(({ rowId }) => rowId);
      const figures = await listAcceptedFigures(pool, planId, summed);
      const items = rows.map(({ rowId, number, criterion, requirement, execution, rollUp }) => {
        const judgement = judgements.find((each) => each.rowId === rowId) ?? null;
        const own = assignments.filter((each) => each.rowId === rowId);
        const { due = null, overdue: late = 0 } = overdue.get(rowId) ?? {};
        return {
          rowId,
          number,
          title: criterion || requirement,
          execution,
          rollUp,
          ...rollUpRow(rollUp, own, judgement?.outcome ?? null),
          judgement,
          figures: sumFigures(figures.filter((each) => each.rowId === rowId)),
          overdue: late,
          due: due && instant(due.getTime()),
        };
      });
      const shown = (await withReasons(pool, person, items)) as unknown as z.output<typeof BoardRow>[];
      return { items: shown, nextCursor: null, asOf: asOfJson(asOf) };
    },
  );
};
