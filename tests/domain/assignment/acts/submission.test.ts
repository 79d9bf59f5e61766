// What a unit hands in, for whom, and when it counts.
import { describe, expect, test } from 'vitest';
import { auditor, coordinator, due, link, note, officer, stranger } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { accept, behalf, day, giveBack, given, head, paper, part, step, submit } from '../given.ts';

const sha256 = 'f'.repeat(64);
const files = (hash: string) => step(officer, 'SubmitEvidence', { files: [{ sha256: hash }] });

describe('submitting evidence', () => {
  test('is possible without an acknowledgement', () => given({}).when(submit()).then({ type: 'EvidenceSubmitted' }));
  test('needs a file, a link or a figure', () =>
    given({})
      .when(step(officer, 'SubmitEvidence', { note }))
      .refused('nothing-to-submit'));
  test('accepts a file that the unit has uploaded', () =>
    given({}).when(files(sha256)).then({ type: 'EvidenceSubmitted' }));
  test('refuses a file that nobody of the unit has uploaded', () =>
    given({})
      .when(files('0'.repeat(64)))
      .refused('unknown-file'));
  test('refuses a basis that nobody has uploaded', () =>
    given({})
      .when(step(officer, 'Acknowledge', { basis: { ...paper.basis, file: '0'.repeat(64) } }))
      .refused('unknown-file'));
  test('is refused from another unit', () => given({}).when(submit(null, stranger)).refused('not-the-assigned-unit'));
  test('is refused from the auditor', () =>
    given({})
      .when(submit(null, { ...auditor, unitId: 'VP' }))
      .refused('not-the-assigned-unit'));
  test('is refused while a submission waits for review', () =>
    given({}, submit()).when(submit()).refused('already-submitted'));
  test('is refused once accepted', () => given({}, submit(), accept()).when(submit()).refused('already-accepted'));
  test('of a stale page is refused', () =>
    given({}, step(officer, 'Acknowledge'))
      .when(step(officer, 'SubmitEvidence', { links: link, expectedVersion: 1 }))
      .refused('stale-version'));
  test('for a part that does not exist is refused', () =>
    given({})
      .when(step(officer, 'SubmitEvidence', { links: link, partId: 'q3' }))
      .refused('unknown-part'));
  test('is late from the first instant after the deadline, and not before', () => {
    given({})
      .when(submit(at('2026-03-31T23:59:59.999')))
      .then({ data: { late: false } });
    given({})
      .when(submit(due))
      .then({ data: { late: true } });
  });
  test('of a part that only helps is never late', () =>
    given({ parts: [part({ needed: false })] })
      .when(submit(due))
      .then({ data: { late: false } }));
  test('of a request is never late', () =>
    given({ mode: 'REQUEST' })
      .when(submit(due))
      .then({ data: { late: false } }));
});

describe('which part is meant', () => {
  const two = [part({ partId: 'a' }), part({ partId: 'b' })];
  test('must be said while several are open', () => given({ parts: two }).when(submit()).refused('part-required'));
  test('is the only one that is open', () =>
    given(
      { parts: two },
      step(officer, 'SubmitEvidence', { links: link, partId: 'a' }),
      step(coordinator, 'AcceptSubmission', { partId: 'a' }),
    )
      .when(submit())
      .then({ data: { partId: 'b' } }));
  test('is the only one that has begun', () => {
    const later = part({ partId: '2026-Q2', startsAt: at('2026-04-01T00:00:00') });
    given({ parts: [part({ partId: '2026-Q1' }), later] })
      .when(submit())
      .then({ data: { partId: '2026-Q1' } });
    given({ parts: [part({ partId: '2026-Q1' }), later] })
      .when(submit(at('2026-04-01T00:00:00')))
      .refused('part-required');
  });
  test('is not one that only helps', () =>
    given({ parts: [part({ partId: 'help', needed: false }), part({ partId: 'work' })] })
      .when(submit())
      .then({ data: { partId: 'work' } }));
});

describe('on behalf of somebody without an account', () => {
  const forVp = (body: object) => step(coordinator, 'SubmitEvidence', { links: link, ...body });
  test('the coordinator records it with the paper', () =>
    given({})
      .when(forVp(behalf('VP')))
      .then({ type: 'EvidenceSubmitted', data: { unitId: 'VP', onBehalfOf: { unitId: 'VP' }, basis: paper.basis } }));
  test('needs the paper', () =>
    given({})
      .when(forVp({ onBehalfOf: { post: 'Trưởng phòng', unitId: 'VP' } }))
      .refused('basis-required'));
  test('is not for a unit to record', () =>
    given({})
      .when(step(stranger, 'SubmitEvidence', { links: link, ...behalf('VP') }))
      .refused('not-the-coordinator'));
  test('cannot have happened tomorrow', () =>
    given({})
      .when(forVp({ ...behalf('VP'), happenedOn: day('2026-03-03') }))
      .refused('happened-in-the-future'));
  test('what happened in time is in time, though it was recorded afterwards', () => {
    const recorded = step(
      coordinator,
      'SubmitEvidence',
      { links: link, ...behalf('VP'), happenedOn: day('2026-03-31') },
      at('2026-04-10T09:00:00'),
    );
    given({})
      .when(recorded)
      .then({ data: { late: false, happenedOn: '2026-03-31' } }, { type: 'DeadlineMissWithdrawn' });
    expect(given({}, recorded).part.missed).toBe(false);
  });
  test('what happened one day too late stays late', () =>
    given({})
      .when(
        step(
          coordinator,
          'SubmitEvidence',
          { links: link, ...behalf('VP'), happenedOn: day('2026-04-01') },
          at('2026-04-10T09:00:00'),
        ),
      )
      .then({ data: { late: true } }));
});

describe('where the head of the unit approves', () => {
  const approving = { policy: { headApproves: true } };
  const approve = (by = head, when: string | null = null) => step(by, 'ApproveSubmission', {}, when ? at(when) : null);
  test('what an officer hands in is prepared, not submitted', () =>
    given(approving).when(submit()).then({ type: 'EvidencePrepared' }));
  test('what the head hands in goes out at once', () =>
    given(approving).when(submit(null, head)).then({ type: 'EvidenceSubmitted' }));
  test('it goes out with his approval, and counts from then', () => {
    given(approving, submit())
      .when(approve())
      .then({ type: 'EvidenceSubmitted', data: { links: link, late: false } });
    given(approving, submit())
      .when(approve(head, '2026-04-01T00:00:00'))
      .then({ data: { late: true } });
  });
  test('is not for an officer to approve', () =>
    given(approving, submit()).when(approve(officer)).refused('not-the-head'));
  test('needs something prepared', () =>
    given(approving, step(officer, 'ReportProgress', { note }))
      .when(approve())
      .refused('nothing-prepared'));
  test('an outcome is proposed by the head', () =>
    given(approving)
      .when(step(officer, 'ProposeOutcome', { outcome: 'noneArose', cause: note }))
      .refused('not-the-head'));
});

describe('proposing an outcome', () => {
  const propose = (outcome: string) => step(officer, 'ProposeOutcome', { outcome, cause: note });
  test.each(['noneArose', 'notApplicable', 'cannotBeDone'])('%s waits for the reviewer to confirm', (outcome) => {
    given({}).when(propose(outcome)).then({ type: 'OutcomeProposed', data: { outcome } });
    given({}, propose(outcome))
      .when(step(coordinator, 'AcceptSubmission'))
      .then({ type: 'ReviewStarted' }, { type: 'SubmissionAccepted', data: { result: outcome } });
  });
  test('is refused from another unit', () =>
    given({})
      .when(step(stranger, 'ProposeOutcome', { outcome: 'noneArose', cause: note }))
      .refused('not-the-assigned-unit'));
});

describe('withdrawing', () => {
  const withdraw = step(officer, 'WithdrawSubmission');
  test('is possible while nobody reviews', () =>
    given({}, submit()).when(withdraw).then({ type: 'SubmissionWithdrawn' }));
  test('takes back what was only prepared', () =>
    expect(given({ policy: { headApproves: true } }, submit(), withdraw).part.prepared).toBeNull());
  test('is refused once the review has started', () =>
    given({}, submit(), step(coordinator, 'StartReview')).when(withdraw).refused('review-started'));
  test('is refused when nothing was submitted', () => {
    given({}).when(withdraw).refused('nothing-submitted');
    given({}, submit(), giveBack(), step(officer, 'ReportProgress', { note }))
      .when(withdraw)
      .refused('nothing-submitted');
  });
});
