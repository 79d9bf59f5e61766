// The rules of splitting a row and of merging several. Pure.
import type { FieldIssue, PlanRow } from '../plan-reading.ts';
import { refuse } from '../refusals.ts';
import type { Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent } from './events.ts';
import { type ChoiceField, choicesOf, type Row, rowIdAt } from './rows.ts';
import { draftRows, isSame, settledBy } from './settle-row.ts';
import type { Plan } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;
type Units = 'leadUnits' | 'coordinatorUnits';
const cellOfUnits: Record<Units, 'lead' | 'coordinators'> = { leadUnits: 'lead', coordinatorUnits: 'coordinators' };

/** Rows that were read from others are refused when one of those was settled otherwise meanwhile: that would be lost. */
const isOutdated = (rows: readonly Row[], readAt: Readonly<Record<string, number>>): boolean =>
  rows.some(({ rowId, settledAt }) => settledAt !== readAt[rowId]);

/** No id is ever given twice: every row that was, or was replaced, has taken one. */
const nextRowId = ({ rows, replacedRows }: Plan, offset: number): string =>
  rowIdAt(rows.length + replacedRows.length + offset);

/**
 * What people have chosen for all of the rows stands in the new one: how it runs, and its units while the words of their cell
 * are the same. The doubts that the choice had settled do not come back.
 */
function withChoices(row: PlanRow, from: readonly Row[]): PlanRow {
  const [first, ...others] = from;
  if (!first) return row;
  const chosen = choicesOf(first)
    .map(({ field }) => field as ChoiceField)
    .filter((field) => others.every((other) => isSame(other[field], first[field]) && hasChosen(other, field)))
    .filter(
      (field) =>
        !(field in cellOfUnits) || isSame(row[cellOfUnits[field as Units]], first[cellOfUnits[field as Units]]),
    );
  const settles = (issue: FieldIssue) => chosen.some((field) => settledBy[field]?.(issue));
  return {
    ...row,
    ...Object.fromEntries(chosen.map((field) => [field, first[field]])),
    ...(chosen.includes('leadUnits') && { collectiveLead: first.collectiveLead }),
    ...(chosen.includes('execution') && { executionReason: first.executionReason }),
    issues: row.issues.filter((issue) => !settles(issue)),
  };
}

const hasChosen = (row: Row, choice: ChoiceField): boolean => choicesOf(row).some(({ field }) => field === choice);

export function splitRow(plan: Plan, { rowId, reason, reading }: Of<'SplitRow'>): Decision<PlanEvent> {
  const rows = draftRows(plan, [rowId]);
  if ('refusal' in rows) return rows;
  if (reading === null || isOutdated(rows, reading.readAt)) return refuse('stale-version');
  const made = reading.rows.map((row, index) => ({ ...withChoices(row, rows), rowId: nextRowId(plan, index) }));
  return { events: [{ type: 'RowSplit', data: { rowId, rows: made, reason } }] };
}

export function mergeRows(plan: Plan, command: Of<'MergeRows'>): Decision<PlanEvent> {
  const { reason, reading } = command;
  const rows = draftRows(plan, command.rowIds);
  if ('refusal' in rows) return rows;
  if (rows.length < 2) return refuse('one-row-is-no-merge');
  const [row] = reading?.rows ?? [];
  if (!reading || !row || isOutdated(rows, reading.readAt)) return refuse('stale-version');
  const rowIds = rows.map(({ rowId }) => rowId);
  const made = { ...withChoices(row, rows), rowId: nextRowId(plan, 0) };
  return { events: [{ type: 'RowsMerged', data: { rowIds, row: made, reason } }] };
}
