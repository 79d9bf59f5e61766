// Tells open event streams that the log has grown: one connection of its own listens for PostgreSQL's notifications.
// A notification only wakes; what is sent is read from the log, so nothing is lost while the connection was away.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { EVENTS_CHANNEL } from '../record/append.ts';

const RECONNECT_MS = 1_000;

export interface EventFeed {
  /** Calls `wake` whenever the log may have grown, until the returned function is called. */
  subscribe(wake: () => void): () => void;
  close(): Promise<void>;
}

/** Connects with the first subscriber, and again whenever the connection breaks. */
export function createEventFeed(databaseUrl: string, log: FastifyBaseLogger): EventFeed {
  const wakes = new Set<() => void>();
  const ending = new AbortController();
  let listening: Promise<void> | null = null;
  const wakeAll = () => {
    for (const wake of wakes) wake();
  };

  const listenForEver = async () => {
    let isFailing = false;
    const onListening = () => {
      isFailing = false;
    };
    while (!ending.signal.aborted) {
      await listenOnce({ url: databaseUrl, onListening, onEvents: wakeAll, signal: ending.signal }).catch((error) => {
        if (!isFailing) log.warn({ err: error }, 'listening for events failed; connecting again until it works');
        isFailing = true;
      });
      await sleep(RECONNECT_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };

  return {
    subscribe(wake) {
      wakes.add(wake);
      listening ??= listenForEver();
      return () => wakes.delete(wake);
    },
    async close() {
      ending.abort();
      await listening;
    },
  };
}

interface Listening {
  readonly url: string;
  readonly signal: AbortSignal;
  onListening(): void;
  onEvents(): void;
}

/** Listens until the connection ends. */
async function listenOnce({ url, signal, onListening, onEvents }: Listening): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tiendo-api-events',
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  });
  const over = new AbortController();
  const ended = new Promise<void>((resolve, reject) => {
    client.once('end', resolve);
    client.on('error', reject);
    signal.addEventListener('abort', () => resolve(), { signal: over.signal });
  });
  ended.catch(() => undefined); // may come before anybody waits for it
  try {
    await client.connect();
    client.on('notification', onEvents);
    await client.query(`listen ${EVENTS_CHANNEL}`);
    onListening();
    onEvents(); // whatever came while nobody listened
    await ended;
  } finally {
    over.abort();
    await client.end().catch(() => undefined);
  }
}
