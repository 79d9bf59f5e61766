// Read models: each row is a pure function of the folded state. Because nothing else is ever written there, a rebuild from
// the log gives the same rows, and a replay can tell which row is not what the log says.

import { dueOf, lateFromOf, overdueFromOf } from '../domain/assignment/labels.ts';
import { type AssignmentState, isAssigned } from '../domain/assignment/state.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { isOpen } from '../domain/plan/rows.ts';
import { isImported, type PlanState } from '../domain/plan/state.ts';
import type { Folded } from '../domain/rules.ts';
import { idOf } from './streams.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of one read model, by the columns of its table. */
export interface Projection {
  readonly table: 'assignments' | 'plans' | 'units' | 'people' | 'contacts';
  readonly key: string;
  readonly rows: readonly Row[];
  /** These rows are all that the table may have. */
  readonly whole?: boolean | undefined;
}

export const projectAssignment = (stream: string, folded: Folded<AssignmentState>): Projection[] => {
  const row = assignmentRow(idOf(stream), folded);
  return row ? [{ table: 'assignments', key: 'assignment_id', rows: [row] }] : [];
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
    launch_unit_id: state.launchUnitId,
    lead_unit_id: state.leadUnitId,
    lead_unit_ids: state.leadUnitIds,
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

export function projectPlan(_stream: string, { state, version }: Folded<PlanState>): Projection[] {
  if (!isImported(state)) return [];
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
    issue_count: [...state.reading.issues, ...state.rows.flatMap(({ issues }) => issues)].filter(isOpen).length,
    assignment_count: state.assignmentCount,
    launches: state.launches,
    pending_launches: state.pendingLaunches.length,
  };
  return [{ table: 'plans', key: 'plan_id', rows: [row] }];
}

export function projectDirectory(_stream: string, { state }: Folded<Directory>): Projection[] {
  const units = Object.values(state.units).map(({ unitId, planCoordinator, ...unit }) => ({
    unit_id: unitId,
    plan_coordinator: planCoordinator,
    ...unit,
  }));
  const people = Object.values(state.people).map(({ personId, unitId, ...person }) => ({
    person_id: personId,
    unit_id: unitId,
    ...person,
  }));
  const contacts = Object.values(state.contacts ?? {}).map(({ personId, address, language, digestOnly }) => ({
    person_id: personId,
    address_text_id: address?.textId ?? null,
    language,
    digest_only: digestOnly,
  }));
  return [
    { table: 'units', key: 'unit_id', rows: units, whole: true },
    { table: 'people', key: 'person_id', rows: people, whole: true },
    { table: 'contacts', key: 'person_id', rows: contacts, whole: true },
  ];
}
