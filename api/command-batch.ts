// Many commands in one request: one report for many rows, many acceptances at once. All are received before any of them is
// waited for, each is answered as it would have been alone, and none fails or waits because of another.
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { type CommandAnswer, pendingAnswer } from './answer-command.ts';
import type { SignedIn } from './authenticate.ts';
import { COMMAND_BODY_BYTES, IdempotencyKey } from './command-replies.ts';
import type { CommandTarget } from './command-targets.ts';
import { toProblem } from './error-handler.ts';
import type { HandleCommand } from './handle-command.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { type Language, Problem, problemBody } from './problems.ts';
import { id } from './replies.ts';
import { ANSWER_BATCH_MS, WAIT_FOR_OUTCOME_MS, withFallback } from './time-budget.ts';

export const MOST_IN_BATCH = 200;
/** How many are received at once: the database has other callers too. */
const RECEIVED_AT_ONCE = 8;

const BatchItem = z.strictObject({
  assignmentId: z.string().max(200).describe('An id that cannot be one is answered by its item: 404.'),
  command: z.unknown().describe(`An AssignmentCommand, to ${COMMAND_BODY_BYTES / 1024} KiB as JSON.`),
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
  /** When the request came in; all its limits count from there. */
  readonly arrivedAt: number;
}

export const createHandleBatch =
  (handleCommand: HandleCommand) =>
  (items: readonly Item[], asking: Asking): Promise<Answered[]> => {
    const lanes = createLanes(RECEIVED_AT_ONCE);
    return Promise.all(items.map((item) => answerOne(handleCommand, item, asking, lanes)));
  };

async function answerOne(handleCommand: HandleCommand, item: Item, asking: Asking, lanes: Lanes): Promise<Answered> {
  const { assignmentId, command, idempotencyKey = randomUUID() } = item;
  const named = { assignmentId, idempotencyKey };
  try {
    const target = targetOf(item);
    const request = { person: asking.person, target, body: command, idempotencyKey };
    const answer = await withinTime(asking, target, lanes, (patience) => handleCommand(request, patience));
    return { ...named, ...statusAndBody(answer) };
  } catch (error) {
    const body = problemBody(toProblem(error, asking.log), asking.language);
    return { ...named, status: body.status, body };
  }
}

/** Fails with what the item alone would have been refused for before anybody looked at it. */
function targetOf({ assignmentId, command }: Item): CommandTarget {
  const parsed = id.assignmentId.safeParse(assignmentId);
  if (!parsed.success) throw new Problem('assignment-not-found');
  if (Buffer.byteLength(JSON.stringify(command) ?? '') > COMMAND_BODY_BYTES) throw new Problem('body-too-large');
  return { kind: 'assignment', id: parsed.data };
}

/**
 * When the time is over a command that was received is a promise, and one that was not is to be sent again with the same
 * key: an item never takes the others' answers with it.
 */
async function withinTime(
  { respondAsync, arrivedAt }: Asking,
  target: CommandTarget,
  lanes: Lanes,
  handle: (patience: Parameters<HandleCommand>[1]) => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const answerBy = arrivedAt + ANSWER_BATCH_MS;
  let received: string | null = null;
  const handling = lanes.enter(answerBy, (leave) =>
    handle({
      respondAsync,
      deadline: arrivedAt + WAIT_FOR_OUTCOME_MS,
      onReceived: (commandId) => {
        received = commandId;
        leave();
      },
    }),
  );
  const answer = await withFallback(answerBy - Date.now(), handling, null);
  if (answer) return answer;
  handling.catch(() => undefined); // nobody waits for it any more
  if (received === null) throw new Problem('record-unavailable');
  return pendingAnswer(received, target);
}

const statusAndBody = (answer: CommandAnswer) =>
  'decided' in answer ? { status: 200, body: answer.decided } : { status: 202, body: answer.pending };
