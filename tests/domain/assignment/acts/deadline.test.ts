// What moves a due: a paper from above, an extension.
import { describe, expect, test } from 'vitest';
import type { Deadline } from '../../../../domain/deadline.ts';
import { chair, coordinator, due, note, officer } from '../../../support/assignment-history.ts';
import { at } from '../../../support/specification.ts';
import { accept, askExtension, behalf, day, giveBack, given, grant, step, submit } from '../given.ts';

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('a paper from above', () => {
  const external: Deadline = { kind: 'externalTrigger', source: 'Sở Nội vụ', watchdog: 'month' };
  const watchdog = { what: 'watchdog' as const, at: at('2026-04-01T08:00:00') };
  const waiting = {
    part: { deadline: external, due: null, lateFrom: null, reminders: [], alarms: [watchdog], waitingFor: 'Sở Nội vụ' },
  };
  const record = (body: object = {}, when: string | null = null) =>
    step(
      coordinator,
      'RecordTrigger',
      { documentNumber: '7/SNV', documentDate: day('2026-03-02'), ...body },
      when ? at(when) : null,
    );

  test('gives what waited for it the day that it names', () =>
    given(waiting)
      .when(record({ dueDate: day('2026-04-30') }))
      .then({ type: 'TriggerReceived', data: { source: 'Sở Nội vụ', due: at('2026-05-01T00:00:00') } }));
  test('that names no day lets the part go on without one', () =>
    given(waiting)
      .when(record())
      .then({ type: 'TriggerReceived', data: { due: null, alarms: [] } }));
  test('is asked after until it has come, and then no more', () => {
    expect(types(given(waiting).until(at('2026-06-01T00:00:00')))).toEqual(['TriggerAwaited']);
    expect(types(given(waiting, record()).until(at('2026-06-01T00:00:00')))).toEqual([]);
  });
  test('stops nothing while it has not come', () => given(waiting).when(submit()).then({ type: 'EvidenceSubmitted' }));
  test('may be followed by another that sets another day, and takes back what was missed by the first', () => {
    const first = record({ dueDate: day('2026-03-20') });
    const second = record({ dueDate: day('2026-04-30') }, '2026-03-25T09:00:00');
    given(waiting, first).when(second).then({ type: 'TriggerReceived' }, { type: 'DeadlineMissWithdrawn' });
    given(waiting, first).when(record()).refused('waits-for-nothing');
  });
  test('cannot be due before it was written', () =>
    given(waiting)
      .when(record({ dueDate: day('2026-03-01') }))
      .refused('due-before-document'));
  test('is recorded by leaders only', () =>
    given(waiting)
      .when(step(officer, 'RecordTrigger', { documentNumber: '7', documentDate: day('2026-03-02') }))
      .refused('not-the-coordinator'));
  test('is not recorded where nothing waits for one', () =>
    given({})
      .when(record({ dueDate: day('2026-04-30') }))
      .refused('waits-for-nothing'));
  test('from which the plan counts working days gives the day that these end on', () => {
    const relative = {
      kind: 'relative',
      n: 5,
      unit: 'workingDays',
      after: { anchor: 'event', event: 'kiểm tra' },
    } as const;
    const after = { part: { ...waiting.part, deadline: relative, waitingFor: 'kiểm tra' } };
    given(after)
      .when(record())
      .then({ data: { due: at('2026-03-10T00:00:00') } });
    given(after)
      .when(record({ documentDate: day('2030-01-01') }))
      .refused('date-outside-calendar');
  });
  test('sets a day that the ward cannot extend', () =>
    given(waiting, record({ dueDate: day('2026-04-30') }))
      .when(askExtension('2026-05-31'))
      .refused('due-set-from-above'));
});

describe('asking for an extension', () => {
  test('is possible until the deadline has passed', () =>
    given({})
      .when(askExtension('2026-04-15', at('2026-03-31T23:59:59.999')))
      .then({ type: 'ExtensionRequested', data: { extension: 1 } }));
  test('is refused from the first instant after', () =>
    given({}).when(askExtension('2026-04-15', due)).refused('extension-too-late'));
  test('is possible while the time to correct runs', () => {
    const returned = [submit(at('2026-03-31T10:00:00')), giveBack(at('2026-04-02T09:00:00'))];
    given({}, ...returned)
      .when(askExtension('2026-04-20', at('2026-04-03T09:00:00')))
      .then({ type: 'ExtensionRequested' });
    given({}, ...returned)
      .when(askExtension('2026-04-07', at('2026-04-03T09:00:00')))
      .refused('extension-not-later');
  });
  test('on paper in time is in time, though it was recorded afterwards', () =>
    given({})
      .when(
        step(
          coordinator,
          'RequestExtension',
          { dueDate: day('2026-04-15'), reason: note, ...behalf('VP'), happenedOn: day('2026-03-30') },
          at('2026-04-02T09:00:00'),
        ),
      )
      .then({ type: 'ExtensionRequested' }));
  test('to an earlier day is refused', () => given({}).when(askExtension('2026-03-31')).refused('extension-not-later'));
  test('is refused where nothing is due', () =>
    given({ part: { due: null, lateFrom: null } })
      .when(askExtension('2026-04-15'))
      .refused('no-deadline'));
  test('waits for its decision', () =>
    given({}, askExtension('2026-04-15')).when(askExtension('2026-04-20')).refused('extension-asked'));
  test('a third time is flagged', () => {
    const twice = [askExtension('2026-04-15'), grant(), askExtension('2026-04-30'), grant()];
    const second = given({}, askExtension('2026-04-15'), grant()).when(askExtension('2026-05-15'));
    second.then({ data: { extension: 2 } });
    expect(second.events.at(-1)?.data).not.toHaveProperty('flagged');
    given({}, ...twice)
      .when(askExtension('2026-05-15'))
      .then({ data: { extension: 3, flagged: true } });
  });
});

describe('deciding an extension', () => {
  const asked = askExtension('2026-04-15', at('2026-03-25T09:00:00'));
  const deny = step(chair, 'DecideExtension', { granted: false, reason: note });
  test('grants the day that was asked for, and keeps the old one for ever', () =>
    given({}, asked)
      .when(grant())
      .then({ type: 'ExtensionGranted', data: { oldDue: due, due: at('2026-04-16T00:00:00') } }));
  test('may grant another day, but none that is not later', () => {
    given({}, asked)
      .when(grant('2026-04-10'))
      .then({ data: { due: at('2026-04-11T00:00:00') } });
    given({}, asked).when(grant('2026-03-31')).refused('extension-not-later');
  });
  test('is refused beyond the calendar', () =>
    given({}, asked).when(grant('2029-01-01')).refused('date-outside-calendar'));
  test('may deny', () => given({}, asked).when(deny).then({ type: 'ExtensionDenied' }));
  test("is the Chair's, in person or on paper", () => {
    given({}, asked)
      .when(step(coordinator, 'DecideExtension', { granted: true, reason: note }))
      .refused('not-the-chair');
    given({}, asked)
      .when(step(coordinator, 'DecideExtension', { granted: true, reason: note, ...behalf() }))
      .then({ type: 'ExtensionGranted', data: behalf() });
  });
  test('needs one that was asked for', () => given({}).when(grant('2026-04-15')).refused('no-extension-asked'));

  describe('after the deadline, asked for in time', () => {
    const decided = at('2026-04-03T09:00:00');
    test('takes back the miss', () =>
      given({}, asked)
        .when(grant(null, decided))
        .then({ type: 'ExtensionGranted' }, { type: 'DeadlineMissWithdrawn' }));
    test('leaves the miss where it is denied', () =>
      expect(given({}, asked).when({ ...deny, at: decided }).part.missed).toBe(true));
    test('to a day that has passed as well is missed again, by that day', () => {
      const again = given({}, asked, grant('2026-04-01', decided)).until(at('2026-04-03T10:00:00'));
      expect(again).toMatchObject([{ type: 'DeadlineMissed', data: { lateFrom: at('2026-04-02T00:00:00') } }]);
    });
    test('makes in time what was handed in meanwhile, also where it is accepted already', () => {
      const handedIn = submit(at('2026-04-02T09:00:00'));
      expect(given({}, asked, handedIn).part.submission?.late).toBe(true);
      expect(given({}, asked, handedIn, grant(null, decided)).part).toMatchObject({
        submission: { late: false },
        missed: false,
      });
      expect(given({}, asked, handedIn, accept(), grant(null, decided)).part.submission?.late).toBe(false);
    });
    test('leaves late what was handed in after the new day', () =>
      expect(given({}, asked, submit(at('2026-04-12T09:00:00')), grant('2026-04-10')).part).toMatchObject({
        submission: { late: true },
        missed: true,
      }));
  });

  test('moves the reminders and leaves the clock of the review', () => {
    const ladder = [
      { stepId: 'cham', unless: 'reviewed', from: 'submission', workingDays: 3, tell: 'chair', channel: 'list' },
      { stepId: 'qua', unless: 'submitted', from: 'due', workingDays: 1, tell: 'chair', channel: 'list' },
    ] as const;
    const { part } = given({ policy: { ladder: [...ladder] } }, asked, submit(), grant());
    const days = part.alarms.map((alarm) => [alarm.what, alarm.at.slice(0, 10)]);
    expect(days).toEqual([
      ['step', '2026-03-30'],
      ['reminder', '2026-04-10'],
      ['reminder', '2026-04-14'],
      ['step', '2026-04-16'],
    ]);
  });
});
