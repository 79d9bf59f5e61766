// Instants and dates of the ward. Vietnam keeps UTC+7 all year, so business dates are plain arithmetic.
// An Instant is ISO 8601 with +07:00 and no fraction when it falls on a full second; a PlainDate is YYYY-MM-DD.
import { z } from 'zod';

const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export type Instant = string & { readonly __brand: 'Instant' };
export type PlainDate = string & { readonly __brand: 'PlainDate' };

/** The instant at `ms` milliseconds since the Unix epoch, written with +07:00. */
export function instant(ms: number): Instant {
  const local = new Date(ms + OFFSET_MS).toISOString();
  return local.replace(/(\.000)?Z$/, '+07:00') as Instant;
}

/** Milliseconds since the Unix epoch. Throws RangeError on a text that is no instant. */
export function ms(at: Instant): number {
  const value = Date.parse(at);
  if (Number.isNaN(value)) throw new RangeError(`not an instant: ${at}`);
  return value;
}

/** 00:00 in Vietnam of that day: the inclusive start of `date`, the exclusive end of the day before. */
export const startOfDay = (date: PlainDate): Instant => instant(Date.parse(`${date}T00:00:00+07:00`));

/** The exclusive end of `date`: 00:00 of the next day (docs/domain.md F6: "Trong ngày 31/12/2025" is 2026-01-01T00:00+07:00). */
export const endOfDay = (date: PlainDate): Instant => startOfDay(addDays(date, 1));

/** The day in Vietnam in which the instant falls. */
export const dateOf = (at: Instant): PlainDate => new Date(ms(at) + OFFSET_MS).toISOString().slice(0, 10) as PlainDate;

export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as PlainDate;
}

/** Day of the week, 0 = Sunday … 6 = Saturday. */
export const weekday = (date: PlainDate): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** The date when the three numbers name a real day, else null. 31/11 is null, never 1/12. */
export function plainDate(year: number, month: number, day: number): PlainDate | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? (text as PlainDate) : null;
}

/** So many days of 24 hours later; null stays null. */
export const laterBy = (days: number, at: Instant | null): Instant | null => at && instant(ms(at) + days * DAY_MS);

export const later = (a: Instant, b: Instant): Instant => (ms(a) >= ms(b) ? a : b);

const isRealDay = (text: string): boolean => {
  const [year, month, day] = text.split('-').map(Number);
  return plainDate(year ?? 0, month ?? 0, day ?? 0) !== null;
};

export const PlainDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay, 'not a day of the calendar')
  .refine((text) => text >= '1945-01-01' && text < '2200-01-01', 'not a year of our time')
  .transform((text) => text as PlainDate);

export const Instant = z.iso.datetime({ offset: true }).transform((text) => instant(Date.parse(text)));
