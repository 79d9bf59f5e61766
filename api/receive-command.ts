// From a request to a committed row of the inbox: after this nothing can be lost, and nothing has been decided yet.
import { randomBytes } from 'node:crypto';
import type { Pool } from '../db/pool.ts';
import { commandIdOf, findInboxRow, type InboxRow, type Receipt, receive, requestHashOf } from '../record/inbox.ts';
import { setTextsApart } from '../record/texts.ts';
import { actorOf, type SignedIn } from './authenticate.ts';
import { authoriseCommand, type CommandTarget, routeOf, streamOf, validate } from './command-targets.ts';
import { Problem } from './problems.ts';
import { readWords } from './read-words.ts';

export interface CommandRequest {
  readonly person: SignedIn;
  readonly target: CommandTarget;
  readonly body: unknown;
  readonly idempotencyKey: string;
}

export interface Received {
  readonly commandId: string;
  readonly type: string;
  /** The row, where the command was known already. */
  readonly known: InboxRow | null;
}

/** Commits the command, or finds it: what was received once is answered from its row, before any new authorisation. */
export async function receiveCommand(pool: Pool, request: CommandRequest): Promise<Received> {
  const commandId = commandIdOf(request.person.personId, request.idempotencyKey);
  try {
    const receipt = await receiptOf(pool, commandId, request);
    if (await receive(pool, receipt)) return { commandId, type: receipt.type, known: null };
  } catch (error) {
    // Most commands are new: only one that may not be received is looked up before it is refused.
    const known = error instanceof Problem ? await findInboxRow(pool, commandId) : null;
    if (!known) throw error;
    return sameRequest(known, request);
  }
  return sameRequest(await getInboxRow(pool, commandId), request);
}

/** Throws the Problem of a command that is not valid, or not this person's to give. */
async function receiptOf(pool: Pool, commandId: string, { person, target, body }: CommandRequest): Promise<Receipt> {
  const command = validate(target, body);
  await authoriseCommand(pool, person, target, command.type);
  const { committed, texts } = setTextsApart(await readWords(pool, target, command));
  return {
    commandId,
    stream: streamOf(target),
    type: command.type,
    body: committed,
    texts,
    actor: actorOf(person),
    ...fingerprint(routeOf(target), body),
  };
}

/** The same key must stand for the same request, for ever. */
function sameRequest(row: InboxRow, { target, body }: CommandRequest): Received {
  assertSameRequest(row, routeOf(target), body);
  return { commandId: row.commandId, type: row.type, known: row };
}

export function assertSameRequest(row: InboxRow, route: string, body: unknown): void {
  if (requestHashOf(row.requestSalt, route, body) !== row.requestHash) {
    throw new Problem('idempotency-key-reused', { commandId: row.commandId });
  }
}

export async function getInboxRow(pool: Pool, commandId: string): Promise<InboxRow> {
  const row = await findInboxRow(pool, commandId);
  if (!row) throw new Error(`command ${commandId} is not in the inbox`);
  return row;
}

export function fingerprint(route: string, body: unknown): Pick<Receipt, 'requestSalt' | 'requestHash'> {
  const requestSalt = randomBytes(16).toString('hex');
  return { requestSalt, requestHash: requestHashOf(requestSalt, route, body) };
}
