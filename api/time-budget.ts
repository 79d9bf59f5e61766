// Nothing hangs: how long a request may take in all, and how long it waits for the workflow before it answers 202.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

export const REQUEST_MS = 4_900;
export const WAIT_FOR_OUTCOME_MS = 4_200;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Uploads and event streams take as long as they take. */
    unhurried?: boolean;
  }
}

/**
 * Hook: an answer in time whatever else hangs. Fastify's own handlerTimeout does not do it: its timer is cleared
 * as soon as the body of a request has been read (seen in 5.12.8).
 */
export async function limitTime(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.routeOptions.config.unhurried) return;
  const timer = setTimeout(() => {
    if (reply.sent) return;
    reply.send(new Problem(request.raw.complete ? 'record-unavailable' : 'request-too-slow'));
  }, REQUEST_MS);
  reply.raw.once('close', () => clearTimeout(timer));
}

/** Waits for the promise or until the deadline, whichever comes first. */
export async function waitUntil(deadline: number, work: Promise<void>): Promise<void> {
  const ended = new AbortController();
  const limit = sleep(Math.max(0, deadline - Date.now()), undefined, { signal: ended.signal }).catch(() => undefined);
  await Promise.race([work, limit]).finally(() => ended.abort());
}
