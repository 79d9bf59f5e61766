// Calendar periods of a plan: year, half, quarter, month. Pure arithmetic on dates.
import { z } from 'zod';
import { addDays, type PlainDate, plainDate } from './instant.ts';

const Year = z.int().min(1000).max(9999);

export const yearShape = { unit: z.literal('year'), year: Year };
export const halfShape = { unit: z.literal('half'), year: Year, index: z.int().min(1).max(2) };
export const quarterShape = { unit: z.literal('quarter'), year: Year, index: z.int().min(1).max(4) };
export const monthShape = { unit: z.literal('month'), year: Year, index: z.int().min(1).max(12) };

export const Period = z.discriminatedUnion('unit', [
  z.strictObject(yearShape),
  z.strictObject(halfShape),
  z.strictObject(quarterShape),
  z.strictObject(monthShape),
]);
export type Period = z.infer<typeof Period>;

const MONTHS = { year: 12, half: 6, quarter: 3, month: 1 } as const;

/** Months are counted through from year 0, so that the period after December needs no special case. */
function firstDayOfMonth(monthsSinceYearZero: number): PlainDate {
  const date = plainDate(Math.floor(monthsSinceYearZero / 12), (monthsSinceYearZero % 12) + 1, 1);
  if (date === null) throw new RangeError(`no such month: ${monthsSinceYearZero}`);
  return date;
}

function firstMonthOf(period: Period): number {
  const index = period.unit === 'year' ? 1 : period.index;
  return period.year * 12 + (index - 1) * MONTHS[period.unit];
}

export const firstDayOf = (period: Period): PlainDate => firstDayOfMonth(firstMonthOf(period));

export const lastDayOf = (period: Period): PlainDate =>
  addDays(firstDayOfMonth(firstMonthOf(period) + MONTHS[period.unit]), -1);
