// Two readings of the same plan, held against each other row by row: what a corrected document changes. Pure.
import type { PlanHead, PlanRow } from '../plan-reading.ts';
import { type CellField, type Cells, cellFields, cellsOf } from './rows.ts';

type ComparedRow = Pick<PlanRow, CellField | 'path'> & { readonly rowId: string };

/** What is compared of a plan: its head, its rows as they stand, and the words of its duties. */
export interface Compared {
  readonly head: Pick<PlanHead, 'name' | 'issuer' | 'number' | 'issuedOn' | 'year'>;
  readonly rows: readonly ComparedRow[];
  readonly duties: readonly { readonly section: string; readonly text: string }[];
}

interface FieldDifference {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

interface RowName {
  readonly rowId: string;
  readonly number: string;
  readonly title: string;
}

type RowDifference =
  | { readonly kind: 'changed'; readonly before: RowName; readonly after: RowName; readonly fields: FieldDifference[] }
  | { readonly kind: 'added'; readonly before: null; readonly after: RowName; readonly fields: FieldDifference[] }
  | { readonly kind: 'removed'; readonly before: RowName; readonly after: null; readonly fields: FieldDifference[] };

export interface PlanDifference {
  readonly head: readonly FieldDifference[];
  /** In the order of the later reading; rows that it no longer has come last. */
  readonly rows: readonly RowDifference[];
  readonly sameRows: number;
  readonly dutiesAdded: readonly string[];
  readonly dutiesRemoved: readonly string[];
}

export function compareReadings(before: Compared, after: Compared): PlanDifference {
  const partners = pairRows(before.rows, after.rows);
  const kept = new Set(partners.values());
  const rows = [
    ...after.rows.flatMap((row) => {
      const partner = partners.get(row);
      return partner ? changedRow(partner, row) : [oneSided('added', row)];
    }),
    ...before.rows.filter((row) => !kept.has(row)).map((row) => oneSided('removed', row)),
  ];
  const changed = rows.filter(({ kind }) => kind === 'changed').length;
  return {
    head: headFields.flatMap((field) => differs(field, textOf(before.head[field]), textOf(after.head[field]))),
    rows,
    sameRows: partners.size - changed,
    dutiesAdded: missingIn(before, after),
    dutiesRemoved: missingIn(after, before),
  };
}

const headFields = ['name', 'issuer', 'number', 'issuedOn', 'year'] as const;
const textOf = (value: string | number | null): string | null => (value === null ? null : String(value));

/** Spacing and case are no difference between two rows that must be told to be the same one. */
const plain = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
const titleOf = ({ criterion, requirement }: Pick<PlanRow, 'criterion' | 'requirement'>): string =>
  criterion || requirement;

type Likeness = Pick<PlanRow, 'path' | 'number' | 'criterion' | 'requirement'>;

/**
 * By what two rows are taken for the same one, the surest first. A row that moved keeps its words, a row that was reworded its
 * place; the words go before the place, because one new row shifts every number after it.
 */
const likeness: readonly ((row: Likeness) => string)[] = [
  (row) => [...row.path, row.number, plain(row.criterion), plain(row.requirement)].join('\n'),
  (row) => [row.number, plain(titleOf(row))].join('\n'),
  (row) => [plain(row.criterion), plain(row.requirement)].join('\n'),
  (row) => plain(titleOf(row)),
  (row) => [...row.path, row.number].join('\n'),
];

/** The row before, by the row after. */
export const pairRows = <R extends Likeness>(before: readonly R[], after: readonly R[]): Map<R, R> =>
  pairAlike(before, after, likeness);

/** The one before, by the one after, by the first likeness that both share. Each is taken once; of several alike the first. */
export function pairAlike<R>(
  before: readonly R[],
  after: readonly R[],
  likenesses: readonly ((each: R) => string)[],
): Map<R, R> {
  const partners = new Map<R, R>();
  const taken = new Set<R>();
  for (const keyOf of likenesses) {
    const waiting = new Map<string, R[]>();
    for (const each of before)
      if (!taken.has(each)) waiting.set(keyOf(each), [...(waiting.get(keyOf(each)) ?? []), each]);
    for (const each of after) {
      const partner = partners.has(each) ? undefined : waiting.get(keyOf(each))?.shift();
      if (!partner) continue;
      partners.set(each, partner);
      taken.add(partner);
    }
  }
  return partners;
}

function changedRow(before: ComparedRow, after: ComparedRow): RowDifference[] {
  const fields = [
    ...differs('path', before.path.join(' › '), after.path.join(' › ')),
    ...cellDifferences(cellsOf(before), cellsOf(after)),
  ];
  return fields.length === 0 ? [] : [{ kind: 'changed', before: nameOf(before), after: nameOf(after), fields }];
}

function oneSided(kind: 'added' | 'removed', row: ComparedRow): RowDifference {
  const cells = cellFields.flatMap((field) => {
    const text = cellsOf(row)[field];
    if (text === '') return [];
    return [kind === 'added' ? { field, before: null, after: text } : { field, before: text, after: null }];
  });
  return kind === 'added'
    ? { kind, before: null, after: nameOf(row), fields: cells }
    : { kind, before: nameOf(row), after: null, fields: cells };
}

const nameOf = (row: ComparedRow): RowName => ({ rowId: row.rowId, number: row.number, title: titleOf(row) });

const cellDifferences = (before: Cells, after: Cells): FieldDifference[] =>
  cellFields.flatMap((field) => differs(field, before[field], after[field]));

const differs = (field: string, before: string | null, after: string | null): FieldDifference[] =>
  before === after ? [] : [{ field, before, after }];

/** Texts of duties that `other` has and `one` has not, as often as it has them more. */
function missingIn(one: Compared, other: Compared): string[] {
  const left = one.duties.map(({ text }) => plain(text));
  return other.duties.flatMap(({ text }) => {
    const at = left.indexOf(plain(text));
    if (at < 0) return [text];
    left.splice(at, 1);
    return [];
  });
}
