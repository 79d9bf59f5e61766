// What a command's row says to whoever asks: the same answer for ever once it is decided, a promise until then.
import { z } from 'zod';
import type { InboxRow } from '../record/inbox.ts';
import { type CommandTarget, naming, targetOf } from './command-targets.ts';
import { Refused } from './problems.ts';

const ids = { commandId: z.string(), assignmentId: z.string().optional(), planId: z.string().optional() };

export const DecidedCommand = z
  .object({
    ...ids,
    version: z.int(),
    status: z.string(),
    events: z.array(z.string()),
    reaches: z
      .array(z.string())
      .optional()
      .describe('The assignments that are told of it, each by a command of its own; absent where there are none.'),
    idempotencyKey: z.string().optional(),
  })
  .meta({
    id: 'DecidedCommand',
    description: 'Accepted: the version and status afterwards, and the events it caused.',
  });

export const PendingCommand = z
  .object({
    ...ids,
    location: z.string(),
    stuck: z.string().optional(),
    idempotencyKey: z.string().optional(),
  })
  .meta({
    id: 'PendingCommand',
    description:
      'Received and safe, not decided yet: ask at `location`. `stuck` is the id of a fault that an operator must mend.',
  });

export type CommandAnswer =
  | { readonly decided: z.output<typeof DecidedCommand> }
  | { readonly pending: z.output<typeof PendingCommand> };

export const pendingAnswer = (commandId: string, target: CommandTarget, stuck?: string): CommandAnswer => ({
  pending: { commandId, ...naming(target), location: `/api/commands/${commandId}`, ...(stuck && { stuck }) },
});

/** Throws the refusal when that is the answer. */
export function answerOf({ commandId, stream, outcome, parked }: InboxRow): CommandAnswer {
  const target = targetOf(stream);
  if (!outcome) return pendingAnswer(commandId, target, parked?.errorId);
  if ('refused' in outcome) throw new Refused(outcome.refused, commandId);
  const { version, status, events, reaches } = outcome.accepted;
  const told = reaches && { reaches: [...reaches] };
  return { decided: { commandId, ...naming(target), version, status, events: [...events], ...told } };
}

export const isSettled = ({ outcome, parked }: InboxRow): boolean => outcome !== null || parked !== null;
