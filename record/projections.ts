// Read models: each row is a pure function of the folded state. Because nothing else is ever written there, a rebuild from
// the log gives the same rows, and a replay can tell which row is not what the log says.

import type { AssignmentState } from '../domain/assignment/state.ts';
import type { CalendarState } from '../domain/calendar/decide.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { isOpen } from '../domain/plan/rows.ts';
import { isImported, type PlanState } from '../domain/plan/state.ts';
import type { Folded } from '../domain/rules.ts';
import { assignmentRow } from './assignment-row.ts';
import { idOf } from './streams.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows of one read model, by the columns of its table. */
export interface Projection {
  readonly table: 'assignments' | 'plans' | 'units' | 'people' | 'contacts' | 'calendars';
  readonly key: string;
  readonly rows: readonly Row[];
  /** These rows are all that the table may have. */
  readonly whole?: boolean | undefined;
}

export const projectAssignment = (stream: string, folded: Folded<AssignmentState>): Projection[] => {
  const row = assignmentRow(idOf(stream), folded);
  return row ? [{ table: 'assignments', key: 'assignment_id', rows: [row] }] : [];
};

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
    discarded: state.discarded !== null,
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

/** Every version that ever was: whoever counts with an old one still finds it. */
export function projectCalendar(_stream: string, { state }: Folded<CalendarState>): Projection[] {
  const rows = state.versions.map(({ from, to, publishedAt, by, ...published }) => ({
    ...published,
    first_day: from,
    last_day: to,
    published_at: publishedAt,
    published_by: by,
  }));
  return [{ table: 'calendars', key: 'version', rows, whole: true }];
}
