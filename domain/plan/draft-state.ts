// How a draft changes while people settle it. Never refuses: what happened, happened.
import type { TextRef } from '../free-text.ts';
import type { PlanDuty, PlanRow } from '../plan-reading.ts';
import type { CarriedFrom, RowChanges } from './draft-events.ts';
import type { Duty } from './duties.ts';
import type { RecordedPlanEvent } from './events.ts';
import {
  type Correction,
  choicesOf,
  identified,
  newRow,
  type Open,
  type Row,
  type RowIssue,
  type Settling,
} from './rows.ts';
import type { Plan } from './state.ts';

type Of<T extends RecordedPlanEvent['type']> = Extract<RecordedPlanEvent, { type: T }>;

export const settling = (
  { version, at, actor }: RecordedPlanEvent,
  reason: TextRef | undefined,
  carriedFrom: CarriedFrom | undefined = undefined,
): Settling => ({
  version,
  at,
  by: { personId: actor.personId, name: actor.name, post: actor.post },
  reason: reason ?? null,
  carriedFrom: carriedFrom ?? null,
});

interface CellChange {
  readonly changes: RowChanges;
  readonly settled: readonly string[];
  readonly issues: PlanRow['issues'];
}

const leftOf = (issues: readonly RowIssue[], settled: readonly string[]): RowIssue[] =>
  issues.filter(({ issueId }) => !settled.includes(issueId));

const changeRow = (
  row: Row,
  { changes, settled, issues }: CellChange,
  settledAt: number,
  corrections: readonly Correction[],
): Row => ({
  ...row,
  ...(changes as Partial<PlanRow>),
  issues: [...leftOf(row.issues, settled), ...identified(row.rowId, issues)],
  corrections,
  settledAt,
});

const mapRow = (plan: Plan, rowId: string, change: (row: Row) => Row): Plan => ({
  ...plan,
  rows: plan.rows.map((row) => (row.rowId === rowId ? change(row) : row)),
});

export function rowCorrected(plan: Plan, event: Of<'RowCorrected'>): Plan {
  const { rowId, field, was, value, reason, carriedFrom } = event.data;
  const correction = { ...settling(event, reason, carriedFrom), field, was, value, unitName: null };
  return mapRow(plan, rowId, (row) => changeRow(row, event.data, event.version, [...row.corrections, correction]));
}

/** With the words of a cell its units are back too; who took what back is in the history. */
const restoredWith: Readonly<Record<string, string>> = { lead: 'leadUnits', coordinators: 'coordinatorUnits' };

export function rowRestored(plan: Plan, event: Of<'RowRestored'>): Plan {
  const { rowId, field } = event.data;
  const gone = [field, restoredWith[field]];
  return mapRow(plan, rowId, (row) => {
    const left = row.corrections.filter((each) => each.unitName !== null || !gone.includes(each.field));
    return changeRow(row, event.data, event.version, left);
  });
}

export function dutyCorrected(plan: Plan, event: Of<'DutyCorrected'>): Plan {
  const { field, was, value, reason, carriedFrom } = event.data;
  const correction = { ...settling(event, reason, carriedFrom), field, was, value, unitName: null };
  return changeDuty(plan, event, ({ corrections }) => [...corrections, correction]);
}

export function dutyRestored(plan: Plan, event: Of<'DutyRestored'>): Plan {
  const { field } = event.data;
  const gone = field === 'owner' ? ['owner', 'ownerUnits'] : [field];
  return changeDuty(plan, event, ({ corrections }) => corrections.filter((each) => !gone.includes(each.field)));
}

function changeDuty(
  plan: Plan,
  { data: { dutyId, changes, settled, issues } }: Of<'DutyCorrected' | 'DutyRestored'>,
  correctionsOf: (duty: Duty) => readonly Correction[],
): Plan {
  const duties = plan.reading.duties.map((duty) =>
    duty.dutyId === dutyId
      ? {
          ...duty,
          ...(changes as Partial<PlanDuty>),
          issues: [...leftOf(duty.issues, settled), ...identified(dutyId, issues)],
          corrections: correctionsOf(duty),
        }
      : duty,
  );
  return { ...plan, reading: { ...plan.reading, duties } };
}

const unitsOfCell = { lead: 'leadUnits', coordinators: 'coordinatorUnits' } as const;

export function unitNameMapped(plan: Plan, event: Of<'UnitNameMapped'>): Plan {
  const { name, unitId, reason, cells, carriedFrom } = event.data;
  const others = plan.unitNames.filter((known) => known.name !== name);
  return cells.reduce<Plan>(
    (done, cell) =>
      mapRow(done, cell.rowId, (row) => {
        const field = unitsOfCell[cell.field];
        const value = cell.changes[field] ?? row[field];
        const said = { ...settling(event, reason, carriedFrom), field, was: row[field], value, unitName: name };
        return changeRow(row, cell, event.version, [...row.corrections, said]);
      }),
    { ...plan, unitNames: [{ name, unitId }, ...others] },
  );
}

export function unitNameUnmapped(plan: Plan, event: Of<'UnitNameUnmapped'>): Plan {
  const { name, cells } = event.data;
  return cells.reduce<Plan>(
    (done, cell) =>
      mapRow(done, cell.rowId, (row) => {
        const left = row.corrections.filter(
          ({ unitName, field }) => unitName !== name || field !== unitsOfCell[cell.field],
        );
        return changeRow(row, cell, event.version, left);
      }),
    { ...plan, unitNames: plan.unitNames.filter((known) => known.name !== name) },
  );
}

export const draftDiscarded = (plan: Plan, event: Of<'DraftDiscarded'>): Plan => ({
  ...plan,
  discarded: settling(event, event.data.reason),
});

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
  markIssue(plan, event.data.issueId, settling(event, event.data.reason, event.data.carriedFrom));

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
