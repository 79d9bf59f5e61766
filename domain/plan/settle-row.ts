// The rules of correcting a row and of taking that back: whose cell, which issues go with its words, and what may no longer be
// touched. Pure: the words of a command have been read when it was received; here it is only decided whether they may stand.
import { type Directory, expandUnits } from '../directory/directory.ts';
import type { FieldIssue } from '../plan-reading.ts';
import { refuse } from '../refusals.ts';
import type { Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { CellReading } from './draft-commands.ts';
import type { CorrectionValue, MappedCell, RowChanges } from './draft-events.ts';
import type { PlanEvent } from './events.ts';
import {
  type ChoiceField,
  cellsOf,
  isCellField,
  type Row,
  type RowIssue,
  withoutSettled,
  wordsBefore,
} from './rows.ts';
import type { Plan } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;
export type Refused = ReturnType<typeof refuse>;
export type Meaning = Pick<MappedCell, 'changes' | 'settled' | 'issues'>;

/** The rows, in the order of the plan, while they may still be changed: a launched row is an order, and no draft. */
export function draftRows(plan: Plan, rowIds: readonly string[]): Row[] | Refused {
  const rows = plan.rows.filter(({ rowId }) => rowIds.includes(rowId));
  const unknown = rowIds.filter((rowId) => !rows.some((row) => row.rowId === rowId));
  if (unknown.length > 0) return refuse('unknown-row', unknown);
  const launched = rows.filter(({ generation }) => generation > 0).map(({ rowId }) => rowId);
  return launched.length > 0 ? refuse('row-launched', launched) : rows;
}

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function correctRow(plan: Plan, command: Of<'CorrectRow'>, directory: Directory): Decision<PlanEvent> {
  const rows = draftRows(plan, [command.rowId]);
  if ('refusal' in rows) return rows;
  const [row] = rows;
  if (!row) return refuse('unknown-row', [command.rowId]);
  const { rowId, field, value, reason } = command;
  const was = isCellField(field) ? cellsOf(row)[field] : row[field];
  if (isSame(was, value)) return refuse('nothing-to-correct');
  if (isCellField(field) && command.reading === null) return refuse('stale-version');
  const unknown = unknownUnits(command, directory);
  if (unknown.length > 0) return refuse('unknown-unit', unknown);
  const means = command.reading
    ? meaningOfWords(row, field, command.reading)
    : meaningOfChoice(command, row, directory);
  return { events: [{ type: 'RowCorrected', data: { rowId, field, was, value, reason, ...means } }] };
}

/** The words of the document again, or what the reader suggests where a person had chosen. */
export function restoreRow(plan: Plan, command: Of<'RestoreRow'>): Decision<PlanEvent> {
  const { rowId, field, reason, reading } = command;
  const rows = draftRows(plan, [rowId]);
  if ('refusal' in rows) return rows;
  const [row] = rows;
  if (!row?.corrections.some((correction) => correction.field === field && correction.unitName === null))
    return refuse('nothing-to-take-back');
  if (reading === null) return refuse('stale-version');
  const [was, value, means] = isCellField(field)
    ? [cellsOf(row)[field], wordsBefore(row, field), meaningOfWords(row, field, reading)]
    : [row[field], reading.changes[field] ?? null, meaningOfSuggestion(row, field, reading)];
  return {
    events: [{ type: 'RowRestored', data: { rowId, field, was, value: value as CorrectionValue, reason, ...means } }],
  };
}

export const idsOf = (issues: readonly RowIssue[]): string[] => issues.map(({ issueId }) => issueId);
export const NOT_CLEAR_WHOM = 'mode-unclear';

/** The issues of a cell are gone with its words; those that its new words raise take their place. */
export function meaningOfWords(row: Row, field: string, { changes, issues }: CellReading): Meaning {
  const modeSettled = row.corrections.some((correction) => correction.field === 'mode');
  return {
    changes: withoutSettled(row, changes),
    settled: idsOf(row.issues.filter((issue) => issue.field === field)),
    issues: issues.filter(({ code }) => !(modeSettled && code === NOT_CLEAR_WHOM)),
  };
}

function unknownUnits(command: Of<'CorrectRow'>, directory: Directory): string[] {
  switch (command.field) {
    case 'leadUnits':
    case 'coordinatorUnits':
      return unknownIn(directory, command.value);
    case 'contactUnit':
      return command.value === null || directory.units[command.value] ? [] : [command.value];
    default:
      return [];
  }
}

/** Those of the ids that are neither a unit of the directory nor a group with members. */
export const unknownIn = (directory: Directory, unitIds: readonly string[]): string[] =>
  unitIds.filter((unitId) => expandUnits(directory, [unitId]).length === 0);

/** The doubts that a choice leaves no room for; one of a choice that is not named here settles none. */
export const settledBy: Partial<Record<string, (issue: FieldIssue) => boolean>> = {
  leadUnits: ({ field, code }) => field === 'lead' && code !== NOT_CLEAR_WHOM,
  coordinatorUnits: ({ field }) => field === 'coordinators',
  mode: ({ code }) => code === NOT_CLEAR_WHOM,
};
const settles = (field: string) => settledBy[field] ?? (() => false);

const CHOSEN_BY_A_PERSON = 'người phụ trách dự thảo chọn';

/** What a person chooses settles what was doubtful about it. */
function meaningOfChoice(command: Of<'CorrectRow'>, { issues }: Row, directory: Directory): Meaning {
  return {
    changes: changesOfChoice(command, directory),
    settled: idsOf(issues.filter(settles(command.field))),
    issues: [],
  };
}

function changesOfChoice({ field, value }: Of<'CorrectRow'>, { units }: Directory): RowChanges {
  if (field === 'leadUnits') return { leadUnits: value, collectiveLead: value.some((unitId) => !units[unitId]) };
  if (field === 'execution') return { execution: value, executionReason: CHOSEN_BY_A_PERSON };
  return { [field]: value };
}

/** What goes with a choice, and is suggested again with it. */
const goesWith: Partial<Record<ChoiceField, keyof RowChanges>> = {
  leadUnits: 'collectiveLead',
  execution: 'executionReason',
};

/** The suggestion is back, and with it the doubts that the choice had settled. */
function meaningOfSuggestion({ issues }: Row, field: ChoiceField, reading: CellReading): Meaning {
  const fields: readonly string[] = [field, goesWith[field] ?? field];
  return {
    changes: Object.fromEntries(Object.entries(reading.changes).filter(([name]) => fields.includes(name))),
    settled: idsOf(issues.filter(settles(field))),
    issues: reading.issues.filter(settles(field)),
  };
}
