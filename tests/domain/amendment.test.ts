// An amended document against the running plan: what it changes row by row, and what becomes of the assignments.
import { describe, expect, test } from 'vitest';
import type { Assignment } from '../../domain/assignment/state.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { PlainDate } from '../../domain/instant.ts';
import { amendmentsOf } from '../../domain/plan/amendment.ts';
import type { PlanCommand } from '../../domain/plan/commands.ts';
import { planRules } from '../../domain/plan/decide.ts';
import type { PlanAssignment } from '../../domain/plan/figures.ts';
import { previewAmendment } from '../../domain/plan/preview-amendment.ts';
import { assignmentSpec } from '../../domain/plan/spec.ts';
import type { PlanReading } from '../../domain/plan-reading.ts';
import { system } from '../../domain/rules.ts';
import { chair, coordinator, link, note, officer, stranger } from '../support/assignment-history.ts';
import { imported, readingOf } from '../support/plan-history.ts';
import { decided, factsOf, launch, planAfter, ward } from '../support/plan-launch.ts';
import { asked, begun, ofPlan, type State } from '../support/plan-year.ts';
import { at, specificationOf } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const now = at('2027-02-01T09:00:00');
const march = at('2027-03-01T09:00:00');
const alone = { coordinatorUnits: [] as string[] };
const inAll = { ...alone, leadUnits: ['CHUYEN_MON'], collectiveLead: true };
const june = dueOn('2027-06-30');
/** r001 of VP, r002 of every specialised office, r003 of VP. */
const before = readingOf([june, june, june], alone, inAll, alone);
const running = launch({ reading: before, now });
const completed = {
  event: { type: 'PlanLaunchCompleted', data: { launch: 1, assignmentCount: running.entries.length } },
  by: system,
  at: now,
} as const;
const history = [...running.history, completed];
const plan = planAfter(history);
const offices = running.entries.filter(({ rowId }) => rowId === 'r002').map(({ unitId }) => unitId);

type Row = PlanReading['rows'][number];
/** The document again with these rows, by their place; null leaves one out. */
const amendedBy = (...changes: (Partial<Row> | null)[]): PlanReading => ({
  ...before,
  rows: before.rows.flatMap((row, index) => (changes[index] === null ? [] : [{ ...row, ...changes[index] }])),
});
const due = (value: Deadline): Pick<Row, 'deadline'> => ({
  deadline: { text: 'khác', kind: value.kind, due: null, milestones: [], value },
});
const documentOf = (reading: PlanReading) => planAfter([imported(reading)]);
const fromPlanId = '00000000-0000-4000-8000-0000000000aa';
const amendedPlan = (reading: PlanReading) => ({ ...documentOf(reading), planId: fromPlanId });
const changesOf = (reading: PlanReading) =>
  amendmentsOf(plan, documentOf(reading)).map((each) => [
    each.change,
    each.rowId,
    ...(each.change === 'changed' ? each.fields.map(({ field }) => field) : []),
  ]);
type AmendPlan = Extract<PlanCommand, { type: 'AmendPlan' }>;
const amend = (reading: PlanReading, accepted: Partial<AmendPlan>): AmendPlan => ({
  type: 'AmendPlan',
  fromPlanId,
  reason: note,
  reading: {
    document: { sha256: 'e'.repeat(64), number: '9/KH-UBND', issuedOn: '2027-02-25' as PlainDate },
    amendments: amendmentsOf(plan, documentOf(reading)),
  },
  ...accepted,
});

const stateOf = (rowId: string, unitId: string): State => begun(running.specOf(rowId, unitId), now);
const idOf = (rowId: string, unitId: string) => `${plan.planId}/${rowId}/${unitId}/1`;
const all = running.entries.map(({ rowId, unitId }) => ofPlan(idOf(rowId, unitId), stateOf(rowId, unitId)));
const knowing = (assignments: readonly PlanAssignment[] = all) =>
  specificationOf(planRules, { ...factsOf(ward), assignments }).given(...history);
/** What each of its assignments is told. */
const effectsOf = (command: AmendPlan, assignments: readonly PlanAssignment[] = all) => {
  const events = decided(history, command, march, ward, { assignments });
  const [amended, launched] = events.map(({ event }) => event);
  if (amended?.type !== 'PlanAmended') throw new Error('not amended');
  const { goingOn, superseded } = amended.data;
  return {
    goingOn: goingOn.map(({ assignmentId }) => assignmentId),
    superseded,
    launched:
      launched?.type === 'PlanLaunched'
        ? launched.data.assignments.map(({ rowId, unitId }) => `${rowId} ${unitId}`)
        : [],
    specs: goingOn.map(({ spec }) => spec),
    after: planAfter([...history, ...events]),
  };
};

describe('the difference', () => {
  test('is none where the document says the same, wherever its lines stand', () =>
    expect(changesOf(amendedBy({ lines: [40, 41], confidence: 0.5 }))).toEqual([]));
  test('is named row by row: what is changed, added, removed', () => {
    const reading = amendedBy({ requirement: 'Yêu cầu khác', ...due(dueOn('2027-09-30')) }, undefined as never, null);
    const [first] = before.rows;
    const added = { ...(first as Row), number: '9.9', criterion: 'Mới', requirement: 'Việc mới', path: ['IX'] };
    expect(changesOf({ ...reading, rows: [...reading.rows, added] })).toEqual([
      ['changed', 'r001', 'requirement', 'deadline'],
      ['added', 'a1.r003'],
      ['removed', 'r003'],
    ]);
  });
  test('sees the same words that are read otherwise, and units that people chose', () => {
    const same = { ...before.rows[0]?.deadline, value: dueOn('2027-09-30') } as Row['deadline'];
    expect(changesOf(amendedBy({ deadline: same, leadUnits: ['VHXH'] }))).toEqual([
      ['changed', 'r001', 'deadline', 'leadUnits'],
    ]);
  });
});

describe('an accepted difference', () => {
  const later = amendedBy({ requirement: 'Yêu cầu khác', ...due(dueOn('2027-09-30')) });

  test('of words and day: whoever has the row goes on with it, and nobody is launched', () => {
    const { goingOn, superseded, launched, after } = effectsOf(amend(later, { changed: ['r001'] }));
    expect([goingOn, superseded, launched]).toEqual([[idOf('r001', 'VP')], [], []]);
    expect(after).toMatchObject({ amendments: 1, pendingLaunches: [] });
    expect(after.rows[0]).toMatchObject({ rowId: 'r001', requirement: 'Yêu cầu khác', generation: 1 });
  });
  test('of units: some go on, those that are left out are superseded by the new ones, which are launched', () => {
    const reading = amendedBy({ leadUnits: ['VHXH'] });
    const { superseded, launched, after } = effectsOf(amend(reading, { changed: ['r001'] }));
    expect(launched).toEqual(['r001 VHXH']);
    expect(superseded).toEqual([{ assignmentId: idOf('r001', 'VP'), successorIds: [`${plan.planId}/r001/VHXH/2`] }]);
    expect(after.pendingLaunches).toHaveLength(1);
    const [kept = '', ...left] = offices;
    const fewer = effectsOf(amend(amendedBy({}, { leadUnits: [kept], collectiveLead: false }), { changed: ['r002'] }));
    expect(fewer.goingOn).toEqual([idOf('r002', kept)]);
    expect(fewer.superseded.map(({ assignmentId }) => assignmentId)).toEqual(left.map((unit) => idOf('r002', unit)));
    expect(fewer.launched).toEqual([]);
  });
  test('that makes a result shared hands it to the contact unit, which goes on for all', () => {
    const shared = amendedBy({}, { execution: 'shared', contactUnit: 'VP' });
    const { goingOn, superseded } = effectsOf(amend(shared, { changed: ['r002'] }));
    expect(goingOn).toEqual([idOf('r002', 'VP')]);
    expect(superseded.every(({ successorIds }) => String(successorIds) === idOf('r002', 'VP'))).toBe(true);
  });
  test('adds a row by the same launch, and ends a removed one with nobody in its place', () => {
    const reading = amendedBy({}, {}, null);
    const added = {
      ...(before.rows[0] as Row),
      number: '9.9',
      criterion: 'Mới',
      requirement: 'Việc mới',
      path: ['IX'],
    };
    const document = { ...reading, rows: [...reading.rows, added] };
    const { superseded, launched, after } = effectsOf(amend(document, { added: ['r003'], removed: ['r003'] }));
    expect(launched).toEqual(['a1.r003 VP']);
    expect(superseded).toEqual([{ assignmentId: idOf('r003', 'VP'), successorIds: [] }]);
    expect(after.rows.map(({ rowId }) => rowId)).toEqual(['r001', 'r002', 'a1.r003']);
    expect(after.replacedRows.map(({ rowId }) => rowId)).toEqual(['r003']);
    const [pending] = after.pendingLaunches;
    const [entry] = pending?.assignments ?? [];
    if (!pending || !entry) throw new Error('nothing was launched');
    expect(assignmentSpec(after, pending, entry, shippedCalendar)).toMatchObject({ requirement: 'Việc mới' });
  });
  test('leaves alone what was not accepted', () => {
    const reading = amendedBy({ requirement: 'Khác' }, { requirement: 'Khác nữa' });
    const { after, goingOn } = effectsOf(amend(reading, { changed: ['r001'] }));
    expect(goingOn).toHaveLength(1);
    expect(after.rows[1]?.requirement).toBe('Yêu cầu 2');
  });
  test('does not assign again to whoever has closed it, nor touch what was added under an assignment', () => {
    const handed = asked(stateOf('r001', 'VP'), { type: 'SubmitEvidence', links: link }, officer, march);
    const accepted = asked(handed, { type: 'AcceptSubmission' }, coordinator, march);
    const closed = asked(accepted, { type: 'CloseAssignment', outcome: 'achieved' }, coordinator, march);
    const child = { ...ofPlan('child', stateOf('r001', 'VP')), parentId: idOf('r001', 'VP') };
    const done = [ofPlan(idOf('r001', 'VP'), closed), child];
    const { goingOn, superseded, launched } = effectsOf(amend(later, { changed: ['r001'] }), done);
    expect([goingOn, superseded, launched]).toEqual([[], [], []]);
    const gone = effectsOf(amend(amendedBy(null), { removed: ['r001'] }), done);
    expect(gone.superseded).toEqual([]);
  });
  test('finds the assignment with whoever has taken it over', () => {
    const moved = asked(
      stateOf('r001', 'VP'),
      { type: 'TransferAssignment', unitId: 'KTHTDT', reason: note },
      chair,
      march,
    );
    const { goingOn, launched } = effectsOf(amend(later, { changed: ['r001'] }), [ofPlan('r001', moved)]);
    expect([goingOn, launched]).toEqual([['r001'], []]);
  });
  test('shows in the preview what it alone would do', () =>
    expect(
      previewAmendment(plan, amendedPlan(amendedBy({ leadUnits: ['VHXH'] }, {}, null)), shippedCalendar, {
        actor: coordinator,
        receivedAt: march,
        version: 3,
        facts: { ...factsOf(ward), assignments: all },
      }),
    ).toMatchObject([
      { change: 'changed', rowId: 'r001', superseded: [idOf('r001', 'VP')], launched: ['VHXH'], goingOn: [] },
      { change: 'removed', rowId: 'r003', superseded: [idOf('r003', 'VP')], amendedRowId: null },
    ]));
});

describe('an amendment is refused', () => {
  const later = amendedBy(due(dueOn('2027-09-30')));
  const one = amend(later, { changed: ['r001'] });
  test('without a draft, without a choice, for a row that it does not change', () => {
    knowing()
      .when({ ...one, reading: null }, coordinator, march)
      .refused('no-amended-document', [fromPlanId]);
    knowing()
      .when({ ...one, fromPlanId: plan.planId }, coordinator, march)
      .refused('no-amended-document');
    knowing().when(amend(later, {}), coordinator, march).refused('nothing-to-amend');
    knowing()
      .when(amend(later, { changed: ['r002'] }), coordinator, march)
      .refused('unknown-amendment', ['r002']);
    knowing()
      .when(amend(later, { removed: ['r001'] }), coordinator, march)
      .refused('unknown-amendment', ['r001']);
  });
  test('where the row cannot run as amended, or its day has passed and nobody said so', () => {
    const unsettled = amend(amendedBy(due({ kind: 'undefined' })), { changed: ['r001'] });
    knowing().when(unsettled, coordinator, march).refused('row-blocked', ['r001']);
    const past = amend(amendedBy(due(dueOn('2027-02-10'))), { changed: ['r001'] });
    knowing().when(past, coordinator, march).refused('past-due-not-acknowledged', ['r001']);
    knowing()
      .when({ ...past, acknowledgePastDue: true }, coordinator, march)
      .then({ type: 'PlanAmended' });
  });
  test('while a launch goes on, in a draft, to a unit', () => {
    const given = (events: typeof history) =>
      specificationOf(planRules, { ...factsOf(ward), assignments: all }).given(...events);
    given(running.history as typeof history)
      .when(one, coordinator, march)
      .refused('launch-not-completed');
    given(history.slice(0, 1)).when(one, coordinator, march).refused('plan-not-running');
    knowing().when(one, officer, march).refused('not-the-coordinator');
  });
});

describe('the clocks of an assignment that goes on', () => {
  const specs = (value: Deadline, more: Partial<Row> = {}) =>
    effectsOf(amend(amendedBy({ ...due(value), ...more }), { changed: ['r001'], acknowledgePastDue: true })).specs[0];
  const told = (state: State, spec: unknown, when = march) =>
    asked(state, { type: 'AmendAssignment', spec, reason: note }, coordinator, when).state as Assignment;
  const whole = (state: Assignment) => state.parts.find(({ partId }) => partId === 'whole');

  test('run on untouched where the deadline is the same: an extension, what was acknowledged', () => {
    const known = asked(stateOf('r001', 'VP'), { type: 'Acknowledge' }, officer, at('2027-02-02T09:00:00'));
    const wanted = { type: 'RequestExtension', dueDate: '2027-08-31', reason: note };
    const extended = asked(
      asked(known, wanted, officer, at('2027-02-03T09:00:00')),
      { type: 'DecideExtension', granted: true, reason: note },
      chair,
      at('2027-02-04T09:00:00'),
    );
    const [same] = effectsOf(amend(amendedBy({ requirement: 'Khác' }), { changed: ['r001'] })).specs;
    const after = told(extended, same, at('2027-02-04T10:00:00'));
    expect(after.requirement).toBe('Khác');
    expect(after.parts).toEqual((extended.state as Assignment).parts);
  });
  test('begin anew with another day, with its reminders; what was known stays known', () => {
    const known = asked(stateOf('r001', 'VP'), { type: 'Acknowledge' }, officer, at('2027-02-02T09:00:00'));
    const after = told(known, specs(dueOn('2027-09-30')));
    expect(whole(after)).toMatchObject({
      due: at('2027-10-01T00:00:00'),
      lateFrom: at('2027-10-01T00:00:00'),
      acknowledged: true,
      status: 'inProgress',
    });
    const alarms = whole(after)?.alarms ?? [];
    expect(alarms.filter(({ what }) => what === 'reminder').map(({ at: when }) => when.slice(0, 7))).toEqual([
      '2027-09',
      '2027-09',
      '2027-09',
      '2027-09',
    ]);
    expect(alarms.map(({ what }) => what)).not.toContain('silence');
  });
  test('a miss is taken back where the new day lies ahead, and stays where it does not', () => {
    const july = at('2027-07-15T09:00:00');
    const missed = asked(stateOf('r001', 'VP'), { type: 'ReportProgress', note }, officer, july);
    expect(whole(missed.state as Assignment)?.missed).toBe(true);
    expect(whole(told(missed, specs(dueOn('2027-09-30')), july))?.missed).toBe(false);
  });
  test('what is handed in is reviewed to its end, and is not late by the amendment', () => {
    const handed = asked(stateOf('r001', 'VP'), { type: 'SubmitEvidence', links: link }, officer, march);
    const after = told(handed, specs(dueOn('2027-02-20')), march);
    expect(whole(after)).toMatchObject({ status: 'submitted', submission: { late: false } });
  });
  test('a part that is asked for no more is dropped; what was accepted, late or has begun stays', () => {
    const milestones: Deadline = {
      kind: 'milestones',
      milestones: [
        { label: 'Dự thảo', deadline: dueOn('2027-04-30') },
        { label: 'Ban hành', deadline: dueOn('2027-08-31') },
      ],
    };
    const split = told(stateOf('r001', 'VP'), specs(milestones));
    expect(split.parts.map(({ partId }) => partId)).toEqual(['m1', 'm2']);
    const july = at('2027-07-15T09:00:00');
    const late = told(
      asked(stateOf('r001', 'VP'), { type: 'ReportProgress', note }, officer, july),
      specs(milestones),
      july,
    );
    expect(late.parts.map(({ partId }) => partId)).toEqual(['whole', 'm1', 'm2']);
    const handed = asked(stateOf('r001', 'VP'), { type: 'SubmitEvidence', links: link }, officer, march);
    const accepted = asked(handed, { type: 'AcceptSubmission' }, coordinator, march);
    expect(told(accepted, specs(milestones)).parts.map(({ partId, status }) => [partId, status])).toEqual([
      ['whole', 'accepted'],
      ['m1', 'assigned'],
      ['m2', 'assigned'],
    ]);
  });
  test('the successor unit keeps it, and the reviewer never reviews what he leads', () => {
    const transfer = { type: 'TransferAssignment', unitId: 'KTHTDT', reason: note };
    const moved = asked(stateOf('r001', 'VP'), transfer, chair, march);
    const milestones: Deadline = { kind: 'milestones', milestones: [{ label: 'Một', deadline: dueOn('2027-08-31') }] };
    const after = told(moved, specs(milestones));
    expect(after).toMatchObject({ unitId: 'KTHTDT', leadUnitIds: ['KTHTDT'] });
    expect(after.parts[0]).toMatchObject({ partId: 'm1', ownerUnitId: 'KTHTDT' });
    expect(after.parts.every(({ ownerUnitId, receiverUnitId }) => ownerUnitId !== receiverUnitId)).toBe(true);
  });
  describe('milestones are the same by what they are, not by their place:', () => {
    const a = { label: 'A', deadline: dueOn('2027-04-15') };
    const b = { label: 'B', deadline: dueOn('2027-06-30') };
    const c = { label: 'C', deadline: dueOn('2027-09-30') };
    type Milestones = Extract<Deadline, { kind: 'milestones' }>['milestones'];
    const of = (...milestones: Milestones) => specs({ kind: 'milestones', milestones });
    const started = (...milestones: Milestones) => {
      const spec = of(...milestones);
      if (!spec) throw new Error('no spec');
      return begun(spec, march);
    };
    const doneFirst = () => {
      const handed = asked(
        started(a, b, c),
        { type: 'SubmitEvidence', partId: 'm1', links: link },
        officer,
        at('2027-03-02T09:00:00'),
      );
      return asked(handed, { type: 'AcceptSubmission', partId: 'm1' }, coordinator, at('2027-03-03T09:00:00'));
    };
    const may = at('2027-05-04T09:00:00');
    const partsOf = (state: Assignment) => state.parts.map((part) => [part.partId, part.label, part.status]);
    test('one is left out at the head', () =>
      expect(partsOf(told(doneFirst(), of(b, c), may))).toEqual([
        ['m1', 'A', 'accepted'],
        ['m2', 'B', 'assigned'],
        ['m3', 'C', 'assigned'],
      ]));
    test('one comes in at the head', () => {
      const after = told(doneFirst(), of({ label: 'N', deadline: dueOn('2027-05-30') }, a, b, c), may);
      expect(partsOf(after)).toEqual([
        ['m1', 'A', 'accepted'],
        ['m2', 'B', 'assigned'],
        ['m3', 'C', 'assigned'],
        ['m5', 'N', 'assigned'],
      ]);
    });
    test('one of two on the same day is left out', () => {
      const twin = { ...a, label: 'B' };
      expect(partsOf(told(started(a, twin), of(a)))).toEqual([['m1', 'A', 'assigned']]);
    });
    test('one is given to another unit, which has not acknowledged it; who has taken one over keeps it', () => {
      const ofUnit = (owner: string) => of({ ...a, owner }, b);
      const state = begun(ofUnit('KTHTDT') as never, march);
      const known = asked(state, { type: 'Acknowledge', partId: 'm1' }, stranger, at('2027-03-02T09:00:00'));
      const before = known.state as Assignment;
      expect(before.parts[0]).toMatchObject({ ownerUnitId: 'KTHTDT', acknowledged: true });
      const after = told(known, ofUnit('TTDV'), may);
      expect(after.parts).toMatchObject([
        { partId: 'm1', ownerUnitId: 'TTDV', acknowledged: false, officerId: null },
        { partId: 'm2', ownerUnitId: 'VP' },
      ]);
      const handOver = { type: 'TransferAssignment', fromUnitId: 'KTHTDT', unitId: 'MTTQ', reason: note };
      const takenOver = asked(known, handOver, chair, at('2027-03-03T09:00:00'));
      expect(told(takenOver, ofUnit('KTHTDT'), may).parts[0]).toMatchObject({ ownerUnitId: 'MTTQ' });
    });
    test('one has another day', () =>
      expect(told(started(a, b), of(a, { ...b, deadline: dueOn('2027-08-31') })).parts).toMatchObject([
        { partId: 'm1', due: at('2027-04-16T00:00:00') },
        { partId: 'm2', due: at('2027-09-01T00:00:00') },
      ]));
  });
  test('a body outside that has taken over is asked and never ordered by the amendment, and the other way round', () => {
    const askedBy = (unitId: string, state: State) =>
      asked(state, { type: 'TransferAssignment', unitId, reason: note }, chair, march);
    const amendedFor = (state: State, mode: Row['mode']) => {
      const command = amend(amendedBy({ ...due(dueOn('2027-09-30')), mode }), { changed: ['r001'] });
      const [spec] = effectsOf(command, [ofPlan(idOf('r001', 'VP'), state)]).specs;
      return told(state, spec);
    };
    const outside = amendedFor(askedBy('MTTQ', stateOf('r001', 'VP')), 'ORDER');
    expect(outside.mode).toBe('REQUEST');
    const steps = (state: Assignment) =>
      (whole(state)?.alarms ?? []).flatMap((alarm) => (alarm.what === 'step' ? [alarm.stepId] : []));
    expect(steps(outside).filter((stepId) => stepId.startsWith('late'))).toEqual(['late-1-head']);
    const requested = begun({ ...running.specOf('r001', 'VP'), mode: 'REQUEST' }, now);
    const ordered = amendedFor(askedBy('KTHTDT', requested), 'REQUEST');
    expect(ordered.mode).toBe('ORDER');
    expect(steps(ordered)).toContain('late-1-coordinator');
    // What the plan did not know yet when it was amended does not make an order of a request.
    expect(told(askedBy('MTTQ', stateOf('r001', 'VP')), specs(dueOn('2027-09-30'))).mode).toBe('REQUEST');
  });
  test('nothing happens to what has ended', () => {
    const voided = asked(stateOf('r001', 'VP'), { type: 'VoidAssignment', reason: note }, chair, march);
    expect(told(voided, specs(dueOn('2027-09-30')))).toEqual(voided.state);
  });
});
