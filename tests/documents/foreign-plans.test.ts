// Plans that the readers were not written against, in every format: all rows, 95 cells of a hundred, no mistake without a word.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDocument } from '../../documents/formats/read-document.ts';
import { asAligned } from './foreign-aligned.ts';
import { asLostBorders } from './foreign-borderless.ts';
import { type ForeignPlan, foreignPlans } from './foreign-plans.ts';
import { asCsv, asDocx, asPdf, asText, asXlsx, type Rendered } from './foreign-renderers.ts';
import { tallyOf } from './foreign-tally.ts';
import '../support/print-seed.ts';

async function tally(plan: ForeignPlan, file: Rendered) {
  const answer = await readDocument(file);
  if (!('reading' in answer)) throw new Error(answer.refused);
  return tallyOf(plan, answer.reading);
}

test.each<[string, number, (plan: ForeignPlan) => Rendered | Promise<Rendered>]>([
  ['text', 150, asText],
  ['Word', 60, asDocx],
  ['Excel', 60, asXlsx],
  ['CSV', 60, asCsv],
  ['PDF with borders', 30, (plan) => asPdf(plan, true)],
  ['PDF without borders', 30, (plan) => asPdf(plan, false)],
  ['text without borders', 60, asLostBorders],
  ['text aligned by spaces', 100, asAligned],
])(
  'as %s: every row, no silent mistake, and of all cells 95 in a hundred',
  async (_, numRuns, render) => {
    const total = { rows: 0, cells: 0, wrong: 0 };
    await fc.assert(
      fc.asyncProperty(foreignPlans, async (plan) => {
        const { rows, cells, wrong, missing, silent } = await tally(plan, await render(plan));
        total.rows += rows;
        total.cells += cells;
        total.wrong += wrong.length;
        expect({ missing, silent }).toEqual({ missing: [], silent: [] });
      }),
      { numRuns },
    );
    expect(1 - total.wrong / total.cells).toBeGreaterThanOrEqual(0.95);
  },
  300_000,
);
