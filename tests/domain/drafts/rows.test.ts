// Correcting a cell of a draft and choosing how a row runs: every rule with its "no". What words mean is given as the api reads it.
import { describe, expect, test } from 'vitest';
import { shippedCalendar } from '../../../domain/calendar-vn.ts';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import type { CellReading } from '../../../domain/plan/draft-commands.ts';
import { previewLaunch } from '../../../domain/plan/preview.ts';
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
  unsettled,
} from '../../support/draft.ts';
import { directory, imported, readingOf } from '../../support/plan-history.ts';
import { dueOn } from '../../support/ward.ts';

describe('correcting a cell', () => {
  test('says what it was, what it is now and why, and settles the issues of the cell', () =>
    given(imported(unsettled))
      .when(correctDeadline, coordinator, now)
      .then({
        type: 'RowCorrected',
        data: {
          rowId: 'r001',
          field: 'deadline',
          was: 'Theo tiến độ',
          value: 'Trước ngày 30/11/2027',
          reason,
          settled: ['r001:deadline:undefined-deadline'],
          issues: [],
        },
      }));
  test('frees the row for a launch; the others were free all along', () => {
    expect(problemsOf(settledBy(imported(unsettled)))).toEqual([['blocking-issue', 'deadline-not-settled'], []]);
    expect(problemsOf(settledBy(imported(unsettled), correctDeadline))).toEqual([[], []]);
  });
  test('keeps the verbatim words for ever, however often it is corrected', () => {
    const again = {
      ...correctDeadline,
      value: 'Thường xuyên',
      reading: { changes: { deadline: reads('Thường xuyên', { kind: 'continuous' }) }, issues: [] },
    } as PlanCommand;
    const row = rowOf(settledBy(imported(unsettled), correctDeadline, again));
    expect(row.deadline.text).toBe('Thường xuyên');
    expect(verbatimOf(row)?.deadline).toBe('Theo tiến độ');
    expect(row.corrections).toMatchObject([
      { was: 'Theo tiến độ', reason, by: { name: coordinator.name }, at: now, version: 2 },
      { was: 'Trước ngày 30/11/2027', version: 3 },
    ]);
  });
  test('is taken back by another correction, and its issue is back', () => {
    const back: PlanCommand = choose({
      field: 'deadline',
      value: 'Theo tiến độ',
      reading: {
        changes: { deadline: reads('Theo tiến độ', { kind: 'undefined' }) },
        issues: [issue('deadline', 'undefined-deadline')],
      },
    } as never);
    const plan = settledBy(imported(unsettled), correctDeadline, back);
    expect(problemsOf(plan)[0]).toEqual(['blocking-issue', 'deadline-not-settled']);
    expect(rowOf(plan).issues.map(({ issueId }) => issueId)).toContain('r001:deadline:undefined-deadline');
  });
  test('with words that are no deadline either leaves the row in the draft', () => {
    const reading: CellReading = {
      changes: { deadline: reads('Sớm', { kind: 'undefined' }) },
      issues: [issue('deadline', 'undefined-deadline')],
    };
    const plan = settledBy(imported(unsettled), choose({ field: 'deadline', value: 'Sớm', reading } as never));
    expect(problemsOf(plan)[0]).toEqual(['blocking-issue', 'deadline-not-settled']);
  });
  test('leaves the issues of other cells alone', () =>
    expect(rowOf(settledBy(imported(unsettled), correctDeadline)).issues.map(({ issueId }) => issueId)).toEqual([
      'r001:lead:legacy-unit-name',
    ]));
  test('of a row that the plan does not have is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, rowId: 'r999' } as PlanCommand, coordinator, now)
      .refused('unknown-row'));
  test('to what it says already is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, value: 'Theo tiến độ' } as PlanCommand, coordinator, now)
      .refused('nothing-to-correct'));
  test('whose words were never read is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, reading: null } as PlanCommand, coordinator, now)
      .refused('stale-version'));
  test('for another version of the plan is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, expectedVersion: 0 } as PlanCommand, coordinator, now)
      .refused('stale-version'));
  test("is not a unit officer's to do", () =>
    given(imported(unsettled)).when(correctDeadline, officer, now).refused('not-the-coordinator'));
  test('is refused once the row is launched, and still possible for a row that stayed behind', () => {
    const launch: PlanCommand = { type: 'LaunchPlan', rowIds: ['r002'] };
    const launched = { ...correctDeadline, rowId: 'r002', value: 'khác' } as PlanCommand;
    expect(refusalAfter(imported(unsettled), [launch], launched)).toBe('row-launched');
    expect(refusalAfter(imported(unsettled), [launch], correctDeadline)).toBeNull();
  });
});

describe('choosing how a row runs', () => {
  const collective = readingOf([dueOn('2027-06-30')], {
    leadUnits: ['ALL_UNITS'],
    collectiveLead: true,
    execution: 'chosenUnits',
    issues: [issue('lead', 'lead-defined-by-document', false), issue('lead', 'mode-unclear', false)],
  });
  test('units that are named settle the doubts about the lead, but not whether they are ordered or asked', () => {
    const plan = settledBy(imported(collective), choose({ field: 'leadUnits', value: ['VP', 'TTDV'] } as never));
    expect(rowOf(plan)).toMatchObject({ leadUnits: ['VP', 'TTDV'], collectiveLead: false });
    expect(rowOf(plan).issues.map(({ code }) => code)).toEqual(['mode-unclear']);
    const [preview] = previewLaunch(plan, directory, now, shippedCalendar).rows;
    expect(preview).toMatchObject({ problems: [], assignments: [{ unitId: 'VP' }, { unitId: 'TTDV' }] });
  });
  test('a group may be named, and stays collective', () => {
    const plan = settledBy(imported(collective), choose({ field: 'leadUnits', value: ['CHUYEN_MON'] } as never));
    expect(rowOf(plan)).toMatchObject({ leadUnits: ['CHUYEN_MON'], collectiveLead: true });
  });
  test('the mode settles its own doubt', () => {
    const plan = settledBy(imported(collective), choose({ field: 'mode', value: 'REQUEST' } as never));
    expect(rowOf(plan)).toMatchObject({ mode: 'REQUEST', issues: [{ code: 'lead-defined-by-document' }] });
  });
  test('execution, contact unit and roll-up are as chosen, and say so', () => {
    const plan = settledBy(
      imported(collective),
      choose({ field: 'execution', value: 'shared' } as never),
      choose({ field: 'contactUnit', value: 'VP' } as never),
      choose({ field: 'rollUp', value: 'judged' } as never),
    );
    expect(rowOf(plan)).toMatchObject({ execution: 'shared', contactUnit: 'VP', rollUp: 'judged' });
    expect(rowOf(plan).executionReason).toContain('chọn');
    expect(
      previewLaunch(plan, directory, now, shippedCalendar).rows[0]?.assignments.map(({ unitId }) => unitId),
    ).toEqual(['VP']);
  });
  test('a roll-up that more units must reach than there are keeps the row in the draft', () => {
    const plan = settledBy(
      imported(collective),
      choose({ field: 'execution', value: 'shared' } as never),
      choose({ field: 'contactUnit', value: 'VP' } as never),
      choose({ field: 'rollUp', value: { atLeast: 2 } } as never),
    );
    expect(previewLaunch(plan, directory, now, shippedCalendar).rows[0]).toMatchObject({
      problems: ['roll-up-out-of-reach'],
      assignments: [],
    });
  });
  test('stands when the lead is corrected later: a suggestion never undoes a decision', () => {
    const reading = {
      changes: { lead: 'VP', leadUnits: ['VP'], execution: 'perUnit', mode: 'ORDER' },
      issues: [issue('lead', 'mode-unclear', false)],
    };
    const plan = settledBy(
      imported(collective),
      choose({ field: 'execution', value: 'shared' } as never),
      choose({ field: 'mode', value: 'REQUEST' } as never),
      choose({ field: 'lead', value: 'VP', reading } as never),
    );
    expect(rowOf(plan)).toMatchObject({
      lead: 'VP',
      leadUnits: ['VP'],
      execution: 'shared',
      mode: 'REQUEST',
      issues: [],
    });
  });
  test.each([
    ['leadUnits', ['KHONG_CO']],
    ['coordinatorUnits', ['KHONG_CO']],
    ['contactUnit', 'KHONG_CO'],
    ['contactUnit', 'ALL_UNITS'],
  ])('%s %j, which the directory does not have, is refused', (field, value) =>
    given(imported(collective))
      .when(choose({ field, value } as never), coordinator, now)
      .refused('unknown-unit'),
  );
});
