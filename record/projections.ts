// Read models: each is a pure function of the folded state, written in the append's transaction.
// Because nothing else is ever written there, a rebuild from the log gives the same rows.
import type { PoolClient } from 'pg';
import { type AssignmentState, isAssigned } from '../domain/assignment/state.ts';
import { dueOf, lateFromOf, overdueFromOf } from '../domain/assignment/time.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { isImported, type PlanState } from '../domain/plan/state.ts';
import type { Folded } from '../domain/rules.ts';
import { idOf } from './streams.ts';

const upsert = (table: string, key: string, columns: readonly string[]): string => {
  const changed = columns.filter((column) => column !== key).map((column) => `${column} = excluded.${column}`);
  return `insert into ${table} (${columns.join(', ')})
    select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)
    on conflict (${key}) do update set ${changed.join(', ')}`;
};

/** The row of one assignment. */
export function assignmentRow(
  assignmentId: string,
  { state, version }: Folded<AssignmentState>,
): Record<string, unknown> | null {
  if (!isAssigned(state)) return null;
  const [first] = state.parts;
  return {
    assignment_id: assignmentId,
    plan_id: state.planId,
    row_id: state.rowId,
    generation: state.generation,
    number: state.number,
    title: state.criterion || state.requirement,
    requirement: state.requirement,
    unit_id: state.unitId,
    lead_unit_id: state.leadUnitId,
    coordinating_unit_ids: state.coordinatingUnitIds,
    review_unit_id: state.reviewUnitId,
    execution: state.execution,
    mode: state.mode,
    status: state.status,
    due: dueOf(state),
    late_from: lateFromOf(state),
    overdue_from: overdueFromOf(state),
    deadline: first?.deadline,
    parts: state.parts,
    outcome: state.outcome,
    version,
    assigned_at: state.assignedAt,
  };
}

const assignmentColumns = [
  'assignment_id',
  'plan_id',
  'row_id',
  'generation',
  'number',
  'title',
  'requirement',
  'unit_id',
  'lead_unit_id',
  'coordinating_unit_ids',
  'review_unit_id',
  'execution',
  'mode',
  'status',
  'due',
  'late_from',
  'overdue_from',
  'deadline',
  'parts',
  'outcome',
  'version',
  'assigned_at',
] as const;
const upsertAssignments = upsert('assignments', 'assignment_id', assignmentColumns);

export const writeAssignmentRows = (tx: PoolClient, rows: readonly Record<string, unknown>[]) =>
  tx.query(upsertAssignments, [JSON.stringify(rows)]);

export async function projectAssignment(
  tx: PoolClient,
  stream: string,
  folded: Folded<AssignmentState>,
): Promise<void> {
  const row = assignmentRow(idOf(stream), folded);
  if (row) await writeAssignmentRows(tx, [row]);
}

const planColumns = [
  'plan_id',
  'version',
  'name',
  'number',
  'issuer',
  'issued_on',
  'year',
  'moved_from_year',
  'status',
  'document_sha256',
  'row_count',
  'issue_count',
  'assignment_count',
  'launches',
  'pending_launches',
] as const;
const upsertPlans = upsert('plans', 'plan_id', planColumns);

export async function projectPlan(
  tx: PoolClient,
  _stream: string,
  { state, version }: Folded<PlanState>,
): Promise<void> {
  if (!isImported(state)) return;
  const row = {
    plan_id: state.planId,
    version,
    name: state.name,
    number: state.number,
    issuer: state.issuer,
    issued_on: state.issuedOn,
    year: state.year,
    moved_from_year: state.movedFromYear,
    status: state.status,
    document_sha256: state.document.sha256,
    row_count: state.rows.length,
    issue_count: state.reading.issues.length + state.rows.reduce((count, { issues }) => count + issues.length, 0),
    assignment_count: state.assignmentCount,
    launches: state.launches,
    pending_launches: state.pendingLaunches.length,
  };
  await tx.query(upsertPlans, [JSON.stringify([row])]);
}

const upsertUnits = upsert('units', 'unit_id', ['unit_id', 'name', 'kind', 'groups', 'plan_coordinator']);
const upsertPeople = upsert('people', 'person_id', [
  'person_id',
  'username',
  'name',
  'post',
  'role',
  'unit_id',
  'head',
]);

export async function projectDirectory(tx: PoolClient, _stream: string, { state }: Folded<Directory>): Promise<void> {
  const units = Object.values(state.units).map(({ unitId, planCoordinator, ...unit }) => ({
    ...unit,
    unit_id: unitId,
    plan_coordinator: planCoordinator,
  }));
  const people = Object.values(state.people).map(({ personId, unitId, ...person }) => ({
    ...person,
    person_id: personId,
    unit_id: unitId,
  }));
  await tx.query(upsertUnits, [JSON.stringify(units)]);
  await tx.query(upsertPeople, [JSON.stringify(people)]);
}
