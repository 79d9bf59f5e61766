// Duties outside the appendix are settled like rows: their words, whose they are, of which kind, by when.
import { describe, expect, test } from 'vitest';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import type { PlanDuty } from '../../../domain/plan-reading.ts';
import { coordinator, officer } from '../../support/assignment-history.ts';
import { foldedBy, given, issue, now, reads, reason, refusalAfter, settledBy, unsettled } from '../../support/draft.ts';
import { imported } from '../../support/plan-history.ts';
import { dueOn } from '../../support/ward.ts';

const duty: PlanDuty = {
  section: 'III.1',
  owner: 'Tổ công nghệ số',
  ownerUnits: [],
  text: 'Báo cáo định kỳ',
  kind: 'recurringReport',
  mode: 'ORDER',
  deadline: reads('định kỳ', { kind: 'undefined' }),
  lines: [1, 1],
  issues: [issue('owner', 'duty-owner-unknown', false), issue('deadline', 'cadence-not-stated')],
};
const start = imported({ ...unsettled, duties: [duty] });
const correct = (field: string, value: unknown, reading: object | null = null): PlanCommand =>
  ({ type: 'CorrectDuty', dutyId: 'd001', field, value, reason, reading }) as PlanCommand;
const restore = (field: string, reading: object): PlanCommand =>
  ({ type: 'RestoreDuty', dutyId: 'd001', field, reason, reading }) as PlanCommand;
const quarterly = {
  kind: 'recurring' as const,
  segments: [{ from: '2027-01-01', every: 'quarter' }],
  until: '2027-12-31',
} as never;
const deadline = correct('deadline', 'Hằng quý', {
  changes: { deadline: reads('Hằng quý', quarterly), kind: 'recurringReport' },
  issues: [],
});
const dutyOf = (...commands: PlanCommand[]) => settledBy(start, ...commands).reading.duties[0];

describe('correcting a duty', () => {
  test('says what it was, what it is now and why, and settles the issues of those words', () => {
    given(start)
      .when(deadline, coordinator, now)
      .then({
        type: 'DutyCorrected',
        data: {
          dutyId: 'd001',
          was: 'định kỳ',
          value: 'Hằng quý',
          reason,
          settled: ['d001:deadline:cadence-not-stated'],
        },
      });
    expect(dutyOf(deadline)).toMatchObject({
      deadline: { text: 'Hằng quý', kind: 'recurring' },
      verbatim: { deadline: 'định kỳ' },
      issues: [{ code: 'duty-owner-unknown' }],
      corrections: [{ field: 'deadline', was: 'định kỳ', by: { name: coordinator.name }, version: 2 }],
    });
  });
  test('names its unit, its kind, and whether it is ordered or asked', () => {
    const settled = dutyOf(correct('ownerUnits', ['VP']), correct('kind', 'standing'), correct('mode', 'REQUEST'));
    expect(settled).toMatchObject({ ownerUnits: ['VP'], kind: 'standing', mode: 'REQUEST' });
    expect(settled?.issues.map(({ code }) => code)).toEqual(['cadence-not-stated']);
  });
  test('of its text reads its deadline again, unless a person has named one', () => {
    const text = correct('text', 'Báo cáo trước ngày 30/6/2027', {
      changes: {
        text: 'Báo cáo trước ngày 30/6/2027',
        deadline: reads('trước ngày 30/6/2027', dueOn('2027-06-30')),
        kind: 'task',
      },
      issues: [issue('deadline', 'deadline-partly-read', false)],
    });
    expect(dutyOf(text)).toMatchObject({
      kind: 'task',
      deadline: { kind: 'fixed' },
      verbatim: { text: 'Báo cáo định kỳ', deadline: 'định kỳ' },
      issues: [{ code: 'duty-owner-unknown' }, { code: 'deadline-partly-read' }],
    });
    expect(dutyOf(deadline, text)).toMatchObject({
      text: 'Báo cáo trước ngày 30/6/2027',
      kind: 'recurringReport',
      deadline: { text: 'Hằng quý' },
      issues: [{ code: 'duty-owner-unknown' }],
    });
  });
  test('of its owner leaves a mode that was chosen', () => {
    const owner = correct('owner', 'MTTQ', {
      changes: { owner: 'MTTQ', ownerUnits: ['MTTQ'], mode: 'REQUEST' },
      issues: [issue('owner', 'mode-unclear', false)],
    });
    expect(dutyOf(correct('mode', 'REQUEST'), correct('mode', 'ORDER'), owner)).toMatchObject({
      ownerUnits: ['MTTQ'],
      mode: 'ORDER',
      issues: [{ code: 'cadence-not-stated' }],
    });
  });
  test.each([
    ['unknown-duty', { ...deadline, dutyId: 'd999' }],
    ['nothing-to-correct', correct('deadline', 'định kỳ', { changes: {}, issues: [] })],
    ['nothing-to-correct', correct('kind', 'recurringReport')],
    ['unknown-unit', correct('ownerUnits', ['KHONG_CO'])],
    ['stale-version', correct('deadline', 'Hằng quý')],
    ['stale-version', { ...deadline, expectedVersion: 0 }],
  ] as const)('is refused with %s', (code, command) =>
    given(start)
      .when(command as PlanCommand, coordinator, now)
      .refused(code),
  );
  test("is not a unit officer's to do", () => given(start).when(deadline, officer, now).refused('not-the-coordinator'));
  test('is still possible while the rows of the plan run', () =>
    expect(refusalAfter(start, [{ type: 'LaunchPlan', rowIds: ['r002'] }], deadline)).toBeNull());

  describe('that has been launched', () => {
    const june = correct('deadline', 'Trước ngày 30/6/2027', {
      changes: { deadline: reads('Trước ngày 30/6/2027', dueOn('2027-06-30')), kind: 'task' },
      issues: [],
    });
    const launch: PlanCommand = { type: 'LaunchPlan', dutyIds: ['d001'] };
    const running = [june, correct('ownerUnits', ['VP']), launch];
    test.each([correct('mode', 'REQUEST'), restore('section', { changes: {}, issues: [] })])(
      'is refused: it is an order, and no draft',
      (command) => expect(refusalAfter(start, running, command)).toBe('duty-launched'),
    );
    test('keeps what was accepted', () => {
      const reopen: PlanCommand = { type: 'ReopenIssue', issueId: 'd001:text:doubt', reason };
      const doubted = imported({
        ...unsettled,
        duties: [{ ...duty, issues: [issue('text', 'doubt')], ownerUnits: ['VP'] }],
      });
      const settled: PlanCommand[] = [june, { type: 'AcceptIssue', issueId: 'd001:text:doubt', reason }];
      expect(refusalAfter(doubted, settled, reopen)).toBeNull();
      expect(refusalAfter(doubted, [...settled, launch], reopen)).toBe('duty-launched');
    });
  });
});

describe('restoring a duty', () => {
  test('brings its words and its issues back', () => {
    const back = restore('deadline', {
      changes: { deadline: reads('định kỳ', { kind: 'undefined' }), kind: 'recurringReport' },
      issues: [issue('deadline', 'cadence-not-stated')],
    });
    expect(dutyOf(deadline, back)).toMatchObject({
      deadline: { text: 'định kỳ' },
      corrections: [],
      issues: [{ code: 'duty-owner-unknown' }, { issueId: 'd001:deadline:cadence-not-stated' }],
    });
    expect(refusalAfter(start, [], back)).toBe('nothing-to-take-back');
    expect(refusalAfter(start, [deadline, back], back)).toBe('nothing-to-take-back');
    expect(refusalAfter(start, [deadline], { ...back, dutyId: 'd999' } as PlanCommand)).toBe('unknown-duty');
  });
  test('brings back what the words suggest where a person had chosen', () => {
    const back = restore('ownerUnits', {
      changes: { owner: 'x', ownerUnits: [], mode: 'REQUEST' },
      issues: [issue('owner', 'duty-owner-unknown', false), issue('owner', 'mode-unclear', false)],
    });
    expect(dutyOf(correct('ownerUnits', ['VP']), back)).toMatchObject({
      owner: 'Tổ công nghệ số',
      ownerUnits: [],
      mode: 'ORDER',
      issues: [{ code: 'cadence-not-stated' }, { code: 'duty-owner-unknown' }],
    });
  });
});

test('nobody can accept that a duty has no date: a cadence must be named', () => {
  const accept: PlanCommand = { type: 'AcceptIssue', issueId: 'd001:deadline:cadence-not-stated', reason };
  given(start).when(accept, coordinator, now).refused('issue-needs-correction');
  expect(foldedBy(start, { type: 'AcceptIssue', issueId: 'd001:owner:duty-owner-unknown' }).version).toBe(2);
});
