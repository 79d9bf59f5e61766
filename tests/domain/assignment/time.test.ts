// Time and an assignment: the last instant and the first one after, days that are worked and days that are not, outages.
import { describe, expect, test } from 'vitest';
import { alarmsAround, checkIns } from '../../../domain/assignment/plan-alarms.ts';
import { shippedCalendar } from '../../../domain/calendar-vn.ts';
import type { Deadline } from '../../../domain/deadline.ts';
import { resolveDeadline } from '../../../domain/deadline.ts';
import { endOfDay, type Instant, instant, ms, startOfDay } from '../../../domain/instant.ts';
import { assigned, note, officer, spec } from '../../support/assignment-history.ts';
import { at } from '../../support/specification.ts';
import { accept, day, given, step, submit } from './given.ts';

const dueOn = (date: string) => {
  const deadline: Deadline = { kind: 'fixed', date: day(date), bound: 'onOrBefore' };
  return { deadline, due: endOfDay(day(date)), lateFrom: endOfDay(day(date)) };
};
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('the last instant of a day and the first of the next, at +07:00', () => {
  test.each(['2026-12-31', '2028-02-29', '2027-02-08', '2026-08-22'])('%s', (date) => {
    const part = { ...dueOn(date), reminders: [] };
    const last = instant(ms(part.due) - 1);
    expect(last).toBe(`${date}T23:59:59.999+07:00`);
    given({ part })
      .when(submit(last))
      .then({ type: 'EvidenceSubmitted', data: { late: false } });
    given({ part })
      .when(submit(part.due))
      .then({ type: 'EvidenceSubmitted', data: { late: true } });
    expect(given({ part }).until(last)).toEqual([]);
    expect(given({ part }).until(part.due)).toMatchObject([{ type: 'DeadlineMissed', at: part.due }]);
  });
  test('31/12 ends with the year', () => expect(dueOn('2026-12-31').due).toBe('2027-01-01T00:00:00+07:00'));
  test('29/2 is a day of a leap year only', () => {
    expect(dueOn('2028-02-29').due).toBe('2028-03-01T00:00:00+07:00');
    expect(dueOn('2027-02-28').due).toBe('2027-03-01T00:00:00+07:00');
  });
  test('"31/11" is no instant', () =>
    expect(resolveDeadline({ kind: 'invalid', suggestions: [] }, { beforeIsLateFrom: 'endOfDay' })).toBeNull());
});

describe('reminders and steps', () => {
  const step1 = {
    stepId: 'qua',
    unless: 'submitted',
    from: 'due',
    workingDays: 1,
    tell: 'chair',
    channel: 'list',
  } as const;
  const before1 = { ...step1, stepId: 'sap', workingDays: -1 };
  const planned = (date: string, bound: 'before' | 'onOrBefore' = 'onOrBefore') => {
    const policy = { ...spec.policy, reminderWorkingDays: [3, 1], ladder: [before1, step1] };
    const deadline = { kind: 'fixed', date: day(date), bound } as const;
    const { due, lateFrom } = resolveDeadline(deadline, policy) ?? { due: null, lateFrom: null };
    const from = startOfDay(day('2025-12-01'));
    const alarms = alarmsAround(
      due,
      { policy, calendar: shippedCalendar, mode: 'ORDER', from, seed: 'r001' },
      lateFrom,
    );
    return alarms?.map((alarm) => [alarm.what === 'step' ? alarm.stepId : alarm.what, alarm.at.slice(0, 10)]);
  };
  test('before Tết fall on the days that are worked', () =>
    expect(planned('2026-02-23')).toEqual([
      ['reminder', '2026-02-11'],
      ['reminder', '2026-02-13'],
      ['sap', '2026-02-13'],
      ['qua', '2026-02-24'],
    ]));
  test('in the week of Tết wait for the first working day after it', () =>
    expect(planned('2026-02-16')?.at(-1)).toEqual(['qua', '2026-02-23']));
  test.each([
    ['2026-01-12', '2026-01-10'],
    ['2026-08-24', '2026-08-22'],
  ])('one working day before %s is the Saturday %s, which is worked', (date, saturday) =>
    expect(planned(date)).toContainEqual(['reminder', saturday]),
  );
  test('name nobody on the day that the plan names: "trước ngày 18/12" is late after it', () => {
    expect(planned('2026-12-17', 'before')).toEqual([
      ['reminder', '2026-12-11'],
      ['reminder', '2026-12-15'],
      ['sap', '2026-12-15'],
      ['qua', '2026-12-18'],
    ]);
  });
  test('come in the hour from 06:00, each assignment at a minute of its own, always the same', () => {
    const seeds = Array.from({ length: 50 }, (_, index) => `r${index}`);
    const minutes = seeds.map((seed) => {
      const planning = {
        policy: spec.policy,
        calendar: shippedCalendar,
        mode: 'ORDER',
        from: assigned.at,
        seed,
      } as const;
      return alarmsAround(endOfDay(day('2026-03-31')), planning)?.[0]?.at.slice(11, 16) ?? '';
    });
    expect(minutes.every((minute) => minute >= '06:00' && minute < '07:00')).toBe(true);
    expect(new Set(minutes).size).toBeGreaterThan(20);
  });
  test('are not planned where no calendar knows the days', () =>
    expect(
      alarmsAround(at('2029-04-01T00:00:00'), {
        policy: spec.policy,
        calendar: shippedCalendar,
        mode: 'ORDER',
        from: assigned.at,
        seed: '',
      }),
    ).toBeNull());
});

describe('the ladder', () => {
  const rung = (
    stepId: string,
    unless: 'acknowledged' | 'started' | 'submitted' | 'reviewed',
    from: 'launch' | 'due' | 'submission',
    workingDays: number,
    tell: 'unitHead' | 'chair',
  ) => ({ stepId, unless, from, workingDays, tell, channel: 'message' }) as const;
  const ladder = [
    rung('han', 'submitted', 'due', 1, 'chair'),
    rung('bao', 'submitted', 'due', 3, 'chair'),
    rung('xem', 'reviewed', 'submission', 2, 'unitHead'),
  ];
  const climbing = (at1: string, stepId: string) => ({ what: 'step' as const, stepId, at: at(at1) });
  const alarms = [climbing('2026-04-01T08:00:00', 'han'), climbing('2026-04-03T08:00:00', 'bao')];
  const frozen = { policy: { ladder }, part: { reminders: [], alarms } };
  const escalated = (events: readonly { type: string; data: object }[]) =>
    events.flatMap(({ type, data }) => (type === 'AssignmentEscalated' && 'step' in data ? [data.step] : []));

  test('is climbed step by step', () =>
    expect(escalated(given(frozen).until(at('2026-05-01T00:00:00')))).toMatchObject([
      { stepId: 'han' },
      { stepId: 'bao' },
    ]));
  test('ends with what is handed in', () =>
    expect(escalated(given(frozen, submit(at('2026-04-02T09:00:00'))).until(at('2026-04-03T12:00:00')))).toEqual([]));
  test('says nothing any more once it is accepted', () =>
    expect(given(frozen, submit(), accept()).until(at('2027-01-01T00:00:00'))).toEqual([]));
  test('has a clock for the reviewer too, which begins anew with every submission', () => {
    const slow = given(frozen, submit(at('2026-03-09T09:00:00')));
    expect(escalated(slow.until(at('2026-03-20T00:00:00')))).toMatchObject([{ stepId: 'xem' }]);
    const again = given(
      frozen,
      submit(at('2026-03-09T09:00:00')),
      step(officer, 'WithdrawSubmission', {}, at('2026-03-10T09:00:00')),
      submit(at('2026-03-10T10:00:00')),
    );
    expect(again.part.alarms.filter((alarm) => alarm.what === 'step' && alarm.stepId === 'xem')).toMatchObject([
      { at: expect.stringMatching(/^2026-03-12/) },
    ]);
  });
  test('never names to its superiors who was only asked, or only helps', () => {
    expect(types(given({ ...frozen, mode: 'REQUEST' }).until(at('2026-06-01T00:00:00')))).toEqual([]);
    const helping = { ...frozen, part: { ...frozen.part, needed: false } };
    expect(types(given(helping).until(at('2026-06-01T00:00:00')))).toEqual([]);
  });
});

describe('after an outage', () => {
  const alarms = [
    { what: 'reminder' as const, workingDaysBefore: 3, at: at('2026-03-26T08:00:00') },
    { what: 'reminder' as const, workingDaysBefore: 1, at: at('2026-03-30T08:00:00') },
    { what: 'step' as const, stepId: 'qua', at: at('2026-04-01T08:00:00') },
  ];
  const ladder = [
    { stepId: 'qua', unless: 'submitted', from: 'due', workingDays: 1, tell: 'chair', channel: 'list' } as const,
  ];
  const frozen = { policy: { ladder }, part: { reminders: [], alarms } };
  test('what was planned comes once, in order, each with its planned instant', () => {
    const late = given(frozen).until(at('2026-04-05T00:00:00'));
    expect(late.map(({ type, at: when }) => [type, when])).toEqual([
      ['ReminderDue', alarms[0]?.at],
      ['ReminderDue', alarms[1]?.at],
      ['DeadlineMissed', at('2026-04-01T00:00:00')],
      ['AssignmentEscalated', alarms[2]?.at],
    ]);
  });
  test('a submission received in time takes the miss back', () =>
    expect(found(frozen, '2026-03-31T23:59:59.999')).toEqual(['EvidenceSubmitted', 'DeadlineMissWithdrawn']));
  test('one received late does not', () => expect(found(frozen, '2026-04-01T00:00:00')).toEqual(['EvidenceSubmitted']));

  /** Received then, found only when time had gone on. */
  const found = (what: Parameters<typeof given>[0], received: string) => {
    const seen = given(what, step(officer, 'Acknowledge', {}, at('2026-04-02T09:00:00'))).when(submit(at(received)));
    return types(seen.events);
  };
});

describe('a check-in that is missed', () => {
  const alarms = checkIns('month', assigned.at, at('2026-06-01T00:00:00'));
  const frozen = { part: { due: null, lateFrom: null, reminders: [], alarms } };
  const report = (when: Instant) => step(officer, 'ReportCheckIn', { note }, when);
  test('is an event, period by period', () =>
    expect(
      given(frozen)
        .until(at('2026-06-01T00:00:00'))
        .map(({ data }) => 'period' in data && data.period),
    ).toEqual(['2026-03', '2026-04', '2026-05']));
  test('is not one for a period that was reported on', () =>
    expect(
      given(frozen, report(at('2026-04-15T09:00:00')))
        .until(at('2026-06-01T00:00:00'))
        .map(({ data }) => 'period' in data && data.period),
    ).toEqual(['2026-05']));
  test('is answered by a report that had come in time and is found afterwards', () =>
    given(frozen, step(officer, 'Acknowledge', {}, at('2026-04-02T09:00:00')))
      .when(report(at('2026-03-31T23:59:59')))
      .then({ type: 'CheckInReported', data: { period: '2026-03' } }));
});
