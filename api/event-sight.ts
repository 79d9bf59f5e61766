// What of the log one reader may see. What an officer has prepared for the head of the unit is a draft: it is for that unit,
// and for the auditor, who verifies the chain. Everybody else sees that there was something.
import type { Queryable } from '../db/pool.ts';
import type { StoredEvent } from '../record/read-stream.ts';
import type { SignedIn } from './authenticate.ts';

/** With everything else in plain sight a hash would confirm a guess at what is left out: then it is left out too. */
export type SeenEvent = Omit<StoredEvent, 'hash' | 'prevHash'> & {
  readonly hash: string | null;
  readonly prevHash: string | null;
};

const DRAFT = 'EvidencePrepared';

const isOthersDraft = (person: SignedIn, { type, data }: StoredEvent): boolean =>
  type === DRAFT && person.role !== 'auditor' && (data as { unitId?: unknown }).unitId !== person.unitId;

/** The versions of a stream that are drafts of other units to this person. */
export async function draftsOfOthers(db: Queryable, person: SignedIn, stream: string): Promise<ReadonlySet<number>> {
  if (person.role === 'auditor') return new Set();
  const { rows } = await db.query<{ version: number }>(
    `select version from events where stream = $1 and type = '${DRAFT}' and data ->> 'unitId' is distinct from $2`,
    [stream, person.unitId],
  );
  return new Set(rows.map(({ version }) => version));
}

/** The same events; of the drafts of other units only the part that they are about. */
export async function withoutDrafts(
  db: Queryable,
  person: SignedIn,
  events: readonly StoredEvent[],
): Promise<SeenEvent[]> {
  if (person.role === 'auditor') return [...events];
  const afterDraft = await followersOfDrafts(db, person, events);
  return events.map((event): SeenEvent => {
    const prevHash = afterDraft.has(event.position) ? null : event.prevHash;
    if (!isOthersDraft(person, event)) return { ...event, prevHash };
    const { partId } = event.data as { partId?: string };
    return { ...event, data: { partId }, hash: null, prevHash };
  });
}

/** The positions of those whose `prevHash` is the hash of another unit's draft. */
async function followersOfDrafts(
  db: Queryable,
  { unitId }: SignedIn,
  events: readonly StoredEvent[],
): Promise<Set<number>> {
  const { rows } = await db.query<{ position: number }>(
    `select event.position from unnest($1::text[], $2::integer[], $3::bigint[]) as event (stream, version, position)
       join events as draft on draft.stream = event.stream and draft.version = event.version - 1
     where draft.type = '${DRAFT}' and draft.data ->> 'unitId' is distinct from $4`,
    [events.map(({ stream }) => stream), events.map(({ version }) => version), events.map((e) => e.position), unitId],
  );
  return new Set(rows.map(({ position }) => position));
}
