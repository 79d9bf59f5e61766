import { describe, expect, test } from 'vitest';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import type { Deadline } from '../../domain/deadline.ts';
import { planRules } from '../../domain/plan/decide.ts';
import type { PlanEvent } from '../../domain/plan/events.ts';
import { previewLaunch } from '../../domain/plan/preview.ts';
import { assignmentSpec } from '../../domain/plan/spec.ts';
import { isImported, type Plan } from '../../domain/plan/state.ts';
import type { PlanReading } from '../../domain/plan-reading.ts';
import { system } from '../../domain/rules.ts';
import { coordinator, officer } from '../support/assignment-history.ts';
import { directory, importCommand, imported, planId, readingOf } from '../support/plan-history.ts';
import { at, type Happening, specificationOf, stateAfter } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const facts = {
  directory,
  calendar: shippedCalendar,
  assignments: [],
  storedFiles: new Set(['a'.repeat(64)]),
  identify: (...parts: readonly unknown[]) => parts.join('/'),
};
const { given } = specificationOf(planRules, facts);
const now = at('2027-02-01T09:00:00');
const continuous: Deadline = { kind: 'continuous' };
const oneRow = readingOf([dueOn('2027-06-30')]);
const launch = { type: 'LaunchPlan' } as const;

const planOf = (reading: PlanReading): Plan => {
  const { state } = stateAfter(planRules, [imported(reading)]);
  if (!isImported(state)) throw new Error('not imported');
  return state;
};
const preview = (reading: PlanReading) => previewLaunch(planOf(reading), directory, now, shippedCalendar).rows;

const launched = (reading: PlanReading): Happening<PlanEvent> => {
  const { state } = stateAfter(planRules, [imported(reading)]);
  const decision = planRules.decide(state, launch, {
    actor: coordinator,
    receivedAt: now,
    version: 1,
    versionBeforeTime: 1,
    facts,
  });
  const [event] = 'events' in decision ? decision.events : [];
  if (!event) throw new Error('not launched');
  return { event, by: coordinator, at: now };
};
describe('importing a plan', () => {
  test('makes a draft', () => given().when(importCommand(oneRow), coordinator, now).then({ type: 'PlanImported' }));
  test('happens once', () =>
    given(imported(oneRow)).when(importCommand(oneRow), coordinator, now).refused('plan-exists'));
  test("is not a unit officer's to do", () =>
    given().when(importCommand(oneRow), officer, now).refused('not-the-coordinator'));
});

describe('promulgating', () => {
  const promulgate = {
    type: 'PromulgatePlan',
    number: '9/KH-UBND',
    issuedOn: '2027-01-04' as never,
    signer: 'Chủ tịch',
  } as const;
  const unnumbered = { ...oneRow, plan: { ...oneRow.plan, number: null } };
  test('gives a plan its number', () =>
    given(imported(unnumbered)).when(promulgate, coordinator, now).then({ type: 'PlanPromulgated' }));
  test('names a file that is stored', () =>
    given(imported(unnumbered))
      .when({ ...promulgate, file: 'a'.repeat(64) }, coordinator, now)
      .then({ type: 'PlanPromulgated' }));
  test('refuses a file that is not there', () =>
    given(imported(unnumbered))
      .when({ ...promulgate, file: 'b'.repeat(64) }, coordinator, now)
      .refused('unknown-file'));
  test('must come before a launch where the document names no number', () =>
    given(imported(unnumbered)).when(launch, coordinator, now).refused('plan-not-promulgated'));
  test('comes too late once the plan runs', () =>
    given(imported(oneRow), launched(oneRow)).when(promulgate, coordinator, now).refused('plan-running'));
});

describe('setting the policy', () => {
  const set = { type: 'SetPlanPolicy', policy: { resubmitWorkingDays: 5 } } as const;
  test('changes what it names and keeps the rest', () =>
    given(imported(oneRow))
      .when(set, coordinator, now)
      .then({ data: { policy: { resubmitWorkingDays: 5, beforeIsLateFrom: 'endOfDay' } } }));
  test('is refused once the plan runs', () =>
    given(imported(oneRow), launched(oneRow)).when(set, coordinator, now).refused('plan-running'));
});

describe('launching', () => {
  test('freezes who does what, the policy and the calendar', () =>
    given(imported(oneRow))
      .when(launch, coordinator, now)
      .then({
        type: 'PlanLaunched',
        data: {
          launch: 1,
          calendarVersion: shippedCalendar.version,
          assignments: [{ assignmentId: `${planId}/r001/VP/1`, unitId: 'VP', reviewUnitId: 'VHXH', generation: 1 }],
        },
      }));
  test('leaves a row with an unsettled deadline in the draft, and launches the others', () => {
    const mixed = readingOf([dueOn('2027-06-30'), { kind: 'undefined' }]);
    expect(preview(mixed)[1]?.problems).toContain('deadline-not-settled');
    given(imported(mixed))
      .when(launch, coordinator, now)
      .then({ data: { assignments: [{ rowId: 'r001' }] } });
    given(imported(mixed))
      .when({ ...launch, rowIds: ['r002'] }, coordinator, now)
      .refused('row-blocked');
  });
  test('leaves a row with a blocking issue in the draft', () => {
    const issue = { code: 'x', message: 'x', messageEn: 'x', blocking: true, field: 'lead' };
    given(imported(readingOf([continuous], { issues: [issue] })))
      .when(launch, coordinator, now)
      .refused('nothing-to-launch');
  });
  test('leaves a row that asks for nothing in the draft', () => {
    const issue = { code: 'empty-requirement', message: 'x', messageEn: 'x', blocking: false, field: 'requirement' };
    expect(preview(readingOf([continuous], { issues: [issue] }))[0]?.problems).toEqual(['empty-requirement']);
  });
  test('leaves a row that an unknown unit leads in the draft', () =>
    given(imported(readingOf([continuous], { leadUnits: ['KHONG_CO'] })))
      .when(launch, coordinator, now)
      .refused('nothing-to-launch'));
  test('leaves a row in the draft whose reminders no calendar can date, and says so', () => {
    const later = readingOf([dueOn('2031-06-30'), dueOn('2027-06-30')]);
    expect(preview(later).map(({ problems }) => problems)).toEqual([['calendar-missing'], []]);
    given(imported(later))
      .when({ ...launch, rowIds: ['r001'] }, coordinator, now)
      .refused('row-blocked');
  });
  test('needs no calendar where nobody is reminded: the policy says so, or the deadline has passed', () => {
    const { policy } = planOf(oneRow);
    const silent = { type: 'PlanPolicySet', data: { policy: { ...policy, reminderWorkingDays: [], ladder: [] } } };
    const happening = { event: silent as PlanEvent, by: coordinator, at: now };
    given(imported(readingOf([dueOn('2031-06-30')])), happening)
      .when(launch, coordinator, now)
      .then({ type: 'PlanLaunched' });
    expect(preview(readingOf([dueOn('2024-06-30')]))[0]?.problems).toEqual([]);
  });
  test('is previewed with what a person decides by', () => {
    const issue = { code: 'x', message: 'x', messageEn: 'x', blocking: false, field: 'lead' };
    expect(preview(readingOf([continuous], { issues: [issue] }))[0]).toMatchObject({
      deadline: { text: 'như đã đọc', kind: 'continuous' },
      execution: 'perUnit',
      executionReason: 'một đơn vị chủ trì',
      mode: 'ORDER',
      issues: [issue],
    });
  });
  test('of a row that the plan does not have is refused', () =>
    given(imported(oneRow))
      .when({ ...launch, rowIds: ['r999'] }, coordinator, now)
      .refused('unknown-row'));

  test('needs one confirmation when a deadline has passed already', () => {
    const past = readingOf([dueOn('2027-01-20')]);
    given(imported(past)).when(launch, coordinator, now).refused('past-due-not-acknowledged');
    given(imported(past))
      .when({ ...launch, acknowledgePastDue: true }, coordinator, now)
      .then({ data: { pastDueRowIds: ['r001'] } });
  });
  test('a row twice is refused', () =>
    given(imported(oneRow), launched(oneRow)).when(launch, coordinator, now).refused('nothing-to-launch'));
  test("is not a unit officer's to do", () =>
    given(imported(oneRow)).when(launch, officer, now).refused('not-the-coordinator'));
  test('is completed once', () => {
    const complete = { type: 'CompleteLaunch', launch: 1 } as const;
    given(imported(oneRow), launched(oneRow)).when(complete, system, now).then({ type: 'PlanLaunchCompleted' });
    const completed: Happening<PlanEvent> = {
      event: { type: 'PlanLaunchCompleted', data: { launch: 1, assignmentCount: 1 } },
      by: system,
      at: now,
    };
    given(imported(oneRow), launched(oneRow), completed).when(complete, system, now).then();
  });
});

describe('what an assignment begins with', () => {
  const specFor = (deadline: Deadline, movedFromYear: number | null = null) => {
    const reading = readingOf([deadline], { coordinatorUnits: [] });
    const { type: _, ...data } = { ...importCommand(reading), movedFromYear };
    const happened = { ...imported(reading), event: { type: 'PlanImported' as const, data } };
    const { state } = stateAfter(planRules, [happened, launched(reading)]);
    const [pending] = isImported(state) ? state.pendingLaunches : [];
    const [entry] = pending?.assignments ?? [];
    if (!isImported(state) || !pending || !entry) throw new Error('not launched');
    return assignmentSpec(state, pending, entry, shippedCalendar);
  };

  test('reminders between 06:00 and 07:00, before the letter of 07:30, 15, 7, 3 and 1 working days before the last day of the term', () => {
    // Working days skip Giỗ Tổ (16/4), 30/4, and 3/5, which makes up for 1/5, a Saturday.
    const [part] = specFor(dueOn('2027-05-05')).parts;
    const reminders = part?.alarms?.filter(({ what }) => what === 'reminder') ?? [];
    expect(reminders.map(({ at: when }) => when.slice(0, 13))).toEqual([
      '2027-04-09T06',
      '2027-04-22T06',
      '2027-04-28T06',
      '2027-05-04T06',
    ]);
  });
  test('no reminder of what has passed at launch', () => {
    const [part] = specFor(dueOn('2027-02-03')).parts;
    const reminders = part?.alarms?.filter(({ what }) => what === 'reminder');
    expect(reminders).toMatchObject([{ workingDaysBefore: 1 }]);
  });
  test('"trước ngày X" is due at the start of X, late only from its end (docs/domain.md, Decided 1)', () => {
    const [part] = specFor({ kind: 'fixed', date: '2027-12-31' as never, bound: 'before' }).parts;
    expect(part).toMatchObject({ due: at('2027-12-31T00:00:00'), lateFrom: at('2028-01-01T00:00:00') });
  });
  test('the words of its deadline; in a copy moved to another year, those of the year it was moved to', () => {
    expect(specFor(dueOn('2027-06-30')).parts[0]?.label).toBe('như đã đọc');
    expect(specFor(dueOn('2027-06-30'), 2025).parts[0]?.label).toBe('hết ngày 30/06/2027, thứ Tư');
  });
});

describe('the end of a plan', () => {
  const running = [imported(oneRow), launched(oneRow)];
  test('of its period is noted once, at the end of the year', () => {
    const { state } = stateAfter(planRules, running);
    expect(planRules.nextWake(state)).toBe(at('2028-01-01T00:00:00'));
    const ended = planRules.passTime(state, at('2028-01-01T00:00:00'));
    expect(ended).toMatchObject([{ type: 'PlanPeriodEnded' }]);
    const after = stateAfter(planRules, [
      ...running,
      ...ended.map((event) => ({ event, by: system, at: at('2028-01-01T00:00:00') })),
    ]);
    expect(planRules.nextWake(after.state)).toBeNull();
  });
});
