// Assignments for stories: begun as a launch begins them, with any deadline, policy and units, their workflows running.
import { startWorkflows } from '../../activities/start-workflows.ts';
import type { Pool } from '../../db/pool.ts';
import type { AssignmentSpec, FrozenPolicy, PartSpec } from '../../domain/assignment/events.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { type Deadline, describeDeadline } from '../../domain/deadline.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import { partsOf } from '../../domain/plan/parts.ts';
import { assignBatch } from '../../record/assign.ts';
import { identifyAssignment } from '../../record/identify-assignment.ts';
import { assignmentStream } from '../../record/streams.ts';
import { spec } from './assignment-history.ts';
import { at } from './specification.ts';
import type { TestSystem } from './system.ts';
import { dueOn } from './ward.ts';

export interface Begun {
  /** Of another unit's assignment, where both have the same row. */
  readonly rowId?: string;
  readonly deadline?: Deadline;
  readonly policy?: Partial<FrozenPolicy>;
  readonly parts?: (parts: PartSpec[]) => PartSpec[];
  readonly unitId?: string;
  readonly reviewUnitId?: string;
  readonly coordinatingUnitIds?: readonly string[];
  readonly fieldOwnerUnitId?: string;
  readonly mode?: AssignmentSpec['mode'];
}

let rows = 0;

/** One assignment of VP, reviewed by VHXH, due at the end of 31/03/2026 unless told; returns its id. */
export async function beginAssignment(system: TestSystem, planId: string, begun: Begun = {}): Promise<string> {
  const { db, client, taskQueue } = system;
  const assignmentId = await begin(db.app, planId, begun);
  await startWorkflows({ pool: db.app, client, taskQueue }, [assignmentStream(assignmentId)]);
  return assignmentId;
}

async function begin(pool: Pool, planId: string, begun: Begun): Promise<string> {
  const { deadline = dueOn('2026-03-31'), unitId = 'VP', reviewUnitId = 'VHXH', mode = 'ORDER' } = begun;
  rows += 1;
  const { rowId = `story-${String(rows).padStart(3, '0')}` } = begun;
  const policy = { ...spec.policy, ...begun.policy };
  const now = await recordNow(pool);
  const parts = partsOf(deadline, describeDeadline(deadline), {
    ownerUnitId: unitId,
    receiverUnitId: reviewUnitId,
    stepOwners: {},
    custodianUnitId: null,
    helpingUnitIds: [],
    requiredItems: [],
    planning: { policy, calendar: shippedCalendar, mode, from: now, seed: `${rowId}/${unitId}` },
    checkIns: policy.checkIns ?? 'quarter',
    horizon: at(`${Number(now.slice(0, 4)) + 1}-01-01T00:00:00`),
  });
  const assignmentId = identifyAssignment(planId, rowId, unitId, 1);
  const assigned: AssignmentSpec = {
    ...spec,
    planId,
    rowId,
    unitId,
    leadUnitId: unitId,
    leadUnitIds: [unitId],
    coordinatingUnitIds: [...(begun.coordinatingUnitIds ?? [])],
    reviewUnitId,
    fieldOwnerUnitId: begun.fieldOwnerUnitId ?? null,
    mode,
    policy,
    calendarVersion: shippedCalendar.version,
    parts: begun.parts ? begun.parts(parts) : parts,
  };
  await assignBatch(pool, [{ assignmentId, spec: assigned }], now);
  return assignmentId;
}

export async function recordNow(pool: Pool): Promise<Instant> {
  const { rows: clock } = await pool.query<{ now: Date }>('select tiendo_now() as now');
  return instant(clock[0]?.now.getTime() ?? 0);
}
