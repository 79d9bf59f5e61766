// A name of the document that is given its unit, in every row that says it.
import { describe, expect, test } from 'vitest';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import { coordinator } from '../../support/assignment-history.ts';
import {
  choose,
  given,
  now,
  problemsOf,
  reason,
  refusalAfter,
  rowOf,
  settledBy,
  unknownLead,
} from '../../support/draft.ts';
import { imported } from '../../support/plan-history.ts';

describe('giving a name its unit', () => {
  const cell = (rowId: string, words = 'Tổ công nghệ số') => ({
    rowId,
    field: 'lead' as const,
    words,
    changes: { leadUnits: ['TTDV'], collectiveLead: false },
    issues: [],
  });
  const map = (...cells: ReturnType<typeof cell>[]): PlanCommand => ({
    type: 'MapUnit',
    name: 'Tổ công nghệ số',
    unitId: 'TTDV',
    reason,
    reading: { cells },
  });
  const both = map(cell('r001'), cell('r002'));
  test('settles every row that names it', () => {
    const plan = settledBy(imported(unknownLead), both);
    expect(problemsOf(plan)).toEqual([[], [], []]);
    expect(plan.rows.map(({ leadUnits }) => leadUnits)).toEqual([['TTDV'], ['TTDV'], ['VP']]);
    expect(plan.unitNames).toEqual([{ name: 'Tổ công nghệ số', unitId: 'TTDV' }]);
    expect(rowOf(plan)).toMatchObject({
      lead: 'Tổ công nghệ số',
      corrections: [{ unitName: 'Tổ công nghệ số', field: 'leadUnits', was: [], value: ['TTDV'], reason }],
    });
  });
  test('leaves a row alone whose units were chosen one by one', () => {
    const own = choose({ field: 'leadUnits', value: ['VP'] } as never);
    const plan = settledBy(imported(unknownLead), own, both);
    expect(plan.rows.map(({ leadUnits }) => leadUnits)).toEqual([['VP'], ['TTDV'], ['VP']]);
  });
  test('leaves a row alone whose words were corrected meanwhile', () => {
    const plan = settledBy(imported(unknownLead), map(cell('r001', 'Tổ khác'), cell('r002')));
    expect(rowOf(plan).leadUnits).toEqual([]);
    expect(rowOf(plan, 'r002').leadUnits).toEqual(['TTDV']);
  });
  test('that the plan does not have is refused', () => {
    given(imported(unknownLead)).when(map(), coordinator, now).refused('name-not-found');
    given(imported(unknownLead))
      .when(map(cell('r001', 'Tổ khác')), coordinator, now)
      .refused('name-not-found');
  });
  test('twice is refused', () => expect(refusalAfter(imported(unknownLead), [both], both)).toBe('nothing-to-correct'));
  test('to a unit that the directory does not have is refused', () =>
    given(imported(unknownLead))
      .when({ ...both, unitId: 'KHONG_CO' } as PlanCommand, coordinator, now)
      .refused('unknown-unit'));
});
