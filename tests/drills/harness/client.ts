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
}

/** How a command ended. `stored`: the rules said no and the record keeps it; otherwise it was turned away at the door. */
export type End =
  | { readonly what: 'ok'; readonly version: number; readonly status: string; readonly events: readonly string[] }
  | { readonly what: 'refused'; readonly status: number; readonly code: string; readonly stored: boolean };

export interface Sent {
  readonly order: Order;
  readonly key: string;
  readonly commandId: string;
  /** Requests that were sent for it, questions after a 202 included. */
  attempts: number;
  end: End | null;
}

export interface Client {
  /** Returns when the command has ended. Never throws for what the system does. */
  send(order: Order): Promise<End>;
  /** Asks for a command again that has ended; its answer must be the same. */
  ask(sent: Sent): Promise<End | null>;
  readonly sent: ReadonlyMap<string, Sent>;
  /** Invoked and not ended. */
  readonly inFlight: ReadonlySet<Sent>;
  /** When the earliest request was sent that came back with a 2xx decision after this moment; null so far. */
  firstSuccessAfter(moment: number): number | null;
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
  const broken: string[] = [];
  let slowestMs = 0;
  let successes: { sentAt: number; answeredAt: number }[] = [];

  const request = async (path: string, as: Caller, init: RequestInit): Promise<Answer> => {
    const sentAt = Date.now();
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
      if (answer.ok) {
        successes = [...successes.slice(-999), { sentAt, answeredAt: Date.now() }];
        return { end: { what: 'ok', ...Decided.parse(body) } };
      }
      const { code, commandId } = Problem.parse(body);
      if (status >= 500 || status === 408 || status === 429) return { unknown: `${status} ${code}` };
      return { end: { what: 'refused', status, code, stored: commandId !== undefined } };
    } catch (error) {
      const { message, cause } = error as Error;
      return { unknown: cause instanceof Error ? `${message}: ${cause.message}` : message };
    } finally {
      slowestMs = Math.max(slowestMs, Date.now() - sentAt);
    }
  };

  const post = ({ order, key }: Sent) =>
    request(`/api/${order.target.kind}s/${order.target.id}/commands`, order.as, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: JSON.stringify(order.body),
    });

  async function untilEnded(command: Sent): Promise<End> {
    const { commandId } = command;
    let location: string | null = null; // once it has been promised, the promise is asked
    for (let failures = 0; ; ) {
      command.attempts++;
      const answer: Answer = location ? await request(location, command.order.as, {}) : await post(command);
      if ('end' in answer) {
        if (location && answer.end.what === 'refused' && !answer.end.stored) {
          broken.push(`${commandId} was promised at ${location}, then ${answer.end.code}`);
        }
        await journal.write({ commandId, ...answer.end });
        return answer.end;
      }
      if ('location' in answer) {
        if (!location) await journal.write({ what: 'unknown', commandId, why: '202' });
        ({ location } = answer);
      } else {
        failures++;
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
    firstSuccessAfter: (moment) => successes.find(({ sentAt }) => sentAt > moment)?.answeredAt ?? null,
    async send(order) {
      const key = uuidv7();
      const commandId = commandIdOf(people[order.as].personId ?? '', key);
      const command: Sent = { order, key, commandId, attempts: 0, end: null };
      await journal.write({ what: 'invoke', commandId, key, ...order });
      sent.set(commandId, command);
      inFlight.add(command);
      command.end = await untilEnded(command);
      inFlight.delete(command);
      return command.end;
    },
    async ask(command) {
      const answer = await post(command);
      return 'end' in answer ? answer.end : null;
    },
  };
}
