// Whose turn it is follows from the state alone.
import { describe, expect, test } from 'vitest';
import { awaiting } from '../../domain/assignment/awaiting.ts';
import { chair, coordinator, note, officer, stranger } from '../support/assignment-history.ts';
import {
  accept,
  askExtension,
  close,
  type Frozen,
  given,
  type Step,
  step,
  submit,
  suspend,
} from './assignment/given.ts';

const awaitedAfter = (frozen: Frozen, ...steps: Step[]) =>
  awaiting(given(frozen, ...steps).state).map(({ who, what, unitId }) => [who, what, unitId]);
const start = step(coordinator, 'StartReview');

describe('an assignment waits', () => {
  test('for its unit, then for the reviewer, then for the close, then for nobody', () => {
    expect(awaitedAfter({})).toEqual([['unit', 'submit', 'VP']]);
    expect(awaitedAfter({}, submit())).toEqual([['reviewer', 'review', 'VHXH']]);
    expect(awaitedAfter({}, submit(), start)).toEqual([['reviewer', 'review', 'VHXH']]);
    expect(awaitedAfter({}, submit(), accept())).toEqual([['coordinator', 'close', null]]);
    expect(awaitedAfter({}, submit(), accept(), close())).toEqual([]);
  });

  test('for the Chair where no unit may review', () => {
    expect(awaitedAfter({ part: { receiverUnitId: 'UBND' } }, submit())).toEqual([['chair', 'review', null]]);
  });

  test('for the unit that follows the field before the reviewer', () => {
    const followed = { policy: { fieldOwnerReviews: true }, fieldOwnerUnitId: 'KTHTDT' };
    expect(awaitedAfter(followed, submit())).toEqual([['fieldOwner', 'review', 'KTHTDT']]);
    expect(awaitedAfter(followed, submit(), step(stranger, 'AcceptSubmission'))).toEqual([
      ['reviewer', 'review', 'VHXH'],
    ]);
  });

  test('for a paper, and for nobody of the ward meanwhile', () => {
    expect(awaitedAfter({ part: { waitingFor: 'Sở Nội vụ' } })).toEqual([['outside', 'recordTrigger', null]]);
  });

  test('for an explanation of a missed target, filed and decided; a request owes none', () => {
    const missed = [submit(), accept('notAchieved')];
    const requested = step(chair, 'RequestExplanation', { dueDate: '2026-03-20', reason: note });
    const filed = step(officer, 'FileExplanation', { text: note });
    const decided = step(chair, 'DecideExplanation', { accepted: true, reason: note });
    expect(awaitedAfter({}, ...missed)).toEqual([['unit', 'fileExplanation', 'VP']]); // it asks by itself
    expect(awaitedAfter({ mode: 'REQUEST' }, ...missed)).toEqual([['coordinator', 'close', null]]);
    expect(awaitedAfter({}, ...missed, requested)).toEqual([['unit', 'fileExplanation', 'VP']]);
    expect(awaitedAfter({}, ...missed, requested, filed)).toEqual([['chair', 'decideExplanation', null]]);
    expect(awaitedAfter({}, ...missed, requested, filed, decided)).toEqual([['coordinator', 'close', null]]);
  });

  test('for the Chair and the coordinator beside the unit where something was asked of them', () => {
    expect(awaitedAfter({}, askExtension('2026-04-20'), step(officer, 'ReportObstacle', { text: note }))).toEqual([
      ['unit', 'submit', 'VP'],
      ['chair', 'decideExtension', null],
      ['coordinator', 'resolveObstacle', null],
    ]);
  });

  test('for the coordinator alone while it is suspended', () => {
    expect(awaitedAfter({}, suspend())).toEqual([['coordinator', 'resume', null]]);
  });
});
