// What a unit says while it works.
import { describe, test } from 'vitest';
import { endOfDay, startOfDay } from '../../../../domain/instant.ts';
import { coordinator, note, officer, stranger } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { accept, day, given, part, step, submit } from '../given.ts';

describe('acknowledging', () => {
  const acknowledge = step(officer, 'Acknowledge');
  test('is done by the unit that has the part', () =>
    given({}).when(acknowledge).then({ type: 'AssignmentAcknowledged' }));
  test('is refused from another unit', () =>
    given({}).when(step(stranger, 'Acknowledge')).refused('not-the-assigned-unit'));
  test('is refused a second time', () => given({}, acknowledge).when(acknowledge).refused('already-acknowledged'));
  test('may still be said where silence has counted as an acknowledgement', () => {
    const silence = { what: 'silence' as const, at: at('2026-03-05T00:00:00') };
    given({ part: { alarms: [silence] } })
      .when(step(officer, 'Acknowledge', {}, at('2026-03-06T09:00:00')))
      .then({ type: 'AssignmentAcknowledged', data: { partId: 'whole' } });
  });
  test('is said part by part, each by its owner', () => {
    const two = { parts: [part({ partId: 'a' }), part({ partId: 'b', ownerUnitId: 'KTHTDT' })] };
    const first = step(officer, 'Acknowledge', { partId: 'a' });
    given(two, first)
      .when(step(stranger, 'Acknowledge', { partId: 'b' }))
      .then({ type: 'AssignmentAcknowledged', data: { partId: 'b' } });
    given(two, first)
      .when(step(officer, 'Acknowledge', { partId: 'b' }))
      .refused('not-the-assigned-unit');
  });
});

describe('the officer in charge', () => {
  const personId = '00000000-0000-4000-8000-00000000000a';
  const put = step(officer, 'AssignOfficer', { personId });
  test('is somebody of the unit', () => given({}).when(put).then({ type: 'OfficerAssigned', data: { personId } }));
  test('is not somebody of another unit', () =>
    given({ part: { ownerUnitId: 'KTHTDT' } })
      .when(step(stranger, 'AssignOfficer', { personId }))
      .refused('not-of-this-unit'));
  test('is not put in charge twice', () => given({}, put).when(put).refused('already-in-charge'));
});

describe('reporting progress', () => {
  const report = { note, state: 'inProgress' };
  test('is kept with its note', () =>
    given({})
      .when(step(officer, 'ReportProgress', report))
      .then({ type: 'ProgressReported', data: report }));
  test('is refused from another unit', () =>
    given({})
      .when(step(stranger, 'ReportProgress', report))
      .refused('not-the-assigned-unit'));
});

describe('a check-in', () => {
  const quarter = (period: string, from: string, to: string) => ({
    what: 'checkIn' as const,
    period,
    from: startOfDay(day(from)),
    at: endOfDay(day(to)),
  });
  const quarters = [quarter('2026-Q1', '2026-01-01', '2026-03-31'), quarter('2026-Q2', '2026-04-01', '2026-06-30')];
  const continuous = { part: { due: null, lateFrom: null, reminders: [], alarms: quarters } };
  const report = (when: string) => step(officer, 'ReportCheckIn', { note }, at(when));
  test('answers for the period that it falls in', () =>
    given(continuous)
      .when(report('2026-03-31T23:59:59.999'))
      .then({ type: 'CheckInReported', data: { period: '2026-Q1' } }));
  test('one instant later answers for the next', () =>
    given(continuous)
      .when(report('2026-04-01T00:00:00'))
      .then({ type: 'CheckInReported', data: { period: '2026-Q2' } }));
  test('is refused after the last period', () =>
    given(continuous).when(report('2026-07-01T00:00:00')).refused('no-check-in-expected'));
  test('is refused where none is expected', () =>
    given({})
      .when(step(officer, 'ReportCheckIn', { note }))
      .refused('no-check-in-expected'));
});

describe('an obstacle', () => {
  const report = step(officer, 'ReportObstacle', { text: note });
  const resolve = step(coordinator, 'ResolveObstacle', { decision: note });
  test('is reported and resolved', () => {
    given({}).when(report).then({ type: 'ObstacleReported' });
    given({}, report).when(resolve).then({ type: 'ObstacleResolved' });
  });
  test('is resolved by leaders only', () =>
    given({}, report)
      .when(step(officer, 'ResolveObstacle', { decision: note }))
      .refused('not-the-coordinator'));
  test('cannot be resolved where there is none', () =>
    given({}, step(officer, 'ReportProgress', { note }))
      .when(resolve)
      .refused('no-obstacle'));
  test('is settled with the work that is accepted in spite of it', ({ expect }) =>
    expect(given({}, report, submit(), accept()).part.obstacleOpen).toBe(false));
});

describe('what the unit that follows the field states', () => {
  const state = { state: 'notDone' };
  test('is recorded for it', () =>
    given({ fieldOwnerUnitId: 'KTHTDT' })
      .when(step(stranger, 'RecordFieldStatus', state))
      .then({ type: 'FieldStatusRecorded', data: { unitId: 'KTHTDT' } }));
  test('is not for the unit itself to state', () =>
    given({})
      .when(step(officer, 'RecordFieldStatus', state))
      .refused('not-the-field-owner'));
});
