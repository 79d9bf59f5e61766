import type { Pool } from '../db/pool.ts';
import { findParties } from '../db/queries/assignments.ts';
import type { SignedIn } from './authenticate.ts';
import { assertMayRead, partsOf, type Relation, relationOf } from './authorise.ts';
import { Problem } from './problems.ts';

export interface Related {
  readonly relation: Relation;
  /** The parts that this person's unit is to hand in. */
  readonly ownParts: ReadonlySet<string>;
}

/** How this person stands to an assignment; fails where there is none, or where it is another unit's. */
export async function assertMayRelate(pool: Pool, person: SignedIn, assignmentId: string): Promise<Related> {
  assertMayRead(person, 'assignments');
  const parties = await findParties(pool, assignmentId);
  if (!parties) throw new Problem('assignment-not-found');
  const relation = relationOf(person, parties);
  if (relation === 'none') throw new Problem('foreign-unit');
  return { relation, ownParts: partsOf(person.unitId, parties) };
}

/** For what speaks of the log's bytes and hashes: it is for those who may read all of them. */
export async function assertMayVerify(pool: Pool, person: SignedIn, assignmentId: string): Promise<void> {
  const { relation } = await assertMayRelate(pool, person, assignmentId);
  if (relation === 'coordinates' || relation === 'part') throw new Problem('foreign-unit');
}
