// Which column of a table holds what, told by the words of its header. Headers repeat on every page and differ by plan.
import { words } from './normal-form.ts';

export type ColumnRole = 'number' | 'criterion' | 'requirement' | 'deadline' | 'lead' | 'coordinators' | 'evidence';
export type Columns = ReadonlyMap<ColumnRole, number>;

/** In order: "Phân công nhiệm vụ" spans other columns and is none; "Yêu cầu/sản phẩm/kết quả" is evidence, not requirement. */
const headerWords: readonly [ColumnRole | null, RegExp][] = [
  ['number', /^(?:s?tt|st|số tt|số thứ tự)$/],
  [null, /phân công/],
  ['lead', /chủ trì/],
  ['coordinators', /phối hợp/],
  ['deadline', /thời gian|tiến độ|thời hạn|hạn hoàn thành|hoàn thành trước/],
  ['evidence', /sản phẩm|kết quả|kiểm chứng|minh chứng/],
  ['criterion', /lĩnh vực|tiêu chí/],
  ['requirement', /yêu cầu|nhiệm vụ|nội dung|công việc|chỉ tiêu/],
];

const MAX_HEADER_LENGTH = 120;

function roleOf(cell: string): ColumnRole | null {
  const text = words(cell);
  if (text === '' || cell.length > MAX_HEADER_LENGTH) return null;
  return headerWords.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** The columns that a header row names, or null when it is not one. */
export function readHeader(cells: readonly string[]): Columns | null {
  const columns = columnsOf(cells);
  return columns.has('number') && columns.size >= 3 ? columns : null;
}

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
  cells.forEach((cell, index) => {
    const role = roleOf(cell);
    if (role !== null && !columns.has(role)) columns.set(role, index);
  });
  return columns;
}
