import type { IncomingMessage } from 'node:http';

const PATIENCE_BYTES = 64 * 1024 * 1024;

/** Reads and forgets what a refused caller is still sending, so that it gets to read the answer; not for ever. */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > PATIENCE_BYTES) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}
