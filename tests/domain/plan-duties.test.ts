// Duties outside the appendix: tasks and recurring reports as assignments, standing duties as lines of a report (plan 004).
import { describe, expect, test } from 'vitest';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import { isAssigned } from '../../domain/assignment/state.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { planRules } from '../../domain/plan/decide.ts';
import { passTimeUntil, record, system, unfolded } from '../../domain/rules.ts';
import { coordinator } from '../support/assignment-history.ts';
import { goldenReading } from '../support/golden-readings.ts';
import { directory, imported } from '../support/plan-history.ts';
import { factsOf, launch, previewOf, ward } from '../support/plan-launch.ts';
import { at, specificationOf } from '../support/specification.ts';

const now = at('2025-10-10T09:00:00');
const reading = goldenReading('004');
const plan004 = () => launch({ reading, now });

describe('plan 004, which has no appendix', () => {
  test('launches with all its duties: nothing is left in the draft', () => {
    const { duties } = previewOf({ reading, now });
    expect(duties).toHaveLength(70);
    expect(duties.filter(({ problems }) => problems.length > 0)).toEqual([]);
    expect(plan004().plan.launchedDutyIds).toHaveLength(70);
  });
  test('gives every unit its tasks and reports, and one periodic report for what stands all the time', () => {
    const { entries } = plan004();
    const count = (source: string) => entries.filter((entry) => entry.source === source).length;
    // 3 tasks and 2 reports of all six units, 1 task and 7 reports of one unit each; 7 units and bodies have standing duties.
    expect(count('duty')).toBe(5 * 6 + 8);
    expect(count('report')).toBe(8);
    expect(new Set(entries.map(({ assignmentId }) => assignmentId)).size).toBe(entries.length);
  });
  test('a standing duty is a line in each report of its unit, and no assignment of its own', () => {
    const report = plan004().specOf('report', 'KTHTDT');
    const owed = reading.duties.filter(
      ({ kind, ownerUnits }) =>
        kind === 'standing' && ownerUnits.some((unit) => ['ALL_UNITS', 'KTHTDT'].includes(unit)),
    );
    expect(report.parts.map(({ partId }) => partId)).toEqual(['2025-Q4']);
    for (const { requiredItems } of report.parts) expect(requiredItems).toHaveLength(owed.length);
    expect(report.requirement).toContain(`${owed.length} nhiệm vụ thường xuyên`);
    expect(plan004().entries.some(({ rowId }) => rowId === 'd001')).toBe(false);
  });
  test('what bodies outside the ward are asked for is a request', () => {
    expect(plan004().specOf('report', 'MTTQ').mode).toBe('REQUEST');
    expect(plan004().specOf('report', 'VP').mode).toBe('ORDER');
  });
  test('F11: what is monthly in 2025 has three reports left in that year', () => {
    const { parts } = plan004().specOf('d068', 'VP');
    expect(parts).toMatchObject([
      { partId: '2025-10', due: at('2025-11-01T00:00:00') },
      { partId: '2025-11' },
      { partId: '2025-12' },
    ]);
  });
  test('the lines may be those of the report that the plan itself asks for (III.1), at its cadence', () => {
    const { entries, specOf } = launch({ reading, now, policy: { reportDutyId: 'd068' } });
    const { parts } = specOf('d068', 'VP');
    expect(parts.map(({ partId }) => partId)).toEqual(['2025-10', '2025-11', '2025-12']);
    expect(parts[0]?.requiredItems.length).toBeGreaterThan(30);
    // Only who does not owe that report has one of his own.
    expect(entries.filter(({ source }) => source === 'report').map(({ unitId }) => unitId)).toEqual([
      'DOAN_THE',
      'MTTQ',
    ]);
  });
  test('an event of the launch stays small enough to be read: lines are cut, the plan keeps the words', () => {
    const report = plan004().specOf('report', 'VHXH');
    for (const { title } of report.parts[0]?.requiredItems ?? []) expect(title.length).toBeLessThanOrEqual(162);
    expect(JSON.stringify(report).length).toBeLessThan(60_000);
  });
  test('a duty of somebody whom the directory does not know stays in the draft, the others launch', () => {
    const { duties } = previewOf({ reading, now, directory });
    expect(duties.filter(({ problems }) => problems.includes('unknown-unit')).length).toBeGreaterThan(0);
    expect(launch({ reading, now, directory }).entries.length).toBeGreaterThan(0);
  });
  test('runs: the months pass, each report is asked for and missed by itself', () => {
    const spec = plan004().specOf('d068', 'VP');
    const context = { actor: system, receivedAt: now, version: 0, versionBeforeTime: 0 };
    const facts = { calendar: shippedCalendar } as never;
    const begun = assignmentRules.decide(
      unfolded(assignmentRules).state,
      { type: 'Assign', spec },
      { ...context, facts },
    );
    if (!('events' in begun)) throw new Error('refused');
    const origin = { at: now, receivedAt: null, actor: system, commandId: null };
    const start = record(assignmentRules, unfolded(assignmentRules), begun.events, origin);
    const { events, folded } = passTimeUntil(assignmentRules, start.folded, at('2026-02-01T00:00:00'));
    const missed = events
      .filter(({ type }) => type === 'DeadlineMissed')
      .map(({ data }) => (data as { partId: string }).partId);
    expect(missed).toEqual(['2025-10', '2025-11', '2025-12']);
    expect(
      isAssigned(folded.state) &&
        folded.state.parts.every(({ status }) => status === 'inProgress' || status === 'assigned'),
    ).toBe(true);
  });
});

describe('a launch', () => {
  const { given } = specificationOf(planRules, factsOf(ward));
  const launchPlan = (ids: object) => ({ type: 'LaunchPlan', ...ids }) as never;
  test('takes the duties that are chosen', () => {
    const { entries } = launch({ reading, now }, { dutyIds: ['d040'] });
    expect(entries).toMatchObject([{ rowId: 'd040', source: 'duty', unitId: 'VHXH', reviewUnitId: 'VP' }]);
  });
  test('of standing duties alone is their report', () => {
    const { entries } = launch({ reading, now }, { dutyIds: ['d044'] });
    expect(entries).toMatchObject([{ rowId: 'report', source: 'report', dutyIds: ['d044'] }]);
  });
  test('knows no duty that the plan does not have', () =>
    given(imported(reading))
      .when(launchPlan({ dutyIds: ['d999'] }), coordinator, now)
      .refused('unknown-duty'));
  test('of a duty twice is refused', () => {
    const { history } = launch({ reading, now }, { dutyIds: ['d040'] });
    given(...history)
      .when(launchPlan({ dutyIds: ['d040'] }), coordinator, now)
      .refused('row-blocked');
  });
  test('asks first where a task is past due already', () =>
    given(imported(reading))
      .when(launchPlan({ dutyIds: ['d016'] }), coordinator, at('2026-03-02T09:00:00'))
      .refused('past-due-not-acknowledged'));
  test('of a plan with an appendix takes the appendix; its duties when they are named', () => {
    const plan = goldenReading('000');
    const withRows = { ...plan, plan: { ...plan.plan, number: '55/KH-UBND', issuedOn: '2025-09-11' as never } };
    expect(
      launch({ reading: withRows, now }, { acknowledgePastDue: true }).entries.every(({ source }) => !source),
    ).toBe(true);
    const { duties } = previewOf({ reading: withRows, now });
    expect(duties.map(({ kind, problems }) => [kind, ...problems])).toEqual(
      expect.arrayContaining([['standing'], ['recurringReport', 'blocking-issue', 'deadline-not-settled']]),
    );
  });
});

test('a standing duty whose report no calendar can date stays in the draft with it', () => {
  const { duties, reports } = previewOf({ reading, now: at('2031-01-06T09:00:00') });
  expect(reports).toEqual([]);
  expect(duties.find(({ kind }) => kind === 'standing')?.problems).toEqual(['calendar-missing']);
});
