// Dates and years as plans write them → values. A day that does not exist is never coerced, a missing year is the plan's.
import type { Deadline, FixedDeadline } from '../domain/deadline-kinds.ts';
import { type PlainDate, plainDate } from '../domain/instant.ts';

export const YEAR = '(?:19|20|21)\\d{2}';
const BOUNDARY = '(?<![\\d/.,])';
/** Six groups: day, month, year? as numbers ("31/12/2025"), then the same in words ("31 tháng 12 năm 2025"). */
export const DATE =
  `(?:${BOUNDARY}(\\d{1,2})\\s*/\\s*(\\d{1,2})(?:(?:\\s*/\\s*|,?\\s+năm\\s+)(${YEAR}))?` +
  `|${BOUNDARY}(\\d{1,2})\\s+tháng\\s+(\\d{1,2})(?:(?:\\s*/\\s*|,?\\s+(?:năm\\s+)?)(${YEAR}))?)(?![\\d/])`;
export const DATE_GROUPS = 6;

export interface WrittenDate {
  readonly day: number;
  readonly month: number;
  readonly year: number | null;
}

/** The date whose groups begin at `from` in the match. */
export function writtenDate(match: RegExpExecArray, from: number): WrittenDate {
  const groups = match.slice(from, from + DATE_GROUPS);
  const [day, month, year] = groups[0] === undefined ? groups.slice(3) : groups;
  return { day: Number(day), month: Number(month), year: year === undefined ? null : Number(year) };
}

/** The deadline that the date sets; undefined without any year, invalid where the calendar has no such day. */
export function fixedOn(
  written: WrittenDate,
  bound: FixedDeadline['bound'],
  planYear: number | null,
  time?: string,
): Deadline {
  const year = written.year ?? planYear;
  if (year === null) return { kind: 'undefined' };
  const date = plainDate(year, written.month, written.day);
  if (date === null) return impossible({ ...written, year }, bound);
  return { kind: 'fixed', date, bound, ...(time !== undefined && { time }) };
}

/**
 * Both ways to mend "trước ngày 31/11": the end of the last real day of that month, or the same day of the next month.
 * A person chooses; nothing is chosen here.
 */
function impossible(written: { day: number; month: number; year: number }, bound: FixedDeadline['bound']): Deadline {
  const { day, month, year } = written;
  const lastDay = lastDayOfMonth(year, month);
  const nextMonth = month === 12 ? plainDate(year + 1, 1, day) : plainDate(year, month + 1, day);
  const suggestions: FixedDeadline[] = [];
  if (lastDay !== null && day > 0) suggestions.push({ kind: 'fixed', date: lastDay, bound: 'onOrBefore' });
  if (lastDay !== null && nextMonth !== null) suggestions.push({ kind: 'fixed', date: nextMonth, bound });
  return { kind: 'invalid', written, suggestions };
}

function lastDayOfMonth(year: number, month: number): PlainDate | null {
  for (let day = 31; day >= 28; day--) {
    const date = plainDate(year, month, day);
    if (date !== null) return date;
  }
  return null;
}
