// Replays one stream from the log: versions without a gap, the hash chain, the fold against head row and read model.
// What an auditor is shown as "equal" is computed here, from the stored bytes, and nowhere else.
import type { Queryable } from '../db/pool.ts';
import { textRefs } from '../domain/free-text.ts';
import { ms } from '../domain/instant.ts';
import { type DomainEvent, fold, unfolded } from '../domain/rules.ts';
import { canonicalJson, chainHash, genesisHash, textHash } from './hash-chain.ts';
import { kindThatDecides } from './kinds.ts';
import { asRecorded, readStream, type StoredEvent } from './read-stream.ts';
import { findWrongRows } from './write-projections.ts';

/** One thing that is not as it should be. `at` is the first version concerned, where there is one. */
export interface Difference {
  readonly code:
    | 'gap'
    | 'chain-broken'
    | 'hash-wrong'
    | 'time-runs-back'
    | 'head-differs'
    | 'snapshot-differs'
    | 'read-model-differs'
    | 'fold-failed'
    | 'inbox-differs'
    | 'text-differs';
  readonly at: number | null;
  readonly expected: string;
  readonly found: string;
}

export interface Replay {
  readonly equal: boolean;
  readonly differences: readonly Difference[];
  readonly checked: {
    readonly events: number;
    readonly version: number;
    readonly headHash: string;
    readonly status: string;
  };
}

/** Checks the chain alone: what an offline verifier can do with nothing but the events. */
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

interface Head {
  readonly version: number;
  readonly headHash: string;
  readonly snapshot: unknown;
  readonly format: number | null;
  readonly status: string;
  readonly open: boolean;
  readonly wakeAt: Date | null;
  readonly lastAt: Date | null;
}

/**
 * Replays a stream and compares everything that was derived from it. Null when there is no such stream.
 * What was tampered with is named, never thrown: a log that no longer folds is itself a difference.
 */
export async function replayStream(db: Queryable, stream: string): Promise<Replay | null> {
  const { rows } = await db.query<Head>(
    `select version, head_hash as "headHash", snapshot, snapshot_format as format, status, open,
       wake_at as "wakeAt", last_at as "lastAt" from streams where stream = $1`,
    [stream],
  );
  const [head] = rows;
  if (!head) return null;
  const events = await readStream(db, stream);
  const differences = [
    ...verifyChain(stream, events),
    ...(await compareFold(db, stream, head, events)),
    ...(await compareInbox(db, stream, events)),
    ...(await compareTexts(db, events)),
  ];
  const checked = {
    events: events.length,
    version: events.at(-1)?.version ?? 0,
    headHash: events.at(-1)?.hash ?? genesisHash(stream),
    status: head.status,
  };
  return { equal: differences.length === 0, differences, checked };
}

/** Head row, snapshot and read models against the fold of the log. */
async function compareFold(
  db: Queryable,
  stream: string,
  head: Head,
  events: readonly StoredEvent[],
): Promise<Difference[]> {
  const kind = kindThatDecides(stream);
  try {
    const folded = fold(kind.rules, unfolded(kind.rules), asRecorded<DomainEvent>(events));
    const { status, open } = kind.outline(folded.state);
    const wake = kind.rules.nextWake(folded.state);
    const expected = {
      version: folded.version,
      headHash: events.at(-1)?.hash ?? genesisHash(stream),
      status,
      open,
      wakeAt: wake && ms(wake),
      lastAt: folded.lastAt && ms(folded.lastAt),
    };
    const { version, headHash } = head;
    const times = { wakeAt: head.wakeAt?.getTime() ?? null, lastAt: head.lastAt?.getTime() ?? null };
    const wrongRows = await findWrongRows(db, kind.project(stream, folded));
    return [
      ...compare('head-differs', expected, { version, headHash, status: head.status, open: head.open, ...times }),
      ...(head.format === kind.snapshotFormat ? compare('snapshot-differs', folded.state, head.snapshot) : []),
      ...wrongRows.map((row): Difference => ({ code: 'read-model-differs', at: null, ...row })),
    ];
  } catch (error) {
    return [{ code: 'fold-failed', at: null, expected: 'a log that folds', found: (error as Error).name }];
  }
}

function compare(code: Difference['code'], expected: unknown, found: unknown): Difference[] {
  const [wanted, got] = [canonicalJson(JSON.parse(JSON.stringify(expected))), canonicalJson(found)];
  return wanted === got ? [] : [{ code, at: null, expected: wanted, found: got }];
}

/** Every accepted command has exactly the events and the version that its outcome names; every event names such a command or none. */
async function compareInbox(db: Queryable, stream: string, events: readonly StoredEvent[]): Promise<Difference[]> {
  const { rows } = await db.query<{ commandId: string; accepted: { version: number; events: string[] } }>(
    `select command_id as "commandId", outcome -> 'accepted' as accepted from inbox
     where stream = $1 and outcome ? 'accepted' and outcome -> 'accepted' -> 'events' <> '[]' order by command_id`,
    [stream],
  );
  const expected = Object.fromEntries(
    rows.map(({ commandId, accepted }) => [commandId, { version: accepted.version, events: accepted.events }]),
  );
  const found: Record<string, { version: number; events: string[] }> = {};
  for (const { commandId, type, version } of events) {
    if (commandId) found[commandId] = { version, events: [...(found[commandId]?.events ?? []), type] };
  }
  return compare('inbox-differs', expected, found);
}

/** Every free text that is kept is the one that its event committed to. An erased one (body null) breaks nothing. */
async function compareTexts(db: Queryable, events: readonly StoredEvent[]): Promise<Difference[]> {
  const refs = events.flatMap((event) => textRefs(event.data).map((ref) => ({ ...ref, at: event.version })));
  if (refs.length === 0) return [];
  const { rows } = await db.query<{ textId: string; salt: string; body: string | null }>(
    'select text_id as "textId", salt, body from texts where text_id::text = any($1)',
    [refs.map(({ textId }) => textId)],
  );
  const kept = new Map(rows.map((row) => [row.textId, row]));
  return refs.flatMap(({ textId, sha256: expected, at }): Difference[] => {
    const text = kept.get(textId);
    if (!text) return [{ code: 'text-differs', at, expected, found: 'no such text' }];
    if (text.body === null) return [];
    const found = textHash(text.salt, text.body);
    return found === expected ? [] : [{ code: 'text-differs', at, expected, found }];
  });
}
