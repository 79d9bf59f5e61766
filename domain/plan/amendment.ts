// An amended document held against the running plan: what is added, removed and changed, row by row. Pure.
import { describeDeadline } from '../deadline.ts';
import type { PlanRow } from '../plan-reading.ts';
import { pairRows } from './compare-readings.ts';
import { cellFields, cellsOf, isOpen, type Row } from './rows.ts';
import type { Plan } from './state.ts';

export interface ChangedField {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** `rowId` is that of the running plan (of an added row the one that it would get), `amendedRowId` that of the document. */
export type RowAmendment =
  | {
      readonly change: 'changed';
      readonly rowId: string;
      readonly amendedRowId: string;
      readonly fields: readonly ChangedField[];
      readonly row: PlanRow;
    }
  | { readonly change: 'added'; readonly rowId: string; readonly amendedRowId: string; readonly row: PlanRow }
  | { readonly change: 'removed'; readonly rowId: string };

/** What a person settled in either of them counts as its words; rows are told to be the same as in any two readings. */
export function amendmentsOf(plan: Plan, amended: Pick<Plan, 'rows'>): RowAmendment[] {
  const partners = pairRows(plan.rows, amended.rows);
  const kept = new Set(partners.values());
  const inDocument = amended.rows.flatMap((row): RowAmendment[] => {
    const own = partners.get(row);
    const amendedRowId = row.rowId;
    if (!own) return [{ change: 'added', rowId: addedRowId(plan, amendedRowId), amendedRowId, row: planRowOf(row) }];
    const fields = changedFields(own, row);
    return fields.length === 0
      ? []
      : [{ change: 'changed', rowId: own.rowId, amendedRowId, fields, row: planRowOf(row) }];
  });
  const gone = plan.rows.filter((row) => !kept.has(row));
  return [...inDocument, ...gone.map(({ rowId }): RowAmendment => ({ change: 'removed', rowId }))];
}

/** Unique in the plan for ever: by the amendment that brings it, and its place in that document. */
const addedRowId = ({ amendments }: Plan, amendedRowId: string): string => `a${amendments + 1}.${amendedRowId}`;

/** What of a row decides who does what, by when: its cells, and how it runs. Where it stands in the file does not. */
function changedFields(before: Row, after: Row): ChangedField[] {
  const [own, other] = [cellsOf(before), cellsOf(after)];
  const differs = (field: string, was: string, now: string): ChangedField[] =>
    was === now ? [] : [{ field, before: was, after: now }];
  const chosen = (row: Row, field: (typeof howItRuns)[number]): string => {
    const value = row[field];
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const deadline = (row: Row) => describeDeadline(row.deadline.value);
  return [
    ...differs('path', before.path.join(' › '), after.path.join(' › ')),
    ...cellFields.flatMap((field) => differs(field, own[field], other[field])),
    // The same words, read or settled otherwise.
    ...(own.deadline === other.deadline ? differs('deadline', deadline(before), deadline(after)) : []),
    ...howItRuns.flatMap((field) => differs(field, chosen(before, field), chosen(after, field))),
  ];
}

const howItRuns = [
  'leadUnits',
  'coordinatorUnits',
  'execution',
  'rollUp',
  'contactUnit',
  'mode',
  'evidenceCustodian',
] as const;

/** A row as the document has it and people have settled it; an issue that was accepted there is none here. */
export function planRowOf(row: Row): PlanRow {
  const { rowId: _, generation: _g, corrections: _c, settledAt: _s, madeFrom: _m, issues, ...rest } = row;
  const open = issues.filter(isOpen).map(({ issueId: _i, accepted: _a, ...issue }) => issue);
  return { ...rest, issues: open };
}
