// Rows as they were read → the rows of the table: parts of rows joined, rows under one criterion cell told apart, every doubt kept.
import type { ColumnRole } from '../columns.ts';
import type { PlanTime } from '../deadlines/phrase-rule.ts';
import { readNumber } from '../numbering.ts';
import { joinText } from '../page-breaks.ts';
import { type CellDoubt, cellsOf, type TableRow } from '../tables.ts';
import { nameSpans, readUnits } from '../unit-mentions.ts';
import { beginsWithRest, goesOnBehindTime, saysMoreThanWhen } from './deadline-cells.ts';
import { NAMING, type OpenRow, type RowCell } from './open-row.ts';
import { foreignItems, holdsHalfAName, runsTogether, unitsSaid } from './unit-cells.ts';

type Roles = readonly (ColumnRole | null)[];

/** What begins under the criterion cell of the row above and lacks a cell is more of that row; rows that share a criterion cell get it, and numbers of their own. */
export function tableRows(rows: readonly OpenRow[], roles: Roles, time: PlanTime): TableRow[] {
  const settled: { row: TableRow; shares: boolean }[] = [];
  for (const open of rows) {
    const row = tableRow(open, roles, time);
    const last = settled.at(-1);
    if (last && open.shares && (isPart(row) || isPart(last.row))) last.row = withMore(last.row, row);
    else settled.push({ row, shares: open.shares });
  }
  return settled.map(({ row, shares }, index) => {
    const first = shares ? settled.slice(0, index).findLastIndex((other) => !other.shares) : index;
    const isShared = shares || settled[index + 1]?.shares === true;
    const criterion = settled[first]?.row;
    return isShared && criterion ? sharing(row, criterion, index - first) : row;
  });
}

/** Rows under one criterion cell are told apart by having all that a row has. */
const isPart = ({ cells: { requirement, lead, coordinators, deadline } }: TableRow): boolean =>
  [requirement, lead, coordinators, deadline].includes('');

function withMore(row: TableRow, more: TableRow): TableRow {
  const roles = ['requirement', 'lead', 'coordinators', 'deadline', 'evidence'] as const;
  const added = roles.filter((role) => more.cells[role] !== '');
  const cells = { ...row.cells };
  for (const role of added) cells[role] = joinText(cells[role], more.cells[role]);
  const doubts = added.map((field): CellDoubt => ({ code: 'part-without-lead', field }));
  return {
    ...row,
    cells,
    lines: [row.lines[0], Math.max(row.lines[1], more.lines[1])],
    doubts: [...row.doubts, ...more.doubts, ...doubts],
  };
}

/** "6.2" where the requirement counts by itself, else "3b". */
function sharing(row: TableRow, { cells: { number, criterion } }: TableRow, place: number): TableRow {
  const base = readNumber(number)?.text ?? number;
  const own = /^(\d{1,2})[.)]\s/u.exec(row.cells.requirement)?.[1];
  const letter = String.fromCharCode(97 + (place % 26));
  const doubt: CellDoubt = { code: 'cell-shared', field: 'criterion' };
  const cells = { ...row.cells, number: own === undefined ? `${base}${letter}` : `${base}.${own}`, criterion };
  return { ...row, cells, doubts: [...row.doubts, doubt] };
}

function tableRow(row: OpenRow, roles: Roles, time: PlanTime): TableRow {
  const text = (role: ColumnRole): string => row.cells[roles.indexOf(role)]?.text ?? '';
  const doubts = [
    ...row.cells.flatMap((cell, index) => doubtsOf(cell, roles[index] ?? 'evidence', time)),
    ...besideEmpty(row.cells, roles),
  ];
  return {
    cells: { ...cellsOf(text), number: row.number },
    lines: row.lines,
    surplus: '',
    doubts: doubts.length > 0 ? doubts : besideRest(row.cells, roles),
  };
}

/** What should stand in an empty cell may have been taken for a part of the cell beside it. */
function besideEmpty(cells: readonly RowCell[], roles: Roles): CellDoubt[] {
  if (cells.slice(1).every(({ text }) => text === '')) return [];
  const isEmpty = (at: number): boolean => at >= 0 && cells[at]?.text === '' && roles[at] !== 'evidence';
  return cells.flatMap((_, at): CellDoubt[] => {
    const field = roles[at];
    const beside = !isEmpty(at) && (isEmpty(at - 1) || isEmpty(at + 1));
    return beside && field ? [{ code: 'cell-edge-doubtful', field }] : [];
  });
}

/** Words that are asked for a name. */
const FIRST_WORDS = 4;
const LONG_TITLE = 14;

/** For a row of which nothing else is in doubt: names that stop in the middle, where what follows goes on with a name; a title of many words, where what follows begins with a figure. */
function besideRest(cells: readonly RowCell[], roles: Roles): CellDoubt[] {
  return cells.flatMap(({ text }, at): CellDoubt[] => {
    const field = roles[at];
    const next = cells.slice(at + 1).find((cell) => cell.text !== '')?.text ?? '';
    const nextRole = roles[cells.findIndex((cell, place) => place > at && cell.text !== '')];
    const namesGoOn =
      namesUnits(field) &&
      !namesUnits(nextRole) &&
      (/[;,]$/.test(text) || goesOnNaming(text, next.split(' ').slice(0, FIRST_WORDS).join(' ')));
    const titleGoesOn =
      field === 'criterion' && /^\d/.test(next) && (text.split(' ').length > LONG_TITLE || holdsSentence(text));
    const textNames =
      (field === 'criterion' || field === 'requirement') &&
      namesUnits(nextRole) &&
      (/[;,]$/.test(text) || endsInNames(text));
    const nameIsCut = namesUnits(nextRole) && !/[.;,:]$/.test(text) && nameSpans(text, next);
    return field && (namesGoOn || titleGoesOn || textNames || nameIsCut) ? [{ code: 'cell-edge-doubtful', field }] : [];
  });
}

const namesUnits = (role: ColumnRole | null | undefined): boolean => role === 'lead' || role === 'coordinators';

/** "Văn hóa công sở Bố trí công chức trực": behind a word in small letters something begins. */
const holdsSentence = (text: string): boolean => /\p{Ll} \p{Lu}\p{Ll}/u.test(text);

/** With the words behind it less of the cell is strange: "Ủy ban" and "MTTQ Việt Nam". */
function goesOnNaming(text: string, next: string): boolean {
  const [own, rest] = [unitsSaid(text), unitsSaid(next)];
  return next !== '' && rest.named > rest.guessed && rest.strange === 0 && own.named > 0;
}

/** "… đơn thư. Phòng Kinh tế;": behind its last sentence a text has only names. */
function endsInNames(text: string): boolean {
  const tail = text.slice(text.search(/[.;:] (?!.*[.:] )/u) + 1).trim();
  const said = unitsSaid(tail);
  return tail !== text && said.named > said.guessed && said.strange === 0;
}

function doubtsOf({ doubts, text }: RowCell, field: ColumnRole, time: PlanTime): CellDoubt[] {
  const together =
    NAMING.has(field) &&
    (runsTogether(text) > 0 ||
      (namesUnits(field) && (readUnits(text).touching > 0 || holdsHalfAName(text))) ||
      (field !== 'deadline' && foreignItems(text) > 0) ||
      (field === 'deadline' && (goesOnBehindTime(text) || saysMoreThanWhen(text, time) || beginsWithRest(text))));
  return [...doubts, ...(together ? ['cell-edge-doubtful' as const] : [])].map((code) => ({ code, field }));
}
