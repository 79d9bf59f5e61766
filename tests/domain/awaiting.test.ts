// Whose turn it is follows from the state alone.
import { describe, expect, test } from 'vitest';
import { awaiting } from '../../domain/assignment/awaiting.ts';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import type { AssignmentEvent } from '../../domain/assignment/events.ts';
import type { Assignment } from '../../domain/assignment/state.ts';
import {
  accepted,
  assigned,
  closed,
  coordinator,
  note,
  reviewStarted,
  spec,
  submitted,
} from '../support/assignment-history.ts';
import { at, type Happening, stateAfter } from '../support/specification.ts';

const after = (...history: Happening<AssignmentEvent>[]) =>
  awaiting(stateAfter(assignmentRules, history).state as Assignment).map(({ who, what, unitId }) => [who, what, unitId]);
const happening = (event: AssignmentEvent): Happening<AssignmentEvent> => ({
  event,
  by: coordinator,
  at: at('2026-03-13T09:00:00'),
});
const assignedWith = (changes: Partial<typeof spec>, part: Partial<(typeof spec.parts)[number]> = {}) => ({
  ...assigned,
  event: {
    type: 'AssignmentAssigned' as const,
    data: { ...spec, ...changes, parts: spec.parts.map((whole) => ({ ...whole, ...part })) },
  },
});
const explanation = { explanation: 1, dueDate: '2026-03-20' as never, until: at('2026-03-21T00:00:00'), reason: note };

describe('an assignment waits', () => {
  test('for its unit, then for the reviewer, then for the close, then for nobody', () => {
    expect(after(assigned)).toEqual([['unit', 'submit', 'VP']]);
    expect(after(assigned, submitted())).toEqual([['reviewer', 'review', 'VHXH']]);
    expect(after(assigned, submitted(), reviewStarted)).toEqual([['reviewer', 'review', 'VHXH']]);
    expect(after(assigned, submitted(), accepted())).toEqual([['coordinator', 'close', null]]);
    expect(after(assigned, submitted(), accepted(), closed)).toEqual([]);
  });

  test('for the Chair where no unit may review', () => {
    expect(after(assignedWith({}, { receiverUnitId: 'UBND' }), submitted())).toEqual([['chair', 'review', null]]);
  });

  test('for the unit that follows the field before the reviewer', () => {
    const followed = assignedWith({ policy: { ...spec.policy, fieldOwnerReviews: true }, fieldOwnerUnitId: 'KTHTDT' });
    expect(after(followed, submitted())).toEqual([['fieldOwner', 'review', 'KTHTDT']]);
  });

  test('for a paper, and for nobody of the ward meanwhile', () => {
    expect(after(assignedWith({}, { waitingFor: 'Sở Nội vụ' }))).toEqual([['outside', 'recordTrigger', null]]);
  });

  test('for an explanation of a missed target, filed and decided; a request owes none', () => {
    const missed = [assigned, submitted(), accepted('notAchieved')];
    const requested = happening({ type: 'ExplanationRequested', data: explanation });
    const filed = happening({ type: 'ExplanationFiled', data: { explanation: 1, text: note, late: false } });
    const decided = happening({ type: 'ExplanationAccepted', data: { explanation: 1, reason: note } });
    expect(after(...missed)).toEqual([['unit', 'fileExplanation', 'VP']]); // it asks by itself
    const request = [assignedWith({ mode: 'REQUEST' }), ...missed.slice(1)];
    expect(after(...request)).toEqual([['coordinator', 'close', null]]);
    expect(after(...missed, requested)).toEqual([['unit', 'fileExplanation', 'VP']]);
    expect(after(...missed, requested, filed)).toEqual([['chair', 'decideExplanation', null]]);
    expect(after(...missed, requested, filed, decided)).toEqual([['coordinator', 'close', null]]);
  });

  test('for the Chair and the coordinator beside the unit where something was asked of them', () => {
    const part = { partId: 'whole' };
    const asked = happening({
      type: 'ExtensionRequested',
      data: { ...part, extension: 1, dueDate: '2026-04-20' as never, reason: note },
    });
    const obstacle = happening({ type: 'ObstacleReported', data: { ...part, text: note } });
    expect(after(assigned, asked, obstacle)).toEqual([
      ['unit', 'submit', 'VP'],
      ['chair', 'decideExtension', null],
      ['coordinator', 'resolveObstacle', null],
    ]);
  });

  test('for the coordinator alone while it is suspended', () => {
    expect(after(assigned, happening({ type: 'AssignmentSuspended', data: { reason: note } }))).toEqual([
      ['coordinator', 'resume', null],
    ]);
  });
});
