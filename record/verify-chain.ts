// The chain alone: what an offline verifier can check with nothing but the events.
import type { Difference } from './differences.ts';
import { chainHash, genesisHash } from './hash-chain.ts';
import type { StoredEvent } from './read-stream.ts';

/** Versions without a gap, each hash over its event and the hash before it, time that never runs back. */
export function verifyChain(stream: string, events: readonly StoredEvent[]): Difference[] {
  const differences: Difference[] = [];
  let prevHash = genesisHash(stream);
  let lastAt = '';
  for (const [index, event] of events.entries()) {
    const { position: _position, prevHash: storedPrev, hash, ...chained } = event;
    const at = event.version;
    if (at !== index + 1) differences.push({ code: 'gap', at, expected: String(index + 1), found: String(at) });
    if (storedPrev !== prevHash) differences.push({ code: 'chain-broken', at, expected: prevHash, found: storedPrev });
    const computed = chainHash(chained, storedPrev);
    if (computed !== hash) differences.push({ code: 'hash-wrong', at, expected: computed, found: hash });
    if (lastAt !== '' && Date.parse(event.at) < Date.parse(lastAt)) {
      differences.push({ code: 'time-runs-back', at, expected: `not before ${lastAt}`, found: event.at });
    }
    prevHash = hash;
    lastAt = event.at;
  }
  return differences;
}
