// The clock of an assignment is stopped, and goes on.
import { describe, expect, test } from 'vitest';
import { coordinator, note, officer, stranger } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { day, giveBack, given, paper, resume, step, submit, suspend } from '../given.ts';

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('while the clock stands still', () => {
  const stopped = given({}, suspend());
  test('nothing comes by itself', () => expect(stopped.until(at('2027-01-01T00:00:00'))).toEqual([]));
  test('the work waits', () => stopped.when(submit()).refused('assignment-suspended'));
  test('it cannot be stopped again', () => stopped.when(suspend()).refused('assignment-suspended'));
});

describe('when it goes on', () => {
  const tenDays = [suspend(at('2026-03-10T09:00:00')), resume(at('2026-03-20T09:00:00'))];
  test('the due comes as many days later, begun days in full', () => {
    expect(given({}, ...tenDays).part.due).toBe(at('2026-04-11T00:00:00'));
    const begun = [suspend(at('2026-03-10T09:00:00')), resume(at('2026-03-10T09:00:01'))];
    expect(given({}, ...begun).part.due).toBe(at('2026-04-02T00:00:00'));
  });
  test('reminders lead up to the new due, on working days', () =>
    expect(given({}, ...tenDays).part.alarms.map((alarm) => alarm.at.slice(0, 10))).toEqual([
      '2026-04-07',
      '2026-04-09',
    ]));
  test('what has come does not come again', () => {
    const after = [suspend(at('2026-03-27T09:00:00')), resume(at('2026-03-30T09:00:00'))];
    const { part } = given({}, ...after);
    expect(part.alarms).toMatchObject([{ what: 'reminder', workingDaysBefore: 1 }]);
  });
  test('the time to correct comes later as well', () => {
    const returned = [submit(at('2026-03-31T10:00:00')), giveBack(at('2026-04-02T09:00:00'))];
    const moved = given({}, ...returned, suspend(at('2026-04-03T09:00:00')), resume(at('2026-04-13T09:00:00')));
    expect(moved.part.resubmitUntil).toBe(at('2026-04-18T00:00:00'));
    expect(types(moved.until(at('2026-04-17T23:59:59')))).not.toContain('DeadlineMissed');
  });
  test('so does the time to explain', () => {
    const asked = step(coordinator, 'RequestExplanation', { dueDate: day('2026-03-12'), reason: note });
    expect(given({}, asked, ...tenDays).state.explanation?.until).toBe(at('2026-03-23T00:00:00'));
  });
  test('the clock of the review goes on where it stood', () => {
    const step3 = {
      stepId: 'cham',
      unless: 'reviewed',
      from: 'submission',
      workingDays: 3,
      tell: 'chair',
      channel: 'list',
    } as const;
    const { part } = given({ policy: { ladder: [step3] } }, submit(at('2026-03-09T09:00:00')), ...tenDays);
    expect(part.alarms.filter(({ what }) => what === 'step').map((alarm) => alarm.at.slice(0, 10))).toEqual([
      '2026-03-23',
    ]);
  });
  test('the periods of check-ins are those of the year; one that ended meanwhile is not asked for', () => {
    const checkIn = (period: string, from: string, end: string) => ({
      what: 'checkIn' as const,
      period,
      from: at(from),
      at: at(end),
    });
    const alarms = [
      checkIn('2026-03', '2026-03-01T00:00:00', '2026-04-01T00:00:00'),
      checkIn('2026-04', '2026-04-01T00:00:00', '2026-05-01T00:00:00'),
    ];
    const frozen = { part: { due: null, lateFrom: null, reminders: [], alarms } };
    const moved = given(frozen, suspend(at('2026-03-10T09:00:00')), resume(at('2026-04-10T09:00:00')));
    expect(moved.until(at('2026-06-01T00:00:00'))).toMatchObject([
      { type: 'CheckInMissed', data: { period: '2026-04' } },
    ]);
  });
  test('it needs to have stood still', () => given({}).when(resume()).refused('not-suspended'));
  test('beyond the calendar it is refused: no working day is guessed', () =>
    given({}, suspend())
      .when(resume(at('2028-03-01T09:00:00')))
      .refused('date-outside-calendar'));
});

describe('stopping the clock', () => {
  test('is decided by the Chair, or recorded with the paper', () => {
    const reason = { reason: note };
    given({})
      .when(step(coordinator, 'SuspendAssignment', reason))
      .refused('basis-required');
    given({})
      .when(step(coordinator, 'SuspendAssignment', { ...reason, ...paper }))
      .then({ type: 'AssignmentSuspended' });
    given({})
      .when(step(officer, 'SuspendAssignment', reason))
      .refused('not-the-coordinator');
    given({}).when(step(stranger, 'ResumeAssignment')).refused('not-the-coordinator');
  });
  test('counts from the day of the paper: what was missed since was not missed', () => {
    const since = suspendSince('2026-03-30', '2026-04-02T09:00:00');
    given({}).when(since).then({ type: 'AssignmentSuspended' }, { type: 'DeadlineMissWithdrawn' });
    const moved = given({}, since, resume(at('2026-04-03T00:00:00')));
    expect(moved.part).toMatchObject({ due: at('2026-04-05T00:00:00'), missed: false });
  });
  test('leaves what was missed before', () =>
    expect(given({}, suspendSince('2026-04-01', '2026-04-02T09:00:00')).part.missed).toBe(true));
});

const suspendSince = (since: string, when: string) =>
  step(coordinator, 'SuspendAssignment', { reason: note, ...paper, happenedOn: day(since) }, at(when));
