// A deadline some years on: a demo copy of a plan runs in another year. Pure.
import { assertNever } from './assert-never.ts';
import type { Deadline, DeadlineOf } from './deadline-kinds.ts';
import { type PlainDate, plainDate } from './instant.ts';

/** The same deadline so many years later; 29/2 becomes 28/2 where the year has none. */
export function moveYears(deadline: Deadline, years: number): Deadline {
  const move = (date: PlainDate) => moveDate(date, years);
  switch (deadline.kind) {
    case 'fixed':
      return { ...deadline, date: move(deadline.date) };
    case 'period':
      return movePeriod(deadline, years);
    case 'range':
      return { ...deadline, from: move(deadline.from), to: move(deadline.to) };
    case 'recurring':
      return moveRecurring(deadline, years);
    case 'externalTrigger':
      return { ...deadline, ...(deadline.latest && { latest: move(deadline.latest) }) };
    case 'relative':
      return { ...deadline, after: moveAnchor(deadline.after, years) };
    case 'milestones':
      return {
        ...deadline,
        milestones: deadline.milestones.map((part) => ({ ...part, deadline: moveYears(part.deadline, years) })),
      };
    case 'invalid':
      return moveInvalid(deadline, years);
    case 'continuous':
    case 'undefined':
      return deadline;
    default:
      return assertNever(deadline);
  }
}

function moveDate(date: PlainDate, years: number): PlainDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const moved = plainDate(year + years, month, day) ?? plainDate(year + years, month, day - 1);
  if (moved === null) throw new RangeError(`${date} cannot be moved by ${years} years`);
  return moved;
}

function movePeriod(period: DeadlineOf<'period'>, years: number): DeadlineOf<'period'> {
  const { internalDue } = period;
  return { ...period, year: period.year + years, ...(internalDue && { internalDue: moveDate(internalDue, years) }) };
}

function moveRecurring(recurring: DeadlineOf<'recurring'>, years: number): DeadlineOf<'recurring'> {
  const { segments, until } = recurring;
  return {
    ...recurring,
    segments: segments.map(({ from, to, every }) => ({
      from: moveDate(from, years),
      ...(to && { to: moveDate(to, years) }),
      every,
    })),
    until: until === 'open' ? 'open' : moveDate(until, years),
  };
}

function moveAnchor(after: DeadlineOf<'relative'>['after'], years: number): DeadlineOf<'relative'>['after'] {
  switch (after.anchor) {
    case 'event':
      return after;
    case 'date':
      return { ...after, date: moveDate(after.date, years) };
    case 'periodEnd':
      return { ...after, period: { ...after.period, year: after.period.year + years } };
    default:
      return assertNever(after);
  }
}

function moveInvalid({ written, suggestions }: DeadlineOf<'invalid'>, years: number): DeadlineOf<'invalid'> {
  return {
    kind: 'invalid',
    ...(written && { written: { ...written, year: written.year + years } }),
    suggestions: suggestions.map((suggestion) => ({ ...suggestion, date: moveDate(suggestion.date, years) })),
  };
}
