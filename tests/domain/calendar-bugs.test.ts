// Calendar bugs that others have had (peers: jmix #790, jbpm #233, #1342 and #1830, Operaton's time zones), each as a rule of ours.
import { afterEach, describe, expect, test } from 'vitest';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import type { FrozenPolicy } from '../../domain/assignment/events.ts';
import { alarmsAround, alarmsOfLaunch, type Planning } from '../../domain/assignment/plan-alarms.ts';
import { addWorkingDays, type WorkingCalendar } from '../../domain/calendar.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { type Deadline, resolveDeadline } from '../../domain/deadline.ts';
import type { DeadlineOf } from '../../domain/deadline-kinds.ts';
import { dateOf, endOfDay, Instant, instant, type PlainDate } from '../../domain/instant.ts';
import { occurrencesOf } from '../../domain/occurrences.ts';
import { coordinator, knowing, note, spec } from '../support/assignment-history.ts';
import { at } from '../support/specification.ts';
import { given, submit } from './assignment/given.ts';

const date = (text: string) => text as PlainDate;
const reading = { beforeIsLateFrom: 'endOfDay', calendar: shippedCalendar } as const;
const policy: FrozenPolicy = { ...spec.policy, reminderWorkingDays: [1], acknowledgeWorkingDays: 1 };
const planning = (from: Instant, calendar: WorkingCalendar | null = shippedCalendar): Planning => ({
  policy,
  calendar,
  mode: 'ORDER',
  from,
  seed: 'r001',
});
const afterDay = (n: number, unit: 'days' | 'workingDays', on: string): Deadline => ({
  kind: 'relative',
  n,
  unit,
  after: { anchor: 'date', date: date(on) },
});
const dueOf = (deadline: Deadline) => resolveDeadline(deadline, reading)?.due;

/** Until when a returned submission is to be handed in again: three working days, by the policy. */
function resubmitUntil(returnedAt: Instant, calendar: WorkingCalendar | null = shippedCalendar) {
  const { state, events } = given({}, submit(at('2026-03-10T09:00:00')));
  const decision = assignmentRules.decide(
    state,
    { type: 'ReturnSubmission', reasonCode: 'thieu', reason: note },
    {
      actor: coordinator,
      receivedAt: returnedAt,
      version: events.length,
      versionBeforeTime: events.length,
      facts: { ...knowing, calendar },
    },
  );
  if ('refusal' in decision) return decision.refusal.code;
  return decision.events.flatMap((event) => (event.type === 'SubmissionReturned' ? [event.data.resubmitUntil] : []))[0];
}

describe('a day is a day, never 24 hours of office time (jmix #790)', () => {
  test('one working day after a Friday is the Monday, to its end', () => {
    expect(dueOf(afterDay(1, 'workingDays', '2025-10-10'))).toBe('2025-10-14T00:00:00+07:00');
  });
  test('one plain day after a Friday is the Saturday', () => {
    expect(dueOf(afterDay(1, 'days', '2025-10-10'))).toBe('2025-10-12T00:00:00+07:00');
  });
  test('what is returned on a Friday is due again after three working days, whatever the hour', () => {
    for (const hour of ['00:00:00', '07:59:59', '12:30:00', '23:59:59']) {
      expect(resubmitUntil(at(`2026-03-13T${hour}`))).toBe('2026-03-19T00:00:00+07:00');
    }
  });
});

describe('no way of counting overlooks a holiday (jbpm #233)', () => {
  test('a term in working days', () => {
    expect(dueOf(afterDay(2, 'workingDays', '2026-02-13'))).toBe('2026-02-25T00:00:00+07:00');
  });
  test('a reminder', () => {
    const [reminder] = alarmsAround(endOfDay(date('2026-02-23')), planning(at('2026-01-05T08:00:00'))) ?? [];
    expect(dateOf(reminder?.at ?? ('' as Instant))).toBe('2026-02-13');
  });
  test('the silence of a unit', () => {
    expect(alarmsOfLaunch(planning(at('2026-02-13T09:00:00')))?.map((alarm) => alarm.at)).toEqual([
      '2026-02-24T00:00:00+07:00',
    ]);
  });
  test('a resubmission', () => {
    expect(resubmitUntil(at('2026-04-24T09:00:00'))).toBe('2026-05-05T00:00:00+07:00'); // 28 and 29/4, then 04/5
  });
  test('the report of a month, within working days after it', () => {
    const within: DeadlineOf<'recurring'> = {
      kind: 'recurring',
      segments: [{ from: date('2025-12-01'), every: 'month' }],
      dueWithin: { n: 2, unit: 'workingDays' },
      until: 'open',
    };
    const [december] = occurrencesOf(within, at('2025-12-01T00:00:00'), date('2025-12-31'), reading);
    expect(december?.due).toBe('2026-01-07T00:00:00+07:00'); // 1 and 2/01 are off, 3 and 4 a weekend: the 5th and the 6th
  });
});

describe('before, after and outside office hours count alike (jbpm #1342, #1830)', () => {
  const moments = ['2026-03-16T00:00:00', '2026-03-16T05:30:00', '2026-03-16T17:30:00', '2026-03-16T23:59:59.999'];
  test.each(moments)('what begins at %s runs from that day', (moment) => {
    expect(alarmsOfLaunch(planning(at(moment)))?.map((alarm) => alarm.at)).toEqual(['2026-03-18T00:00:00+07:00']);
    expect(resubmitUntil(at(moment))).toBe('2026-03-20T00:00:00+07:00');
  });
  test('what begins on a Saturday, a Sunday or a holiday runs from there: the next working day is the first', () => {
    for (const moment of ['2026-03-14T09:00:00', '2026-03-15T23:59:59.999', '2026-02-18T12:00:00']) {
      const first = addWorkingDays(shippedCalendar, dateOf(at(moment)), 1);
      expect(alarmsOfLaunch(planning(at(moment)))?.map((alarm) => alarm.at)).toEqual([endOfDay(first)]);
    }
  });
  test('what begins on a Saturday that is worked does not count that day either', () => {
    expect(resubmitUntil(at('2026-08-22T09:00:00'))).toBe('2026-08-27T00:00:00+07:00');
  });
  test('one millisecond before midnight is the day before', () => {
    expect(resubmitUntil(at('2026-03-15T23:59:59.999'))).toBe('2026-03-19T00:00:00+07:00');
    expect(resubmitUntil(at('2026-03-16T00:00:00'))).toBe('2026-03-20T00:00:00+07:00');
  });
});

describe('the zone of the machine decides nothing (Operaton)', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  test.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])('%s', (name) => {
    process.env.TZ = name;
    // 00:30 on Monday in Vietnam is still Sunday in UTC, and Sunday morning in Los Angeles.
    expect(dateOf(instant(Date.parse('2026-03-15T17:30:00Z')))).toBe('2026-03-16');
    expect(resubmitUntil(instant(Date.parse('2026-03-15T17:30:00Z')))).toBe('2026-03-20T00:00:00+07:00');
    expect(dueOf(afterDay(1, 'workingDays', '2026-02-13'))).toBe('2026-02-24T00:00:00+07:00');
  });
  test('an instant is always written with its offset', () => {
    expect(dueOf(afterDay(1, 'workingDays', '2025-10-10'))).toMatch(/\+07:00$/);
  });
  test.each(['2026-03-16T00:30:00', '2026-03-16 00:30:00+07:00', '2026-03-16', '1773595800000'])(
    'and none is read that does not say it: %s',
    (written) => expect(Instant.safeParse(written).success).toBe(false),
  );
  test.each(['2026-03-15T17:30:00Z', '2026-03-15T10:30:00-07:00', '2026-03-16T00:30:00+07:00'])(
    '%s is one moment, whoever writes it',
    (written) => expect(Instant.parse(written)).toBe('2026-03-16T00:30:00+07:00'),
  );
});

describe('where the calendar ends, nothing is guessed', () => {
  test('a term in working days is not datable', () => {
    expect(() => dueOf(afterDay(1, 'workingDays', '2028-01-31'))).toThrow(
      expect.objectContaining({ code: 'date-outside-calendar' }),
    );
  });
  test('alarms cannot be planned', () => {
    expect(alarmsAround(endOfDay(date('2028-02-20')), planning(at('2027-01-05T08:00:00')))).toBeNull();
    expect(alarmsOfLaunch(planning(at('2028-01-31T08:00:00')))).toBeNull();
  });
  test('a return must name its date, with a calendar that is too short and with one that is not known', () => {
    expect(resubmitUntil(at('2028-01-31T08:00:00'))).toBe('resubmit-by-required');
    expect(resubmitUntil(at('2026-03-13T08:00:00'), null)).toBe('resubmit-by-required');
  });
});
