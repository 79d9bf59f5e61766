// Every command that has ended is in the record as it was sent and exactly as it was answered, and nothing else is there.
import type { Pool } from '../../../db/pool.ts';
import { textRefs } from '../../../domain/free-text.ts';
import type { Actor } from '../../../domain/rules.ts';
import { canonicalJson } from '../../../record/hash-chain.ts';
import { kindOf, type StreamKind } from '../../../record/streams.ts';
import type { People } from '../../support/ward.ts';
import type { Sent } from './client.ts';
import { type Finding, finding } from './findings.ts';

interface InboxRow {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly body: object;
  readonly actor: Actor;
  readonly accepted: { readonly version: number; readonly status: string; readonly events: readonly string[] } | null;
  readonly refused: { readonly code: string } | null;
}

interface Logged {
  readonly id: string;
  readonly events: string[];
}

/** Of commands that have ended. */
export async function checkCommands(pool: Pool, people: People, ended: readonly Sent[]): Promise<Finding[]> {
  const ids = ended.map(({ commandId }) => commandId);
  const { rows: inbox } = await pool.query<InboxRow>(
    `select command_id as id, stream, type, body, actor, outcome -> 'accepted' as accepted, outcome -> 'refused' as refused
     from inbox where command_id = any($1::uuid[])`,
    [ids],
  );
  const { rows: logged } = await pool.query<Logged>(
    `select command_id as id, array_agg(type order by version) as events
     from events where command_id = any($1::uuid[]) group by command_id`,
    [ids],
  );
  const texts = await readTexts(pool, inbox);
  const inboxById = new Map(inbox.map((row) => [row.id, row]));
  const loggedById = new Map(logged.map((row) => [row.id, row]));
  return ended.flatMap((sent) => {
    const row = inboxById.get(sent.commandId);
    return [
      ...checkEnd(sent, row, loggedById.get(sent.commandId)),
      ...(row ? checkReceived(sent, row, people, texts) : []),
      ...checkDoor(sent),
    ];
  });
}

async function readTexts(pool: Pool, inbox: readonly InboxRow[]): Promise<ReadonlyMap<string, string | null>> {
  const ids = inbox.flatMap(({ body }) => textRefs(body).map(({ textId }) => textId));
  const { rows } = await pool.query<{ id: string; body: string | null }>(
    'select text_id as id, body from texts where text_id = any($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}

const differs = (code: Finding['code'], { order, commandId }: Sent, told: unknown, kept: unknown): Finding[] => [
  finding(code, `${order.body.type} ${commandId}: told ${JSON.stringify(told)}, kept ${JSON.stringify(kept)}`),
];

function checkEnd(sent: Sent, inbox: InboxRow | undefined, logged: Logged | undefined): Finding[] {
  const { end } = sent;
  const events = logged?.events ?? [];
  if (end?.what === 'ok') {
    const { what: _, ...told } = end;
    const kept = inbox?.accepted;
    if (!kept || events.length < end.events.length) return differs('lost', sent, told, { inbox, logged });
    if (events.length > end.events.length) return differs('doubled', sent, told, logged);
    const isSame = canonicalJson(kept) === canonicalJson(told) && String(events) === String(told.events);
    return isSame ? [] : differs('answer-differs', sent, told, { kept, events });
  }
  if (events.length > 0 || inbox?.accepted) return differs('refused-but-present', sent, end, { inbox, logged });
  if (end?.what === 'refused' && end.stored && inbox?.refused?.code !== end.code)
    return differs('lost', sent, end, inbox);
  if (end?.what === 'refused' && !end.stored && inbox) return differs('refused-but-present', sent, end, inbox);
  return [];
}

/** What lies in the inbox is what was sent, by whom and to what. */
function checkReceived(
  sent: Sent,
  { stream, type, body, actor }: InboxRow,
  people: People,
  texts: ReadonlyMap<string, string | null>,
): Finding[] {
  const { as, target, body: order } = sent.order;
  const told = { stream: `${target.kind}-${target.id}`, type: order.type, body: order, actor: people[as] };
  const kept = { stream, type, body: withTexts(body, texts), actor };
  return canonicalJson(told) === canonicalJson(kept) ? [] : differs('received-differs', sent, told, kept);
}

/** The same value with every free text in the place of its commitment. */
function withTexts(value: unknown, texts: ReadonlyMap<string, string | null>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, texts));
  if ('textId' in value) return texts.get(String(value.textId)) ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item, texts)]));
}

/** Only what was built for it is turned away at the door, and it always is. */
function checkDoor(sent: Sent): Finding[] {
  const { end, order } = sent;
  const found = end?.what === 'refused' && !end.stored ? end.code : undefined;
  return found === order.turnedAwayWith ? [] : differs('turned-away', sent, order.turnedAwayWith, end);
}

const BY_TIME_OR_LAUNCH = [
  'ReminderDue',
  'DeadlineMissed',
  'AssignmentEscalated',
  'AssignmentAcknowledged', // by silence
  'AssignmentAssigned',
  'PlanPeriodEnded',
  'HistoryArchived',
  'HistoryLost',
];

/** What the product asks of itself: the end of a launch, and the calendar that it ships. */
const BY_ITSELF: Partial<Record<StreamKind, string>> = { plan: 'CompleteLaunch', calendar: 'ImportCalendar' };

/** Nothing is in the record that nobody asked for. */
export async function checkGhosts(pool: Pool, isKnown: (commandId: string) => boolean): Promise<Finding[]> {
  const { rows: received } = await pool.query<{ id: string; stream: string; type: string; role: string }>(
    `select command_id as id, stream, type, actor ->> 'role' as role from inbox`,
  );
  const unknown = received.filter(({ id, stream, type, role }) =>
    role === 'system' ? BY_ITSELF[kindOf(stream)] !== type : !isKnown(id),
  );
  const { rows: events } = await pool.query<{ id: string | null; stream: string; type: string }>(
    `select e.command_id as id, e.stream, e.type from events e left join inbox i using (command_id)
     where e.command_id is null and (e.actor ->> 'role' <> 'system' or e.type <> all($1))
        or e.command_id is not null and (i.command_id is null or i.stream <> e.stream or i.actor <> e.actor)`,
    [BY_TIME_OR_LAUNCH],
  );
  return [...unknown, ...events].map(({ id, stream, type }) => finding('ghost', `${type} ${id} of ${stream}`));
}
