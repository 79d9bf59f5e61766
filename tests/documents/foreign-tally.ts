// Counts honestly: every row that was meant must be there, every cell is held against what was meant, nothing is put together again.
import type { PlanReading, PlanRow } from '../../domain/plan-reading.ts';
import { type ForeignPlan, type ForeignRow, rowsOf } from './foreign-plans.ts';

const fields = ['criterion', 'requirement', 'lead', 'coordinators', 'deadline'] as const;
type Field = (typeof fields)[number];

export interface Tally {
  rows: number;
  cells: number;
  missing: string[];
  wrong: string[];
  silent: string[];
}

const textOf = (row: PlanRow, field: Field): string => (field === 'deadline' ? row.deadline.text : row[field]);
const rights = (row: PlanRow, { cells, number, bare }: ForeignRow): number =>
  fields.filter((field) => textOf(row, field) === cells[field]).length +
  (row.number === number || (bare && row.number === '') ? 1 : 0);

/** The row of the reading that is most like the one that was meant, from `from` on; null when none has even two of its cells. */
function matching(rows: readonly PlanRow[], meant: ForeignRow, from: number): number | null {
  let best: number | null = null;
  for (let at = from; at < rows.length; at += 1) {
    const [row, other] = [rows[at], best === null ? undefined : rows[best]];
    if (row && rights(row, meant) > Math.max(1, other ? rights(other, meant) : 1)) best = at;
  }
  return best;
}

/** What is said of a whole column is said of its cells; a mistyped one is named as it was typed. */
const columnSaid = ({ issues }: PlanReading, row: PlanRow, field: Field): boolean =>
  textOf(row, field) === '' && issues.some(({ code }) => code === 'missing-column' || code === 'column-not-read');

export function tallyOf(plan: ForeignPlan, reading: PlanReading): Tally {
  const tally: Tally = { rows: 0, cells: 0, missing: [], wrong: [], silent: [] };
  const taken = new Set<number>();
  let from = 0;
  for (const meant of rowsOf(plan)) {
    tally.rows += 1;
    tally.cells += fields.length;
    const at = matching(reading.rows, meant, from);
    const row = at === null ? undefined : reading.rows[at];
    if (at === null || !row) {
      tally.missing.push(`${meant.number} ${meant.cells.requirement}`);
      tally.wrong.push(...fields.map((field) => `${meant.number} ${field}: missing`));
      continue;
    }
    taken.add(at);
    from = at + 1;
    for (const field of fields) compare(tally, { reading, row, meant, field });
  }
  reading.rows.forEach((row, at) => {
    if (taken.has(at)) return;
    tally.wrong.push(`${row.number} ${row.requirement}: nobody meant this row`);
    if (row.confidence >= 0.8) tally.silent.push(`${row.number} ${row.requirement}: nobody meant this row`);
  });
  return tally;
}

interface Compared {
  readonly reading: PlanReading;
  readonly row: PlanRow;
  readonly meant: ForeignRow;
  readonly field: Field;
}

function compare(tally: Tally, { reading, row, meant, field }: Compared): void {
  const dueIsRight = field !== 'deadline' || row.deadline.due === meant.due;
  if (textOf(row, field) === meant.cells[field] && dueIsRight) return;
  const said =
    row.confidence < 0.8 || row.issues.some((issue) => issue.field === field) || columnSaid(reading, row, field);
  const report = `${row.number} ${field}: “${textOf(row, field)}” ${row.deadline.due} ≠ “${meant.cells[field]}” ${meant.due}`;
  tally.wrong.push(report);
  if (!said) tally.silent.push(report);
}
