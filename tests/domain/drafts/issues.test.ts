// Issues of a draft: what they are called, and what it takes to accept one.
import { describe, expect, test } from 'vitest';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import type { PlanDuty } from '../../../domain/plan-reading.ts';
import { coordinator } from '../../support/assignment-history.ts';
import {
  choose,
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

describe('an issue', () => {
  test('is named by row, field and code, the same for the same reading', () => {
    const twice = readingOf([dueOn('2027-06-30')], {
      issues: [issue('lead', 'x'), issue('lead', 'x'), issue('deadline', 'x')],
    });
    const ids = () => rowOf(settledBy(imported(twice))).issues.map(({ issueId }) => issueId);
    expect(ids()).toEqual(['r001:lead:x', 'r001:lead:x:2', 'r001:deadline:x']);
    expect(ids()).toEqual(ids());
  });
  test('of the plan or of a duty has a name too', () => {
    const { field: _, ...missing } = issue('', 'missing-number');
    const duty: PlanDuty = {
      section: 'III',
      owner: 'VP',
      ownerUnits: ['VP'],
      text: 'Báo cáo',
      kind: 'recurringReport',
      mode: 'ORDER',
      deadline: reads('', { kind: 'undefined' }),
      lines: [1, 1],
      issues: [issue('deadline', 'cadence-not-stated')],
    };
    const plan = settledBy(imported({ ...unsettled, issues: [{ ...missing, lines: null }], duties: [duty] }));
    expect(plan.reading.issues[0]?.issueId).toBe('plan:missing-number');
    expect(plan.reading.duties[0]).toMatchObject({
      dutyId: 'd001',
      issues: [{ issueId: 'd001:deadline:cadence-not-stated' }],
    });
  });
});

describe('accepting an issue', () => {
  const doubtful = readingOf([dueOn('2027-06-30')], {
    requirement: '',
    issues: [issue('requirement', 'empty-requirement', false), issue('lead', 'legacy-unit-name', false)],
  });
  const accept = (issueId: string, why: typeof reason | undefined = reason): PlanCommand => ({
    type: 'AcceptIssue',
    issueId,
    ...(why && { reason: why }),
  });
  test('lets a row run as it is, and says who took that upon themselves', () => {
    expect(problemsOf(settledBy(imported(doubtful)))).toEqual([['empty-requirement']]);
    const plan = settledBy(imported(doubtful), accept('r001:requirement:empty-requirement'));
    expect(problemsOf(plan)).toEqual([[]]);
    expect(rowOf(plan).issues[0]).toMatchObject({ accepted: { reason, by: { name: coordinator.name }, at: now } });
  });
  test('that blocks needs a reason', () =>
    given(imported(doubtful))
      .when({ type: 'AcceptIssue', issueId: 'r001:requirement:empty-requirement' }, coordinator, now)
      .refused('acceptance-needs-reason'));
  test('that does not block needs none', () =>
    given(imported(doubtful))
      .when({ type: 'AcceptIssue', issueId: 'r001:lead:legacy-unit-name' }, coordinator, now)
      .then({ type: 'IssueAccepted', data: { issueId: 'r001:lead:legacy-unit-name' } }));
  test('twice is refused', () => {
    const id = 'r001:lead:legacy-unit-name';
    expect(refusalAfter(imported(doubtful), [accept(id)], accept(id))).toBe('issue-accepted');
  });
  test('that is not there is refused', () =>
    given(imported(doubtful)).when(accept('r001:lead:other'), coordinator, now).refused('unknown-issue'));
  test('cannot make up for a date that is missing', () =>
    given(imported(unsettled))
      .when(accept('r001:deadline:undefined-deadline'), coordinator, now)
      .refused('issue-needs-correction'));
  test('cannot make up for a lead that nobody knows', () =>
    given(imported(unknownLead))
      .when(accept('r001:lead:unknown-lead'), coordinator, now)
      .refused('issue-needs-correction'));
  test('does not cover the same issue of other words', () => {
    const reading = { changes: { requirement: '…,' }, issues: [issue('requirement', 'empty-requirement', false)] };
    const plan = settledBy(
      imported(doubtful),
      accept('r001:requirement:empty-requirement'),
      choose({ field: 'requirement', value: '…,', reading } as never),
    );
    expect(problemsOf(plan)).toEqual([['empty-requirement']]);
  });
  describe('is taken back', () => {
    const id = 'r001:requirement:empty-requirement';
    const reopen: PlanCommand = { type: 'ReopenIssue', issueId: id, reason };
    test('and the row waits again', () =>
      expect(problemsOf(settledBy(imported(doubtful), accept(id), reopen))).toEqual([['empty-requirement']]));
    test('only where it was accepted', () =>
      given(imported(doubtful)).when(reopen, coordinator, now).refused('issue-not-accepted'));
    test('only where there is one', () =>
      given(imported(doubtful))
        .when({ ...reopen, issueId: 'r001:lead:other' } as PlanCommand, coordinator, now)
        .refused('unknown-issue'));
    test('never once the row was launched on it', () =>
      expect(refusalAfter(imported(doubtful), [accept(id), { type: 'LaunchPlan' }], reopen)).toBe('row-launched'));
  });
  test('of the plan as a whole is noted', () => {
    const { field: _, ...missing } = issue('', 'missing-issuer', false);
    const plan = settledBy(
      imported({ ...doubtful, issues: [{ ...missing, lines: null }] }),
      accept('plan:missing-issuer'),
    );
    expect(plan.reading.issues[0]?.accepted).toMatchObject({ reason });
  });
});
