// Many commands in one request: one report for many rows, many acceptances at once. None waits for another's outcome
// longer than a single command would, and none fails because of another.
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import type { CommandAnswer } from './answer-command.ts';
import type { SignedIn } from './authenticate.ts';
import { IdempotencyKey } from './command-replies.ts';
import { toProblem } from './error-handler.ts';
import type { HandleCommand } from './handle-command.ts';
import { type Language, problemBody } from './problems.ts';
import { id } from './replies.ts';
import { WAIT_FOR_OUTCOME_MS } from './time-budget.ts';

export const MOST_IN_BATCH = 200;
const AT_ONCE = 16;

const BatchItem = z.strictObject({
  assignmentId: id.assignmentId,
  command: z.unknown().describe('An AssignmentCommand.'),
  idempotencyKey: IdempotencyKey.optional(),
});
export const Batch = z.array(BatchItem).min(1).max(MOST_IN_BATCH).meta({ id: 'CommandBatch' });

export const BatchReply = z
  .object({
    items: z.array(
      z.object({
        assignmentId: z.string(),
        idempotencyKey: z.string(),
        status: z.int().describe('The HTTP status that this command would have had alone.'),
        body: z.looseObject({}).describe('The body that it would have had alone.'),
      }),
    ),
  })
  .meta({ id: 'CommandBatchReply', description: 'One item per command, in their order.' });

type Item = z.output<typeof BatchItem>;
type Answered = z.output<typeof BatchReply>['items'][number];

interface Asking {
  readonly person: SignedIn;
  readonly language: Language;
  readonly log: FastifyBaseLogger;
  readonly respondAsync: boolean;
}

export const createHandleBatch =
  (handleCommand: HandleCommand) =>
  async (items: readonly Item[], asking: Asking): Promise<Answered[]> => {
    const deadline = Date.now() + WAIT_FOR_OUTCOME_MS;
    const answers: Answered[] = [];
    const waiting = items.entries();
    const lane = async () => {
      for (const [index, item] of waiting) answers[index] = await answerOne(handleCommand, item, asking, deadline);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return answers;
  };

async function answerOne(
  handleCommand: HandleCommand,
  item: Item,
  asking: Asking,
  deadline: number,
): Promise<Answered> {
  const { assignmentId, command, idempotencyKey = randomUUID() } = item;
  const named = { assignmentId, idempotencyKey };
  const target = { kind: 'assignment', id: assignmentId } as const;
  // When the time is used up the rest is received all the same, and decided in the background.
  const respondAsync = asking.respondAsync || Date.now() >= deadline;
  try {
    const request = { person: asking.person, target, body: command, idempotencyKey };
    return { ...named, ...statusAndBody(await handleCommand(request, { respondAsync, deadline })) };
  } catch (error) {
    const body = problemBody(toProblem(error, asking.log), asking.language);
    return { ...named, status: body.status, body };
  }
}

const statusAndBody = (answer: CommandAnswer) =>
  'decided' in answer ? { status: 200, body: answer.decided } : { status: 202, body: answer.pending };
