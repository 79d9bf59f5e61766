// The inbox: a command is committed here before anything else happens to it; its outcome is written here once.
import { v5 as uuidv5 } from 'uuid';
import { passBoundary } from '../db/failpoint.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import type { NoteCommand } from '../domain/assignment/notes.ts';
import type { Refusal } from '../domain/refusals.ts';
import { type Actor, system } from '../domain/rules.ts';
import { type Commitment, canonicalJson, genesisHash, sha256 } from './hash-chain.ts';
import { kindOf } from './streams.ts';

/** What became of a command, stored once and answered for ever. */
export type Outcome =
  | {
      readonly accepted: {
        readonly version: number;
        readonly status: string;
        readonly events: readonly string[];
        /** The assignments that were told of it, in the same transaction; each decides for itself. */
        readonly reaches?: readonly string[];
      };
    }
  | { readonly refused: Refusal };

export interface InboxRow {
  readonly commandId: string;
  readonly stream: string;
  readonly type: string;
  readonly requestSalt: string;
  readonly requestHash: string;
  readonly outcome: Outcome | null;
  readonly parked: { readonly errorId: string } | null;
  readonly receivedAt: Date;
}

export interface Receipt {
  readonly commandId: string;
  readonly stream: string;
  readonly type: string;
  /** The command with every free text replaced by its commitment. */
  readonly body: object;
  readonly texts: readonly Commitment[];
  readonly actor: Actor;
  readonly requestSalt: string;
  readonly requestHash: string;
}

/** One person, one key, one command: the same two give the same id for ever. */
export const commandIdOf = (personId: string, idempotencyKey: string): string => uuidv5(idempotencyKey, personId);

/** Tells two requests under one key apart. Salted per row; whoever erases a text must clear that salt too, or a short text could be guessed. */
export const requestHashOf = (salt: string, route: string, body: unknown): string =>
  sha256(salt + canonicalJson({ route, body }));

const columns = `command_id as "commandId", stream, type, request_salt as "requestSalt", request_hash as "requestHash",
  outcome, parked, received_at as "receivedAt"`;

/** Commits the command. False when this command id is known already: nothing was written, read the row instead. */
export async function receive(pool: Pool, receipt: Receipt): Promise<boolean> {
  const isNew = await insertReceipt(pool, receipt);
  passBoundary('inbox:committed');
  return isNew;
}

/** One statement, and so one transaction where the caller has none of its own. */
export async function insertReceipt(db: Queryable, receipt: Receipt): Promise<boolean> {
  const { commandId, stream, type, body, texts, actor, requestSalt, requestHash } = receipt;
  const { rows } = await db.query<{ isNew: boolean }>({
    name: 'insert-receipt',
    text: `with received as (
       insert into inbox (command_id, stream, type, body, actor, request_salt, request_hash)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (command_id) do nothing returning command_id
     ), set_apart as (
       insert into texts (text_id, salt, body)
       select text.* from received, jsonb_to_recordset($8::jsonb) as text (text_id uuid, salt text, body text)
     )
     select exists (select from received) as "isNew"`,
    values: [commandId, stream, type, body, actor, requestSalt, requestHash, JSON.stringify(texts.map(textRow))],
  });
  return rows[0]?.isNew ?? false;
}

const textRow = ({ ref, salt, body }: Commitment) => ({ text_id: ref.textId, salt, body });

/** Makes the stream's head row where it does not exist; two at once are fine. */
export async function openStream(db: Queryable, stream: string): Promise<void> {
  await db.query(
    `insert into streams (stream, kind, head_hash, status) values ($1, $2, $3, 'none') on conflict (stream) do nothing`,
    [stream, kindOf(stream), genesisHash(stream)],
  );
}

export async function findInboxRow(db: Queryable, commandId: string): Promise<InboxRow | null> {
  const text = `select ${columns} from inbox where command_id = $1`;
  const { rows } = await db.query<InboxRow>({ name: 'find-inbox-row', text, values: [commandId] });
  return rows[0] ?? null;
}

const SYSTEM_NAMESPACE = 'a3a2b6e0-5a3f-5f0e-8f1c-2d4f1a9f0b77';

/** The same stream and key give the same command for ever. */
export const systemCommandId = (stream: string, key: string): string =>
  commandIdOf(SYSTEM_NAMESPACE, `${stream}/${key}`);

/** tiendo's own command to a stream. The same stream and key give the same command id: received once, however often sent. */
export async function receiveSystemCommand(
  pool: Pool,
  {
    stream,
    key,
    body,
  }: { stream: string; key: string; body: { readonly type: string; readonly [field: string]: unknown } },
): Promise<string> {
  const commandId = systemCommandId(stream, key);
  const requestHash = requestHashOf('', stream, body);
  await receive(pool, {
    commandId,
    stream,
    type: body.type,
    body,
    texts: [],
    actor: system,
    requestSalt: '',
    requestHash,
  });
  return commandId;
}

/** So long a quiet command waits for a turn that its stream takes anyway; then one is taken for it. */
const QUIET_DAYS = 30;

/**
 * A fact that changes nothing and that nobody waits for: decided with the stream's next turn, it wakes no workflow by itself.
 * The same stream and key are received once.
 */
export async function receiveQuietly(db: Queryable, notes: readonly QuietNote[]): Promise<void> {
  const rows = notes.map(({ stream, key, body, actor }) => ({
    command_id: systemCommandId(stream, key),
    stream,
    type: body.type,
    body,
    actor,
    request_hash: requestHashOf('', stream, body),
  }));
  await db.query(
    `insert into inbox (command_id, stream, type, body, actor, request_salt, request_hash, next_attempt_at, delivered, quiet)
     select command_id, stream, type, body, actor, '', request_hash, clock_timestamp() + $2 * interval '1 day', true, true
     from jsonb_to_recordset($1::jsonb)
       as note (command_id uuid, stream text, type text, body jsonb, actor jsonb, request_hash text)
     on conflict (command_id) do nothing`,
    [JSON.stringify(rows), QUIET_DAYS],
  );
}

export interface QuietNote {
  readonly stream: string;
  readonly key: string;
  readonly body: NoteCommand;
  readonly actor: Actor;
}

/** Notes that the engine holds a wake-up for these commands, on disk: whatever dies now, their workflow takes a turn. */
export async function markDelivered(db: Queryable, commandIds: readonly string[]): Promise<void> {
  // In one order, and around a turn that decides them at this moment: those are delivered once more.
  await db.query(
    `update inbox set delivered = true where command_id in (
       select command_id from inbox where command_id = any($1::uuid[]) and not delivered
       order by command_id for update skip locked)`,
    [commandIds],
  );
}

/** Puts a command that was parked by a fault back in line. An operator's act, after the fault is mended. */
export async function retryParked(db: Queryable, commandId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update inbox set parked = null, next_attempt_at = clock_timestamp() where command_id = $1 and parked is not null`,
    [commandId],
  );
  return rowCount === 1;
}
