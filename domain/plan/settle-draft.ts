// The rules of settling a draft: whose cell, which issue, which unit, and what may no longer be touched. Pure: the words of a
// command have been read when it was received; here it is only decided whether what they mean may stand.
import { assertNever } from '../assert-never.ts';
import { isLaunchable } from '../deadline.ts';
import { type Directory, expandUnits } from '../directory/directory.ts';
import type { FieldIssue, PlanRow } from '../plan-reading.ts';
import { refuse } from '../refusals.ts';
import type { Context, Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { MappedCell, RowChanges } from './draft-events.ts';
import type { PlanEvent } from './events.ts';
import type { PlanFacts } from './facts.ts';
import {
  areUnitsChosen,
  cellsOf,
  choicesOf,
  isBlocking,
  isCellField,
  type Row,
  type RowIssue,
  rowIdAt,
  withoutSettled,
} from './rows.ts';
import type { Plan } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;
type DraftCommand = Of<'CorrectRow' | 'AcceptIssue' | 'ReopenIssue' | 'MapUnit' | 'SplitRow' | 'MergeRows'>;
type Refused = ReturnType<typeof refuse>;

const events = (...happened: PlanEvent[]): Decision<PlanEvent> => ({ events: happened });

export function settleDraft(
  plan: Plan,
  command: DraftCommand,
  { facts: { directory } }: Context<PlanFacts>,
): Decision<PlanEvent> {
  switch (command.type) {
    case 'CorrectRow':
      return correctRow(plan, command, directory);
    case 'AcceptIssue':
      return acceptIssue(plan, command);
    case 'ReopenIssue':
      return reopenIssue(plan, command);
    case 'MapUnit':
      return mapUnit(plan, command, directory);
    case 'SplitRow':
      return splitRow(plan, command);
    case 'MergeRows':
      return mergeRows(plan, command);
    default:
      return assertNever(command);
  }
}

/** The rows, in the order of the plan, while they may still be changed: a launched row is an order, and no draft. */
function draftRows(plan: Plan, rowIds: readonly string[]): Row[] | Refused {
  const rows = plan.rows.filter(({ rowId }) => rowIds.includes(rowId));
  const unknown = rowIds.filter((rowId) => !rows.some((row) => row.rowId === rowId));
  if (unknown.length > 0) return refuse('unknown-row', unknown);
  const launched = rows.filter(({ generation }) => generation > 0).map(({ rowId }) => rowId);
  return launched.length > 0 ? refuse('row-launched', launched) : rows;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function correctRow(plan: Plan, command: Of<'CorrectRow'>, directory: Directory): Decision<PlanEvent> {
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
  return events({ type: 'RowCorrected', data: { rowId, field, was, value, reason, ...means } });
}

type Meaning = Pick<MappedCell, 'changes' | 'settled' | 'issues'>;
const idsOf = (issues: readonly RowIssue[]): string[] => issues.map(({ issueId }) => issueId);
const NOT_CLEAR_WHOM = 'mode-unclear';

/** The issues of a cell are gone with its words; those that its new words raise take their place. */
function meaningOfWords(
  row: Row,
  field: string,
  { changes, issues }: NonNullable<Of<'CorrectRow'>['reading']>,
): Meaning {
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
      return command.value.filter((unitId) => expandUnits(directory, [unitId]).length === 0);
    case 'contactUnit':
      return command.value === null || directory.units[command.value] ? [] : [command.value];
    default:
      return [];
  }
}

type Units = 'leadUnits' | 'coordinatorUnits';
type Choice = Units | 'execution' | 'rollUp' | 'contactUnit' | 'mode';
const cellOfUnits: Record<Units, 'lead' | 'coordinators'> = { leadUnits: 'lead', coordinatorUnits: 'coordinators' };

/** The doubts that a choice leaves no room for; one of a choice that is not named here settles none. */
const settledBy: Partial<Record<string, (issue: FieldIssue) => boolean>> = {
  leadUnits: ({ field, code }) => field === 'lead' && code !== NOT_CLEAR_WHOM,
  coordinatorUnits: ({ field }) => field === 'coordinators',
  mode: ({ code }) => code === NOT_CLEAR_WHOM,
};

const CHOSEN_BY_A_PERSON = 'người phụ trách dự thảo chọn';

/** What a person chooses settles what was doubtful about it. */
function meaningOfChoice(command: Of<'CorrectRow'>, { issues }: Row, directory: Directory): Meaning {
  const settles = settledBy[command.field] ?? (() => false);
  return { changes: changesOfChoice(command, directory), settled: idsOf(issues.filter(settles)), issues: [] };
}

function changesOfChoice({ field, value }: Of<'CorrectRow'>, { units }: Directory): RowChanges {
  if (field === 'leadUnits') return { leadUnits: value, collectiveLead: value.some((unitId) => !units[unitId]) };
  if (field === 'execution') return { execution: value, executionReason: CHOSEN_BY_A_PERSON };
  return { [field]: value };
}

type AnyIssue = Plan['reading']['issues'][number] | RowIssue;

/** The issue of this name, with its row where it is of a row. */
function findIssue({ rows, reading }: Plan, issueId: string): { issue: AnyIssue; row: Row | undefined } | null {
  const row = rows.find(({ issues }) => issues.some((issue) => issue.issueId === issueId));
  const all = [...reading.issues, ...reading.duties.flatMap(({ issues }) => issues), ...(row?.issues ?? [])];
  const issue = all.find((known) => known.issueId === issueId);
  return issue ? { issue, row } : null;
}

function acceptIssue(plan: Plan, { issueId, reason }: Of<'AcceptIssue'>): Decision<PlanEvent> {
  const found = findIssue(plan, issueId);
  if (!found) return refuse('unknown-issue', [issueId]);
  const { issue, row } = found;
  if (issue.accepted) return refuse('issue-accepted', [issueId]);
  if (row && isUnsettled(row, issue)) return refuse('issue-needs-correction', [issueId]);
  const blocks = issue.blocking || ('field' in issue && isBlocking(issue));
  if (blocks && !reason) return refuse('acceptance-needs-reason', [issueId]);
  return events({ type: 'IssueAccepted', data: { issueId, ...(reason && { reason }) } });
}

/** Takes an acceptance back, as long as nothing was launched on the strength of it. */
function reopenIssue(plan: Plan, { issueId, reason }: Of<'ReopenIssue'>): Decision<PlanEvent> {
  const found = findIssue(plan, issueId);
  if (!found) return refuse('unknown-issue', [issueId]);
  if (!found.issue.accepted) return refuse('issue-not-accepted', [issueId]);
  if (found.row && found.row.generation > 0) return refuse('row-launched', [found.row.rowId]);
  return events({ type: 'IssueReopened', data: { issueId, reason } });
}

/** Nobody can accept that there is no date, or no unit to give the work to: one must be named. */
function isUnsettled({ deadline, leadUnits }: Row, issue: AnyIssue): boolean {
  if (!issue.blocking || !('field' in issue)) return false;
  return (
    (issue.field === 'deadline' && !isLaunchable(deadline.value)) || (issue.field === 'lead' && leadUnits.length === 0)
  );
}

/** In every row of the draft that names it still, but not where a person has chosen the units of that row. */
function mapUnit(plan: Plan, command: Of<'MapUnit'>, { units }: Directory): Decision<PlanEvent> {
  const { name, unitId, reason, reading } = command;
  if (!units[unitId]) return refuse('unknown-unit', [unitId]);
  const named = (reading?.cells ?? []).flatMap(({ rowId, field, words, changes, issues }) => {
    const row = plan.rows.find((each) => each.rowId === rowId);
    if (!row || row.generation > 0 || row[field] !== words || areUnitsChosen(row, field)) return [];
    const means = meaningOfWords(row, field, { changes, issues });
    return [{ row, cell: { rowId, field, ...means } }];
  });
  if (named.length === 0) return refuse('name-not-found');
  const cells = named.filter(({ row, cell }) => changesAnything(row, cell)).map(({ cell }) => cell);
  return cells.length === 0
    ? refuse('nothing-to-correct')
    : events({ type: 'UnitNameMapped', data: { name, unitId, reason, cells } });
}

function changesAnything(row: Row, { changes, settled, issues }: MappedCell): boolean {
  const gone = row.issues.filter(({ issueId }) => settled.includes(issueId)).map(({ message }) => message);
  const differs = Object.entries(changes).some(([field, value]) => !isSame(row[field as keyof RowChanges], value));
  return (
    differs ||
    !isSame(
      gone,
      issues.map(({ message }) => message),
    )
  );
}

/** Rows that were read from others are refused when one of those was corrected meanwhile: the correction would be lost. */
const isOutdated = (rows: readonly Row[], readAt: Readonly<Record<string, number>>): boolean =>
  rows.some(({ rowId, corrections }) => (corrections.at(-1)?.version ?? 0) !== readAt[rowId]);

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
    .map(({ field }) => field as Choice)
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

const hasChosen = (row: Row, choice: Choice): boolean => choicesOf(row).some(({ field }) => field === choice);

function splitRow(plan: Plan, { rowId, reason, reading }: Of<'SplitRow'>): Decision<PlanEvent> {
  const rows = draftRows(plan, [rowId]);
  if ('refusal' in rows) return rows;
  if (reading === null || isOutdated(rows, reading.readAt)) return refuse('stale-version');
  const made = reading.rows.map((row, index) => ({ ...withChoices(row, rows), rowId: nextRowId(plan, index) }));
  return events({ type: 'RowSplit', data: { rowId, rows: made, reason } });
}

function mergeRows(plan: Plan, command: Of<'MergeRows'>): Decision<PlanEvent> {
  const { reason, reading } = command;
  const rows = draftRows(plan, command.rowIds);
  if ('refusal' in rows) return rows;
  if (rows.length < 2) return refuse('one-row-is-no-merge');
  const [row] = reading?.rows ?? [];
  if (!reading || !row || isOutdated(rows, reading.readAt)) return refuse('stale-version');
  const rowIds = rows.map(({ rowId }) => rowId);
  return events({
    type: 'RowsMerged',
    data: { rowIds, row: { ...withChoices(row, rows), rowId: nextRowId(plan, 0) }, reason },
  });
}
