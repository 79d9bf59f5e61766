// An event as the api shows it: exactly what was stored and hashed.
import { z } from 'zod';
import type { StoredEvent } from '../record/read-stream.ts';

const Actor = z.object({
  personId: z.string().nullable(),
  name: z.string(),
  post: z.string(),
  role: z.string(),
  unitId: z.string().nullable(),
});

const shape = {
  version: z.int(),
  type: z.string(),
  at: z.string(),
  receivedAt: z.string().nullable(),
  recordedAt: z.string(),
  actor: Actor,
  commandId: z.string().nullable(),
  data: z.looseObject({}),
  hash: z.string(),
  prevHash: z.string(),
};

export const HistoryItem = z.object({ position: z.int(), ...shape }).meta({
  id: 'HistoryItem',
  description:
    'An event as it was stored. `hash` covers everything but `position` and the joined `body` of texts: it is ' +
    'SHA-256 over the RFC 8785 JSON of {stream, version, type, data, actor, at, receivedAt, recordedAt, commandId, prevHash}.',
});
export const FeedItem = z.object({ position: z.int(), stream: z.string(), ...shape }).meta({ id: 'FeedItem' });

export const feedItem = (event: StoredEvent): z.output<typeof FeedItem> => ({
  ...event,
  data: event.data as Record<string, unknown>,
});

export const historyItem = (event: StoredEvent): z.output<typeof HistoryItem> => {
  const { stream: _, ...item } = feedItem(event);
  return item;
};
