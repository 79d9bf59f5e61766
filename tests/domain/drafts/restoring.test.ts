// What a person has corrected is taken back: the words of the document again, and what the reader makes of them.
import { describe, expect, test } from 'vitest';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import { verbatimOf } from '../../../domain/plan/rows.ts';
import { coordinator, officer } from '../../support/assignment-history.ts';
import {
  choose,
  correctDeadline,
  given,
  issue,
  now,
  problemsOf,
  reads,
  reason,
  refusalAfter,
  rowOf,
  settledBy,
  unknownLead,
  unsettled,
} from '../../support/draft.ts';
import { imported, readingOf } from '../../support/plan-history.ts';
import { dueOn } from '../../support/ward.ts';

const restore = (field: string, reading: object): PlanCommand =>
  ({ type: 'RestoreRow', rowId: 'r001', field, reason, reading }) as PlanCommand;

describe('restoring a cell', () => {
  const back = restore('deadline', {
    changes: { deadline: reads('Theo tiến độ', { kind: 'undefined' }) },
    issues: [issue('deadline', 'undefined-deadline')],
  });
  test('brings its words and its issues back, and says what they were instead', () => {
    const plan = settledBy(imported(unsettled), correctDeadline, back);
    expect(rowOf(plan)).toMatchObject({ deadline: { text: 'Theo tiến độ' }, corrections: [], settledAt: 3 });
    expect(problemsOf(plan)[0]).toEqual(['blocking-issue', 'deadline-not-settled']);
    expect(rowOf(plan).issues.map(({ issueId }) => issueId)).toContain('r001:deadline:undefined-deadline');
  });
  test('goes back to the document, not to the correction before', () => {
    const again = choose({
      field: 'deadline',
      value: 'Thường xuyên',
      reading: { changes: { deadline: reads('Thường xuyên', { kind: 'continuous' }) }, issues: [] },
    });
    const plan = settledBy(imported(unsettled), correctDeadline, again, back);
    expect(rowOf(plan).corrections).toEqual([]);
    expect(verbatimOf(rowOf(plan))?.deadline).toBe('Theo tiến độ');
  });
  test('that nobody has corrected is refused, and so is doing it twice', () => {
    expect(refusalAfter(imported(unsettled), [], back)).toBe('nothing-to-take-back');
    expect(refusalAfter(imported(unsettled), [correctDeadline, back], back)).toBe('nothing-to-take-back');
  });
  test('of a launched row, of none, or by a unit is refused', () => {
    const launch: PlanCommand = { type: 'LaunchPlan', rowIds: ['r001'] };
    expect(refusalAfter(imported(unsettled), [correctDeadline, launch], back)).toBe('row-launched');
    given(imported(unsettled))
      .when({ ...back, rowId: 'r999' } as PlanCommand, coordinator, now)
      .refused('unknown-row');
    given(imported(unsettled)).when(back, officer, now).refused('not-the-coordinator');
  });
  test('of the lead brings its units back too, whoever chose others meanwhile', () => {
    const lead = choose({
      field: 'lead',
      value: 'VP',
      reading: { changes: { lead: 'VP', leadUnits: ['VP'] }, issues: [] },
    });
    const units = choose({ field: 'leadUnits', value: ['TTDV'] });
    const plan = settledBy(
      imported(unknownLead),
      lead,
      units,
      restore('lead', {
        changes: { lead: 'Tổ công nghệ số', leadUnits: [] },
        issues: [issue('lead', 'unknown-lead')],
      }),
    );
    expect(rowOf(plan)).toMatchObject({ lead: 'Tổ công nghệ số', leadUnits: [], corrections: [] });
    expect(problemsOf(plan)[0]).toEqual(['blocking-issue', 'unknown-unit']);
  });
  test('makes what was split of the corrected row stale', () => {
    const [first] = unsettled.rows;
    const split = {
      type: 'SplitRow',
      rowId: 'r001',
      parts: [{}, {}],
      reason,
      reading: { rows: [first, first], readAt: { r001: 2 } },
    };
    expect(refusalAfter(imported(unsettled), [correctDeadline], split as unknown as PlanCommand)).toBeNull();
    expect(refusalAfter(imported(unsettled), [correctDeadline, back], split as unknown as PlanCommand)).toBe(
      'stale-version',
    );
  });
});

describe('restoring a choice', () => {
  const collective = readingOf([dueOn('2027-06-30')], {
    leadUnits: ['ALL_UNITS'],
    collectiveLead: true,
    issues: [issue('lead', 'lead-defined-by-document', false), issue('lead', 'mode-unclear', false)],
  });
  const suggested = {
    changes: {
      leadUnits: ['ALL_UNITS'],
      collectiveLead: true,
      execution: 'perUnit',
      executionReason: 'vì',
      mode: 'ORDER',
      lead: 'x',
    },
    issues: [issue('lead', 'lead-defined-by-document', false), issue('lead', 'mode-unclear', false)],
  };
  test('brings the suggestion back and the doubts that the choice had settled, each once', () => {
    const plan = settledBy(
      imported(collective),
      choose({ field: 'leadUnits', value: ['VP'] }),
      restore('leadUnits', suggested),
    );
    expect(rowOf(plan)).toMatchObject({ leadUnits: ['ALL_UNITS'], collectiveLead: true, corrections: [] });
    expect(
      rowOf(plan)
        .issues.map(({ code }) => code)
        .sort(),
    ).toEqual(['lead-defined-by-document', 'mode-unclear']);
  });
  test('touches no other choice, and no words', () => {
    const plan = settledBy(
      imported(collective),
      choose({ field: 'execution', value: 'shared' }),
      choose({ field: 'mode', value: 'REQUEST' }),
      restore('execution', suggested),
    );
    expect(rowOf(plan)).toMatchObject({ execution: 'perUnit', executionReason: 'vì', mode: 'REQUEST' });
    expect(rowOf(plan).lead).not.toBe('x');
    expect(rowOf(plan).corrections.map(({ field }) => field)).toEqual(['mode']);
  });
});

describe('taking a name back', () => {
  const cell = (rowId: string, leadUnits: string[], issues: object[]) => ({
    rowId,
    field: 'lead',
    words: 'Tổ công nghệ số',
    changes: { leadUnits },
    issues,
  });
  const name = { name: 'Tổ công nghệ số', reason };
  const map = {
    type: 'MapUnit',
    ...name,
    unitId: 'TTDV',
    reading: { cells: [cell('r001', ['TTDV'], []), cell('r002', ['TTDV'], [])] },
  } as unknown as PlanCommand;
  const unmap = {
    type: 'UnmapUnit',
    ...name,
    reading: { cells: ['r001', 'r002'].map((rowId) => cell(rowId, [], [issue('lead', 'unknown-lead')])) },
  } as unknown as PlanCommand;
  test('leaves every row that says it without its unit again', () => {
    const plan = settledBy(imported(unknownLead), map, unmap);
    expect(plan.unitNames).toEqual([]);
    expect(plan.rows.map(({ leadUnits }) => leadUnits)).toEqual([[], [], ['VP']]);
    expect(problemsOf(plan)[1]).toEqual(['blocking-issue', 'unknown-unit']);
    expect(rowOf(plan).corrections).toEqual([]);
  });
  test('but not a row whose units were chosen one by one', () => {
    const plan = settledBy(imported(unknownLead), map, choose({ field: 'leadUnits', value: ['VP'] }), unmap);
    expect(rowOf(plan).leadUnits).toEqual(['VP']);
  });
  test('that was never given a unit is refused', () =>
    expect(refusalAfter(imported(unknownLead), [], unmap)).toBe('name-not-mapped'));
});
