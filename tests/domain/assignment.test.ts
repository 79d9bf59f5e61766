import { describe, expect, test } from 'vitest';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import { isOverdue, labelOf } from '../../domain/assignment/labels.ts';
import { isAssigned } from '../../domain/assignment/state.ts';
import { passTimeUntil } from '../../domain/rules.ts';
import {
  accepted,
  acknowledged,
  assigned,
  auditor,
  chair,
  closed,
  coordinator,
  due,
  knowing,
  link,
  missed,
  note,
  officer,
  returned,
  reviewStarted,
  spec,
  stranger,
  submitted,
} from '../support/assignment-history.ts';
import { at, specificationOf, stateAfter } from '../support/specification.ts';

const sha256 = 'f'.repeat(64);
const { given } = specificationOf(assignmentRules, { ...knowing, uploadedFiles: new Set([sha256]) });
const now = at('2026-03-15T09:00:00');
const submit = { type: 'SubmitEvidence', links: link } as const;
const giveBack = { type: 'ReturnSubmission', reasonCode: 'thieu', reason: note } as const;
const close = { type: 'CloseAssignment', outcome: 'achieved' } as const;

describe('assigning', () => {
  test('begins with everything frozen', () =>
    given().when({ type: 'Assign', spec }, coordinator, now).then({ type: 'AssignmentAssigned' }));
  test('happens once', () =>
    given(assigned).when({ type: 'Assign', spec }, coordinator, now).refused('already-assigned'));
  test('is refused while a deadline is not settled', () => {
    const unsettled = {
      ...spec,
      parts: spec.parts.map((part) => ({ ...part, deadline: { kind: 'undefined' } as const })),
    };
    given().when({ type: 'Assign', spec: unsettled }, coordinator, now).refused('deadline-not-settled');
  });
  test('comes before any other command', () => given().when(submit, officer, now).refused('not-assigned'));
});

describe('acknowledging', () => {
  test('is done by the assigned unit', () =>
    given(assigned).when({ type: 'Acknowledge' }, officer, now).then({ type: 'AssignmentAcknowledged' }));
  test('is refused from another unit', () =>
    given(assigned).when({ type: 'Acknowledge' }, stranger, now).refused('not-the-assigned-unit'));
  test('is refused a second time', () =>
    given(assigned, acknowledged).when({ type: 'Acknowledge' }, officer, now).refused('already-acknowledged'));
});

describe('reporting progress', () => {
  const report = { type: 'ReportProgress', note, state: 'inProgress' } as const;
  test('is kept with its note', () =>
    given(assigned).when(report, officer, now).then({ type: 'ProgressReported', data: { note } }));
  test('is refused from another unit', () =>
    given(assigned).when(report, stranger, now).refused('not-the-assigned-unit'));
});

describe('submitting evidence', () => {
  test('is possible without an acknowledgement', () =>
    given(assigned).when(submit, officer, now).then({ type: 'EvidenceSubmitted' }));
  test('needs a file, a link or a figure', () =>
    given(assigned).when({ type: 'SubmitEvidence', note }, officer, now).refused('nothing-to-submit'));
  test('accepts a file that the unit has uploaded', () =>
    given(assigned)
      .when({ type: 'SubmitEvidence', files: [{ sha256 }] }, officer, now)
      .then({ type: 'EvidenceSubmitted' }));
  test('refuses a file that nobody of the unit has uploaded', () =>
    given(assigned)
      .when({ type: 'SubmitEvidence', files: [{ sha256: '0'.repeat(64) }] }, officer, now)
      .refused('unknown-file'));
  test('is refused from another unit', () =>
    given(assigned).when(submit, stranger, now).refused('not-the-assigned-unit'));
  test('is refused from the auditor', () =>
    given(assigned)
      .when(submit, { ...auditor, unitId: 'VP' }, now)
      .refused('not-the-assigned-unit'));
  test('is refused while a submission waits for review', () =>
    given(assigned, submitted()).when(submit, officer, now).refused('already-submitted'));
  test('is refused once accepted', () =>
    given(assigned, submitted(), reviewStarted, accepted()).when(submit, officer, now).refused('already-accepted'));
  test('of a stale page is refused', () =>
    given(assigned, acknowledged)
      .when({ ...submit, expectedVersion: 1 }, officer, now)
      .refused('stale-version'));
  test('for a part that does not exist is refused', () =>
    given(assigned)
      .when({ ...submit, partId: 'q3' }, officer, now)
      .refused('unknown-part'));
  test('received in time takes back a miss that was recorded before it was found', () =>
    given(assigned, missed)
      .when(submit, officer, at('2026-03-31T23:59:59'))
      .then({ type: 'EvidenceSubmitted' }, { type: 'DeadlineMissWithdrawn' }));
  test('received late leaves the miss standing', () =>
    given(assigned, missed).when(submit, officer, due).then({ type: 'EvidenceSubmitted' }));
});

describe('withdrawing', () => {
  const withdraw = { type: 'WithdrawSubmission' } as const;
  test('is possible while nobody reviews', () =>
    given(assigned, submitted()).when(withdraw, officer, now).then({ type: 'SubmissionWithdrawn' }));
  test('is refused once the review has started', () =>
    given(assigned, submitted(), reviewStarted).when(withdraw, officer, now).refused('review-started'));
  test('is refused when nothing was submitted', () =>
    given(assigned).when(withdraw, officer, now).refused('nothing-submitted'));
});

describe('reviewing', () => {
  test('is started by the review unit', () =>
    given(assigned, submitted()).when({ type: 'StartReview' }, coordinator, now).then({ type: 'ReviewStarted' }));
  test('may be done by the Chair', () =>
    given(assigned, submitted()).when({ type: 'StartReview' }, chair, now).then({ type: 'ReviewStarted' }));
  test('is refused when nothing was submitted', () =>
    given(assigned).when({ type: 'StartReview' }, coordinator, now).refused('nothing-submitted'));
  test('is refused from a unit that does not review', () =>
    given(assigned, submitted()).when({ type: 'AcceptSubmission' }, stranger, now).refused('not-a-reviewer'));
  test('is refused from the unit that submitted, whoever the officer is', () => {
    const colleague = { ...coordinator, unitId: 'VP' };
    given(assigned, submitted()).when({ type: 'AcceptSubmission' }, colleague, now).refused('own-unit-review');
  });
  test('is refused from a unit that leads the row with the one that submitted', () => {
    const data = { ...spec, leadUnitIds: ['VP', 'VHXH'] };
    const shared = { ...assigned, event: { type: 'AssignmentAssigned' as const, data } };
    given(shared, submitted()).when({ type: 'AcceptSubmission' }, coordinator, now).refused('own-unit-review');
    given(shared, submitted()).when({ type: 'StartReview' }, chair, now).then({ type: 'ReviewStarted' });
  });
  test('accepting at once begins the review as well', () =>
    given(assigned, submitted())
      .when({ type: 'AcceptSubmission' }, coordinator, now)
      .then({ type: 'ReviewStarted' }, { type: 'SubmissionAccepted' }));
});

describe('returning', () => {
  test("gives the policy's working days when the reviewer names no date", () =>
    given(assigned, submitted(), reviewStarted)
      .when(giveBack, coordinator, at('2026-03-13T16:00:00'))
      .then({ type: 'SubmissionReturned', data: { resubmitUntil: at('2026-03-19T00:00:00') } }));
  test('refuses a date that has passed', () =>
    given(assigned, submitted())
      .when({ ...giveBack, resubmitBy: '2026-03-14' as never }, coordinator, now)
      .refused('resubmit-by-past'));
  const lateReturn = [
    assigned,
    submitted(at('2026-03-31T10:00:00')),
    returned(at('2026-04-08T00:00:00'), at('2026-04-03T09:00:00')),
  ];
  test('a correction before the date that the return set is on time, even after the deadline', () =>
    given(...lateReturn)
      .when(submit, officer, at('2026-04-07T23:59:59'))
      .then({ type: 'EvidenceSubmitted', data: { late: false, lateFrom: at('2026-04-08T00:00:00') } }));
  test('a correction after that date is late', () =>
    given(...lateReturn)
      .when(submit, officer, at('2026-04-08T00:00:00'))
      .then({ data: { late: true } }));
  test('keeps the date that the reviewer named, also where the work was late already', () =>
    given(assigned, submitted(due))
      .when({ ...giveBack, resubmitBy: '2026-04-10' as never }, coordinator, at('2026-04-02T09:00:00'))
      .then({}, { type: 'SubmissionReturned', data: { resubmitBy: '2026-04-10', resubmitUntil: null } }));
  test('refuses a date more than a year after the deadline', () =>
    given(assigned, submitted())
      .when({ ...giveBack, resubmitBy: '2027-04-14' as never }, coordinator, now)
      .refused('resubmit-by-too-far'));
  test('asks for a date where the calendar does not reach: nothing is guessed', () =>
    given(assigned, submitted())
      .when(giveBack, coordinator, at('2028-01-31T09:00:00'))
      .refused('resubmit-by-required'));
});

describe('closing', () => {
  const done = [assigned, submitted(), reviewStarted, accepted()];
  test('needs an accepted submission', () =>
    given(assigned, submitted()).when(close, coordinator, now).refused('not-accepted'));
  test("is the coordinator's", () =>
    given(...done)
      .when(close, coordinator, now)
      .then({ type: 'AssignmentClosed', data: { outcome: 'achieved' } }));
  test("is not the unit's", () =>
    given(...done)
      .when(close, officer, now)
      .refused('not-the-coordinator'));
  test('of a missed target waits for an explanation', () =>
    given(assigned, submitted(), reviewStarted, accepted('notAchieved'))
      .when({ ...close, outcome: 'notAchieved' }, coordinator, now)
      .refused('explanation-needed'));
  test('cannot better what the review found', () =>
    given(assigned, submitted(), reviewStarted, accepted('partlyAchieved'))
      .when(close, coordinator, now)
      .refused('outcome-contradicts-result'));
  test('cannot set the review aside', () =>
    given(...done)
      .when({ ...close, outcome: 'notApplicable' }, coordinator, now)
      .refused('outcome-contradicts-result'));
  test('ends everything', () =>
    given(...done, closed)
      .when(submit, officer, now)
      .refused('assignment-closed'));
});

describe('an assignment of several parts', () => {
  const [whole] = spec.parts;
  const part = (partId: string, ownerUnitId: string) =>
    ({ ...whole, partId, ownerUnitId }) as (typeof spec.parts)[number];
  const two = {
    ...assigned,
    event: { type: 'AssignmentAssigned' as const, data: { ...spec, parts: [part('a', 'VP'), part('b', 'KTHTDT')] } },
  };
  const partA = (type: 'EvidenceSubmitted' | 'SubmissionAccepted') => {
    const event = type === 'EvidenceSubmitted' ? submitted() : accepted();
    return { ...event, event: { ...event.event, data: { ...event.event.data, partId: 'a' } } } as typeof event;
  };
  test('must be told which part is meant while several are open', () =>
    given(two).when(submit, officer, now).refused('part-required'));
  test('takes the only open part where none is named', () =>
    given(two, partA('EvidenceSubmitted'), partA('SubmissionAccepted'))
      .when(submit, stranger, now)
      .then({ type: 'EvidenceSubmitted', data: { partId: 'b' } }));
  test('is acknowledged part by part, each by its owner', () => {
    const first = { ...acknowledged, event: { type: 'AssignmentAcknowledged' as const, data: { partId: 'a' } } };
    given(two, first)
      .when({ type: 'Acknowledge', partId: 'b' }, stranger, now)
      .then({ type: 'AssignmentAcknowledged', data: { partId: 'b' } });
    given(two).when({ type: 'Acknowledge', partId: 'b' }, officer, now).refused('not-the-assigned-unit');
  });
});

describe('a request to a body outside the administration', () => {
  const request = {
    ...assigned,
    event: { type: 'AssignmentAssigned' as const, data: { ...spec, mode: 'REQUEST' as const } },
  };
  test('is reminded but never recorded as missed (docs/domain.md, Decided 6)', () => {
    const { events } = passTimeUntil(
      assignmentRules,
      stateAfter(assignmentRules, [request]),
      at('2026-06-01T00:00:00'),
    );
    expect(events.map(({ type }) => type)).toEqual(['ReminderDue', 'ReminderDue']);
  });
});

describe('the four national labels', () => {
  test('done on time', () =>
    expect(labelOf(stateAfter(assignmentRules, [assigned, submitted(), reviewStarted, accepted()]).state, due)).toBe(
      'doneOnTime',
    ));
  test('done late', () =>
    expect(labelOf(stateAfter(assignmentRules, [assigned, submitted(due), accepted()]).state, due)).toBe('doneLate'));
  test('in progress in time until the very end', () =>
    expect(labelOf(stateAfter(assignmentRules, [assigned]).state, at('2026-03-31T23:59:59'))).toBe('inProgressInTime'));
  test('in progress overdue from the first instant after', () =>
    expect(labelOf(stateAfter(assignmentRules, [assigned]).state, due)).toBe('inProgressOverdue'));
  test('a request has none', () => {
    const request = {
      ...assigned,
      event: { type: 'AssignmentAssigned' as const, data: { ...spec, mode: 'REQUEST' as const } },
    };
    expect(labelOf(stateAfter(assignmentRules, [request]).state, due)).toBeNull();
  });
  test('a submission in time is not overdue while it waits for its reviewer', () => {
    const { state } = stateAfter(assignmentRules, [assigned, submitted()]);
    expect(isAssigned(state) && state.parts.map((part) => isOverdue(part, at('2026-05-01T00:00:00')))).toEqual([false]);
  });
});
