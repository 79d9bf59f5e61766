import { expect, test } from 'vitest';
import { demoYear } from '../../seeds/demo-plan.ts';

test.each([
  ['2026-01-01', 2026],
  ['2026-06-30', 2026],
  ['2026-07-01', 2027],
  ['2026-12-31', 2027],
])('on %s the demo plan is moved to %i: its year must still lie ahead', (today, year) => {
  expect(demoYear(new Date(`${today}T12:00:00+07:00`))).toBe(year);
});
