// The stretch of days in which something is due again and again: a day, a week from Monday, a month, a quarter, a half, a year.
import type { Cadence } from './deadline-kinds.ts';
import { addDays, type PlainDate, plainDate, weekday } from './instant.ts';
import { firstDayOf, lastDayOf, type Period } from './period.ts';

/** `name` is unique among stretches of one cadence and sorts in time: 2026, 2026-H1, 2026-Q1, 2026-01, 2026-01-05. */
export interface Stretch {
  readonly name: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

const MONTHS = { year: 12, half: 6, quarter: 3, month: 1 } as const;
const MARKS = { half: 'H', quarter: 'Q' } as const;

/** The one that `date` lies in. */
function stretchAround(date: PlainDate, every: Cadence): Stretch {
  if (every === 'day') return { name: date, from: date, to: date };
  if (every === 'week') {
    const monday = addDays(date, -((weekday(date) + 6) % 7));
    return { name: monday, from: monday, to: addDays(monday, 6) };
  }
  const [year = 0, month = 1] = date.split('-').map(Number);
  const index = Math.ceil(month / MONTHS[every]);
  const period = (every === 'year' ? { unit: every, year } : { unit: every, year, index }) as Period;
  return { name: nameOf(period), from: firstDayOf(period), to: lastDayOf(period) };
}

function nameOf(period: Period): string {
  if (period.unit === 'year') return String(period.year);
  if (period.unit === 'month') return `${period.year}-${String(period.index).padStart(2, '0')}`;
  return `${period.year}-${MARKS[period.unit]}${period.index}`;
}

export const stretchAfter = (stretch: Stretch, every: Cadence): Stretch => stretchAround(addDays(stretch.to, 1), every);

/** Those that overlap the days from `from` to `to`, both included. */
export function stretchesBetween(from: PlainDate, to: PlainDate, every: Cadence): Stretch[] {
  const found: Stretch[] = [];
  for (let stretch = stretchAround(from, every); stretch.from <= to; stretch = stretchAfter(stretch, every)) {
    found.push(stretch);
  }
  return found;
}

/** The day of the month, or its last where the month has no such day. */
export function dayOfMonth(year: number, month: number, day: number): PlainDate {
  const found = plainDate(year, month, day);
  if (found) return found;
  return lastDayOf({ unit: 'month', year, index: month });
}
