// How an assignment is called in reports: the roll-up of its parts, its due, the four national labels.
import { describe, expect, test } from 'vitest';
import { dueOf, isOverdue, labelOf, lateFromOf, overdueFromOf } from '../../../domain/assignment/labels.ts';
import { rollUp } from '../../../domain/assignment/status.ts';
import type { Instant } from '../../../domain/instant.ts';
import { coordinator, due, link, note, officer } from '../../support/assignment-history.ts';
import { at } from '../../support/specification.ts';
import { accept, close, given, part, step, submit, suspend } from './given.ts';

describe('the status of the whole', () => {
  test.each([
    [['assigned', 'assigned'], 'assigned'],
    [['accepted', 'assigned'], 'inProgress'],
    [['submitted', 'assigned'], 'inProgress'],
    [['returned', 'accepted'], 'returned'],
    [['underReview', 'submitted'], 'submitted'],
    [['accepted', 'notAchieved'], 'notAchieved'],
    [['accepted', 'explained'], 'explained'],
    [['accepted', 'accepted'], 'accepted'],
  ] as const)('%j is %s', (statuses, whole) => expect(rollUp(statuses)).toBe(whole));
  test('looks at the parts that are needed', () => {
    const parts = [part({}), part({ partId: 'help', needed: false })];
    expect(given({ parts }, submit(), accept()).state.status).toBe('accepted');
  });
});

describe('the due of the whole', () => {
  const parts = [
    part({ partId: 'm1', due: at('2026-03-20T00:00:00'), lateFrom: at('2026-03-20T00:00:00') }),
    part({ partId: 'm2' }),
    part({ partId: 'm3', due: at('2027-01-10T00:00:00'), lateFrom: at('2027-01-10T00:00:00'), inDeadlineCell: false }),
  ];
  test("is that of the row's deadline cell; a second wave may lie after it (002/I.1)", () => {
    const { state } = given({ parts });
    expect(dueOf(state)).toBe(due);
    expect(lateFromOf(state)).toBe(due);
    expect(overdueFromOf(state)).toBe(at('2026-03-20T00:00:00'));
  });
  test('is not that of a part that only helps', () => {
    const helped = [part({}), part({ partId: 'help', needed: false, due: at('2026-06-01T00:00:00') })];
    expect(dueOf(given({ parts: helped }).state)).toBe(due);
  });
});

describe('the four national labels', () => {
  const before = at('2026-03-31T23:59:59.999');
  const propose = (outcome: string) => step(officer, 'ProposeOutcome', { outcome, cause: note });
  const confirm = step(coordinator, 'AcceptSubmission');
  const label = (state: Parameters<typeof labelOf>[0], now: Instant = due) => labelOf(state, now);

  test('done on time', () => expect(label(given({}, submit(), accept()).state)).toBe('doneOnTime'));
  test('done late', () => expect(label(given({}, submit(due), accept()).state)).toBe('doneLate'));
  test('in progress in time until the very end', () => expect(label(given({}).state, before)).toBe('inProgressInTime'));
  test('in progress overdue from the first instant after', () =>
    expect(label(given({}).state)).toBe('inProgressOverdue'));
  test('what did not arise is done', () =>
    expect(label(given({}, propose('noneArose'), confirm).state)).toBe('doneOnTime'));
  test('what does not apply stands outside, closed or not', () => {
    expect(label(given({}, propose('notApplicable'), confirm).state)).toBeNull();
    expect(label(given({}, propose('notApplicable'), confirm, close('notApplicable')).state)).toBeNull();
  });
  test('so do a request, what is void, what is superseded', () => {
    expect(label(given({ mode: 'REQUEST' }).state)).toBeNull();
    expect(label(given({}, step(coordinator, 'Supersede', { successorIds: [] })).state)).toBeNull();
    const onPaper = { reason: note, basis: { documentNumber: '1', documentDate: '2026-03-02' } };
    expect(label(given({}, step(coordinator, 'VoidAssignment', onPaper)).state)).toBeNull();
  });
  test('nobody becomes late while the clock stands still; who was late still is', () => {
    const long = at('2026-12-01T00:00:00');
    const inTime = given({}, suspend()).state;
    expect([label(inTime, long), overdueFromOf(inTime)]).toEqual(['inProgressInTime', null]);
    const late = given({}, suspend(at('2026-04-02T09:00:00'))).state;
    expect([label(late, long), overdueFromOf(late)]).toEqual(['inProgressOverdue', due]);
  });
  test('a submission in time is not overdue while it waits for its reviewer', () => {
    const { state, part: whole } = given({}, submit());
    expect(isOverdue(whole, at('2026-05-01T00:00:00'))).toBe(false);
    expect(overdueFromOf(state)).toBeNull();
  });
  test('one part that is late makes the whole late', () => {
    const parts = [part({ partId: 'a' }), part({ partId: 'b' })];
    const handIn = (partId: string, when: Instant) => step(officer, 'SubmitEvidence', { partId, links: link }, when);
    const taken = (partId: string) => step(coordinator, 'AcceptSubmission', { partId });
    const { state } = given({ parts }, handIn('a', before), taken('a'), handIn('b', due), taken('b'));
    expect(label(state)).toBe('doneLate');
  });
});
