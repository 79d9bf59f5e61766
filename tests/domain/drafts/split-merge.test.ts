// A row that becomes several, rows that become one.
import { describe, expect, test } from 'vitest';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import { verbatimOf } from '../../../domain/plan/rows.ts';
import type { PlanRow } from '../../../domain/plan-reading.ts';
import { choose, issue, reason, refusalAfter, rowOf, settledBy } from '../../support/draft.ts';
import { imported, readingOf } from '../../support/plan-history.ts';
import { dueOn } from '../../support/ward.ts';

describe('splitting and merging rows', () => {
  const two = readingOf([dueOn('2027-06-30'), dueOn('2027-06-30'), dueOn('2027-09-30')]);
  const [first, second] = two.rows as [PlanRow, PlanRow];
  const split: PlanCommand = {
    type: 'SplitRow',
    rowId: 'r001',
    parts: [{}, {}],
    reason,
    reading: {
      rows: [
        { ...first, requirement: 'Phần a' },
        { ...first, requirement: 'Phần b' },
      ],
      readAt: { r001: 0 },
    },
  };
  const merge = (rowIds: string[], readAt: Record<string, number>): PlanCommand => ({
    type: 'MergeRows',
    rowIds,
    reason,
    reading: { rows: [{ ...second, requirement: 'Cả hai' }], readAt },
  });
  test('a row becomes several in its place, each with an id of its own; the row itself is kept', () => {
    const plan = settledBy(imported(two), split);
    expect(plan.rows.map(({ rowId, requirement }) => [rowId, requirement])).toEqual([
      ['r004', 'Phần a'],
      ['r005', 'Phần b'],
      ['r002', 'Yêu cầu 2'],
      ['r003', 'Yêu cầu 3'],
    ]);
    expect(rowOf(plan, 'r004')).toMatchObject({ madeFrom: { rowIds: ['r001'], reason }, generation: 0 });
    expect(plan.replacedRows).toMatchObject([{ rowId: 'r001', requirement: 'Yêu cầu 1' }]);
  });
  test('rows become one in the place of the first', () => {
    const plan = settledBy(imported(two), merge(['r003', 'r001'], { r001: 0, r003: 0 }));
    expect(plan.rows.map(({ rowId, requirement }) => [rowId, requirement])).toEqual([
      ['r004', 'Cả hai'],
      ['r002', 'Yêu cầu 2'],
    ]);
    expect(rowOf(plan, 'r004').madeFrom?.rowIds).toEqual(['r001', 'r003']);
  });
  test('a new row has no verbatim words of its own: those are in the rows that it was made from', () => {
    const plan = settledBy(imported(two), split);
    expect(verbatimOf(rowOf(plan, 'r004'))).toBeNull();
    expect(plan.replacedRows.map((row) => verbatimOf(row)?.requirement)).toEqual(['Yêu cầu 1']);
  });
  describe('what was chosen for the row', () => {
    const units = choose({ field: 'leadUnits', value: ['TTDV'] } as never);
    const shared = choose({ field: 'execution', value: 'shared' } as never);
    const readAt = { r001: 3 };
    const splitLater = (...parts: Partial<PlanRow>[]): PlanCommand =>
      ({
        ...split,
        reading: {
          rows: parts.map((part) => ({ ...first, issues: [issue('lead', 'lead-is-a-post')], ...part })),
          readAt,
        },
      }) as PlanCommand;
    test('stands in its parts, and the doubts that it settled do not come back', () => {
      const plan = settledBy(imported(two), units, shared, splitLater({}, { lead: 'Tổ khác' }));
      expect(rowOf(plan, 'r004')).toMatchObject({ leadUnits: ['TTDV'], execution: 'shared', issues: [] });
      expect(rowOf(plan, 'r004').corrections.map(({ field }) => field)).toEqual(['leadUnits', 'execution']);
    });
    test('but not the units of a part with another lead', () => {
      const plan = settledBy(imported(two), units, shared, splitLater({}, { lead: 'Tổ khác' }));
      expect(rowOf(plan, 'r005')).toMatchObject({
        leadUnits: ['VP'],
        execution: 'shared',
        issues: [{ code: 'lead-is-a-post' }],
      });
      expect(rowOf(plan, 'r005').corrections.map(({ field }) => field)).toEqual(['execution']);
    });
    test('stands in a merged row only where it was chosen for all of them', () => {
      const alsoSecond = { ...shared, rowId: 'r002' } as PlanCommand;
      const both = settledBy(imported(two), shared, alsoSecond, merge(['r001', 'r002'], { r001: 2, r002: 3 }));
      expect(rowOf(both, 'r004')).toMatchObject({ execution: 'shared' });
      const one = settledBy(imported(two), shared, merge(['r001', 'r002'], { r001: 2, r002: 0 }));
      expect(rowOf(one, 'r004')).toMatchObject({ execution: 'perUnit', corrections: [] });
    });
  });
  test('a split is taken back by a merge, with a third id: none is ever given twice', () => {
    const plan = settledBy(imported(two), split, merge(['r004', 'r005'], { r004: 0, r005: 0 }));
    expect(plan.rows.map(({ rowId }) => rowId)).toEqual(['r006', 'r002', 'r003']);
  });
  test('a row that was split is no longer there to be launched', () =>
    expect(refusalAfter(imported(two), [split], { type: 'LaunchPlan', rowIds: ['r001'] })).toBe('unknown-row'));
  test('a row that was corrected meanwhile is neither split nor merged: the correction would be lost', () => {
    const correct = choose({ field: 'rollUp', value: 'judged' } as never);
    expect(refusalAfter(imported(two), [correct], split)).toBe('stale-version');
    expect(refusalAfter(imported(two), [correct], merge(['r001', 'r002'], { r001: 0, r002: 0 }))).toBe('stale-version');
    expect(refusalAfter(imported(two), [correct], merge(['r001', 'r002'], { r001: 2, r002: 0 }))).toBeNull();
  });
  test('a launched row is neither split nor merged', () => {
    const launch: PlanCommand = { type: 'LaunchPlan', rowIds: ['r001'] };
    expect(refusalAfter(imported(two), [launch], split)).toBe('row-launched');
    expect(refusalAfter(imported(two), [launch], merge(['r001', 'r002'], { r001: 0, r002: 0 }))).toBe('row-launched');
  });
  test('a row is not merged with itself, nor with one that is not there', () => {
    expect(refusalAfter(imported(two), [], merge(['r001', 'r001'], { r001: 0 }))).toBe('one-row-is-no-merge');
    expect(refusalAfter(imported(two), [], merge(['r001', 'r999'], { r001: 0 }))).toBe('unknown-row');
  });
});
