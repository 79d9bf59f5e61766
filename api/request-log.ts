import type { FastifyReply, FastifyRequest } from 'fastify';

/** Hook: one line per answer. The route and not the address, no body, no token: what people write stays out of the log. */
export async function logAnswers(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { method, routeOptions, signedIn } = request;
  const line = {
    method,
    route: routeOptions.url ?? 'none',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    ...(signedIn && { personId: signedIn.personId }),
  };
  request.log.info(line, 'answered');
}
