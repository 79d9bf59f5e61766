// Counting in working days: what is worked, what is not, and that nothing is guessed outside the calendar.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingDays,
  CalendarRangeError,
  isWorkingDay,
  WorkingCalendar,
  workingDaysBefore,
} from '../../domain/calendar.ts';
import { calendars, currentCalendarVersion } from '../../domain/calendar-vn.ts';
import { addDays, type PlainDate } from '../../domain/instant.ts';

const vn = WorkingCalendar.parse(calendars[currentCalendarVersion]);
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
    const dates = [...vn.holidays, ...vn.workingSaturdays].map(({ date }) => date);
    expect(new Set(dates).size).toBe(dates.length);
    expect([...vn.holidays, ...vn.workingSaturdays].every(({ source }) => source.length > 10)).toBe(true);
  });
  test('reaches as far as the reminders of a plan that ends with 2027', () => {
    expect(workingDaysBefore(vn, day('2028-01-01'), 15)).toBe('2027-12-13');
    expect(addWorkingDays(vn, day('2027-12-31'), 3)).toBe('2028-01-06');
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
