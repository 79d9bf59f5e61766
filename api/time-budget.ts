// Nothing hangs: how long a request may take in all, and how long it waits for the workflow before it answers 202.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

const REQUEST_MS = 4_900;
export const WAIT_FOR_OUTCOME_MS = 4_200;
/** When many commands in one request are answered, each with what is known of it by then. */
export const ANSWER_BATCH_MS = 4_600;

declare module 'fastify' {
  interface FastifyRequest {
    isReceivingBody: boolean;
  }
  interface FastifyContextConfig {
    /** Uploads and event streams take as long as they take. */
    unhurried?: boolean;
  }
}

/**
 * An answer in time whatever else hangs. Fastify's own handlerTimeout does not do it: its timer is cleared
 * as soon as the body of a request has been read (seen in 5.12.8).
 */
export function limitTime(app: FastifyInstance): void {
  app.decorateRequest('isReceivingBody', false);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.unhurried) return;
    const timer = setTimeout(() => giveUp(request, reply), REQUEST_MS);
    reply.raw.once('close', () => clearTimeout(timer));
  });
  app.addHook('preParsing', async (request) => {
    request.isReceivingBody = true;
  });
  app.addHook('preValidation', async (request) => {
    request.isReceivingBody = false;
  });
}

function giveUp(request: FastifyRequest, reply: FastifyReply): void {
  if (!reply.sent) reply.send(new Problem(request.isReceivingBody ? 'request-too-slow' : 'record-unavailable'));
}

/** Waits for the promise or until the deadline, whichever comes first. */
export const waitUntil = (deadline: number, work: Promise<void>): Promise<void> =>
  withFallback(deadline - Date.now(), work, undefined);

/** What the promise gives, or `fallback` when it takes longer than that. */
export async function withFallback<T>(limitMs: number, work: Promise<T>, fallback: T): Promise<T> {
  const ended = new AbortController();
  const limit = sleep(Math.max(0, limitMs), fallback, { signal: ended.signal }).catch(() => fallback);
  return Promise.race([work, limit]).finally(() => ended.abort());
}
