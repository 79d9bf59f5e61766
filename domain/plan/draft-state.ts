// How a draft changes while people settle it. Never refuses: what happened, happened.
import type { TextRef } from '../free-text.ts';
import type { PlanRow } from '../plan-reading.ts';
import type { RowChanges } from './draft-events.ts';
import type { RecordedPlanEvent } from './events.ts';
import { type Correction, choicesOf, identified, newRow, type Open, type Row, type Settling } from './rows.ts';
import type { Plan } from './state.ts';

type Of<T extends RecordedPlanEvent['type']> = Extract<RecordedPlanEvent, { type: T }>;

const settling = ({ version, at, actor }: RecordedPlanEvent, reason: TextRef | undefined): Settling => ({
  version,
  at,
  by: { personId: actor.personId, name: actor.name, post: actor.post },
  reason: reason ?? null,
});

interface CellChange {
  readonly changes: RowChanges;
  readonly settled: readonly string[];
  readonly issues: PlanRow['issues'];
}

function changeRow(row: Row, { changes, settled, issues }: CellChange, correction: Correction): Row {
  const left = row.issues.filter(({ issueId }) => !settled.includes(issueId));
  return {
    ...row,
    ...(changes as Partial<PlanRow>),
    issues: [...left, ...identified(row.rowId, issues)],
    corrections: [...row.corrections, correction],
  };
}

const mapRow = (plan: Plan, rowId: string, change: (row: Row) => Row): Plan => ({
  ...plan,
  rows: plan.rows.map((row) => (row.rowId === rowId ? change(row) : row)),
});

export function rowCorrected(plan: Plan, event: Of<'RowCorrected'>): Plan {
  const { rowId, field, was, value, reason } = event.data;
  const correction = { ...settling(event, reason), field, was, value, unitName: null };
  return mapRow(plan, rowId, (row) => changeRow(row, event.data, correction));
}

export function unitNameMapped(plan: Plan, event: Of<'UnitNameMapped'>): Plan {
  const { name, unitId, reason, cells } = event.data;
  const others = plan.unitNames.filter((known) => known.name !== name);
  return cells.reduce<Plan>(
    (done, cell) =>
      mapRow(done, cell.rowId, (row) => {
        const field = cell.field === 'lead' ? 'leadUnits' : 'coordinatorUnits';
        const value = cell.changes[field] ?? row[field];
        return changeRow(row, cell, { ...settling(event, reason), field, was: row[field], value, unitName: name });
      }),
    { ...plan, unitNames: [{ name, unitId }, ...others] },
  );
}

export function rowSplit(plan: Plan, event: Of<'RowSplit'>): Plan {
  return replaceRows(plan, event, [event.data.rowId], event.data.rows);
}

export function rowsMerged(plan: Plan, event: Of<'RowsMerged'>): Plan {
  return replaceRows(plan, event, event.data.rowIds, [event.data.row]);
}

/** Whether the new row says what the old ones were told to: then whoever told them has told it too. */
const isKept = (field: keyof PlanRow, row: PlanRow, old: readonly Row[]): boolean =>
  old.every((each) => JSON.stringify(each[field]) === JSON.stringify(row[field]));

/** The new rows stand where the first of the old ones stood. */
function replaceRows(
  plan: Plan,
  event: Of<'RowSplit' | 'RowsMerged'>,
  rowIds: readonly string[],
  rows: readonly (PlanRow & { rowId: string })[],
): Plan {
  const madeFrom = { ...settling(event, event.data.reason), rowIds };
  const old = plan.rows.filter(({ rowId }) => rowIds.includes(rowId));
  const made = rows.map(({ rowId, ...row }) => {
    const kept = old.flatMap(choicesOf).filter(({ field }) => isKept(field as keyof PlanRow, row, old));
    return { ...newRow(row, rowId), madeFrom, corrections: kept };
  });
  return {
    ...plan,
    rows: plan.rows.flatMap((row) => (row === old[0] ? made : old.includes(row) ? [] : [row])),
    replacedRows: [...plan.replacedRows, ...old],
  };
}

export const issueAccepted = (plan: Plan, event: Of<'IssueAccepted'>): Plan =>
  markIssue(plan, event.data.issueId, settling(event, event.data.reason));

export const issueReopened = (plan: Plan, event: Of<'IssueReopened'>): Plan =>
  markIssue(plan, event.data.issueId, null);

function markIssue(plan: Plan, issueId: string, accepted: Settling | null): Plan {
  const mark = <I>(issues: readonly Open<I>[]): Open<I>[] =>
    issues.map((issue) => (issue.issueId === issueId ? { ...issue, accepted } : issue));
  const { issues, duties } = plan.reading;
  return {
    ...plan,
    reading: {
      ...plan.reading,
      issues: mark(issues),
      duties: duties.map((duty) => ({ ...duty, issues: mark(duty.issues) })),
    },
    rows: plan.rows.map((row) => ({ ...row, issues: mark(row.issues) })),
  };
}
