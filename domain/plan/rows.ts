// A row of a draft: what was read, what people have settled since, and what is still open. Pure.
import type { TextRef } from '../free-text.ts';
import type { Instant } from '../instant.ts';
import type { FieldIssue, PlanIssue, PlanRow } from '../plan-reading.ts';
import type { Actor } from '../rules.ts';
import type { CarriedFrom, CorrectionValue, RowChanges } from './draft-events.ts';

/** Who settled something, when, and why; the reason is a text apart. */
export interface Settling {
  readonly version: number;
  readonly at: Instant;
  readonly by: Pick<Actor, 'personId' | 'name' | 'post'>;
  readonly reason: TextRef | null;
  /** Where it was settled first, when it was carried over from an earlier reading. */
  readonly carriedFrom: CarriedFrom | null;
}

/** An issue with the name that commands know it by: row, field, code; the second of the same name ends in ":2". */
export type Open<I> = I & { readonly issueId: string; readonly accepted: Settling | null };
export type RowIssue = Open<FieldIssue>;

/** One thing that a person decided otherwise than it was read. `was` of the first one of a cell is the verbatim text. */
export interface Correction extends Settling {
  readonly field: string;
  readonly was: CorrectionValue;
  readonly value: CorrectionValue;
  /** The words that were given a unit, where the correction is the mapping of a name in all rows. */
  readonly unitName: string | null;
}

export interface Row extends Omit<PlanRow, 'issues'> {
  readonly rowId: string;
  /** How often the row has been launched; 0 while it waits in the draft. */
  readonly generation: number;
  readonly issues: readonly RowIssue[];
  readonly corrections: readonly Correction[];
  /** The version in which its words or choices last changed; 0 while nobody has settled anything. */
  readonly settledAt: number;
  /** The rows that it was split off or merged from; they are kept among the replaced rows. */
  readonly madeFrom: (Settling & { readonly rowIds: readonly string[] }) | null;
}

/** The cells that hold words. What follows from the words (units, dates) is read again when they are corrected. */
export const cellFields = [
  'number',
  'criterion',
  'requirement',
  'lead',
  'coordinators',
  'deadline',
  'evidence',
] as const;
export type CellField = (typeof cellFields)[number];
export type Cells = Readonly<Record<CellField, string>>;

export const isCellField = (field: string): field is CellField => (cellFields as readonly string[]).includes(field);

const SEPARATOR = ' - ';

/** The words of a row as they stand now. */
export function cellsOf(
  row: Pick<PlanRow, Exclude<CellField, 'deadline' | 'evidence'> | 'deadline' | 'evidence'>,
): Cells {
  const { number, criterion, requirement, lead, coordinators, deadline, evidence } = row;
  const items = evidence.map(({ text }) => text).join(SEPARATOR);
  return { number, criterion, requirement, lead, coordinators, deadline: deadline.text, evidence: items };
}

/** What a cell said before anybody corrected it; for a row that people made of others, when they made it. */
export const wordsBefore = (row: Row, field: CellField): string =>
  (row.corrections.find((each) => each.field === field && each.unitName === null)?.was as string | undefined) ??
  cellsOf(row)[field];

/** The words of the document: corrections never touch them. Null for a row that people made of others: those have them. */
export function verbatimOf(row: Row): Cells | null {
  if (row.madeFrom) return null;
  return Object.fromEntries(cellFields.map((field) => [field, wordsBefore(row, field)])) as Record<CellField, string>;
}

/** The name of every issue of `owner` (a row, a duty, the plan): the same for the same reading, for ever. */
export function identified<I extends PlanIssue | FieldIssue>(owner: string, issues: readonly I[]): Open<I>[] {
  const seen = new Map<string, number>();
  return issues.map((issue) => {
    const name = [owner, ...('field' in issue ? [issue.field] : []), issue.code].join(':');
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { ...issue, issueId: nth === 1 ? name : `${name}:${nth}`, accepted: null };
  });
}

/** A row as it came out of a reading; nothing is settled yet. */
export const newRow = ({ issues, ...row }: PlanRow, rowId: string): Row => ({
  ...row,
  rowId,
  generation: 0,
  issues: identified(rowId, issues),
  corrections: [],
  settledAt: 0,
  madeFrom: null,
});

export const rowIdAt = (index: number): string => `r${String(index + 1).padStart(3, '0')}`;

/** How a row runs: suggested by the reader, and no longer by anybody once a person has chosen. */
const suggestions = ['execution', 'rollUp', 'contactUnit', 'mode'] as const;
/** What a person chooses in a row, beside its words. */
export const choiceFields = ['leadUnits', 'coordinatorUnits', ...suggestions] as const;
export type ChoiceField = (typeof choiceFields)[number];

/** What is left of `changes` when a person has settled some of these fields already: suggestions never undo a decision. */
export function withoutSettled({ corrections }: Row, changes: RowChanges): RowChanges {
  const settled = new Set(corrections.map(({ field }) => field));
  const isSettled = (field: string) =>
    settled.has(field === 'executionReason' ? 'execution' : field) &&
    ['executionReason', ...suggestions].includes(field);
  return Object.fromEntries(Object.entries(changes).filter(([field]) => !isSettled(field)));
}

/** The choices of people that stand in this row. The units of a cell do only as long as its words are the same. */
export function choicesOf(row: Row): Correction[] {
  const units = [
    ...(areUnitsChosen(row, 'lead') ? ['leadUnits'] : []),
    ...(areUnitsChosen(row, 'coordinators') ? ['coordinatorUnits'] : []),
  ];
  const chosen = [...suggestions, ...units];
  return row.corrections.filter(({ field, unitName }) => unitName === null && chosen.includes(field));
}

/** Whether the units of the cell were chosen by a person since its words were last corrected. */
export function areUnitsChosen({ corrections }: Row, cell: 'lead' | 'coordinators'): boolean {
  const units = cell === 'lead' ? 'leadUnits' : 'coordinatorUnits';
  const last = corrections.findLast(({ field, unitName }) => unitName === null && (field === cell || field === units));
  return last?.field === units;
}

/** Nothing says what is to be done, or how it differs from a row of the same title (000/3.2.2 and 3.2.1). */
const EMPTY = 'empty-requirement';

/** Whether the issue keeps its row out of a launch until it is corrected or accepted. */
export const isBlocking = ({ accepted, blocking, code }: RowIssue): boolean =>
  accepted === null && (blocking || code === EMPTY);

export const isOpen = ({ accepted }: { readonly accepted: Settling | null }): boolean => accepted === null;
