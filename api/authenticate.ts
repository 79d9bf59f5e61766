// Who is asking: a bearer token, looked up by its hash at every request, so that a revoked one ends at once.
// The actor of a command comes from here and from nowhere else.
import type { FastifyRequest } from 'fastify';
import type { Pool } from '../db/pool.ts';
import { findPersonByToken, type PersonRow } from '../db/queries/people.ts';
import type { Actor } from '../domain/rules.ts';
import { sha256 } from '../record/hash-chain.ts';
import { Problem } from './problems.ts';

export type SignedIn = PersonRow;

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | null;
  }
}

const BEARER = /^Bearer +([\x21-\x7e]{1,512})$/i;

/** Hook: fails with 401 when the request names nobody. */
export const createAuthenticate = (pool: Pool) => async (request: FastifyRequest) => {
  request.signedIn = await getPerson(pool, request.headers.authorization);
};

export async function getPerson(pool: Pool, authorization: string | undefined): Promise<SignedIn> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  const person = token ? await findPersonByToken(pool, sha256(token)) : null;
  if (!person) throw new Problem('not-authenticated');
  return person;
}

/** The person behind a request of an authenticated route. */
export function personOf(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new Problem('not-authenticated');
  return request.signedIn;
}

/** The person as the history keeps them: name and post as they were when the command came in. */
export const actorOf = ({ personId, name, post, role, unitId, head }: SignedIn): Actor => ({
  personId,
  name,
  post,
  role,
  unitId,
  head,
});
