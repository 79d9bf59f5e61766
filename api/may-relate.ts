import type { Pool } from '../db/pool.ts';
import { findParties } from '../db/queries/assignments.ts';
import type { SignedIn } from './authenticate.ts';
import { assertMayRead, type Relation, relationOf } from './authorise.ts';
import { Problem } from './problems.ts';

/** How this person stands to an assignment; fails where there is none, or where it is another unit's. */
export async function assertMayRelate(pool: Pool, person: SignedIn, assignmentId: string): Promise<Relation> {
  assertMayRead(person, 'assignments');
  const parties = await findParties(pool, assignmentId);
  if (!parties) throw new Problem('assignment-not-found');
  const relation = relationOf(person, parties);
  if (relation === 'none') throw new Problem('foreign-unit');
  return relation;
}

/** For what speaks of the log's bytes and hashes: it is for those who may read all of them. */
export async function assertMayVerify(pool: Pool, person: SignedIn, assignmentId: string): Promise<void> {
  if ((await assertMayRelate(pool, person, assignmentId)) === 'coordinates') throw new Problem('foreign-unit');
}
