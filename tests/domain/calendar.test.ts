// Counting in working days: what is worked, what is not, and that nothing is guessed outside the calendar.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  CalendarRangeError,
  isWeekend,
  isWorkingDay,
  WorkingCalendar,
  workingDaysBefore,
} from '../../domain/calendar.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { addDays, type PlainDate } from '../../domain/instant.ts';

const vn = WorkingCalendar.parse(shippedCalendar);
const day = (text: string): PlainDate => text as PlainDate;

/** Far enough from both ends that 30 working days on or back stay inside. */
const someDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays(day('2025-04-01'), days));
const someCount = fc.integer({ min: 1, max: 30 });

describe('the shipped calendar', () => {
  test.each(['2025-01-29', '2025-05-02', '2025-09-02', '2026-01-02', '2026-04-27', '2027-05-03', '2028-01-26'])(
    '%s is a day off',
    (date) => {
      expect(isWorkingDay(vn, day(date))).toBe(false);
    },
  );
  test.each(['2025-04-26', '2026-01-10', '2026-08-22'])('%s, a Saturday, is worked in exchange', (date) => {
    expect(isWorkingDay(vn, day(date))).toBe(true);
  });
  test('an ordinary Saturday and Sunday are not worked', () => {
    expect(isWorkingDay(vn, day('2025-10-11'))).toBe(false);
    expect(isWorkingDay(vn, day('2025-10-12'))).toBe(false);
  });
  test('24/11/2026 is worked: no holiday is assumed that was not confirmed', () => {
    expect(isWorkingDay(vn, day('2026-11-24'))).toBe(true);
  });
  test('has one entry per day, each with its source', () => {
    const dates = vn.days.map(({ date }) => date);
    expect(new Set(dates).size).toBe(dates.length);
    expect(vn.days.every(({ source }) => source.length > 10)).toBe(true);
  });
  test('gives a day off for every public holiday that falls on a weekend, in the days after it', () => {
    const onWeekends = vn.days.filter(({ date, kind }) => kind === 'holiday' && isWeekend(date));
    const substitutes = vn.days.filter(({ kind }) => kind === 'substitute');
    expect(onWeekends.map(({ date }) => date)).toEqual([
      '2026-04-26',
      '2027-02-06',
      '2027-02-07',
      '2027-05-01',
      '2028-01-01',
    ]);
    expect(substitutes.map(({ date }) => date)).toEqual([
      '2026-04-27',
      '2027-02-10',
      '2027-02-11',
      '2027-05-03',
      '2028-01-03',
    ]);
  });
  // Assignments of running plans have it frozen into them: what it says of any day may never change.
  test('says of every day what it has always said', () => {
    const unusual = Array.from({ length: 1_126 }, (_, days) => addDays(vn.from, days)).filter(
      (date) => isWorkingDay(vn, date) === isWeekend(date),
    );
    expect(unusual.join(' ')).toBe(
      [
        '2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07 2025-04-26 2025-04-30 2025-05-01',
        '2025-05-02 2025-09-01 2025-09-02 2026-01-01 2026-01-02 2026-01-10 2026-02-16 2026-02-17 2026-02-18 2026-02-19',
        '2026-02-20 2026-04-27 2026-04-30 2026-05-01 2026-08-22 2026-08-31 2026-09-01 2026-09-02 2027-01-01 2027-02-05',
        '2027-02-08 2027-02-09 2027-02-10 2027-02-11 2027-04-16 2027-04-30 2027-05-03 2027-09-02 2027-09-03 2028-01-03',
        '2028-01-24 2028-01-25 2028-01-26 2028-01-27 2028-01-28',
      ].join(' '),
    );
    expect(vn.version).toBe('vn-2025-2027.1');
  });
  test('reaches as far as the reminders of a plan that ends with 2027', () => {
    expect(workingDaysBefore(vn, day('2028-01-01'), 15)).toBe('2027-12-13');
    expect(addWorkingDays(vn, day('2027-12-31'), 3)).toBe('2028-01-06');
  });
});

describe('across', () => {
  // n working days after the first date are the second, and back again.
  test.each([
    ['Tết 2025', '2025-01-24', 1, '2025-02-03'],
    ['Tết 2026, nine days in a row', '2026-02-13', 1, '2026-02-23'],
    ['Tết 2027 with its substitutes', '2027-02-04', 1, '2027-02-12'],
    ['Tết 2028', '2028-01-21', 1, '2028-01-31'],
    ['the Saturday 26/4/2025 and the days that it is worked for', '2025-04-25', 3, '2025-04-29'],
    ['30/4 to 04/5/2025', '2025-04-29', 1, '2025-05-05'],
    ['New Year 2026 and the Saturday 10/01', '2025-12-31', 6, '2026-01-10'],
    ['the Saturday 22/8/2026', '2026-08-21', 2, '2026-08-24'],
    ['29/8 to 02/9/2026', '2026-08-28', 1, '2026-09-03'],
    ['Giỗ Tổ on a Sunday, 26/4/2026, made up for on Monday', '2026-04-24', 1, '2026-04-28'],
    ['01/5/2027, a Saturday, made up for on Monday', '2027-04-29', 1, '2027-05-04'],
    ['the turn of 2027', '2027-12-31', 1, '2028-01-04'],
  ])('%s', (_what, from, n, to) => {
    expect(addWorkingDays(vn, day(from), n)).toBe(to);
    expect(addWorkingDays(vn, day(to), -n)).toBe(from);
  });
  test('a term that ends in the Tết week is reminded of before it', () => {
    expect(workingDaysBefore(vn, day('2026-02-18'), 1)).toBe('2026-02-13');
    expect(workingDaysBefore(vn, day('2026-02-18'), 0)).toBe('2026-02-13');
    expect(workingDaysBefore(vn, day('2026-02-18'), 3)).toBe('2026-02-11');
  });
});

describe('adding working days', () => {
  test('does not count the first day', () => {
    expect(addWorkingDays(vn, day('2025-10-08'), 1)).toBe('2025-10-09');
  });
  test('goes over a swapped weekend', () => {
    expect(addWorkingDays(vn, day('2025-04-25'), 1)).toBe('2025-04-26');
    expect(addWorkingDays(vn, day('2025-04-29'), 1)).toBe('2025-05-05');
  });
  test('of none stays on a working day and leaves a day off', () => {
    expect(addWorkingDays(vn, day('2025-10-08'), 0)).toBe('2025-10-08');
    expect(addWorkingDays(vn, day('2025-10-11'), 0)).toBe('2025-10-13');
  });
  test('always ends on a working day', () => {
    fc.assert(
      fc.property(
        someDay,
        someCount,
        (date, n) => isWorkingDay(vn, addWorkingDays(vn, date, n)) && isWorkingDay(vn, addWorkingDays(vn, date, -n)),
      ),
    );
  });
  test('forward and back again returns to a working day', () => {
    fc.assert(
      fc.property(someDay, someCount, (date, n) => {
        const worked = addWorkingDays(vn, date, 0);
        expect(addWorkingDays(vn, addWorkingDays(vn, worked, n), -n)).toBe(worked);
      }),
    );
  });
  test('passes exactly as many working days as asked', () => {
    fc.assert(
      fc.property(someDay, someCount, (date, n) => {
        const end = addWorkingDays(vn, date, n);
        let worked = 0;
        for (let next = addDays(date, 1); next <= end; next = addDays(next, 1)) if (isWorkingDay(vn, next)) worked += 1;
        expect(worked).toBe(n);
      }),
    );
  });
  test('is additive', () => {
    fc.assert(
      fc.property(someDay, someCount, someCount, (date, n, m) => {
        expect(addWorkingDays(vn, addWorkingDays(vn, date, n), m)).toBe(addWorkingDays(vn, date, n + m));
      }),
    );
  });
  test('refuses half a day', () => {
    expect(() => addWorkingDays(vn, day('2025-10-08'), 1.5)).toThrow(RangeError);
  });
});

describe('a reminder', () => {
  test('of no days moves from a day off to the working day before', () => {
    expect(workingDaysBefore(vn, day('2025-11-30'), 0)).toBe('2025-11-28');
  });
  test('of n days lies before its date', () => {
    fc.assert(fc.property(someDay, someCount, (date, n) => workingDaysBefore(vn, date, n) < date));
  });
});

describe('outside the calendar', () => {
  test('nothing is guessed: the date is refused by name', () => {
    expect(() => isWorkingDay(vn, day('2028-02-01'))).toThrow(CalendarRangeError);
    expect(() => isWorkingDay(vn, day('2024-12-31'))).toThrow(
      expect.objectContaining({ code: 'date-outside-calendar' }),
    );
  });
  test('counting that runs over its end is refused as well', () => {
    expect(() => addWorkingDays(vn, day('2028-01-20'), 30)).toThrow(CalendarRangeError);
  });
});
