// Versions of the working calendar: what an administrator may change, what the rules say no to, and that nothing is ever lost.
import { describe, expect, test } from 'vitest';
import type { CalendarCommand } from '../../domain/calendar/commands.ts';
import { type CalendarState, calendarRules } from '../../domain/calendar/decide.ts';
import type { CalendarEvent } from '../../domain/calendar/events.ts';
import { addWorkingDays, type CalendarDay, type CalendarDayKind } from '../../domain/calendar.ts';
import { shippedCalendar, shippedImport } from '../../domain/calendar-vn.ts';
import type { PlainDate } from '../../domain/instant.ts';
import { type Actor, system } from '../../domain/rules.ts';
import { auditor, coordinator, note, officer } from '../support/assignment-history.ts';
import { at, type Happening, specificationOf, stateAfter } from '../support/specification.ts';

const { given } = specificationOf(calendarRules, null);
const now = at('2027-12-10T09:00:00');
const admin: Actor = { ...auditor, role: 'admin' };
const date = (text: string) => text as PlainDate;

const day = (on: string, kind: CalendarDayKind = 'holiday', swappedWith?: string): CalendarDay => ({
  date: date(on),
  kind,
  name: 'Ngày nghỉ',
  source: 'Thông báo thử nghiệm',
  ...(swappedWith && { swappedWith: date(swappedWith) }),
});
const imports = (from: string, to: string, ...days: CalendarDay[]): CalendarCommand => ({
  type: 'ImportCalendar',
  from: date(from),
  to: date(to),
  days,
  reason: note,
});
const changes = (change: { add?: CalendarDay[]; remove?: string[] }): CalendarCommand => ({
  type: 'ChangeCalendar',
  ...(change.add && { add: change.add }),
  ...(change.remove && { remove: change.remove.map(date) }),
  reason: note,
});

/** What the rules make of these commands, one after the other. */
function after(...commands: CalendarCommand[]): Happening<CalendarEvent>[] {
  const happened: Happening<CalendarEvent>[] = [];
  for (const command of commands) {
    const { state, version } = stateAfter(calendarRules, happened);
    const context = { actor: system, receivedAt: now, version, versionBeforeTime: version, facts: null };
    const decision = calendarRules.decide(state, command, context);
    if ('refusal' in decision) throw new Error(decision.refusal.code);
    happened.push(...decision.events.map((event) => ({ event, by: system, at: now })));
  }
  return happened;
}
const shipped = after({ type: 'ImportCalendar', ...shippedImport });
const versionsAfter = (...commands: CalendarCommand[]): CalendarState['versions'] =>
  stateAfter(calendarRules, [...shipped, ...after({ type: 'ImportCalendar', ...shippedImport }, ...commands).slice(1)])
    .state.versions;

const year2028 = imports('2028-01-01', '2029-01-31', day('2028-01-24'), day('2028-09-01'), day('2029-01-01'));

describe('the first version', () => {
  test('is what the product ships, under the name that assignments have frozen', () => {
    expect(versionsAfter()[0]).toMatchObject(shippedCalendar);
  });
  test('must come before any day is changed', () =>
    given()
      .when(changes({ add: [day('2028-02-02')] }), admin, now)
      .refused('no-calendar'));
});

describe('an import', () => {
  test('replaces the days that it speaks for and keeps the others, as a version of its own', () => {
    const [first, second] = versionsAfter(year2028);
    expect(second).toMatchObject({ version: 'vn-2025-2028.2', number: 2, from: '2025-01-01', to: '2029-01-31' });
    expect(second?.days.filter((each) => each.date >= '2028')).toHaveLength(3);
    expect(second?.days.filter((each) => each.date < '2028')).toEqual(first?.days.filter((each) => each.date < '2028'));
  });
  test('of a year that is known already corrects it', () => {
    const confirmed = imports('2027-01-01', '2027-12-31', day('2027-01-01'), day('2027-02-05'));
    const [, second] = versionsAfter(confirmed);
    expect(second).toMatchObject({ version: 'vn-2025-2027.2', from: '2025-01-01', to: '2028-01-31' });
    expect(second?.days.filter((each) => each.date.startsWith('2027'))).toHaveLength(2);
  });
  test('that leaves days out in between is refused: they would be guessed', () =>
    given(...shipped)
      .when(imports('2029-01-01', '2029-12-31', day('2029-01-01')), admin, now)
      .refused('calendar-gap'));
  test('of the very next days is no gap', () =>
    given(...shipped)
      .when(imports('2028-02-01', '2028-12-31', day('2028-09-01')), admin, now)
      .then({ type: 'CalendarPublished' }));
  test('of earlier years is no gap either, where they end with the day before', () => {
    given(...shipped)
      .when(imports('2024-01-01', '2024-12-31', day('2024-01-01')), admin, now)
      .then({ type: 'CalendarPublished' });
    given(...shipped)
      .when(imports('2023-01-01', '2023-12-31', day('2023-01-01')), admin, now)
      .refused('calendar-gap');
  });
  test('of an empty year is refused: a year without holidays is one that nobody has entered', () =>
    given(...shipped)
      .when(imports('2028-01-01', '2028-12-31'), admin, now)
      .refused('calendar-year-empty'));
  test('names the years that are empty', () =>
    given(...shipped)
      .when(imports('2028-01-01', '2030-12-31', day('2029-01-01')), admin, now)
      .refused('calendar-year-empty', ['2028', '2030']));
  test('that ends before it begins is refused', () =>
    given(...shipped)
      .when(imports('2028-12-31', '2028-01-01'), admin, now)
      .refused('calendar-range-backwards'));
  test('with a day outside of its range is refused', () =>
    given(...shipped)
      .when(imports('2028-01-01', '2028-12-31', day('2028-01-01'), day('2029-01-01')), admin, now)
      .refused('calendar-date-outside-range'));
  test('that says what the calendar says already is refused', () =>
    given(...shipped)
      .when({ type: 'ImportCalendar', ...shippedImport }, admin, now)
      .refused('calendar-unchanged'));
});

describe('an edit', () => {
  test('adds a day with its source', () => {
    const [, second] = versionsAfter(changes({ add: [day('2027-11-24')] }));
    expect(second?.version).toBe('vn-2025-2027.2');
    expect(second?.days).toContainEqual(day('2027-11-24'));
    expect(second?.change).toEqual({ how: 'edit', added: [day('2027-11-24')], removed: [] });
  });
  test('removes a day, and the history keeps what it was', () => {
    const [, second] = versionsAfter(changes({ remove: ['2027-09-03'] }));
    expect(second?.days.some((each) => each.date === '2027-09-03')).toBe(false);
    expect(second?.change).toMatchObject({ removed: [{ date: '2027-09-03', name: 'Quốc khánh' }] });
  });
  test('corrects a day by removing and adding it at once', () => {
    const [, second] = versionsAfter(changes({ remove: ['2027-09-03'], add: [day('2027-09-03')] }));
    expect(second?.days.filter((each) => each.date === '2027-09-03')).toEqual([day('2027-09-03')]);
  });
  test('removing a day that was counted with leaves the version that it was counted in as it was', () => {
    const [first, second] = versionsAfter(changes({ remove: ['2026-02-16', '2026-02-17'] }));
    if (!first || !second) throw new Error('not published');
    expect(addWorkingDays(first, date('2026-02-13'), 1)).toBe('2026-02-23');
    expect(addWorkingDays(second, date('2026-02-13'), 1)).toBe('2026-02-16');
  });
  test('of a day that is not there is refused', () =>
    given(...shipped)
      .when(changes({ remove: ['2027-11-24'] }), admin, now)
      .refused('calendar-day-unknown'));
  test('of a day that is there already is refused', () =>
    given(...shipped)
      .when(changes({ add: [day('2027-09-02')] }), admin, now)
      .refused('calendar-date-twice'));
  test('beyond the calendar is refused: an import extends it', () =>
    given(...shipped)
      .when(changes({ add: [day('2028-02-01')] }), admin, now)
      .refused('calendar-date-outside-range'));
  test('of nothing is refused', () =>
    given(...shipped)
      .when(changes({}), admin, now)
      .refused('calendar-unchanged'));
  test('that would leave a year without any holiday is refused', () => {
    const of2027 = shippedImport.days.filter((each) => each.date.startsWith('2027')).map((each) => each.date);
    given(...shipped)
      .when(changes({ remove: of2027 }), admin, now)
      .refused('calendar-year-empty');
  });
  test('of a calendar that has changed since it was looked at is refused', () =>
    given(...shipped)
      .when({ ...changes({ remove: ['2027-09-03'] }), expectedVersion: 0 }, admin, now)
      .refused('stale-version'));
});

describe('an exchange', () => {
  const both = [day('2027-12-30', 'swapOff', '2027-12-25'), day('2027-12-25', 'swapWork', '2027-12-30')];
  test('takes a day off and works a Saturday for it', () => {
    const [, second] = versionsAfter(changes({ add: both }));
    expect(second && addWorkingDays(second, date('2027-12-24'), 1)).toBe('2027-12-25');
    expect(second && addWorkingDays(second, date('2027-12-29'), 1)).toBe('2027-12-31');
  });
  test('may work a Sunday', () => {
    const add = [day('2027-12-30', 'swapOff'), day('2027-12-26', 'swapWork')];
    const [, second] = versionsAfter(changes({ add }));
    expect(second && addWorkingDays(second, date('2027-12-24'), 1)).toBe('2027-12-26');
  });
  test.each([
    ['only the day off', [both[0]]],
    ['only the Saturday', [both[1]]],
    ['a day off that no Saturday is named for', [day('2027-12-30', 'swapOff')]],
    ['two days off and one Saturday', [...both, day('2027-12-31', 'swapOff')]],
    ['halves that name other days', [day('2027-12-30', 'swapOff', '2027-12-18'), both[1]]],
    ['a holiday that claims to be exchanged', [day('2027-11-24', 'holiday', '2027-12-25'), both[1]]],
  ])('of %s is refused', (_what, add) =>
    given(...shipped)
      .when(changes({ add: add.filter((each) => each !== undefined) }), admin, now)
      .refused('calendar-swap-uneven'),
  );
  test('loses its other half with no edit', () =>
    given(...shipped)
      .when(changes({ remove: ['2026-08-22'] }), admin, now)
      .refused('calendar-swap-uneven'));
  test('on a weekday that is worked anyway is refused', () =>
    given(...shipped)
      .when(changes({ add: [day('2027-12-30', 'swapOff'), day('2027-12-24', 'swapWork')] }), admin, now)
      .refused('calendar-weekday-is-worked'));
  test.each(['swapOff', 'substitute'] as const)('%s on a Saturday is refused: it is off anyway', (kind) =>
    given(...shipped)
      .when(changes({ add: [day('2027-12-25', kind)] }), admin, now)
      .refused('calendar-weekend-is-off'),
  );
});

describe('the calendar belongs to the administrator', () => {
  test.each([coordinator, officer, auditor])('$role may not touch it', (somebody) =>
    given(...shipped)
      .when(changes({ remove: ['2027-09-03'] }), somebody, now)
      .refused('not-the-administrator'),
  );
});

describe('versions', () => {
  test('never change, whatever comes after them', () => {
    const all = [changes({ remove: ['2027-09-03'] }), year2028, changes({ add: [day('2028-11-24')] })];
    const early = versionsAfter(...all.slice(0, 1));
    const late = versionsAfter(...all);
    expect(late.slice(0, 2)).toEqual(early);
    expect(late.map(({ version }) => version)).toEqual([
      'vn-2025-2027.1',
      'vn-2025-2027.2',
      'vn-2025-2028.3',
      'vn-2025-2028.4',
    ]);
  });
  test('stand whole in their events: folding them puts nothing together', () => {
    const happened = after({ type: 'ImportCalendar', ...shippedImport }, changes({ remove: ['2027-09-03'] }));
    const { state } = stateAfter(calendarRules, happened.slice(1));
    expect(state.versions[0]?.days).toHaveLength(shippedImport.days.length - 1);
  });
});
