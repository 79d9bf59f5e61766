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

const after = (frozen: Frozen, ...steps: Step[]) =>
  awaiting(given(frozen, ...steps).state).map(({ who, what, unitId }) => [who, what, unitId]);
const start = step(coordinator, 'StartReview');

describe('an assignment waits', () => {
  test('for its unit, then for the reviewer, then for the close, then for nobody', () => {
    expect(after({})).toEqual([['unit', 'submit', 'VP']]);
    expect(after({}, submit())).toEqual([['reviewer', 'review', 'VHXH']]);
    expect(after({}, submit(), start)).toEqual([['reviewer', 'review', 'VHXH']]);
    expect(after({}, submit(), accept())).toEqual([['coordinator', 'close', null]]);
    expect(after({}, submit(), accept(), close())).toEqual([]);
  });

  test('for the Chair where no unit may review', () => {
    expect(after({ part: { receiverUnitId: 'UBND' } }, submit())).toEqual([['chair', 'review', null]]);
  });

  test('for the unit that follows the field before the reviewer', () => {
    const followed = { policy: { fieldOwnerReviews: true }, fieldOwnerUnitId: 'KTHTDT' };
    expect(after(followed, submit())).toEqual([['fieldOwner', 'review', 'KTHTDT']]);
    expect(after(followed, submit(), step(stranger, 'AcceptSubmission'))).toEqual([['reviewer', 'review', 'VHXH']]);
  });

  test('for a paper, and for nobody of the ward meanwhile', () => {
    expect(after({ part: { waitingFor: 'Sở Nội vụ' } })).toEqual([['outside', 'recordTrigger', null]]);
  });

  test('for an explanation of a missed target, filed and decided; a request owes none', () => {
    const missed = [submit(), accept('notAchieved')];
    const requested = step(chair, 'RequestExplanation', { dueDate: '2026-03-20', reason: note });
    const filed = step(officer, 'FileExplanation', { text: note });
    const decided = step(chair, 'DecideExplanation', { accepted: true, reason: note });
    expect(after({}, ...missed)).toEqual([['unit', 'fileExplanation', 'VP']]); // it asks by itself
    expect(after({ mode: 'REQUEST' }, ...missed)).toEqual([['coordinator', 'close', null]]);
    expect(after({}, ...missed, requested)).toEqual([['unit', 'fileExplanation', 'VP']]);
    expect(after({}, ...missed, requested, filed)).toEqual([['chair', 'decideExplanation', null]]);
    expect(after({}, ...missed, requested, filed, decided)).toEqual([['coordinator', 'close', null]]);
  });

  test('for the Chair and the coordinator beside the unit where something was asked of them', () => {
    expect(after({}, askExtension('2026-04-20'), step(officer, 'ReportObstacle', { text: note }))).toEqual([
      ['unit', 'submit', 'VP'],
      ['chair', 'decideExtension', null],
      ['coordinator', 'resolveObstacle', null],
    ]);
  });

  test('for the coordinator alone while it is suspended', () => {
    expect(after({}, suspend())).toEqual([['coordinator', 'resume', null]]);
  });
});
