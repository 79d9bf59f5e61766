// One open event stream: sends what the log has after its position, then waits to be woken.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from '../db/pool.ts';
import { readFeed } from '../record/read-stream.ts';
import type { SignedIn } from './authenticate.ts';
import type { EventFeed } from './event-feed.ts';
import { type SeenEvent, withoutDrafts } from './event-sight.ts';
import { feedItem } from './event-view.ts';
import { isRecordUnavailable } from './record-failures.ts';

const PAGE = 200;
const HEARTBEAT_MS = 15_000;
/** A token that was revoked ends its stream after so long at the latest, however much there is to send. */
const TOKEN_CHECKED_EVERY_MS = 1_000;

export interface Streaming {
  readonly pool: Pool;
  readonly feed: EventFeed;
  readonly log: FastifyBaseLogger;
  readonly after: number;
  readonly person: SignedIn;
  /** Fails when the caller's token has been revoked meanwhile. */
  stillMay(): Promise<void>;
}

/** Ends with the connection. */
export async function streamEvents(response: ServerResponse, streaming: Streaming): Promise<void> {
  const { pool, feed, log, person, stillMay } = streaming;
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  const bell = createBell();
  const unsubscribe = feed.subscribe(bell.ring);
  let position = streaming.after;
  let checkedAt = Date.now();
  const checkToken = async () => {
    if (Date.now() - checkedAt < TOKEN_CHECKED_EVERY_MS) return;
    await stillMay();
    checkedAt = Date.now();
  };
  try {
    response.write(': tiendo\nretry: 2000\n\n');
    while (!closed.signal.aborted && !response.writableEnded) {
      const events = await readFeed(pool, position, PAGE);
      await checkToken();
      for (const event of await withoutDrafts(pool, person, events)) await send(response, event, closed.signal);
      position = events.at(-1)?.position ?? position;
      if (events.length === PAGE) continue;
      if ((await bell.rung(HEARTBEAT_MS, closed.signal)) || closed.signal.aborted) continue;
      await checkToken();
      if (!response.writableEnded) response.write(': still here\n\n');
    }
  } catch (error) {
    // The caller connects again with the last id that it has seen.
    if (!closed.signal.aborted && !isRecordUnavailable(error)) log.warn({ err: error }, 'an event stream ended');
  } finally {
    unsubscribe();
    response.end();
  }
}

async function send(response: ServerResponse, event: SeenEvent, signal: AbortSignal): Promise<void> {
  if (response.writableEnded || signal.aborted) return;
  const room = response.write(`id: ${event.position}\ndata: ${JSON.stringify(feedItem(event))}\n\n`);
  if (!room) await once(response, 'drain', { signal });
}

/** Remembers a ring that comes while nobody waits. */
function createBell() {
  let hasRung = false;
  let wake: () => void = () => undefined;
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    /** True when it rang within the time. */
    async rung(limitMs: number, signal: AbortSignal): Promise<boolean> {
      if (!hasRung) {
        const waiting = new AbortController();
        wake = () => waiting.abort();
        await sleep(limitMs, undefined, { signal: AbortSignal.any([waiting.signal, signal]) }).catch(() => undefined);
      }
      const answer = hasRung;
      hasRung = false;
      return answer;
    },
  };
}
