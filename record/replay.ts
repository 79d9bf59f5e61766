// Replays one stream from the log: versions without a gap, the hash chain, the fold against head row and read model.
// What an auditor is shown as "equal" is computed here, from the stored bytes, and nowhere else.
import type { Queryable } from '../db/pool.ts';
import type { AssignmentState } from '../domain/assignment/state.ts';
import { textRefs } from '../domain/free-text.ts';
import { type DomainEvent, type Folded, fold, unfolded } from '../domain/rules.ts';
import { canonicalJson, chainHash, genesisHash, textHash } from './hash-chain.ts';
import { kindThatDecides } from './kinds.ts';
import { assignmentRow } from './projections.ts';
import { asRecorded, readStream, type StoredEvent } from './read-stream.ts';
import { idOf, kindOf } from './streams.ts';

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

/** Replays a stream and compares everything that was derived from it. Null when there is no such stream. */
export async function replayStream(db: Queryable, stream: string): Promise<Replay | null> {
  const { rows: heads } = await db.query<{
    version: number;
    headHash: string;
    snapshot: unknown;
    format: number | null;
  }>(`select version, head_hash as "headHash", snapshot, snapshot_format as format from streams where stream = $1`, [
    stream,
  ]);
  const [head] = heads;
  if (!head) return null;
  const kind = kindThatDecides(stream);
  const events = await readStream(db, stream);
  const folded = fold(kind.rules, unfolded(kind.rules), asRecorded<DomainEvent>(events));
  const headHash = events.at(-1)?.hash ?? genesisHash(stream);
  const differences = [
    ...verifyChain(stream, events),
    ...compare(
      'head-differs',
      { version: folded.version, headHash },
      { version: head.version, headHash: head.headHash },
    ),
    ...(head.format === kind.snapshotFormat ? compare('snapshot-differs', folded.state, head.snapshot) : []),
    ...(await compareReadModel(db, stream, folded)),
    ...(await compareInbox(db, stream, events)),
    ...(await compareTexts(db, events)),
  ];
  const { status } = kind.outline(folded.state);
  return {
    equal: differences.length === 0,
    differences,
    checked: { events: events.length, version: folded.version, headHash, status },
  };
}

function compare(code: Difference['code'], expected: unknown, found: unknown): Difference[] {
  const [wanted, got] = [canonicalJson(JSON.parse(JSON.stringify(expected))), canonicalJson(found)];
  return wanted === got ? [] : [{ code, at: null, expected: wanted, found: got }];
}

async function compareReadModel(db: Queryable, stream: string, folded: Folded<unknown>): Promise<Difference[]> {
  if (kindOf(stream) !== 'assignment') return [];
  const expected = assignmentRow(idOf(stream), folded as Folded<AssignmentState>);
  // PostgreSQL reads the expected row into the table's own types, so both sides are compared as it would store them.
  const { rows } = await db.query<{ expected: unknown; found: unknown }>(
    `select to_jsonb(wanted) as expected, to_jsonb(model) as found
     from jsonb_populate_record(null::assignments, $1::jsonb) as wanted
     left join assignments as model on model.assignment_id = wanted.assignment_id`,
    [JSON.stringify(expected)],
  );
  return compare('read-model-differs', rows[0]?.expected ?? null, rows[0]?.found ?? null);
}

/** Every accepted command has exactly the events that its outcome names; every event names an accepted command or none. */
async function compareInbox(db: Queryable, stream: string, events: readonly StoredEvent[]): Promise<Difference[]> {
  const { rows } = await db.query<{ commandId: string; events: string[] }>(
    `select command_id as "commandId", outcome -> 'accepted' -> 'events' as events from inbox
     where stream = $1 and outcome ? 'accepted' and outcome -> 'accepted' -> 'events' <> '[]' order by command_id`,
    [stream],
  );
  const expected = Object.fromEntries(rows.map((row) => [row.commandId, row.events]));
  const found: Record<string, string[]> = {};
  for (const { commandId, type } of events) if (commandId) found[commandId] = [...(found[commandId] ?? []), type];
  return compare('inbox-differs', expected, found);
}

/** Every free text that is kept is the one that its event committed to. An erased one (body null) breaks nothing. */
async function compareTexts(db: Queryable, events: readonly StoredEvent[]): Promise<Difference[]> {
  const refs = events.flatMap((event) => textRefs(event.data).map((ref) => ({ ...ref, at: event.version })));
  if (refs.length === 0) return [];
  const { rows } = await db.query<{ textId: string; salt: string; body: string | null }>(
    'select text_id as "textId", salt, body from texts where text_id = any($1)',
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
