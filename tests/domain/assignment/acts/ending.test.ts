// How an assignment ends, and what may still come afterwards.
import { describe, expect, test } from 'vitest';
import { chair, coordinator, due, link, note, officer, stranger } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { accept, askExtension, close, given, paper, part, step, submit } from '../given.ts';

const done = [submit(), accept()];
const reopen = (body: object = {}, when: string | null = null) =>
  step(chair, 'ReopenAssignment', { reason: note, ...body }, when ? at(when) : null);

describe('closing', () => {
  test('needs an accepted submission', () => given({}, submit()).when(close()).refused('not-accepted'));
  test("is the coordinator's", () =>
    given({}, ...done)
      .when(close())
      .then({ type: 'AssignmentClosed', data: { outcome: 'achieved' } }));
  test("is not the unit's", () =>
    given({}, ...done)
      .when(close('achieved', officer))
      .refused('not-the-coordinator'));
  test.each(['achieved', 'notApplicable'])('states what the review found, and not %s', (outcome) =>
    given({}, submit(), accept('partlyAchieved')).when(close(outcome)).refused('outcome-contradicts-result'),
  );
  test('of several parts states the worst of them', () => {
    const parts = [part({ partId: 'a' }), part({ partId: 'b' })];
    const handIn = (partId: string, result: string) => [
      step(officer, 'SubmitEvidence', { partId, links: link }),
      step(coordinator, 'AcceptSubmission', { partId, result }),
    ];
    given({ parts }, ...handIn('a', 'partlyAchieved'), ...handIn('b', 'achieved'))
      .when(close('partlyAchieved'))
      .then({ type: 'AssignmentClosed' });
    given({ parts }, ...handIn('a', 'achieved'))
      .when(close())
      .refused('not-accepted');
  });
  test('does not wait for parts that only help', () =>
    given({ parts: [part({}), part({ partId: 'help', ownerUnitId: 'KTHTDT', needed: false })] }, ...done)
      .when(close())
      .then({ type: 'AssignmentClosed' }));
  test('ends everything', () => {
    given({}, ...done, close())
      .when(submit())
      .refused('assignment-closed');
    expect(given({}, ...done, close()).until(at('2027-03-01T00:00:00'))).toEqual([]);
  });
  test('lapses an extension that nobody has decided', () =>
    expect(given({}, askExtension('2026-04-15'), ...done, close()).part.extensionAsked).toBeNull());
});

describe('a supplement', () => {
  const add = (by = officer, body: object = { links: link }) => step(by, 'AddSupplement', body);
  test('joins the file after the close and leaves status and outcome', () => {
    const closed = given({}, ...done, close());
    closed.when(add()).then({ type: 'SupplementAdded', data: { unitId: 'VP' } });
    expect(closed.when(add()).state).toMatchObject({ status: 'closed', outcome: 'achieved' });
  });
  test('is refused while the work itself goes on', () => given({}).when(add()).refused('not-accepted'));
  test('is refused before a missed target is explained', () =>
    given({}, submit(), accept('notAchieved')).when(add()).refused('explanation-needed'));
  test('is not empty', () =>
    given({}, ...done)
      .when(add(officer, {}))
      .refused('nothing-to-submit'));
  test('names only files that were uploaded', () =>
    given({}, ...done)
      .when(add(officer, { files: [{ sha256: '0'.repeat(64) }] }))
      .refused('unknown-file'));
  test('is for the units that worked on it', () =>
    given({}, ...done)
      .when(add(stranger))
      .refused('not-the-assigned-unit'));
});

describe('reopening', () => {
  const closed = [...done, close()];
  test('gives the unit the days of a return', () =>
    given({}, ...closed)
      .when(reopen({}, '2026-06-01T09:00:00'))
      .then({ type: 'AssignmentReopened', data: { partIds: ['whole'], resubmitUntil: at('2026-06-05T00:00:00') } }));
  test('is missed by that day, not by the deadline long past', () =>
    expect(given({}, ...closed, reopen({}, '2026-06-01T09:00:00')).until(at('2026-07-01T00:00:00'))).toMatchObject([
      { type: 'ReminderDue', data: { workingDaysBefore: 1 } },
      { type: 'DeadlineMissed', at: at('2026-06-05T00:00:00') },
    ]));
  test('leaves late what was late', () => {
    const late = given({}, submit(due), accept(), close(), reopen());
    expect(late.when(submit()).part.submission?.late).toBe(true);
    const inTime = given({}, ...closed, reopen({}, '2026-06-01T09:00:00'));
    expect(inTime.when(submit(at('2026-06-04T09:00:00'))).part.submission?.late).toBe(false);
  });
  test('opens only the part that is named', () => {
    const parts = [part({ partId: 'a' }), part({ partId: 'b' })];
    const handIn = (partId: string) => [
      step(officer, 'SubmitEvidence', { partId, links: link }),
      step(coordinator, 'AcceptSubmission', { partId }),
    ];
    const both = given({ parts }, ...handIn('a'), ...handIn('b'), close());
    expect(both.when(reopen({ partId: 'b' })).state).toMatchObject({
      status: 'inProgress',
      outcome: null,
      parts: [{ status: 'accepted' }, { status: 'inProgress' }],
    });
    both.when(reopen({ partId: 'c' })).refused('unknown-part');
  });
  test('leaves parts that were never decided as they are', () => {
    const helped = [part({}), part({ partId: 'help', ownerUnitId: 'KTHTDT', needed: false })];
    given({ parts: helped }, ...closed)
      .when(reopen())
      .then({ data: { partIds: ['whole'] } });
    given({ parts: helped }, ...closed)
      .when(reopen({ partId: 'help' }))
      .refused('not-closed');
  });
  test('is refused where nothing is closed', () =>
    given({}, ...done)
      .when(reopen())
      .refused('not-closed'));
  test('is refused beyond the calendar', () =>
    given({}, ...closed)
      .when(reopen({}, '2028-01-31T09:00:00'))
      .refused('date-outside-calendar'));
  test('needs a paper, where it is the coordinator', () => {
    const reason = { reason: note };
    given({}, ...closed)
      .when(step(coordinator, 'ReopenAssignment', reason))
      .refused('basis-required');
    given({}, ...closed)
      .when(step(coordinator, 'ReopenAssignment', { ...reason, ...paper }))
      .then({ type: 'AssignmentReopened' });
    given({}, ...closed)
      .when(step(officer, 'ReopenAssignment', reason))
      .refused('not-the-coordinator');
  });
});

describe('voiding', () => {
  const annul = step(chair, 'VoidAssignment', { reason: note });
  test('ends it without an outcome', () => {
    expect(given({}, annul).state).toMatchObject({ status: 'voided', outcome: null });
    expect(given({}, annul).until(at('2027-01-01T00:00:00'))).toEqual([]);
  });
  test('is final', () => given({}, annul).when(submit()).refused('assignment-voided'));
});

describe('an amended plan', () => {
  const supersede = step(coordinator, 'Supersede', { successorIds: ['00000000-0000-4000-8000-00000000000b'] });
  test('puts it aside with its successors named', () =>
    given({}, submit())
      .when(supersede)
      .then({ type: 'AssignmentSuperseded', data: { successorIds: [expect.any(String)] } }));
  test('leaves what is closed as it is', () =>
    given({}, ...done, close())
      .when(supersede)
      .refused('assignment-closed'));
  test('ends it', () => given({}, supersede).when(submit()).refused('assignment-superseded'));
});
