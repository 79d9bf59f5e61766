// Giải trình: before a missed target can close, and on demand.
import { describe, expect, test } from 'vitest';
import { chair, coordinator, note, officer, stranger } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { accept, close, day, given, part, step, submit } from '../given.ts';

const request = (dueDate = '2026-03-20') =>
  step(coordinator, 'RequestExplanation', { dueDate: day(dueDate), reason: note });
const file = (when: string | null = null, by = officer) =>
  step(by, 'FileExplanation', { text: note }, when ? at(when) : null);
const decide = (accepted: boolean, by = chair) => step(by, 'DecideExplanation', { accepted, reason: note });
const missed = [submit(), accept('notAchieved')];

describe('a missed target', () => {
  test('closes only after its explanation', () => {
    given({}, ...missed)
      .when(close('notAchieved'))
      .refused('explanation-needed');
    given({}, ...missed, file(), decide(true))
      .when(close('notAchieved'))
      .then({ type: 'AssignmentClosed' });
  });
  test('asks for the explanation by itself', () =>
    given({}, ...missed)
      .when(file())
      .then({ type: 'ExplanationFiled' }));
  test('stays missed while the Chair does not accept it; another may be filed', () => {
    given({}, ...missed, file(), decide(false))
      .when(close('notAchieved'))
      .refused('explanation-needed');
    given({}, ...missed, file(), decide(false))
      .when(file())
      .then({ data: { explanation: 2 } });
  });
  test('is not explained by what was explained before it was missed', () =>
    given({}, request(), file(), decide(true), ...missed)
      .when(close('notAchieved'))
      .refused('explanation-needed'));
  test('of a request owes none', () => {
    const asked = { mode: 'REQUEST' as const };
    given(asked, ...missed)
      .when(close('notAchieved'))
      .then({ type: 'AssignmentClosed' });
    given(asked, ...missed)
      .when(file())
      .refused('no-explanation-asked');
  });
  test('that cannot be done is missed as well', () =>
    given(
      {},
      step(officer, 'ProposeOutcome', { outcome: 'cannotBeDone', cause: note }),
      step(coordinator, 'AcceptSubmission'),
    )
      .when(close('cannotBeDone'))
      .refused('explanation-needed'));
});

describe('an explanation on demand', () => {
  test('has its own deadline, and is recorded as missed once', () =>
    expect(given({}, request()).until(at('2026-03-25T00:00:00'))).toMatchObject([
      { type: 'ExplanationMissed', at: at('2026-03-21T00:00:00') },
    ]));
  test('is late after it', () => {
    given({}, request())
      .when(file('2026-03-20T23:59:59.999'))
      .then({ data: { late: false } });
    given({}, request())
      .when(file('2026-03-21T00:00:00'))
      .then({ data: { late: true } });
  });
  test('keeps the assignment from closing until it is decided', () => {
    given({}, submit(), accept(), request()).when(close()).refused('explanation-open');
    given({}, submit(), accept(), request(), file()).when(close()).refused('explanation-open');
    given({}, submit(), accept(), request(), file(), decide(false)).when(close()).then({ type: 'AssignmentClosed' });
  });
  test('is asked for once at a time', () => given({}, request()).when(request()).refused('explanation-asked'));
  test('cannot be due in the past', () => given({}).when(request('2026-03-01')).refused('explanation-due-past'));
  test('is asked for by leaders', () =>
    given({})
      .when(step(officer, 'RequestExplanation', { dueDate: day('2026-03-20'), reason: note }))
      .refused('not-the-coordinator'));
  test('is not asked of those who were only asked themselves', () =>
    given({ mode: 'REQUEST' }).when(request()).refused('request-not-blamed'));
});

describe('filing', () => {
  test('needs a demand, or a missed target', () => given({}).when(file()).refused('no-explanation-asked'));
  test('is for the units that lead, and those whose part it is', () => {
    given({}, request()).when(file(null, stranger)).refused('not-the-assigned-unit');
    const parts = [part({}), part({ partId: 'b', ownerUnitId: 'KTHTDT' })];
    given({ parts }, request()).when(file(null, stranger)).then({ type: 'ExplanationFiled' });
    const helping = [part({}), part({ partId: 'b', ownerUnitId: 'KTHTDT', needed: false })];
    given({ parts: helping }, request()).when(file(null, stranger)).refused('not-the-assigned-unit');
  });
});

describe('deciding', () => {
  test("is the Chair's", () => given({}, request(), file()).when(decide(true, coordinator)).refused('not-the-chair'));
  test('needs something filed', () => given({}, request()).when(decide(true)).refused('no-explanation-filed'));
});
