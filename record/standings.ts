// Where a stream stood after each of its events, folded from the first: what every witness of the log is held against.
import { ms } from '../domain/instant.ts';
import { type DomainEvent, type Folded, fold, type Recorded, unfolded } from '../domain/rules.ts';
import type { Difference } from './differences.ts';
import { genesisHash } from './hash-chain.ts';
import type { Kind } from './kinds.ts';
import { asRecorded, type StoredEvent } from './read-stream.ts';
import { idOf } from './streams.ts';

export interface Standing {
  readonly version: number;
  readonly headHash: string;
  readonly status: string;
  /** A workflow waits on the stream. */
  readonly open: boolean;
  /** In ms; null: nothing is waited for. */
  readonly wakeAt: number | null;
  /** By id, the streams that the event that led here tells something. */
  readonly reaches: readonly string[];
}

export interface FoldedStream {
  /** By version, from 0 (before the first event); shorter than the log where that does not fold any further. */
  readonly standings: readonly Standing[];
  /** Null where the log does not fold to its end. */
  readonly folded: Folded<unknown> | null;
  readonly differences: readonly Difference[];
}

/** Folds event by event. A log that no longer folds is a difference, not an exception. */
export function foldWithStandings(stream: string, kind: Kind, events: readonly StoredEvent[]): FoldedStream {
  let folded = unfolded(kind.rules);
  const standings: Standing[] = [];
  const stand = (headHash: string, happened: readonly Recorded<DomainEvent>[] = []) => {
    const { status, open } = kind.outline(folded.state);
    const wake = kind.rules.nextWake(folded.state);
    const reaches = kind.follows(stream, happened, folded.state).map((send) => idOf(send.stream));
    standings.push({ version: folded.version, headHash, status, open, wakeAt: wake && ms(wake), reaches });
  };
  stand(genesisHash(stream));
  for (const event of events) {
    try {
      const happened = asRecorded<DomainEvent>([event]);
      folded = fold(kind.rules, folded, happened);
      stand(event.hash, happened);
    } catch (error) {
      const found = `${(error as Error).name} at ${event.type}`;
      const failed = { code: 'fold-failed', at: event.version, expected: 'a log that folds', found } as const;
      return { standings, folded: null, differences: [failed] };
    }
  }
  return { standings, folded, differences: [] };
}
