// JSON on its way in: real UTF-8, no forbidden keys, no depth that exhausts a stack, no characters that are not text.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problems.ts';

const DEEPEST = 32;
const NOT_TEXT = /\0|\p{Surrogate}/u;

/** Replaces Fastify's own parsers: JSON is the only content type that a route takes unless it says otherwise. */
export function addJsonParser(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) =>
    parse(request, decodeUtf8(body as Buffer), done),
  );
}

/** The text, or a Problem: bytes that are not UTF-8 are never guessed at. */
function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('not-utf8');
  }
}

/** NUL and lone surrogates cannot be stored or hashed, in whatever place of a request they come. */
export function assertText(value: unknown, depth = 0): void {
  if (typeof value === 'string') {
    if (NOT_TEXT.test(value)) throw new Problem('invalid-text');
    return;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Problem('invalid-json'); // 1e400
  if (value === null || typeof value !== 'object') return;
  if (depth > DEEPEST) throw new Problem('invalid-json');
  for (const [key, item] of Object.entries(value)) {
    assertText(key, depth);
    assertText(item, depth + 1);
  }
}

/** Hook: before anything is validated or looked up. */
export async function refuseWhatIsNotText(request: FastifyRequest): Promise<void> {
  assertText(request.query);
  assertText(request.params);
  if (isJson(request.body)) assertText(request.body);
}

const isJson = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !(body instanceof Buffer) && !('pipe' in body);
