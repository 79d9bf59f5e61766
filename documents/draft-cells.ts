// The words of a draft, read again after a person has changed them: the same readers as for a document, one row at a time.
import type { CellReading, NameReading, RowsReading } from '../domain/plan/draft-commands.ts';
import {
  type CellField,
  type Cells,
  type ChoiceField,
  cellsOf,
  isCellField,
  type Row,
  wordsBefore,
} from '../domain/plan/rows.ts';
import type { PlanHead, PlanRow } from '../domain/plan-reading.ts';
import type { ColumnRole } from './columns.ts';
import { moveReading, yearOfWords } from './moved-deadline.ts';
import { words } from './normal-form.ts';
import { readNumber } from './numbering.ts';
import type { RowContext } from './row-checks.ts';
import { readRow } from './rows.ts';
import { aliasesOf, type NamedBody } from './units.ts';

/** A row as it stands in the draft, with the version in which it was last settled (0: never). */
interface DraftRow extends Omit<PlanRow, 'issues'> {
  readonly rowId: string;
  readonly settledAt: number;
}

export interface Draft {
  readonly head: PlanHead;
  /** The year that the document names, where this is a copy moved to another year. */
  readonly movedFromYear: number | null;
  readonly rows: readonly DraftRow[];
  /** Names that people have given a unit, the latest first. */
  readonly names: readonly NamedBody[];
}

type Changes = Partial<Record<CellField, string | undefined>>;

const howItRuns = ['execution', 'executionReason', 'rollUp', 'contactUnit'] as const;

/** What of a row follows from the words of each cell. */
const followsFrom: Record<CellField, readonly (keyof CellReading['changes'])[]> = {
  number: ['number'],
  criterion: ['criterion', 'survey', ...howItRuns],
  // The dates inside of a cell are milestones beside the deadline of the row.
  requirement: ['requirement', 'scoring', 'survey', 'deadline', ...howItRuns],
  lead: ['lead', 'leadUnits', 'collectiveLead', 'mode', 'evidenceCustodian', ...howItRuns],
  coordinators: ['coordinators', 'coordinatorUnits', 'evidenceCustodian', ...howItRuns],
  deadline: ['deadline'],
  evidence: ['evidence', 'deadline'],
};

/** Null when the draft has no such row. */
export function readCell(draft: Draft, rowId: string, field: CellField, text: string): CellReading | null {
  const row = draft.rows.find((each) => each.rowId === rowId);
  return row ? readCellOf(row, field, text, contextOf(draft, [rowId])) : null;
}

function readCellOf(row: DraftRow, field: CellField, text: string, context: DocumentContext): CellReading {
  const read = readCells({ row, cells: { ...cellsOf(row), [field]: text } }, context);
  const changes = Object.fromEntries(followsFrom[field].map((part) => [part, read[part]]));
  return { changes, issues: read.issues.filter((issue) => issue.field === field) };
}

/** The cell whose words suggest what a person may choose instead. */
const suggestedBy: Record<ChoiceField, CellField> = {
  leadUnits: 'lead',
  coordinatorUnits: 'coordinators',
  mode: 'lead',
  execution: 'lead',
  rollUp: 'lead',
  contactUnit: 'lead',
};

/** What a cell says without any correction of it, or what the words of the row suggest where a person has chosen. */
export function readRestored(draft: Draft, row: Row, field: CellField | ChoiceField): CellReading | null {
  if (isCellField(field)) return readCell(draft, row.rowId, field, wordsBefore(row, field));
  const cell = suggestedBy[field];
  return readCell(draft, row.rowId, cell, cellsOf(row)[cell]);
}

/** What the draft would say if this name meant this body: every lead and coordinator cell that holds it, read again. */
export const readName = (draft: Draft, body: NamedBody): NameReading =>
  readCellsWith(draft, body.names, [body, ...draft.names]);

/** What the draft would say if nobody had given this name a unit. */
export const readNameAgain = (draft: Draft, name: string): NameReading =>
  readCellsWith(
    draft,
    [name],
    draft.names.filter(({ names }) => !names.includes(name)),
  );

function readCellsWith(draft: Draft, said: readonly string[], names: readonly NamedBody[]): NameReading {
  const wanted = said.map(words).filter((name) => name !== '');
  const holds = (cell: string) => wanted.some((name) => ` ${words(cell)} `.includes(` ${name} `));
  // Whom a cell names does not depend on the other rows.
  const context = contextOf({ ...draft, rows: [], names }, []);
  const cells = draft.rows.flatMap((row) =>
    (['lead', 'coordinators'] as const)
      .filter((field) => holds(row[field]))
      .map((field) => ({ rowId: row.rowId, field, words: row[field], ...readCellOf(row, field, row[field], context) })),
  );
  return { cells };
}

/** The rows that one row becomes: what a part does not say, it takes from the row. Null when there is no such row. */
export function readSplit(draft: Draft, rowId: string, parts: readonly Changes[]): RowsReading | null {
  const row = draft.rows.find((each) => each.rowId === rowId);
  if (!row) return null;
  const context = contextOf(draft, [rowId]);
  const rows = parts.map((part) => readCells({ row, cells: changed(cellsOf(row), part) }, context));
  return { rows, readAt: { [rowId]: row.settledAt } };
}

/** The row that several become: their words joined in the order of the plan, equal ones once, unless a cell is given. */
export function readMerge(draft: Draft, rowIds: readonly string[], given: Changes): RowsReading | null {
  const rows = draft.rows.filter((row) => rowIds.includes(row.rowId));
  const [first] = rows;
  if (!first || rows.length !== new Set(rowIds).size) return null;
  const all = rows.map(cellsOf);
  const joined = Object.fromEntries(
    Object.entries(cellsOf(first)).map(([field]) => [field, joinWords(all.map((cells) => cells[field as CellField]))]),
  ) as Record<CellField, string>;
  const cells = changed({ ...joined, number: all.find(({ number }) => number !== '')?.number ?? '' }, given);
  const lines: PlanRow['lines'] = [
    Math.min(...rows.map((row) => row.lines[0])),
    Math.max(...rows.map((row) => row.lines[1])),
  ];
  const read = readCells({ row: { ...first, lines }, cells }, contextOf(draft, rowIds));
  return { rows: [read], readAt: Object.fromEntries(rows.map((row) => [row.rowId, row.settledAt])) };
}

const joinWords = (texts: readonly string[]): string =>
  [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '').join(' ');

const changed = (cells: Cells, changes: Changes): Cells => ({
  ...cells,
  ...Object.fromEntries(Object.entries(changes).filter(([, text]) => text !== undefined)),
});

/** What a row is read in, but for where it stands. */
interface DocumentContext extends Omit<RowContext, 'path'> {
  readonly movedFromYear: number | null;
}

interface Words {
  readonly row: Pick<PlanRow, 'path' | 'lines'>;
  readonly cells: Cells;
}

function readCells({ row, cells }: Words, context: DocumentContext): PlanRow {
  const said = [cells.deadline, cells.requirement, cells.evidence].join(' ');
  const { head, years } = yearOfWords(cells.deadline || said, context.head, context.movedFromYear);
  const read = readRow({ cells, lines: row.lines, surplus: '', doubts: [] }, { ...context, head, path: [...row.path] });
  return years === 0 ? read : { ...read, deadline: moveReading(read.deadline, years) };
}

/** A draft has every column: a cell that is empty now is empty, whatever the table of the document had. */
const everyColumn: ReadonlyMap<ColumnRole, number> = new Map(
  (['number', 'criterion', 'requirement', 'deadline', 'lead', 'coordinators', 'evidence'] as const).map(
    (role, index) => [role, index],
  ),
);

/** The other rows, among which a number or a title may be doubled. */
function contextOf({ head, movedFromYear, rows, names }: Draft, without: readonly string[]): DocumentContext {
  const others = rows.filter(({ rowId }) => !without.includes(rowId));
  return {
    columns: everyColumn,
    head,
    movedFromYear,
    superior: null,
    known: aliasesOf(names),
    lineOfNumber: new Map(others.map(({ number, lines }) => [readNumber(number)?.text ?? number, lines[0]])),
    numberOfTitle: new Map(others.map((row) => [words(row.criterion || row.requirement), row.number])),
  };
}
