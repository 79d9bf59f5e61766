// The hash chain of a stream: SHA-256 over canonical JSON (RFC 8785) of each event and the hash before it.
import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { TextRef } from '../domain/free-text.ts';
import type { Instant } from '../domain/instant.ts';
import type { Actor } from '../domain/rules.ts';
import { kindOf } from './streams.ts';

/** What the chain covers of an event: everything but its position, which belongs to the whole log. */
export interface ChainedEvent {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly data: object;
  readonly actor: Actor;
  readonly at: Instant;
  readonly receivedAt: Instant | null;
  readonly recordedAt: Instant;
  readonly commandId: string | null;
}

/** RFC 8785 JSON. Throws on what JSON cannot say. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

/** The `prevHash` of a stream's first event: binds the chain to the stream's name and kind. */
export const genesisHash = (stream: string): string => sha256(canonicalJson({ stream, kind: kindOf(stream) }));

/** `format` names what is hashed and how, so that it can change one day without a doubt about older events. */
export const chainHash = (event: ChainedEvent, prevHash: string): string =>
  sha256(canonicalJson({ format: 1, ...event, prevHash }));

/** A commitment to a free text: sha256(salt ‖ body). */
export const textHash = (salt: string, body: string): string => sha256(salt + body);

export interface Commitment {
  readonly ref: TextRef;
  readonly salt: string;
  readonly body: string;
}

export function commitTo(textId: string, body: string): Commitment {
  const salt = randomBytes(16).toString('hex');
  return { ref: { textId, sha256: textHash(salt, body) }, salt, body };
}
