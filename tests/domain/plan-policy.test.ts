// The policy of a plan: what may be set, what makes no sense, what a launch shows and freezes of it.
import { describe, expect, test } from 'vitest';
import { planRules } from '../../domain/plan/decide.ts';
import { defaultPolicy, type PolicyChange } from '../../domain/plan/policy.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import { coordinator } from '../support/assignment-history.ts';
import { goldenReading } from '../support/golden-readings.ts';
import { imported, readingOf } from '../support/plan-history.ts';
import { factsOf, launch, previewOf, ward } from '../support/plan-launch.ts';
import { at, specificationOf } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const now = at('2027-02-01T09:00:00');
const rows = readingOf([dueOn('2027-06-30'), { kind: 'period', unit: 'year', year: 2027 }]);
/** With one task outside the appendix, "trong năm". */
const reading = {
  ...rows,
  duties: goldenReading('004')
    .duties.filter(({ deadline }) => deadline.kind === 'period')
    .slice(0, 1)
    .map((duty) => ({
      ...duty,
      deadline: { ...duty.deadline, value: { kind: 'period' as const, unit: 'year' as const, year: 2027 } },
    })),
};
const { given } = specificationOf(planRules, factsOf(ward));
const set = (policy: PolicyChange) =>
  given(imported(reading)).when({ type: 'SetPlanPolicy', policy }, coordinator, now);
const step = {
  stepId: 'a',
  unless: 'submitted',
  from: 'due',
  workingDays: 1,
  tell: 'unitHead',
  channel: 'message',
} as const;

describe('the policy', () => {
  test('keeps what is not named', () =>
    set({ acknowledgeWorkingDays: 0, headApproves: true, checkIns: 'month' }).then({
      data: { policy: { ...defaultPolicy, acknowledgeWorkingDays: 0, headApproves: true, checkIns: 'month' } },
    }));
  test('the ladder may be empty, or any that makes sense', () => {
    set({ ladder: [] }).then({ data: { policy: { ladder: [] } } });
    set({ ladder: [step, { ...step, stepId: 'b', workingDays: -3, tell: 'unit' }] }).then({ type: 'PlanPolicySet' });
  });
  test.each<[string, object[]]>([
    ['two steps of one name', [step, { ...step, workingDays: 2 }]],
    ['a step before the launch that it counts from', [{ ...step, from: 'launch', workingDays: -1 }]],
    ['a step counted from a submission that is not about its review', [{ ...step, from: 'submission' }]],
    ['a review asked for before there is a submission', [{ ...step, unless: 'reviewed', from: 'launch' }]],
    ['somebody named late before the due', [{ ...step, workingDays: -1, tell: 'coordinator' }]],
    ['a message of its own to the Chair', [{ ...step, tell: 'chair' }]],
  ])('no ladder with %s', (_, ladder) => set({ ladder: ladder as never }).refused('ladder-not-sensible'));
  test.each<[string, PolicyChange, RefusalCode]>([
    ['a heading that the plan does not have', { fieldOwners: [{ under: 'IX', unitId: 'VP' }] }, 'unknown-heading'],
    ['a unit that the directory does not have', { fieldOwners: [{ under: 'I', unitId: 'X' }] }, 'unknown-unit'],
    ['an exception of no unit that we know', { exceptUnits: [{ under: 'I', unitIds: ['X'] }] }, 'unknown-unit'],
    [
      'an internal due after the period',
      { periods: [{ internalDue: '2028-01-15' as never }] },
      'internal-due-too-late',
    ],
    [
      'an internal due after the period of a task outside the appendix',
      { periods: [{ under: 'd001', internalDue: '2028-01-15' as never }] },
      'internal-due-too-late',
    ],
    ['a report that is none', { reportDutyId: 'd001' }, 'not-a-recurring-report'],
  ])('not %s', (_, policy, code) => set(policy).refused(code));
});

describe('the default ladder', () => {
  test('is one that could be set', () => set({ ladder: defaultPolicy.ladder }).then({ type: 'PlanPolicySet' }));
  test('reaches the Chair by a list only, and only after the due', () =>
    expect(defaultPolicy.ladder?.filter(({ tell }) => tell === 'chair')).toMatchObject([
      { from: 'due', workingDays: 3, channel: 'list' },
    ]));
});

describe('the preview', () => {
  const calendarOf = (mode: 'ORDER' | 'REQUEST', policy?: PolicyChange) =>
    previewOf({
      reading: readingOf([dueOn('2027-06-30')], { mode, coordinatorUnits: [] }),
      now,
      ...(policy && { policy }),
    }).rows[0]?.assignments[0]?.parts[0]?.calendar.map(({ at: when, what, tell }) => [when.slice(0, 10), tell ?? what]);

  test('shows every day on which somebody would be reminded, asked or told, if nothing were done', () =>
    expect(calendarOf('ORDER')).toEqual([
      ['2027-02-04', 'unitHead'],
      ['2027-02-16', 'silence'],
      ['2027-06-09', 'reminder'],
      ['2027-06-21', 'reminder'],
      ['2027-06-25', 'reminder'],
      ['2027-06-29', 'reminder'],
      ['2027-07-01', 'unitHead'],
      ['2027-07-01', 'coordinator'],
      ['2027-07-05', 'chair'],
    ]));
  test('a request reaches no superior (docs/domain.md, Decided 6)', () =>
    expect(calendarOf('REQUEST')?.map(([, what]) => what)).not.toContain('chair'));
  test('follows the policy', () =>
    expect(calendarOf('ORDER', { ladder: [], acknowledgeWorkingDays: 0, reminderWorkingDays: [2] })).toEqual([
      ['2027-06-28', 'reminder'],
    ]));
});

test('a launch freezes it into every assignment, without what only the launch needed', () => {
  const policy = { checkIns: 'month' as const, fieldOwners: [{ under: 'I', unitId: 'VP' }] };
  const { specs, plan } = launch({ reading, now, policy });
  expect(plan.pendingLaunches[0]?.policy).toMatchObject(policy);
  expect(specs[0]?.policy).toMatchObject({ checkIns: 'month', ladder: defaultPolicy.ladder });
  expect(specs[0]?.policy).not.toHaveProperty('fieldOwners');
});

describe('46 rows do not wake up together on 31 December (plan 000)', () => {
  const september = at('2025-09-15T09:00:00');
  /** Every row of the appendix, as if its issues were settled; when each would wake if nothing were done, by day. */
  function wakes(policy?: PolicyChange): Map<string, number> {
    const plan = goldenReading('000');
    const rows = plan.rows.map((row) => ({ ...row, issues: [] }));
    const scene = {
      reading: {
        ...plan,
        plan: { ...plan.plan, number: '55/KH-UBND', issuedOn: september.slice(0, 10) as never },
        rows,
      },
      now: september,
    };
    const { rows: previews } = previewOf({ ...scene, ...(policy && { policy }) });
    const days = previews
      .flatMap(({ assignments }) => assignments.flatMap(({ parts }) => parts.flatMap(({ calendar }) => calendar)))
      .filter(({ what }) => what === 'reminder')
      .map(({ at: when }) => when.slice(0, 10));
    return new Map([...new Set(days)].sort().map((day) => [day, days.filter((other) => other === day).length]));
  }
  const busiest = (days: Map<string, number>) => Math.max(...days.values());
  const daysBefore = (days: Map<string, number>, day: string) => new Map([...days].filter(([other]) => other < day));

  test('with an internal due per field, reminders come on many days and few at a time', () => {
    const spread = [
      '2025-11-10',
      '2025-11-14',
      '2025-11-19',
      '2025-11-24',
      '2025-11-28',
      '2025-12-04',
      '2025-12-10',
      '2025-12-16',
    ];
    const fields = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'];
    const periods = fields.map((under, index) => ({
      under,
      internalDue: spread[index] as never,
      checkIns: 'month' as const,
    }));
    const [old, now] = [wakes(), wakes({ periods })];
    // Unspread, every row of the year is reminded of on the same four days, 159 assignments on each.
    expect([...old].filter(([, count]) => count > 100).map(([, count]) => count)).toEqual([159, 159, 159, 159]);
    const early = daysBefore(now, '2025-12-30');
    expect([old.size, early.size]).toEqual([8, 26]);
    expect(busiest(early)).toBe(65);
    // Whoever has not handed in by then is reminded once more before the plan's own day.
    expect(now.get('2025-12-30')).toBeGreaterThan(0);
  });
});
