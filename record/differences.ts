// What a replay may find: one thing that is not as the log says it should be.
import { canonicalJson } from './hash-chain.ts';

/** `at` is the first version concerned, where there is one. */
export interface Difference {
  readonly code:
    | 'gap'
    | 'chain-broken'
    | 'hash-wrong'
    | 'time-runs-back'
    | 'position-runs-back'
    | 'head-differs'
    | 'snapshot-differs'
    | 'read-model-differs'
    | 'fold-failed'
    | 'inbox-differs'
    | 'text-differs'
    | 'archive-differs';
  readonly at: number | null;
  readonly expected: string;
  readonly found: string;
}

/** Compares two JSON values by their canonical text. */
export function compare(
  code: Difference['code'],
  at: number | null,
  { expected, found }: { expected: unknown; found: unknown },
): Difference[] {
  const [wanted, got] = [canonicalJson(plain(expected)), canonicalJson(plain(found))];
  return wanted === got ? [] : [{ code, at, expected: wanted, found: got }];
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
