// What leaders do with an assignment that goes on.
import { describe, expect, test } from 'vitest';
import { chair, coordinator, note, officer, stranger } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { accept, day, given, paper, part, step, submit } from '../given.ts';

const transfer = (unitId: string, fromUnitId?: string) =>
  step(chair, 'TransferAssignment', { unitId, reason: note, ...(fromUnitId && { fromUnitId }) });

describe('a successor', () => {
  test('has it with the whole history', () =>
    expect(given({}, submit(), transfer('KTHTDT')).state).toMatchObject({
      unitId: 'KTHTDT',
      launchUnitId: 'VP',
      leadUnitIds: ['KTHTDT'],
      status: 'submitted',
      parts: [{ ownerUnitId: 'KTHTDT', submissions: 1, officerId: null }],
    }));
  test('that led with the old unit leads alone', () =>
    expect(given({ leadUnitIds: ['VP', 'KTHTDT'] }, transfer('KTHTDT')).state.leadUnitIds).toEqual(['KTHTDT']));
  test('that coordinated does so no longer', () =>
    expect(given({ coordinatingUnitIds: ['KTHTDT', 'VHXH'] }, transfer('KTHTDT')).state.coordinatingUnitIds).toEqual([
      'VHXH',
    ]));
  test('that reviewed is reviewed by the Chair', () => {
    const own = given({}, transfer('VHXH'));
    expect(own.state).toMatchObject({ reviewUnitId: 'UBND', parts: [{ receiverUnitId: 'UBND' }] });
    given({}, transfer('VHXH'), submit(null, coordinator))
      .when(step(coordinator, 'AcceptSubmission'))
      .refused('own-unit-review');
    given({}, transfer('VHXH'), submit(null, coordinator))
      .when(step(chair, 'AcceptSubmission'))
      .then({}, { type: 'SubmissionAccepted' });
  });
  test('that followed the field does not look at its own work', () =>
    given(
      { policy: { fieldOwnerReviews: true }, fieldOwnerUnitId: 'KTHTDT' },
      transfer('KTHTDT'),
      submit(null, stranger),
    )
      .when(step(coordinator, 'AcceptSubmission'))
      .then({}, { type: 'SubmissionAccepted' }));
  test('never receives what it hands in itself', () => {
    const parts = [part({ ownerUnitId: 'VP', receiverUnitId: 'KTHTDT' })];
    expect(given({ parts }, transfer('KTHTDT')).part).toMatchObject({ ownerUnitId: 'KTHTDT', receiverUnitId: 'VHXH' });
  });
  test('may take over what a unit was beside the owner: reviewer, owner of a part', () => {
    expect(given({}, transfer('KTHTDT', 'VHXH')).state).toMatchObject({
      unitId: 'VP',
      reviewUnitId: 'KTHTDT',
      parts: [{ ownerUnitId: 'VP', receiverUnitId: 'KTHTDT' }],
    });
    const parts = [part({}), part({ partId: 'b', ownerUnitId: 'TTDV' })];
    expect(given({ parts }, transfer('KTHTDT', 'TTDV')).state.parts.map(({ ownerUnitId }) => ownerUnitId)).toEqual([
      'VP',
      'KTHTDT',
    ]);
  });
  test('outside the administration is asked and not ordered', () => {
    given({})
      .when(transfer('MTTQ'))
      .then({ type: 'AssignmentTransferred', data: { mode: 'REQUEST' } });
    expect(
      given({}, transfer('MTTQ'))
        .until(at('2026-06-01T00:00:00'))
        .map(({ type }) => type),
    ).toEqual(['ReminderDue', 'ReminderDue']);
  });
  test('must be another unit, one of the directory, and take over something', () => {
    given({}).when(transfer('VP')).refused('same-unit');
    given({}).when(transfer('XXX')).refused('unknown-unit');
    given({}).when(transfer('KTHTDT', 'TTDV')).refused('unit-not-involved');
  });
  test('is named on a paper, where it is the coordinator who records it', () => {
    const to = { unitId: 'KTHTDT', reason: note };
    given({})
      .when(step(coordinator, 'TransferAssignment', to))
      .refused('basis-required');
    given({})
      .when(step(coordinator, 'TransferAssignment', { ...to, ...paper }))
      .then({ type: 'AssignmentTransferred' });
  });
});

describe('an urging letter', () => {
  const urge = (by = coordinator) =>
    step(by, 'RecordUrging', { documentNumber: '1/ĐĐ', documentDate: day('2026-03-02') });
  test('has its number in the file', () =>
    given({}, urge())
      .when(urge())
      .then({ type: 'UrgingRecorded', data: { urging: 2 } }));
  test('may come from the unit that follows the field', () => {
    given({ fieldOwnerUnitId: 'KTHTDT' }).when(urge(stranger)).then({ type: 'UrgingRecorded' });
    given({ fieldOwnerUnitId: 'VP' }).when(urge(stranger)).refused('not-the-coordinator');
  });
});

describe('an assignment under this one', () => {
  const add = (unitId: string, dueDate = '2026-04-10') =>
    step(coordinator, 'AddAssignment', { unitId, requirement: 'Khắc phục', dueDate: day(dueDate) });
  const childOf = (unitId: string, frozen = {}) => {
    const { state } = given(frozen, add(unitId));
    expect(state.children).toHaveLength(1);
    return given(frozen).when(add(unitId));
  };
  test('is for the unit that is named, due by the end of that day', () =>
    childOf('KTHTDT').then({
      type: 'AssignmentAdded',
      data: {
        spec: {
          unitId: 'KTHTDT',
          mode: 'ORDER',
          reviewUnitId: 'VHXH',
          parts: [{ ownerUnitId: 'KTHTDT', due: at('2026-04-11T00:00:00') }],
        },
      },
    }));
  test('for a body outside is a request, whatever the one above is', () =>
    childOf('MTTQ').then({ data: { spec: { mode: 'REQUEST' } } }));
  test('under a request for a unit of the ward is an order', () =>
    childOf('KTHTDT', { mode: 'REQUEST' }).then({ data: { spec: { mode: 'ORDER' } } }));
  test('of the unit that reviews is reviewed by another', () =>
    childOf('VHXH').then({ data: { spec: { reviewUnitId: 'VP', parts: [{ receiverUnitId: 'VP' }] } } }));
  test('needs a unit of the directory and a day to come, within the calendar', () => {
    given({}).when(add('XXX')).refused('unknown-unit');
    given({}).when(add('KTHTDT', '2026-03-01')).refused('due-date-past');
    given({}).when(add('KTHTDT', '2029-03-01')).refused('date-outside-calendar');
  });
  test('is added by leaders', () =>
    given({})
      .when(step(officer, 'AddAssignment', { unitId: 'KTHTDT', requirement: 'x', dueDate: day('2026-04-10') }))
      .refused('not-the-coordinator'));
  test('may follow what is accepted already', () =>
    given({}, submit(), accept()).when(add('KTHTDT')).then({ type: 'AssignmentAdded' }));
});
