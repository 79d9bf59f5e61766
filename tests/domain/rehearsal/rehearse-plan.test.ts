// A year of plan 000 through the rules alone: diligent, late and silent units, and what becomes of 51 rows.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPlan } from '../../../documents/read-plan.ts';
import { shippedCalendar } from '../../../domain/calendar-vn.ts';
import { ms } from '../../../domain/instant.ts';
import { calendarOf, type PlanRehearsal, rehearsePlan, totalsOf } from '../../../domain/rehearsal/rehearse-plan.ts';
import { demoUnits } from '../../../seeds/demo-directory.ts';
import { at } from '../../support/specification.ts';

const directory = { units: Object.fromEntries(demoUnits.map((unit) => [unit.unitId, unit])), people: {} };
const play = async (behaviourOf = {}): Promise<PlanRehearsal> => {
  const text = await readFile(new URL('../../../seeds/000_30efd8dd18850b69.txt', import.meta.url), 'utf8');
  const reading = readPlan({ name: '000.txt', text });
  return rehearsePlan(reading, {
    directory,
    calendar: shippedCalendar,
    launchedAt: at('2025-09-12T09:00:00'),
    behaviourOf,
  });
};

let year: PlanRehearsal;
beforeAll(async () => {
  year = await play();
});

const eventsOf = (behaviour: string) =>
  year.assignments.filter((assignment) => assignment.behaviour === behaviour).flatMap(({ events }) => events);
const count = (behaviour: string, type: string) => eventsOf(behaviour).filter((event) => event.type === type).length;

describe('a rehearsed year', () => {
  test('counts every assignment once, in one of the four labels or outside them', () => {
    const totals = totalsOf(year);
    expect(Object.values(totals).reduce((sum, total) => sum + total, 0)).toBe(year.assignments.length);
    const outcomes = year.assignments.filter(({ state }) => state.status === 'closed').length;
    expect(totals.doneOnTime + totals.doneLate).toBe(outcomes);
  });
  test('refuses nothing that the scripts do', () =>
    expect(year.assignments.flatMap(({ refused }) => refused)).toEqual([]));
  test('never misses a day for the diligent', () => {
    expect(count('diligent', 'DeadlineMissed')).toBe(0);
    expect(count('diligent', 'CheckInMissed')).toBe(0);
  });
  test('misses the day of everybody who is late, and of everybody who is silent', () => {
    for (const behaviour of ['late', 'silent']) {
      const due = year.assignments.filter(
        ({ behaviour: own, state }) =>
          own === behaviour && state.mode === 'ORDER' && state.parts.every((part) => part.due),
      );
      expect(count(behaviour, 'DeadlineMissed')).toBe(due.length);
    }
    expect(count('silent', 'EvidenceSubmitted')).toBe(0);
  });
  test('tells of every month what it brings, and forgets nothing', () => {
    const counted = calendarOf(year).flatMap(({ counts }) => Object.values(counts));
    const all = year.assignments.reduce((sum, { events }) => sum + events.length, 0);
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(all);
  });
  test('is the same whenever it is played', async () => expect(await play()).toEqual(year));
  test('knows of each assignment what came in what order', () => {
    for (const { events } of year.assignments) {
      const times = events.map((event) => ms(event.at));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
    }
  });
  test('has silent units do nothing but be reminded where the caller says so', async () => {
    const silent = await play(Object.fromEntries(demoUnits.map(({ unitId }) => [unitId, 'silent'])));
    const byPeople = silent.assignments.flatMap(({ events }) => events.filter(({ receivedAt }) => receivedAt !== null));
    expect(byPeople).toEqual([]);
  });
});
