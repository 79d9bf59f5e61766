// The chain alone: what an offline verifier can check with nothing but the events.
import type { Difference } from './differences.ts';
import { chainHash, genesisHash } from './hash-chain.ts';
import type { StoredEvent } from './read-stream.ts';

/**
 * Versions without a gap, each hash over its event and the hash before it, time and positions that never run back.
 * A position is not hashed: two that were swapped between streams are not seen here.
 */
export function verifyChain(stream: string, events: readonly StoredEvent[]): Difference[] {
  const differences: Difference[] = [];
  let prevHash = genesisHash(stream);
  let lastAt = '';
  let lastPosition = 0;
  for (const [index, event] of events.entries()) {
    const { position, prevHash: storedPrev, hash, ...chained } = event;
    const at = event.version;
    if (at !== index + 1) differences.push({ code: 'gap', at, expected: String(index + 1), found: String(at) });
    if (storedPrev !== prevHash) differences.push({ code: 'chain-broken', at, expected: prevHash, found: storedPrev });
    const computed = chainHash(chained, storedPrev);
    if (computed !== hash) differences.push({ code: 'hash-wrong', at, expected: computed, found: hash });
    if (lastAt !== '' && Date.parse(event.at) < Date.parse(lastAt)) {
      differences.push({ code: 'time-runs-back', at, expected: `not before ${lastAt}`, found: event.at });
    }
    if (position <= lastPosition) {
      differences.push({ code: 'position-runs-back', at, expected: `after ${lastPosition}`, found: String(position) });
    }
    prevHash = hash;
    lastAt = event.at;
    lastPosition = position;
  }
  return differences;
}
