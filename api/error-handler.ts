// The one place where failures become answers. Expected ones are problem+json by the table in problems.ts;
// an unexpected one is logged whole and answered with an errorId and nothing else.
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { discardRest } from './discard-rest.ts';
import { languageOf } from './language.ts';
import { Problem, type ProblemCode, problemBody, Refused } from './problems.ts';
import { isRecordUnavailable } from './record-failures.ts';
import { InvalidRequest } from './violations.ts';

const RETRY_AFTER_SECONDS = '2';

const fastifyCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-request',
  FST_ERR_BAD_URL: 'no-such-route',
  ENOSPC: 'storage-full',
  EDQUOT: 'storage-full',
};

/** An id in the path that cannot be one is simply not there. */
const nounOf: Readonly<Record<string, ProblemCode>> = {
  assignmentId: 'assignment-not-found',
  planId: 'plan-not-found',
  commandId: 'command-not-found',
  sha256: 'file-not-found',
};

/** What the caller is told. Logs what nobody expected. */
export function toProblem(error: unknown, log: FastifyBaseLogger): Problem | Refused {
  if (error instanceof Problem || error instanceof Refused) return error;
  if (isRecordUnavailable(error)) {
    log.warn({ err: error }, 'the record is unavailable');
    return new Problem('record-unavailable');
  }
  const expected = error instanceof InvalidRequest ? fromValidation(error) : fromFastify(error as FastifyError);
  if (expected) return expected;
  const errorId = randomUUID();
  log.error({ err: error, errorId }, 'unexpected fault');
  return new Problem('internal', { errorId });
}

function fromValidation({ violations, validationContext }: InvalidRequest): Problem {
  if (validationContext === 'params') return new Problem(nounOf[violations[0]?.path ?? ''] ?? 'no-such-route');
  if (validationContext === 'querystring') return new Problem('invalid-query', { violations });
  if (validationContext === 'headers') return new Problem('invalid-header', { violations });
  return new Problem('invalid-body', { violations });
}

function fromFastify(error: FastifyError): Problem | null {
  const code = fastifyCodes[error.code];
  return code ? new Problem(code) : null;
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(toProblem(error, request.log), request, reply);
}

export function sendProblem(problem: Problem | Refused, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  const body = problemBody(problem, language);
  if (body.status === 401) reply.header('www-authenticate', 'Bearer');
  if (body.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
  // A caller who is still sending would be reset before it reads the answer.
  reply.removeHeader('connection');
  discardRest(request.raw);
  return reply
    .code(body.status)
    .header('content-language', language)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}
