// Sends commands over HTTP like the programs of a ward: with an Idempotency-Key each, asked again with the same key until
// the answer is final, and every step of it in the journal first.
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { commandIdOf } from '../../../record/inbox.ts';
import type { Caller, People } from '../../support/ward.ts';
import type { Journal } from './journal.ts';

const REQUEST_MS = 8_000;
const PAUSE_MS = 100;

export interface Order {
  readonly as: Caller;
  readonly target: { readonly kind: 'assignment' | 'plan'; readonly id: string };
  readonly body: { readonly type: string; readonly [field: string]: unknown };
  /** `Prefer: respond-async`: told that it is safe, its outcome is asked for afterwards. */
  readonly respondAsync?: boolean;
  /** Built to be turned away at the door: with this code, and with no other end. */
  readonly turnedAwayWith?: string;
}

/** How a command ended. `stored`: the rules said no and the record keeps it; otherwise it was turned away at the door. */
export type End =
  | { readonly what: 'ok'; readonly version: number; readonly status: string; readonly events: readonly string[] }
  | { readonly what: 'refused'; readonly status: number; readonly code: string; readonly stored: boolean };

export interface Sent {
  readonly order: Order;
  readonly key: string;
  readonly commandId: string;
  /** When its first request was sent. */
  readonly invokedAt: number;
  endedAt: number | null;
  /** When a request last came back without the answer that was due: a broken connection, 5xx, a 202 not asked for. */
  failedAt: number | null;
  end: End | null;
}

export interface Client {
  /** Returns when the command has ended. Never throws for what the system does. */
  send(order: Order): Promise<End>;
  /** The same request under the same key once more; null when that has no final answer now. */
  askAgain(sent: Sent): Promise<End | null>;
  readonly sent: ReadonlyMap<string, Sent>;
  /** Invoked and not ended. */
  readonly inFlight: ReadonlySet<Sent>;
  /** Requests that wait for their answer at this moment: a fault now hits work under way. */
  readonly waiting: number;
  /** When the first command was accepted that nobody had sent before this moment; null so far. */
  firstSuccessAfter(moment: number): number | null;
  /** Commands that were under way at this moment and had to be asked for again because of what came then. */
  interruptedAt(moment: number): readonly Sent[];
  /** How long the slowest request waited for its answer, or for nothing, in ms. */
  readonly slowestMs: number;
  /** What no answer may be: a command of which the system had said that it is safe and then did not know it. */
  readonly broken: readonly string[];
}

interface ClientOptions {
  readonly url: string;
  readonly people: People;
  readonly tokens: Readonly<Record<Caller, string>>;
  readonly journal: Journal;
}

const Decided = z.object({ version: z.int(), status: z.string(), events: z.array(z.string()) });
const Pending = z.object({ commandId: z.string(), location: z.string(), stuck: z.string().optional() });
const Problem = z.object({ code: z.string(), commandId: z.string().optional() });

type Answer = { readonly end: End } | { readonly location: string } | { readonly unknown: string };

export function createClient({ url, people, tokens, journal }: ClientOptions): Client {
  const sent = new Map<string, Sent>();
  const inFlight = new Set<Sent>();
  const accepted: Sent[] = [];
  const broken: string[] = [];
  let slowestMs = 0;
  let waiting = 0;

  const request = async (path: string, as: Caller, init: RequestInit): Promise<Answer> => {
    const sentAt = Date.now();
    waiting++;
    try {
      const headers = { authorization: `Bearer ${tokens[as]}`, 'content-type': 'application/json', ...init.headers };
      const answer = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(REQUEST_MS) });
      const body: unknown = await answer.json();
      const { status } = answer;
      if (status === 202) {
        const { commandId, location, stuck } = Pending.parse(body);
        if (stuck) broken.push(`${commandId} is stuck (${stuck})`);
        return { location };
      }
      if (answer.ok) return { end: { what: 'ok', ...Decided.parse(body) } };
      const { code, commandId } = Problem.parse(body);
      if (status >= 500 || status === 408 || status === 429) return { unknown: `${status} ${code}` };
      return { end: { what: 'refused', status, code, stored: commandId !== undefined } };
    } catch (error) {
      const { message, cause } = error as Error;
      return { unknown: cause instanceof Error ? `${message}: ${cause.message}` : message };
    } finally {
      waiting--;
      slowestMs = Math.max(slowestMs, Date.now() - sentAt);
    }
  };

  const post = ({ order, key }: Pick<Sent, 'order' | 'key'>) =>
    request(`/api/${order.target.kind}s/${order.target.id}/commands`, order.as, {
      method: 'POST',
      headers: { 'idempotency-key': key, ...(order.respondAsync && { prefer: 'respond-async' }) },
      body: JSON.stringify(order.body),
    });

  async function untilEnded(command: Sent): Promise<End> {
    const { commandId, order } = command;
    let location: string | null = null; // once it has been promised, the promise is asked
    for (let failures = 0; ; ) {
      const answer: Answer = location ? await request(location, order.as, {}) : await post(command);
      if ('end' in answer) {
        if (location && answer.end.what === 'refused' && !answer.end.stored) {
          broken.push(`${commandId} was promised at ${location}, then ${answer.end.code}`);
        }
        await journal.write({ commandId, ...answer.end });
        return answer.end;
      }
      if ('location' in answer) {
        if (!location) {
          await journal.write({ what: 'unknown', commandId, why: '202' });
          if (!order.respondAsync) command.failedAt = Date.now();
        }
        ({ location } = answer);
      } else {
        failures++;
        command.failedAt = Date.now();
        await journal.write({ what: 'unknown', commandId, why: answer.unknown });
      }
      await sleep(PAUSE_MS * Math.min(5, 1 + failures));
    }
  }

  return {
    sent,
    inFlight,
    broken,
    get slowestMs() {
      return slowestMs;
    },
    get waiting() {
      return waiting;
    },
    firstSuccessAfter(moment) {
      const since = accepted.slice(accepted.findLastIndex(({ endedAt }) => (endedAt ?? 0) <= moment) + 1);
      return since.find(({ invokedAt }) => invokedAt > moment)?.endedAt ?? null;
    },
    interruptedAt: (moment) =>
      [...sent.values()].filter(
        ({ invokedAt, endedAt, failedAt }) =>
          invokedAt <= moment && (endedAt === null || endedAt > moment) && failedAt !== null && failedAt > moment,
      ),
    async send(order) {
      const key = uuidv7();
      const commandId = commandIdOf(people[order.as].personId ?? '', key);
      await journal.write({ what: 'invoke', commandId, key, ...order });
      const command: Sent = {
        order,
        key,
        commandId,
        invokedAt: Date.now(),
        endedAt: null,
        failedAt: null,
        end: null,
      };
      sent.set(commandId, command);
      inFlight.add(command);
      const end = await untilEnded(command);
      Object.assign(command, { end, endedAt: Date.now() });
      if (end.what === 'ok') accepted.push(command);
      inFlight.delete(command);
      return end;
    },
    async askAgain(command) {
      const answer = await post(command);
      return 'end' in answer ? answer.end : null;
    },
  };
}
