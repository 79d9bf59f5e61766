// One act of a running plan, many assignments: a paper for all that wait for it, the work of a unit for its successor.
import { describe, expect, test } from 'vitest';
import type { Deadline } from '../../domain/deadline.ts';
import type { PlainDate } from '../../domain/instant.ts';
import { planRules } from '../../domain/plan/decide.ts';
import type { PlanAssignment } from '../../domain/plan/figures.ts';
import { awaitedSources } from '../../domain/plan/papers-awaited.ts';
import { chair, coordinator, note, officer } from '../support/assignment-history.ts';
import { readingOf } from '../support/plan-history.ts';
import { factsOf, launch, ward } from '../support/plan-launch.ts';
import { asked, begun, ofPlan } from '../support/plan-year.ts';
import { at, specificationOf } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const waiting = (source: string): Deadline => ({ kind: 'externalTrigger', source, watchdog: 'month' });
const now = at('2027-02-01T09:00:00');
const march = at('2027-03-01T09:00:00');
const alone = { coordinatorUnits: [] };
const deadlines = [waiting('Sở Nội vụ'), waiting('Sở Nội vụ'), waiting('Sở Tài chính'), dueOn('2027-06-30')];
const scene = { reading: readingOf(deadlines, alone, alone, alone, alone), now };
const running = launch(scene);
const completed = {
  event: { type: 'PlanLaunchCompleted', data: { launch: 1, assignmentCount: 4 } },
  by: coordinator,
  at: now,
} as const;
const open = (rowId: string) => begun(running.specOf(rowId, 'VP'), now);
const suspend = { type: 'SuspendAssignment', reason: note };
const suspended = (rowId: string) => asked(open(rowId), suspend, chair, at('2027-02-10T09:00:00'));
const voided = (rowId: string) =>
  asked(open(rowId), { type: 'VoidAssignment', reason: note }, chair, at('2027-02-10T09:00:00'));

const all = ['r001', 'r002', 'r003', 'r004'].map((rowId) => ofPlan(rowId, open(rowId)));
const knowing = (assignments: readonly PlanAssignment[]) =>
  specificationOf(planRules, { ...factsOf(ward), assignments }).given(...running.history, completed);
const basis = { documentNumber: '7/QĐ-UBND', documentDate: '2027-02-20' };

describe('a paper from above', () => {
  const paper = {
    type: 'RecordTrigger',
    source: 'Sở Nội vụ',
    documentNumber: '88/SNV',
    documentDate: '2027-02-26' as PlainDate,
    dueDate: '2027-04-30' as PlainDate,
  } as const;
  const reached = (...rowIds: string[]) => rowIds.map((assignmentId) => ({ assignmentId, partId: 'whole' }));

  test('is awaited source by source', () => {
    const sources = awaitedSources(all).map(({ source, parts }) => [source, ...parts.map(({ rowId }) => rowId)]);
    expect(sources).toEqual([
      ['Sở Nội vụ', 'r001', 'r002'],
      ['Sở Tài chính', 'r003'],
    ]);
    expect(awaitedSources([ofPlan('r001', voided('r001'))])).toEqual([]);
  });
  test('reaches all that wait for its source, and nobody else', () => {
    const { type: _, ...said } = paper;
    knowing(all)
      .when(paper, coordinator, march)
      .then({ type: 'PlanTriggerReceived', data: { ...said, reached: reached('r001', 'r002') } });
  });
  test('does not reach what is suspended or has ended; it is still awaited where the clock stands still', () => {
    const stopped = [ofPlan('r001', suspended('r001')), ofPlan('r002', open('r002')), ofPlan('r003', voided('r003'))];
    knowing(stopped)
      .when(paper, coordinator, march)
      .then({ type: 'PlanTriggerReceived', data: { reached: reached('r002') } });
    expect(awaitedSources(stopped)[0]?.parts.map(({ suspended: stands }) => stands)).toEqual([true, false]);
    knowing([ofPlan('r001', suspended('r001'))])
      .when(paper, coordinator, march)
      .refused('nobody-waits', ['Sở Nội vụ']);
  });
  test('that nobody waits for is refused; so is a day before the paper, another hand, a plan whose launch goes on', () => {
    knowing(all)
      .when({ ...paper, source: 'Sở Y tế' }, coordinator, march)
      .refused('nobody-waits', ['Sở Y tế']);
    knowing(all)
      .when({ ...paper, dueDate: '2027-02-01' } as never, coordinator, march)
      .refused('due-before-document');
    knowing(all).when(paper, officer, march).refused('not-the-coordinator');
    knowing(all)
      .when({ ...paper, onBehalfOf: { post: 'Trưởng phòng', unitId: 'VP' }, basis } as never, coordinator, march)
      .refused('not-the-coordinator');
    specificationOf(planRules, { ...factsOf(ward), assignments: all })
      .given(...running.history)
      .when(paper, coordinator, march)
      .refused('launch-not-completed');
    specificationOf(planRules, { ...factsOf(ward), assignments: all })
      .given(...running.history.slice(0, 1))
      .when(paper, coordinator, march)
      .refused('plan-not-running');
  });
  test('said twice is recorded once: a part that has it waits no longer', () => {
    const command = { ...paper, partId: 'whole' };
    const once = asked(open('r001'), command, coordinator, march);
    expect(once.state).toMatchObject({ parts: [{ waitingFor: null, due: at('2027-05-01T00:00:00') }] });
    expect(() => asked(once, command, coordinator, march)).toThrow('waits-for-nothing');
    expect(() => asked(open('r003'), command, coordinator, march)).toThrow('waits-for-nothing');
  });
});

describe('the work of a unit', () => {
  const transfer = { type: 'TransferUnitWork', fromUnitId: 'VP', unitId: 'VHXH', reason: note, basis } as never;

  test('goes to its successor at once: every open assignment in which it has a share, also a suspended one', () => {
    const mixed = [ofPlan('r001', open('r001')), ofPlan('r002', suspended('r002')), ofPlan('r003', voided('r003'))];
    knowing(mixed)
      .when(transfer, coordinator, march)
      .then({
        type: 'UnitWorkTransferred',
        data: { fromUnitId: 'VP', toUnitId: 'VHXH', reason: note, assignmentIds: ['r001', 'r002'], basis },
      });
  });
  test('also where it only reviews or has a part', () => {
    const given = knowing(all.slice(0, 1));
    given
      .when({ ...(transfer as object), fromUnitId: 'VHXH', unitId: 'TTPVHCC' } as never, coordinator, march)
      .then({ type: 'UnitWorkTransferred', data: { assignmentIds: ['r001'] } });
  });
  test('needs the paper that says so, which the coordinating unit has uploaded; the Chair decides in person', () => {
    const { basis: _, ...bare } = transfer as unknown as { basis: object };
    knowing(all)
      .when(bare as never, coordinator, march)
      .refused('basis-required');
    knowing(all)
      .when(bare as never, chair, march)
      .then({ type: 'UnitWorkTransferred' });
    const file = 'b'.repeat(64);
    knowing(all)
      .when({ ...(transfer as object), basis: { ...basis, file } } as never, coordinator, march)
      .refused('unknown-file', [file]);
  });
  test('needs a successor that is there, is another one, and work to hand over', () => {
    const to = (unitId: string, fromUnitId = 'VP') => ({ ...(transfer as object), unitId, fromUnitId }) as never;
    knowing(all).when(to('XYZ'), coordinator, march).refused('unknown-unit', ['XYZ']);
    knowing(all).when(to('VP'), coordinator, march).refused('same-unit');
    knowing(all).when(to('VHXH', 'TTPVHCC'), coordinator, march).refused('unit-not-involved', ['TTPVHCC']);
  });
});
