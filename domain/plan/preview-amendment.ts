// What each difference of an amended document would do to the assignments of its row, if it alone were accepted. Pure.
import type { WorkingCalendar } from '../calendar.ts';
import type { PlanRow } from '../plan-reading.ts';
import type { Context } from '../rules.ts';
import { effectOf, planAfter, rowsOf } from './amend.ts';
import { amendmentsOf, type ChangedField, planRowOf, type RowAmendment } from './amendment.ts';
import type { PlanFacts } from './facts.ts';
import { cellFields, cellsOf } from './rows.ts';
import type { Plan } from './state.ts';

export interface AmendmentPreview {
  readonly change: RowAmendment['change'];
  readonly rowId: string;
  readonly amendedRowId: string | null;
  readonly number: string;
  readonly title: string;
  readonly fields: readonly ChangedField[];
  /** Its assignments that go on, and those that end as superseded. */
  readonly goingOn: readonly string[];
  readonly superseded: readonly string[];
  /** The units that get it anew. */
  readonly launched: readonly string[];
  readonly problems: readonly string[];
  readonly pastDue: boolean;
}

export function previewAmendment(
  plan: Plan,
  amended: Plan,
  calendar: WorkingCalendar,
  context: Omit<Context<PlanFacts>, 'versionBeforeTime'>,
): AmendmentPreview[] {
  const { sha256 } = amended.document;
  const reason = { textId: '', sha256 };
  return amendmentsOf(plan, amended).map((each) => {
    const document = { sha256, number: amended.number, issuedOn: amended.issuedOn };
    const data = { amendment: plan.amendments + 1, fromPlanId: amended.planId, document, ...rowsOf([each]), reason };
    const after = planAfter(plan, { ...data, goingOn: [], superseded: [] }, context);
    const { goingOn, superseded, fresh, problems, pastDue } = effectOf(each, after, calendar, context);
    return {
      ...named(each, plan),
      goingOn: goingOn.map(({ assignmentId }) => assignmentId),
      superseded: superseded.map(({ assignmentId }) => assignmentId),
      launched: fresh.map(({ unitId }) => unitId),
      problems,
      pastDue,
    };
  });
}

function named(each: RowAmendment, plan: Plan) {
  const own = plan.rows.find(({ rowId }) => rowId === each.rowId);
  const row: PlanRow | undefined = each.change === 'removed' ? own && planRowOf(own) : each.row;
  return {
    change: each.change,
    rowId: each.rowId,
    amendedRowId: each.change === 'removed' ? null : each.amendedRowId,
    number: row?.number ?? '',
    title: row?.criterion || row?.requirement || '',
    fields: each.change === 'changed' ? each.fields : row ? allCells(row, each.change) : [],
  };
}

/** Of a row that is only there before, or only afterwards. */
const allCells = (row: PlanRow, change: 'added' | 'removed'): ChangedField[] =>
  cellFields.flatMap((field) => {
    const text = cellsOf(row)[field];
    if (text === '') return [];
    return [change === 'added' ? { field, before: '', after: text } : { field, before: text, after: '' }];
  });
