// Which column of a table holds what, told by the words of its header. Headers repeat on every page and differ by plan.
import { anyOf, columnWords } from './column-words.ts';
import { holdsNearly } from './header-typos.ts';
import { words } from './normal-form.ts';

export type ColumnRole = 'number' | 'criterion' | 'requirement' | 'deadline' | 'lead' | 'coordinators' | 'evidence';
export type Columns = ReadonlyMap<ColumnRole, number>;

/**
 * In order: "Phân công nhiệm vụ" spans other columns and is none; "Yêu cầu/sản phẩm/kết quả" is evidence, not requirement.
 * Of two columns with one role the one that stands earlier here has it: "Đơn vị chủ trì" leads, not "Đơn vị thực hiện".
 */
const headerWords: readonly [ColumnRole | null, RegExp][] = [
  ['number', new RegExp(`^${anyOf(columnWords.number)}$`)],
  [null, /phân công/],
  [null, new RegExp(`^${anyOf(columnWords.unread)}(?: |$)`)],
  ['lead', new RegExp(anyOf(columnWords.lead))],
  ['coordinators', new RegExp(anyOf(columnWords.coordinators))],
  ['deadline', new RegExp(`${anyOf(columnWords.deadline)}|^hạn(?: |$)`)],
  ['lead', new RegExp(`^(?:các )?${anyOf(columnWords.bodies)}.* ${anyOf(columnWords.answers)}`)],
  ['evidence', new RegExp(anyOf(columnWords.evidence))],
  ...columnWords.criterion.map((word): [ColumnRole, RegExp] => ['criterion', new RegExp(word)]),
  ['requirement', new RegExp(anyOf(columnWords.requirement))],
  ['criterion', new RegExp(anyOf(columnWords.measure))],
];

const MAX_HEADER_LENGTH = 120;

/** Its place in the list above; -1 where the words name no column that we know. */
function rankOf(cell: string): number {
  const text = words(cell);
  if (text === '' || cell.length > MAX_HEADER_LENGTH) return -1;
  return headerWords.findIndex(([, pattern]) => pattern.test(text));
}

const roleOf = (cell: string): ColumnRole | null => headerWords[rankOf(cell)]?.[0] ?? null;

/** The columns that a header row names, or null when it is not one. */
export function readHeader(cells: readonly string[]): Columns | null {
  const columns = columnsOf(cells);
  const isHeader = (columns.has('number') && columns.size >= 3) || isUnnumbered(cells, columns);
  return isHeader ? withMistyped(cells, columns) : null;
}

/** The word that makes a column what it is. */
const keyWords: readonly [ColumnRole, readonly string[]][] = (
  ['lead', 'coordinators', 'deadline', 'evidence', 'criterion', 'requirement'] as const
).map((role) => [role, columnWords[role]]);

/** What stands in a header and is no name that we know may be one with a slip in it. */
function withMistyped(cells: readonly string[], columns: Columns): Columns {
  const mended = new Map(columns);
  cells.forEach((cell, index) => {
    if (cell === '' || cell.length > LONGEST_NAME || rankOf(cell) !== -1) return;
    const role = keyWords.find(([each, keys]) => !mended.has(each) && keys.some((key) => holdsNearly(cell, key)))?.[0];
    if (role !== undefined) mended.set(role, index);
  });
  return mended;
}

const LONGEST_NAME = 60;

/** Tables whose rows have no number: names and nothing else, among them what no appendix lacks. */
const isUnnumbered = (cells: readonly string[], columns: Columns): boolean =>
  columns.has('lead') &&
  columns.has('deadline') &&
  (columns.has('criterion') || columns.has('requirement')) &&
  cells.every((cell) => cell === '' || (cell.length <= LONGEST_NAME && /^\p{Lu}[^.;]*$/u.test(cell)));

/** "STT" at the head of columns that no appendix of assignments has: another table begins. */
export const isOtherHeader = (cells: readonly string[]): boolean =>
  roleOf(cells[0] ?? '') === 'number' && readHeader(cells) === null;

/**
 * The second level of a header: only column names, under an empty first cell, and only below cells that span several columns.
 * Rows that go on from the page before stand in the same place, under columns that have their name already.
 */
export function readSubHeader(cells: readonly string[], header: Columns): Columns | null {
  const named = new Set(header.values());
  const filled = cells.flatMap((cell, index) => (cell === '' ? [] : [{ cell, index }]));
  const allNames = filled.length > 0 && filled.every(({ cell, index }) => !named.has(index) && roleOf(cell) !== null);
  return allNames ? columnsOf(cells) : null;
}

function columnsOf(cells: readonly string[]): Columns {
  const columns = new Map<ColumnRole, number>();
  const rankAt = (index: number | undefined): number => rankOf(cells[index ?? -1] ?? '');
  cells.forEach((cell, index) => {
    const role = roleOf(cell);
    if (role === null) return;
    const taken = columns.get(role);
    if (taken === undefined || rankAt(index) < rankAt(taken)) columns.set(role, index);
  });
  return withSubject(cells, columns);
}

/** "Nội dung | Giải pháp": of two columns that say what to do, the first says what it is about. */
function withSubject(cells: readonly string[], columns: Map<ColumnRole, number>): Columns {
  const first = columns.get('requirement');
  if (first === undefined || columns.has('criterion')) return columns;
  const second = cells.findIndex((cell, index) => index > first && roleOf(cell) === 'requirement');
  return second === -1 ? columns : new Map([...columns, ['criterion', first], ['requirement', second]]);
}
