// What deadlines mean: the instants of fixtures F6 to F9, what may be launched, and plans moved to another year.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { Deadline, describeDeadline, isLaunchable, moveYears, resolveDeadline } from '../../domain/deadline.ts';
import { type Instant, ms, type PlainDate, plainDate } from '../../domain/instant.ts';

const date = (text: string): PlainDate => text as PlainDate;
const at = (text: string): Instant => text as Instant;
const lenient = { beforeIsLateFrom: 'endOfDay' } as const;
const strict = { beforeIsLateFrom: 'startOfDay' } as const;

const beforeDay = (day: string): Deadline => ({ kind: 'fixed', date: date(day), bound: 'before' });
const onDay = (day: string): Deadline => ({ kind: 'fixed', date: date(day), bound: 'onOrBefore' });
const year2025: Deadline = { kind: 'period', unit: 'year', year: 2025 };
const monthly: Deadline = {
  kind: 'recurring',
  segments: [
    { from: date('2025-10-08'), to: date('2025-12-31'), every: 'month' },
    { from: date('2026-01-01'), every: 'quarter' },
  ],
  until: 'open',
};
const invalid: Deadline = {
  kind: 'invalid',
  written: { day: 31, month: 11, year: 2025 },
  suggestions: [{ kind: 'fixed', date: date('2025-11-30'), bound: 'onOrBefore' }],
};

describe('a fixed deadline', () => {
  test('"trong ngày 31/12/2025" is due when that day is over (F6)', () => {
    const end = at('2026-01-01T00:00:00+07:00');
    expect(resolveDeadline(onDay('2025-12-31'), lenient)).toEqual({ due: end, lateFrom: end });
  });
  test('"trước ngày 31/12/2025" is due when that day begins, and late only when it is over (F7)', () => {
    expect(resolveDeadline(beforeDay('2025-12-31'), lenient)).toEqual({
      due: '2025-12-31T00:00:00+07:00',
      lateFrom: '2026-01-01T00:00:00+07:00',
    });
  });
  test('is late at once where the plan reads "trước" literally', () => {
    const start = at('2025-12-31T00:00:00+07:00');
    expect(resolveDeadline(beforeDay('2025-12-31'), strict)).toEqual({ due: start, lateFrom: start });
  });
  test('that names the hour is late from that hour on, whatever the policy', () => {
    const hour = at('2025-11-15T17:00:00+07:00');
    const deadline: Deadline = { kind: 'fixed', date: date('2025-11-15'), bound: 'before', time: '17:00' };
    expect(resolveDeadline(deadline, lenient)).toEqual({ due: hour, lateFrom: hour });
  });
});

describe('a period', () => {
  test.each([
    [{ kind: 'period', unit: 'quarter', year: 2025, index: 3 }, '2025-10-01T00:00:00+07:00'],
    [year2025, '2026-01-01T00:00:00+07:00'],
    [{ kind: 'period', unit: 'half', year: 2025, index: 1 }, '2025-07-01T00:00:00+07:00'],
    [{ kind: 'period', unit: 'month', year: 2025, index: 12 }, '2026-01-01T00:00:00+07:00'],
  ] satisfies [Deadline, string][])('%j ends with its last day (F8)', (period, due) => {
    expect(resolveDeadline(period, lenient)?.due).toBe(due);
  });
  test('does not exist as a fifth quarter', () => {
    expect(Deadline.safeParse({ kind: 'period', unit: 'quarter', year: 2025, index: 5 }).success).toBe(false);
  });
});

describe('milestones', () => {
  const milestones: Deadline = {
    kind: 'milestones',
    milestones: [
      { label: 'các hình thức khác', deadline: beforeDay('2025-12-05') },
      { label: 'hội nghị', deadline: onDay('2025-11-30') },
      { label: 'phúc tra', deadline: { kind: 'externalTrigger', source: 'Sở Nội vụ', watchdog: 'month' } },
    ],
  };
  test('are due with the last dated one, whatever their order', () => {
    expect(resolveDeadline(milestones, lenient)?.due).toBe('2025-12-05T00:00:00+07:00');
  });
  test('are not datable when none of them is', () => {
    expect(
      resolveDeadline({ kind: 'milestones', milestones: [{ label: '', deadline: { kind: 'continuous' } }] }, lenient),
    ).toBeNull();
  });
});

describe('a deadline without one instant', () => {
  test.each([
    { kind: 'continuous' },
    monthly,
    { kind: 'externalTrigger', source: 'Sở Nội vụ', watchdog: 'month' },
    { kind: 'undefined' },
    invalid,
    { kind: 'relative', n: 5, unit: 'days', after: { anchor: 'event', event: 'có kết luận kiểm tra' } },
  ] satisfies Deadline[])('$kind resolves to null', (deadline) => {
    expect(resolveDeadline(deadline, lenient)).toBeNull();
  });
});

describe('a deadline relative to a known day', () => {
  const afterYear: Deadline = {
    kind: 'relative',
    n: 3,
    unit: 'workingDays',
    after: { anchor: 'periodEnd', period: { unit: 'year', year: 2025 } },
  };
  test('counts working days in the calendar of the plan', () => {
    // 1 and 2 January 2026 are off, 3 and 4 are a weekend: 5, 6 and 7 January are the three days.
    const due = resolveDeadline(afterYear, { ...lenient, calendar: shippedCalendar })?.due;
    expect(due).toBe('2026-01-08T00:00:00+07:00');
  });
  test('is not datable in working days without a calendar', () => {
    expect(resolveDeadline(afterYear, lenient)).toBeNull();
  });
});

describe('launching', () => {
  test('is refused while the deadline is undefined or no real date (F9)', () => {
    expect(isLaunchable({ kind: 'undefined' })).toBe(false);
    expect(isLaunchable(invalid)).toBe(false);
  });
  test('is refused while one milestone is not settled', () => {
    const half: Deadline = {
      kind: 'milestones',
      milestones: [
        { label: 'a', deadline: onDay('2025-11-30') },
        { label: 'b', deadline: { kind: 'undefined' } },
      ],
    };
    expect(isLaunchable(half)).toBe(false);
  });
  test('is allowed for whatever is open-ended or waits for a paper', () => {
    expect([monthly, year2025, { kind: 'continuous' } as const].every(isLaunchable)).toBe(true);
  });
});

describe('moving a deadline to another year', () => {
  test('29 February becomes 28 February', () => {
    expect(moveYears(onDay('2028-02-29'), 1)).toEqual(onDay('2029-02-28'));
  });
  test('reaches every date inside, also in milestones and segments', () => {
    const moved = JSON.stringify(moveYears({ kind: 'milestones', milestones: [{ label: 'a', deadline: monthly }] }, 1));
    expect(moved).toContain('"to":"2026-12-31"');
    expect(moved).not.toContain('2025-');
  });
  test('there and back again changes nothing, except 29 February', () => {
    const days = fc.date({ min: new Date('2001-01-01'), max: new Date('2098-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: -5, max: 5 }), (day, years) => {
        const deadline = onDay(day.toISOString().slice(0, 10));
        const back = moveYears(moveYears(deadline, years), -years);
        if (!day.toISOString().includes('-02-29')) expect(back).toEqual(deadline);
      }),
    );
  });
});

describe('the format', () => {
  const everyKind: Deadline[] = [
    beforeDay('2025-12-31'),
    { ...year2025, internalDue: date('2025-11-15'), checkIns: 'month' },
    { kind: 'range', from: date('2025-10-01'), to: date('2025-10-31') },
    { kind: 'continuous', checkIns: 'quarter' },
    { ...monthly, cutoffDay: 14, dueWithin: { n: 2, unit: 'workingDays' } },
    { kind: 'externalTrigger', source: 'Sở Nội vụ', latest: date('2025-12-18'), watchdog: 'month' },
    { kind: 'relative', n: 30, unit: 'days', after: { anchor: 'date', date: date('2025-11-01') } },
    { kind: 'milestones', milestones: [{ label: 'kế hoạch', owner: 'VP', deadline: beforeDay('2025-11-20') }] },
    { kind: 'undefined' },
    invalid,
  ];
  test('survives JSON unchanged, whatever the kind', () => {
    for (const deadline of everyKind) expect(Deadline.parse(JSON.parse(JSON.stringify(deadline)))).toEqual(deadline);
  });
  test('refuses a day that does not exist and a word that it does not know', () => {
    expect(Deadline.safeParse({ kind: 'fixed', date: '2025-11-31', bound: 'before' }).success).toBe(false);
    expect(Deadline.safeParse({ ...onDay('2025-12-31'), graceDays: 3 }).success).toBe(false);
  });
  test('is late never before it is due', () => {
    const dates = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
    fc.assert(
      fc.property(
        dates,
        fc.constantFrom('before', 'onOrBefore'),
        fc.constantFrom(lenient, strict),
        ({ month, day }, bound, policy) => {
          const on = plainDate(2025, month, day) ?? date('2025-01-01');
          const resolved = resolveDeadline({ kind: 'fixed', date: on, bound }, policy);
          expect(resolved && ms(resolved.lateFrom) >= ms(resolved.due)).toBe(true);
        },
      ),
    );
  });
});

describe('the description', () => {
  test.each([
    [onDay('2025-12-31'), 'hết ngày 31/12/2025, thứ Tư'],
    [beforeDay('2025-12-13'), 'trước ngày 13/12/2025, thứ Bảy'],
    [{ kind: 'continuous' }, 'thường xuyên'],
    [year2025, 'trong năm 2025 (hết ngày 31/12/2025, thứ Tư)'],
    [{ kind: 'undefined' }, 'chưa xác định thời hạn'],
    [invalid, 'ngày 31/11/2025 không có thật; có thể là hết ngày 30/11/2025, Chủ nhật'],
  ] satisfies [Deadline, string][])('names the weekday, so that a wrong reading shows: %#', (deadline, sentence) => {
    expect(describeDeadline(deadline)).toBe(sentence);
  });
});
