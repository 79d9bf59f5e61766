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

/** Of what was meant and what was read, in order, which belong together: the way in which most of their cells are the same. A row of the reading that has one right cell at most, and no right number, is nobody's. */
function aligned(meant: readonly ForeignRow[], read: readonly PlanRow[]): (number | null)[] {
  const ways = new Map<string, { score: number; first: number | null }>();
  const best = (from: number, next: number): number => ways.get(`${from} ${next}`)?.score ?? 0;
  for (let from = meant.length - 1; from >= 0; from -= 1) {
    for (let next = read.length - 1; next >= 0; next -= 1) {
      const [row, other] = [read[next], meant[from]];
      const right = row && other ? rights(row, other) : 0;
      const taken = right > 1 || (right === 1 && row?.number === other?.number) ? right + best(from + 1, next + 1) : 0;
      const passed = best(from, next + 1);
      const missed = best(from + 1, next);
      const first = taken >= Math.max(passed, missed) && taken > 0 ? next : null;
      ways.set(`${from} ${next}`, { score: Math.max(taken, passed, missed), first });
    }
  }
  let next = 0;
  return meant.map((_, from) => {
    while (next < read.length) {
      const way = ways.get(`${from} ${next}`);
      if (way?.first === next) return next++;
      if (!way || best(from, next + 1) < way.score) return null;
      next += 1;
    }
    return null;
  });
}

/** What is said of a whole column is said of its cells; a mistyped one is named as it was typed. */
const columnSaid = ({ issues }: PlanReading, row: PlanRow, field: Field): boolean =>
  textOf(row, field) === '' && issues.some(({ code }) => code === 'missing-column' || code === 'column-not-read');

export function tallyOf(plan: ForeignPlan, reading: PlanReading): Tally {
  const tally: Tally = { rows: 0, cells: 0, missing: [], wrong: [], silent: [] };
  const rows = rowsOf(plan);
  const places = aligned(rows, reading.rows);
  for (const [index, meant] of rows.entries()) {
    tally.rows += 1;
    tally.cells += fields.length;
    const row = reading.rows[places[index] ?? -1];
    if (!row) {
      tally.missing.push(`${meant.number} ${meant.cells.requirement}`);
      tally.wrong.push(...fields.map((field) => `${meant.number} ${field}: missing`));
      continue;
    }
    for (const field of fields) compare(tally, { reading, row, meant, field });
  }
  reading.rows.forEach((row, at) => {
    if (places.includes(at)) return;
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
