// How a plan enters the year, how a year of it is sealed, and how it ends.
import { describe, expect, test } from 'vitest';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import { labelOf } from '../../domain/assignment/labels.ts';
import type { Assignment } from '../../domain/assignment/state.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import type { Instant } from '../../domain/instant.ts';
import { planRules } from '../../domain/plan/decide.ts';
import { system } from '../../domain/rules.ts';
import { chair, coordinator, knowing, link, note, officer } from '../support/assignment-history.ts';
import { goldenReading } from '../support/golden-readings.ts';
import { imported, readingOf } from '../support/plan-history.ts';
import { decided, factsOf, type Launched, launch, planAfter, ward } from '../support/plan-launch.ts';
import { asked, begun, ofPlan, type State, standing } from '../support/plan-year.ts';
import { at, specificationOf } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const standingAt = (state: State, when: Instant) => standing(state, when).state as Assignment;
const partIds = ({ state }: State) => (state as Assignment).parts.map(({ partId }) => partId);

describe('a plan that is entered in the middle of its year', () => {
  const now = at('2027-08-02T09:00:00');
  const { specOf } = launch({ reading: readingOf([dueOn('2027-03-31')]), now }, { acknowledgePastDue: true });
  const entered = begun(specOf('r001', 'VP'), now);
  const basis = { documentNumber: '12/BC-VP', documentDate: '2027-03-25' };
  const behalf = { post: 'Chánh Văn phòng', unitId: 'VP' };

  test('names nobody late for what was handed in on time before the product was there', () => {
    expect(labelOf(standingAt(entered, now), now)).toBe('inProgressOverdue');
    const submit = { type: 'SubmitEvidence', links: link, onBehalfOf: behalf, basis, happenedOn: '2027-03-25' };
    const handed = asked(entered, submit, coordinator, at('2027-08-02T10:00:00'));
    expect((handed.state as Assignment).parts[0]).toMatchObject({ missed: false, submission: { late: false } });
    const accepted = asked(handed, { type: 'AcceptSubmission' }, chair, at('2027-08-02T11:00:00'));
    expect(labelOf(accepted.state, now)).toBe('doneOnTime');
  });
  test('reminds nobody of what has passed, but asks whether it is known to the unit', () =>
    expect(standingAt(entered, now).parts[0]?.alarms.map(({ what }) => what)).not.toContain('reminder'));
  test('a late one stays late, on the day that the paper names', () => {
    const submit = { type: 'SubmitEvidence', links: link, onBehalfOf: behalf, basis, happenedOn: '2027-04-02' };
    const handed = asked(entered, submit, coordinator, at('2027-08-02T10:00:00'));
    expect((handed.state as Assignment).parts[0]).toMatchObject({ missed: true, submission: { late: true } });
  });
});

const seal = { type: 'SealYear', year: 2025 } as const;
const january = at('2026-01-02T09:00:00');

describe('sealing a year of a plan that goes on (004)', () => {
  const launchedAt = at('2025-10-10T09:00:00');
  const running: Launched = launch({ reading: goldenReading('004'), now: launchedAt });
  const open = (rowId: string, unitId: string) => begun(running.specOf(rowId, unitId), launchedAt);
  const continued = (state: State) =>
    asked(state, { type: 'ContinueYear', year: 2026, calendarVersion: shippedCalendar.version }, system, january);
  const completed = {
    event: { type: 'PlanLaunchCompleted', data: { launch: 1, assignmentCount: 1 } },
    by: system,
    at: launchedAt,
  } as const;
  const history = [...running.history, completed];
  const { given } = specificationOf(planRules, factsOf(ward));

  test('freezes its figures and names what goes on', () => {
    const report = open('d040', 'VHXH');
    const task = open('d016', 'VP');
    const assignments = [ofPlan('report', report), ofPlan('task', task)];
    const [event] = decided(history, seal, january, ward, { assignments });
    expect(event?.event).toMatchObject({
      type: 'YearSealed',
      data: {
        year: 2025,
        continued: ['report'],
        figures: {
          total: 2,
          inProgressOverdue: 2,
          units: [
            { unitId: 'VHXH', total: 1 },
            { unitId: 'VP', total: 1 },
          ],
        },
      },
    });
  });
  test('begins the next year: the plan waits for its end, and cannot be sealed twice', () => {
    const sealed = [...history, ...decided(history, seal, january)];
    expect(planRules.nextWake(planAfter(sealed))).toBe(at('2027-01-01T00:00:00'));
    given(...sealed)
      .when(seal, coordinator, january)
      .refused('not-the-running-year');
    given(...sealed)
      .when({ ...seal, year: 2026 }, coordinator, january)
      .refused('year-not-over');
  });
  test('comes after the end of the year', () =>
    given(...history)
      .when(seal, coordinator, at('2025-12-31T23:59:59'))
      .refused('year-not-over'));
  test('and after the launch is through', () =>
    given(...running.history)
      .when(seal, coordinator, january)
      .refused('launch-not-completed'));
  test('is not for a plan that ends with its year', () => {
    const { history: other } = launch({ reading: readingOf([dueOn('2027-06-30')]), now: at('2027-02-01T09:00:00') });
    given(...other)
      .when({ ...seal, year: 2027 }, coordinator, at('2028-01-02T09:00:00'))
      .refused('plan-does-not-continue');
  });

  test('F11: two duties go from monthly to quarterly on 01/01/2026, the others stay monthly', () => {
    const quarterly = continued(open('d040', 'VHXH'));
    expect(partIds(quarterly)).toEqual(['2025-10', '2025-11', '2025-12', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']);
    const added = (quarterly.state as Assignment).parts[3];
    expect(added).toMatchObject({ due: at('2026-04-01T00:00:00'), ownerUnitId: 'VHXH', receiverUnitId: 'VP' });
    expect(added?.label).toContain('(quý I năm 2026)');
    expect(added?.label.match(/\(/g)).toHaveLength(2); // that of the words themselves, and that of the quarter
    const monthly = partIds(continued(open('d048', 'VHXH')));
    expect(monthly.slice(3)).toEqual(
      Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`),
    );
  });
  test('a periodic report keeps its lines', () => {
    const { parts } = continued(open('report', 'VP')).state as Assignment;
    expect(parts.map(({ partId }) => partId)).toEqual(['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']);
    expect(parts.at(-1)?.requiredItems).toEqual(parts[0]?.requiredItems);
  });
  test('what was missed stays owed, beside the new year', () => {
    const { parts } = continued(open('d040', 'VHXH')).state as Assignment;
    expect(parts.map(({ missed }) => missed)).toEqual([true, true, true, false, false, false, false]);
  });
  test('told twice, or a task that has a day: nothing new', () => {
    const once = continued(open('d040', 'VHXH'));
    expect(partIds(continued(once))).toEqual(partIds(once));
    expect(partIds(continued(open('d016', 'VP')))).toEqual(['whole']);
  });
  test('continuous work is asked after in the new year', () => {
    const reading = readingOf([{ kind: 'continuous' }], { coordinatorUnits: [] });
    const plan = { ...reading.plan, year: 2025, openEnded: true };
    const { specOf } = launch({ reading: { ...reading, plan }, now: launchedAt });
    const { parts } = continued(begun(specOf('r001', 'VP'), launchedAt)).state as Assignment;
    expect(parts).toHaveLength(1);
    expect(parts[0]?.alarms.map(({ at: when }) => when.slice(0, 10))).toEqual([
      '2026-04-01',
      '2026-07-01',
      '2026-10-01',
      '2027-01-01',
    ]);
    expect(parts[0]?.checkIns.at(-1)).toMatchObject({ at: at('2027-01-01T00:00:00') });
  });
  describe('late', () => {
    const may = at('2026-05-04T09:00:00');
    const lately = (state: State) =>
      asked(state, { type: 'ContinueYear', year: 2026, calendarVersion: shippedCalendar.version }, system, may);

    test('asks for what fell due in between: it is owed, and late', () => {
      const { state } = standing(lately(open('d040', 'VHXH')), may);
      const { parts } = state as Assignment;
      expect(parts.map(({ partId }) => partId)).toEqual(
        partIds(continued(open('d040', 'VHXH'))), // the same year as one that was sealed in January
      );
      expect(parts.slice(3).map(({ missed }) => missed)).toEqual([true, false, false, false]);
      expect(parts.flatMap(({ alarms }) => alarms).every(({ at: when }) => when > may)).toBe(true);
    });
    test('so does continuous work: the check-in that has passed is recorded as missed, and can be entered with its day', () => {
      const reading = readingOf([{ kind: 'continuous' }], { coordinatorUnits: [] });
      const { specOf } = launch({
        reading: { ...reading, plan: { ...reading.plan, year: 2025, openEnded: true } },
        now: launchedAt,
      });
      const before = begun(specOf('r001', 'VP'), launchedAt);
      const after = lately(before);
      expect((after.state as Assignment).parts[0]?.alarms.map(({ at: when }) => when.slice(0, 10))).toEqual([
        '2026-07-01',
        '2026-10-01',
        '2027-01-01',
      ]);
      const passed = standing(before, may);
      const context = { actor: system, receivedAt: may, version: passed.version, versionBeforeTime: passed.version };
      const command = { type: 'ContinueYear', year: 2026, calendarVersion: shippedCalendar.version } as const;
      expect(assignmentRules.decide(passed.state, command, { ...context, facts: knowing })).toMatchObject({
        events: [
          { type: 'YearContinued' },
          { type: 'CheckInMissed', data: { partId: 'whole', period: '2026-Q1', plannedAt: at('2026-04-01T00:00:00') } },
        ],
      });
      const report = {
        type: 'ReportCheckIn',
        note,
        happenedOn: '2026-03-20',
        onBehalfOf: { post: 'VP', unitId: 'VP' },
      };
      const basis = { documentNumber: '3/BC-VP', documentDate: '2026-03-20' };
      expect(() => asked(after, { ...report, basis }, coordinator, may)).not.toThrow();
    });
    test('not what lay before its own launch', () => {
      const launched = at('2026-03-02T09:00:00');
      const { specOf } = launch({ reading: goldenReading('004'), now: launched }, { dutyIds: ['d048'] });
      const state = lately(begun(specOf('d048', 'VHXH'), launched));
      expect(partIds(state)).toContain('2026-03');
      expect(partIds(state)).not.toContain('2026-01');
    });
    test('and nobody is late while the clock stands still', () => {
      const suspend = { type: 'SuspendAssignment', reason: note };
      const stopped = asked(open('d040', 'VHXH'), suspend, chair, at('2025-12-01T09:00:00'));
      const { parts } = lately(stopped).state as Assignment;
      expect(parts.slice(3).some(({ missed }) => missed)).toBe(false);
    });
  });
  test('what stands beside the deadline, or only helps, does so in the next year too', () => {
    const { specOf } = launch({ reading: goldenReading('004'), now: at('2026-11-02T09:00:00') }, { dutyIds: ['d040'] });
    const spec = specOf('d040', 'VHXH');
    const parts = spec.parts.map((part) => ({ ...part, inDeadlineCell: false, needed: false }));
    const open = begun({ ...spec, parts }, at('2026-11-02T09:00:00'));
    const command = { type: 'ContinueYear', year: 2027, calendarVersion: spec.calendarVersion };
    const { state } = asked(open, command, coordinator, at('2027-01-04T09:00:00'));
    const next = (state as Assignment).parts.slice(1);
    expect(next.length).toBeGreaterThan(0);
    expect(next.every(({ inDeadlineCell, needed }) => inDeadlineCell === false && needed === false)).toBe(true);
  });
  test('a plan that goes on, launched when its year is long over, is planned to the end of the present one', () => {
    const { specOf } = launch({ reading: goldenReading('004'), now: at('2026-11-02T09:00:00') }, { dutyIds: ['d040'] });
    expect(specOf('d040', 'VHXH').parts.map(({ partId }) => partId)).toEqual(['2026-Q4']);
  });
});

describe('the end of a plan', () => {
  const now = at('2027-02-01T09:00:00');
  const running = launch({ reading: readingOf([dueOn('2027-06-30')], { coordinatorUnits: [] }), now });
  const completed = {
    event: { type: 'PlanLaunchCompleted', data: { launch: 1, assignmentCount: 1 } },
    by: system,
    at: now,
  } as const;
  const history = [...running.history, completed];
  const open = begun(running.specOf('r001', 'VP'), now);
  const handed = asked(open, { type: 'SubmitEvidence', links: link }, officer, at('2027-03-01T09:00:00'));
  const accepted = asked(handed, { type: 'AcceptSubmission' }, coordinator, at('2027-03-02T09:00:00'));
  const closed = asked(
    accepted,
    { type: 'CloseAssignment', outcome: 'achieved' },
    coordinator,
    at('2027-03-03T09:00:00'),
  );
  const july = at('2027-07-15T09:00:00');
  const closing = (state: State) =>
    specificationOf(planRules, { ...factsOf(ward), assignments: [ofPlan('one', state)] }).given(...history);

  test('comes when everything is closed', () =>
    closing(closed)
      .when({ type: 'ClosePlan' }, coordinator, july)
      .then({ type: 'PlanClosed', data: { figures: { total: 1, doneOnTime: 1, byOutcome: { achieved: 1 } } } }));
  test('is refused while something is open', () =>
    closing(open).when({ type: 'ClosePlan' }, coordinator, july).refused('assignments-open'));
  test('or while a launch goes on, whatever the reason', () =>
    specificationOf(planRules, factsOf(ward))
      .given(...running.history)
      .when({ type: 'ClosePlan', reason: note }, coordinator, july)
      .refused('assignments-open'));
  test('is forced by a reason: it names what was open, and freezes that it was overdue', () =>
    closing(standing(open, july))
      .when({ type: 'ClosePlan', reason: note }, coordinator, july)
      .then({
        type: 'PlanClosed',
        data: { reason: note, open: ['one'], figures: { inProgressOverdue: 1, doneLate: 0 } },
      }));
  test('a draft has no end', () =>
    specificationOf(planRules, factsOf(ward))
      .given(imported(readingOf([dueOn('2027-06-30')])))
      .when({ type: 'ClosePlan' }, coordinator, july)
      .refused('plan-not-running'));

  const forced = (state: State) => asked(state, { type: 'EndWithPlan', reason: note }, coordinator, july).state;
  test('voids what nobody has reviewed: with that reason, marked as such', () => {
    expect(forced(open)).toMatchObject({ status: 'voided' });
    expect(forced(handed)).toMatchObject({ status: 'voided' });
    const suspended = asked(open, { type: 'SuspendAssignment', reason: note }, chair, at('2027-03-01T09:00:00'));
    expect(forced(suspended)).toMatchObject({ status: 'voided' });
  });
  test('closes what was reviewed with what the review found, also a missed target', () => {
    expect(forced(accepted)).toMatchObject({ status: 'closed', outcome: 'achieved' });
    const missed = asked(
      handed,
      { type: 'AcceptSubmission', result: 'notAchieved' },
      coordinator,
      at('2027-03-02T09:00:00'),
    );
    expect(forced(missed)).toMatchObject({ status: 'closed', outcome: 'notAchieved' });
  });
  test('changes nothing in what has ended before', () => expect(forced(closed)).toEqual(closed.state));
});
