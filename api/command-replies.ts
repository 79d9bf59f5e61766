// How a command comes in and how its answer goes out: the same for assignments, plans and batches.
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import { AssignmentCommandBody } from '../domain/assignment/commands.ts';
import { CalendarCommandBody } from '../domain/calendar/commands.ts';
import { PlanCommandBody } from '../domain/plan/commands.ts';
import { type CommandAnswer, DecidedCommand, PendingCommand } from './answer-command.ts';
import { personOf } from './authenticate.ts';
import type { CommandTarget } from './command-targets.ts';
import type { HandleCommand } from './handle-command.ts';
import { problems } from './replies.ts';
import { InvalidRequest, parseOrExplain } from './violations.ts';

export const COMMAND_BODY_BYTES = 64 * 1024;

export const IdempotencyKey = z.string().min(1).max(200);

export const CommandHeaders = z.looseObject({
  'idempotency-key': IdempotencyKey.optional().describe(
    'The same key with the same request gives the same answer for ever. Without one the server makes a key and returns it.',
  ),
  prefer: z.string().optional().describe('`respond-async`: 202 at once, the command is decided in the background.'),
});

export const commandReplies = { 200: DecidedCommand, 202: PendingCommand, ...problems };

/** Commands are validated after the inbox was asked whether it knows them already; as route schemas they serve OpenAPI. */
const validatedLater = new Set<unknown>([AssignmentCommandBody, PlanCommandBody, CalendarCommandBody]);

export const validateRequest: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (value: unknown) => {
    if (validatedLater.has(schema)) return { value };
    const parsed = parseOrExplain(schema, value);
    return 'violations' in parsed ? { error: new InvalidRequest(parsed.violations) } : parsed;
  };

export const wantsAsync = (prefer: string | undefined): boolean =>
  (prefer ?? '').split(',').some((preference) => preference.trim().toLowerCase() === 'respond-async');

/** One command of one request, from its headers to its answer. */
export async function answerCommand(
  handleCommand: HandleCommand,
  request: FastifyRequest,
  reply: FastifyReply,
  target: CommandTarget,
) {
  const headers = request.headers as z.output<typeof CommandHeaders>;
  const given = headers['idempotency-key'];
  const idempotencyKey = given ?? randomUUID();
  reply.header('idempotency-key', idempotencyKey);
  const respondAsync = wantsAsync(headers.prefer);
  if (respondAsync) reply.header('preference-applied', 'respond-async');
  const command = { person: personOf(request), target, body: request.body, idempotencyKey };
  const answer = await handleCommand(command, { respondAsync });
  const body = sendAnswer(reply, answer);
  return given === undefined ? { ...body, idempotencyKey } : body;
}

/** Sets status and Location, returns the body. */
export function sendAnswer(reply: FastifyReply, answer: CommandAnswer) {
  if ('decided' in answer) return answer.decided;
  reply.code(202).header('location', answer.pending.location);
  return answer.pending;
}
