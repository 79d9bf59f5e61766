// What looks wrong in a row although every cell could be read: empty cells, doubled titles, contradictions, words of a former tier.
import type { FieldIssue, PlanHead, Threshold } from '../domain/plan-reading.ts';
import type { Columns } from './columns.ts';
import { planTime } from './deadline-reading.ts';
import { fieldIssue } from './issues.ts';
import { answeredTwice } from './merged-rows.ts';
import { fold, words } from './normal-form.ts';
import { readNumber } from './numbering.ts';
import type { TableRow } from './tables.ts';
import { contradiction } from './thresholds.ts';
import type { UnitAlias } from './units.ts';

export interface RowContext {
  readonly columns: Columns;
  /** Numbers of the headings above the row. */
  readonly path: readonly string[];
  readonly head: PlanHead;
  /** The tier above the ward: "tỉnh" or "thành phố". */
  readonly superior: string | null;
  /** Names beside the lexicon that people have given a unit. */
  readonly known?: readonly UnitAlias[];
  /** Numbers and titles of the rows read so far; each row adds its own. */
  readonly lineOfNumber: Map<string, number>;
  readonly numberOfTitle: Map<string, string>;
}

export function cellIssues(row: TableRow, thresholds: readonly Threshold[], context: RowContext): FieldIssue[] {
  return [
    ...doubtIssues(row),
    ...twoRowsIssues(row, context),
    ...numberIssues(row, context),
    ...emptyCells(row, context),
    ...titleIssues(row, context),
    ...textIssues(row, thresholds),
    ...doubledTexts(row),
    ...formerTier(row, context),
  ];
}

/** Each doubt once per field, whatever the number of places that raised it. */
function doubtIssues({ doubts }: TableRow): FieldIssue[] {
  const once = new Map(doubts.map((doubt) => [`${doubt.code} ${doubt.field}`, doubt]));
  return [...once.values()].map(({ code, field }) => fieldIssue(code, field));
}

/** Where the borders of the cell are in doubt already, that says it. */
const twoRowsIssues = (row: TableRow, { head }: RowContext): FieldIssue[] =>
  answeredTwice(row, planTime(head))
    .filter((field) => !row.doubts.some((doubt) => doubt.field === field))
    .map((field) => fieldIssue('two-rows-in-one', field));

/** Under another heading the same number may stand again. */
function numberIssues({ cells, lines }: TableRow, { lineOfNumber, path }: RowContext): FieldIssue[] {
  if (cells.number === '') return [fieldIssue('missing-row-number', 'number')];
  const number = readNumber(cells.number)?.text ?? cells.number;
  const place = [...path, number].join(' ');
  const line = lineOfNumber.get(place);
  if (line !== undefined) return [fieldIssue('duplicate-number', 'number', { number, line })];
  lineOfNumber.set(place, lines[0]);
  return [];
}

/** A column that the table does not have is not empty; lead, coordinators and deadline look after themselves. */
function emptyCells({ cells }: TableRow, { columns }: RowContext): FieldIssue[] {
  const isEmpty = (column: 'criterion' | 'requirement') => columns.has(column) && cells[column] === '';
  return [
    ...(isEmpty('criterion') ? [fieldIssue('empty-criterion', 'criterion')] : []),
    ...(isEmpty('requirement') ? [fieldIssue('empty-requirement', 'requirement')] : []),
  ];
}

/** Rows that share a criterion cell have the same title by nature. */
function titleIssues({ cells, doubts }: TableRow, { numberOfTitle }: RowContext): FieldIssue[] {
  if (doubts.some(({ code }) => code === 'cell-shared')) return [];
  const field = cells.criterion === '' ? 'requirement' : 'criterion';
  const title = words(cells[field]);
  const number = numberOfTitle.get(title);
  if (number !== undefined && title !== '') return [fieldIssue('duplicate-title', field, { number })];
  numberOfTitle.set(title, readNumber(cells.number)?.text ?? cells.number);
  return [];
}

function textIssues({ cells, surplus }: TableRow, thresholds: readonly Threshold[]): FieldIssue[] {
  const doubled = contradiction(thresholds);
  const values = { measure: doubled?.measure ?? '', values: doubled?.values.join(', ') ?? '' };
  return [
    ...(doubled ? [fieldIssue('two-thresholds', 'requirement', values)] : []),
    ...(cells.requirement.endsWith(',') ? [fieldIssue('unfinished-text', 'requirement')] : []),
    ...(surplus === '' ? [] : [fieldIssue('surplus-cells', 'requirement', { text: surplus })]),
  ];
}

/** "Phòng Kinh tế Phòng Kinh tế": what two rows said in one column, when nothing told the rows apart. */
const doubledTexts = ({ cells }: TableRow): FieldIssue[] =>
  (['criterion', 'requirement', 'lead', 'coordinators', 'deadline'] as const).flatMap((field) => {
    const text = words(cells[field]);
    const half = text.slice(0, (text.length - 1) / 2);
    return half.length > 5 && text === `${half} ${half}` ? [fieldIssue('text-doubled', field, { text: half })] : [];
  });

/** Since 1 July 2025 there is nothing between the ward and its province or city. */
const TWO_TIERS_SINCE = '2025-07-01';
const formerTiers: Record<string, readonly string[]> = {
  tỉnh: ['thành phố', 'huyện', 'thị xã', 'quận'],
  'thành phố': ['huyện', 'thị xã', 'quận'],
};

function formerTier({ cells }: TableRow, { head, superior }: RowContext): FieldIssue[] {
  if (superior === null || head.issuedOn === null || head.issuedOn < TWO_TIERS_SINCE) return [];
  return (['criterion', 'requirement'] as const).flatMap((field) => {
    const text = ` ${words(fold(cells[field]))} `;
    const word = formerTiers[superior]?.find((tier) => text.includes(` ${tier} `));
    return word === undefined ? [] : [fieldIssue('former-tier', field, { word, superior })];
  });
}
