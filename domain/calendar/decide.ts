// The rules of the working calendar: each change makes a new version, whole and never changed again. Pure.
import { assertNever } from '../assert-never.ts';
import type { CalendarDay, WorkingCalendar } from '../calendar.ts';
import type { TextRef } from '../free-text.ts';
import { addDays, type Instant, type PlainDate } from '../instant.ts';
import { type RefusalCode, type Refused, refuse } from '../refusals.ts';
import { type Actor, type Context, type Decision, isStale, type Recorded, type Rules } from '../rules.ts';
import type { CalendarCommand } from './commands.ts';
import { type DayFault, emptyYears, faultOf, halfSwaps, type Range } from './day-faults.ts';
import type { CalendarChange, CalendarEvent } from './events.ts';

/** One version with its origin. */
interface PublishedCalendar extends WorkingCalendar {
  readonly number: number;
  readonly publishedAt: Instant;
  readonly by: Actor;
  readonly change: CalendarChange;
  readonly reason: TextRef | null;
}

/** Oldest first; the last one is what a launch of now freezes. */
export interface CalendarState {
  readonly versions: readonly PublishedCalendar[];
}

type Of<T extends CalendarCommand['type']> = Extract<CalendarCommand, { type: T }>;

function decide(state: CalendarState, command: CalendarCommand, context: Context<null>): Decision<CalendarEvent> {
  const { role } = context.actor;
  if (role !== 'admin' && role !== 'system') return refuse('not-the-administrator');
  if (isStale(command.expectedVersion, context)) return refuse('stale-version');
  switch (command.type) {
    case 'ImportCalendar':
      return importDays(state, command);
    case 'ChangeCalendar':
      return changeDays(state, command);
    default:
      return assertNever(command);
  }
}

function importDays(state: CalendarState, { from, to, days, reason }: Of<'ImportCalendar'>): Decision<CalendarEvent> {
  if (from > to) return refuse('calendar-range-backwards');
  const current = state.versions.at(-1);
  if (current && (from > addDays(current.to, 1) || to < addDays(current.from, -1))) return refuse('calendar-gap');
  const outside = days.filter(({ date }) => date < from || date > to);
  if (outside.length > 0) return refuse('calendar-date-outside-range', datesOf(outside));
  const kept = (current?.days ?? []).filter(({ date }) => date < from || date > to);
  const range = { from: earlier(from, current?.from ?? from), to: later(to, current?.to ?? to) };
  return publish(state, range, [...kept, ...days], { how: 'import', from, to }, reason);
}

function changeDays(state: CalendarState, command: Of<'ChangeCalendar'>): Decision<CalendarEvent> {
  const { add = [], remove = [], reason } = command;
  const current = state.versions.at(-1);
  if (!current) return refuse('no-calendar');
  const unknown = remove.filter((date) => !current.days.some((day) => day.date === date));
  if (unknown.length > 0) return refuse('calendar-day-unknown', unknown);
  const removed = current.days.filter(({ date }) => remove.includes(date));
  const kept = current.days.filter((day) => !removed.includes(day));
  return publish(state, current, [...kept, ...add], { how: 'edit', added: [...add], removed }, reason);
}

/** The version as a whole must be right, whatever part of it was touched. */
function publish(
  { versions }: CalendarState,
  { from, to }: Range,
  unsorted: readonly CalendarDay[],
  change: CalendarChange,
  reason: TextRef | undefined,
): Decision<CalendarEvent> {
  const wrong = whatIsWrong(unsorted, { from, to });
  if (wrong) return wrong;
  const days = [...unsorted].sort((a, b) => (a.date < b.date ? -1 : 1));
  const current = versions.at(-1);
  if (current && current.from === from && current.to === to && isSame(current.days, days)) {
    return refuse('calendar-unchanged');
  }
  const number = versions.length + 1;
  const calendar = { version: nameOf({ from, to }, number), from, to, days };
  return { events: [{ type: 'CalendarPublished', data: { number, calendar, change, ...(reason && { reason }) } }] };
}

const refusalOf: Record<DayFault, RefusalCode> = {
  'date-twice': 'calendar-date-twice',
  'date-outside-range': 'calendar-date-outside-range',
  'weekday-is-worked': 'calendar-weekday-is-worked',
  'weekend-is-off': 'calendar-weekend-is-off',
};

function whatIsWrong(days: readonly CalendarDay[], range: Range): Refused | null {
  const faults = days.map((day, index) => ({ day, fault: faultOf(day, days.slice(0, index), range) }));
  const first = faults.find(({ fault }) => fault !== null)?.fault;
  if (first)
    return refuse(refusalOf[first], datesOf(faults.filter(({ fault }) => fault === first).map(({ day }) => day)));
  const halves = halfSwaps(days);
  if (halves.length > 0) return refuse('calendar-swap-uneven', halves);
  const years = emptyYears(days, range);
  return years.length > 0 ? refuse('calendar-year-empty', years) : null;
}

const datesOf = (days: readonly CalendarDay[]): PlainDate[] => [...new Set(days.map(({ date }) => date))].sort();
const earlier = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

const isSame = (a: readonly CalendarDay[], b: readonly CalendarDay[]): boolean =>
  a.length === b.length && a.every((day, index) => textOf(day) === textOf(b[index]));
const textOf = (day: CalendarDay | undefined): string =>
  JSON.stringify(day && [day.date, day.kind, day.name, day.source, day.swappedWith ?? null]);

/** The years that it knows to their end, and its number, which no other version has: vn-2025-2027.1. */
function nameOf({ from, to }: Range, number: number): string {
  const first = Number(from.slice(0, 4));
  const last = Math.max(first, Number(addDays(to, 1).slice(0, 4)) - 1);
  return `vn-${first}-${last}.${number}`;
}

function evolve({ versions }: CalendarState, event: Recorded<CalendarEvent>): CalendarState {
  const { number, calendar, change, reason = null } = event.data;
  const published = { ...calendar, number, publishedAt: event.at, by: event.actor, change, reason };
  return { versions: [...versions, published] };
}

export const calendarRules: Rules<CalendarState, CalendarCommand, CalendarEvent, null> = {
  initial: { versions: [] },
  decide,
  evolve,
  nextWake: () => null,
  passTime: () => [],
};
