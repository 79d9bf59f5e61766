// How an assignment begins, and what it asks of every command.
import { describe, test } from 'vitest';
import { assignmentRules } from '../../../domain/assignment/decide.ts';
import { assigned, coordinator, knowing, link, officer, spec } from '../../support/assignment-history.ts';
import { at, specificationOf } from '../../support/specification.ts';
import { part } from './given.ts';

const { given } = specificationOf(assignmentRules, knowing);
const now = at('2026-03-15T09:00:00');

describe('assigning', () => {
  test('begins with everything frozen', () =>
    given().when({ type: 'Assign', spec }, coordinator, now).then({ type: 'AssignmentAssigned', data: spec }));
  test('happens once', () =>
    given(assigned).when({ type: 'Assign', spec }, coordinator, now).refused('already-assigned'));
  test('is refused while a deadline is not settled ("31/11")', () => {
    const unsettled = (deadline: { kind: 'undefined' } | { kind: 'invalid'; suggestions: [] }) => ({
      ...spec,
      parts: [part({ deadline })],
    });
    given()
      .when({ type: 'Assign', spec: unsettled({ kind: 'undefined' }) }, coordinator, now)
      .refused('deadline-not-settled');
    const never = { kind: 'invalid' as const, written: { day: 31, month: 11, year: 2025 }, suggestions: [] as [] };
    given()
      .when({ type: 'Assign', spec: unsettled(never) }, coordinator, now)
      .refused('deadline-not-settled');
  });
  test('comes before any other command', () =>
    given().when({ type: 'SubmitEvidence', links: link }, officer, now).refused('not-assigned'));
});
