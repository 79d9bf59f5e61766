// What a reviewer does, and who may be one.
import { describe, expect, test } from 'vitest';
import { chair, coordinator, due, link, note, officer, stranger } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { accept, behalf, day, giveBack, given, part, step, submit } from '../given.ts';

const start = (by = coordinator, body: object = {}) => step(by, 'StartReview', body);
const take = (by = coordinator, body: object = {}) => step(by, 'AcceptSubmission', body);

describe('reviewing', () => {
  test('is started by the unit that receives', () => given({}, submit()).when(start()).then({ type: 'ReviewStarted' }));
  test('may be done by the Chair', () => given({}, submit()).when(start(chair)).then({ type: 'ReviewStarted' }));
  test('is started once', () => given({}, submit(), start()).when(start()).refused('already-under-review'));
  test('is refused when nothing was submitted', () => given({}).when(start()).refused('nothing-submitted'));
  test('is refused from a unit that does not review', () =>
    given({}, submit()).when(take(stranger)).refused('not-a-reviewer'));
  test('accepting at once begins the review as well', () =>
    given({}, submit()).when(take()).then({ type: 'ReviewStarted' }, { type: 'SubmissionAccepted' }));
  test('gives a proposed outcome no other result', () =>
    given({}, step(officer, 'ProposeOutcome', { outcome: 'noneArose', cause: note }))
      .when(take(coordinator, { result: 'achieved' }))
      .refused('outcome-contradicts-result'));
});

describe('four eyes', () => {
  test('are two units, whoever the officer is', () =>
    given({}, submit())
      .when(take({ ...coordinator, unitId: 'VP' }))
      .refused('own-unit-review'));
  test('are not a unit that leads the row with the one that submitted', () => {
    const shared = { leadUnitIds: ['VP', 'VHXH'] };
    given(shared, submit()).when(take()).refused('own-unit-review');
    given(shared, submit()).when(take(chair)).then({}, { type: 'SubmissionAccepted' });
  });
  test('a lead unit receives what those who help it hand in', () => {
    const help = part({ partId: 'help', ownerUnitId: 'KTHTDT', receiverUnitId: 'VP', needed: false });
    given({ parts: [help] }, submit(null, stranger))
      .when(take(officer))
      .then({}, { type: 'SubmissionAccepted' });
  });

  describe("of the coordinator's own work", () => {
    const own = {
      unitId: 'VHXH',
      leadUnitId: 'VHXH',
      leadUnitIds: ['VHXH'],
      reviewUnitId: 'VP',
      part: { ownerUnitId: 'VHXH', receiverUnitId: 'VP' },
    };
    const mine = submit(null, coordinator);
    test('are the other unit', () => given(own, mine).when(take(officer)).then({}, { type: 'SubmissionAccepted' }));
    test('are not the other unit by the hand of the coordinator', () => {
      given(own, mine)
        .when(take(coordinator, behalf('VP')))
        .refused('own-unit-review');
      given(own, mine)
        .when(start(coordinator, behalf('VP')))
        .refused('own-unit-review');
      given(own, mine)
        .when(step(coordinator, 'ReturnSubmission', { reasonCode: 'x', reason: note, ...behalf('VP') }))
        .refused('own-unit-review');
    });
    test('may be the Chair, on paper', () =>
      given(own, mine).when(take(coordinator, behalf())).then({}, { type: 'SubmissionAccepted' }));
    test('stay four when the work goes to another unit meanwhile', () => {
      const transfer = step(chair, 'TransferAssignment', { unitId: 'KTHTDT', reason: note });
      given(own, mine, transfer).when(take()).refused('own-unit-review');
    });
  });
});

describe('the unit that follows the field', () => {
  const followed = { policy: { fieldOwnerReviews: true }, fieldOwnerUnitId: 'KTHTDT' };
  test('looks first', () => {
    given(followed, submit()).when(take()).refused('field-owner-first');
    given(followed, submit())
      .when(take(stranger))
      .then({ type: 'ReviewStarted' }, { type: 'ReviewStepPassed', data: { unitId: 'KTHTDT' } });
  });
  test('looks once: then it is the turn of the unit that receives', () => {
    given(followed, submit(), take(stranger)).when(take(stranger)).refused('field-reviewed');
    given(followed, submit(), take(stranger))
      .when(step(stranger, 'ReturnSubmission', { reasonCode: 'x', reason: note }))
      .refused('field-reviewed');
    given(followed, submit(), take(stranger)).when(take()).then({ type: 'SubmissionAccepted' });
  });
  test('may return it', () =>
    given(followed, submit())
      .when(step(stranger, 'ReturnSubmission', { reasonCode: 'x', reason: note }))
      .then({}, { type: 'SubmissionReturned' }));
  test('looks again at what was corrected', () =>
    given(followed, submit(), take(stranger), giveBack(), submit()).when(take()).refused('field-owner-first'));
  test('does not hold up the Chair', () =>
    given(followed, submit()).when(take(chair)).then({}, { type: 'SubmissionAccepted' }));
  test('does not look at its own work', () =>
    given({ ...followed, fieldOwnerUnitId: 'VP' }, submit())
      .when(take())
      .then({}, { type: 'SubmissionAccepted' }));
  test('has no look where the plan gives it none', () =>
    given({ fieldOwnerUnitId: 'KTHTDT' }, submit()).when(take(stranger)).refused('not-a-reviewer'));
});

describe('returning', () => {
  test("gives the policy's working days when the reviewer names no date", () =>
    given({}, submit())
      .when(giveBack(at('2026-03-13T16:00:00')))
      .then({}, { type: 'SubmissionReturned', data: { resubmitUntil: at('2026-03-19T00:00:00') } }));
  test('refuses a date that has passed', () =>
    given({}, submit())
      .when(giveBack(at('2026-03-15T09:00:00'), { resubmitBy: day('2026-03-14') }))
      .refused('resubmit-by-past'));
  test('refuses a date more than a year after the deadline', () =>
    given({}, submit())
      .when(giveBack(null, { resubmitBy: day('2027-04-14') }))
      .refused('resubmit-by-too-far'));
  test('asks for a date where the calendar does not reach: nothing is guessed', () =>
    given({}, submit())
      .when(giveBack(at('2028-01-31T09:00:00')))
      .refused('resubmit-by-required'));
  test('records a return of the past with the date that it had', () =>
    given({}, submit())
      .when(
        giveBack(at('2026-04-20T09:00:00'), {
          ...behalf(),
          happenedOn: day('2026-03-20'),
          resubmitBy: day('2026-03-27'),
        }),
      )
      .then({}, { type: 'SubmissionReturned', data: { resubmitUntil: at('2026-03-28T00:00:00') } }));

  describe('of work that was in time', () => {
    const late = [submit(at('2026-03-31T10:00:00')), giveBack(at('2026-04-02T09:00:00'))];
    test('leaves a correction before the date in time, even after the deadline', () =>
      given({}, ...late)
        .when(submit(at('2026-04-07T23:59:59.999')))
        .then({ data: { late: false, lateFrom: at('2026-04-08T00:00:00') } }));
    test('leaves one after that date late', () =>
      given({}, ...late)
        .when(submit(at('2026-04-08T00:00:00')))
        .then({ data: { late: true } }));
    test('is missed only then', () =>
      expect(
        given({}, ...late)
          .until(at('2026-05-01T00:00:00'))
          .filter(({ type }) => type === 'DeadlineMissed'),
      ).toMatchObject([{ at: at('2026-04-08T00:00:00') }]));
  });
  test('of work that was late keeps the date and the lateness', () =>
    given({}, submit(due))
      .when(giveBack(at('2026-04-02T09:00:00'), { resubmitBy: day('2026-04-10') }))
      .then({}, { type: 'SubmissionReturned', data: { resubmitBy: '2026-04-10', resubmitUntil: null } }));
});

test('each round has its number', () =>
  given({}, submit(), giveBack(), submit())
    .when(giveBack())
    .then({}, { type: 'SubmissionReturned', data: { submission: 2 } }));
test('a review of a stale submission is refused', () =>
  given({}, submit(), accept())
    .when(step(coordinator, 'StartReview', { links: link }))
    .refused('already-accepted'));
