// Documents that nobody has seen: every row is found, nearly every cell is right, and none is wrong without a word.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlan } from '../../documents/read-plan.ts';
import type { PlanRow } from '../../domain/plan-reading.ts';
import { type GeneratedPlan, type GeneratedRow, plans, rowsOf } from './plan-generator.ts';
import { asBorderless, asTabs } from './plan-renderer.ts';
import '../support/print-seed.ts';

const fields = ['criterion', 'requirement', 'lead', 'coordinators', 'deadline'] as const;
type Field = (typeof fields)[number];

const said = (row: PlanRow, field: Field): string => (field === 'deadline' ? row.deadline.text : row[field]);
const isRight = (row: PlanRow, wanted: GeneratedRow, field: Field): boolean => said(row, field) === wanted.cells[field];
const isSaid = (row: PlanRow, field: Field): boolean =>
  row.confidence < 0.8 || row.issues.some((issue) => issue.field === field);

interface Tally {
  cells: number;
  wrong: string[];
  silent: string[];
}

const isShared = ({ issues }: PlanRow): boolean => issues.some(({ code }) => code === 'cell-shared');

/**
 * A row in two parts was taken for two rows under one criterion cell, which it says. Its first part is compared with the row that was
 * meant, so that its cells count as wrong; none of the generated rows shares a cell.
 */
function joined(rows: readonly PlanRow[]): PlanRow[] {
  return rows
    .filter((row) => !(isShared(row) && /[b-z]$/.test(row.number)))
    .map((row) => (isShared(row) ? { ...row, number: row.number.replace(/a$/, '') } : row));
}

function compare(plan: GeneratedPlan, text: string): Tally {
  const rows = joined(readPlan({ name: 'sinh ra', text }).rows);
  const wanted = rowsOf(plan);
  expect(rows.map(({ number }) => number)).toEqual(wanted.map(({ number }) => number));
  const tally: Tally = { cells: 0, wrong: [], silent: [] };
  rows.forEach((row, index) => {
    const other = wanted[index];
    for (const field of fields) {
      tally.cells += 1;
      if (!other || isRight(row, other, field)) continue;
      const report = `${row.number} ${field}: “${said(row, field)}” ≠ “${other.cells[field]}” (${row.confidence})`;
      tally.wrong.push(report);
      if (!isSaid(row, field)) tally.silent.push(report);
    }
  });
  return tally;
}

test('a table with tabs is read whole, whatever the order and the names of its columns', () => {
  fc.assert(
    fc.property(plans('tabs'), (plan) => {
      expect(compare(plan, asTabs(plan)).wrong).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a table without borders: every row, no silent mistake, and of all cells 95 in a hundred', () => {
  const total = { cells: 0, wrong: 0 };
  fc.assert(
    fc.property(plans('borderless'), (plan) => {
      const { cells, wrong, silent } = compare(plan, asBorderless(plan));
      total.cells += cells;
      total.wrong += wrong.length;
      expect(silent).toEqual([]);
    }),
    { numRuns: 25 },
  );
  expect(1 - total.wrong / total.cells).toBeGreaterThanOrEqual(0.95);
}, 120_000);
