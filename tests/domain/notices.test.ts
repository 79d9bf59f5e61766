// Who is told what of which event, what is moot, when letters go out, and what they say.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LadderStep } from '../../domain/assignment/alarms.ts';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import type { AssignmentEvent } from '../../domain/assignment/events.ts';
import { type Assignment, isAssigned } from '../../domain/assignment/state.ts';
import { isWorkingDay } from '../../domain/calendar.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import type { Person } from '../../domain/directory/directory.ts';
import { dateOf, instant, ms } from '../../domain/instant.ts';
import { addresseesOf } from '../../domain/notices/addressees.ts';
import { type Letterhead, writeLetter } from '../../domain/notices/letter.ts';
import { isMoot } from '../../domain/notices/moot.ts';
import { type Notice, noticeKinds } from '../../domain/notices/notice.ts';
import { noticesOf } from '../../domain/notices/notices-of.ts';
import { collectedUntil, nextMorning } from '../../domain/notices/sending-time.ts';
import { headingOf, lineOf } from '../../domain/notices/wording.ts';
import { assigned, due, link, note, officer, spec } from '../support/assignment-history.ts';
import { at, type Happening, stateAfter } from '../support/specification.ts';

const when = at('2026-03-20T09:00:00');
const happened = (event: AssignmentEvent): Happening<AssignmentEvent> => ({ event, by: officer, at: when });

const submitted = (): Happening<AssignmentEvent> => ({
  event: {
    type: 'EvidenceSubmitted',
    data: {
      partId: 'whole',
      submission: 1,
      unitId: 'VP',
      files: [],
      links: link,
      figures: [],
      lateFrom: due,
      late: false,
    },
  },
  by: officer,
  at: at('2026-03-10T09:00:00'),
});

function stateOnce(...history: Happening<AssignmentEvent>[]): Assignment {
  const { state } = stateAfter(assignmentRules, history);
  if (!isAssigned(state)) throw new Error('not assigned');
  return state;
}

const told = (event: AssignmentEvent, ...before: Happening<AssignmentEvent>[]) =>
  noticesOf(event, stateOnce(assigned, ...before, happened(event)));
const inBrief = ({ kind, audience, urgency, list }: Notice) =>
  `${kind} → ${audience.who}${'unitId' in audience ? ` ${audience.unitId}` : ''}, ${urgency}${list ? ', list' : ''}`;

const step = (change: Partial<LadderStep> = {}): LadderStep => ({
  stepId: 's',
  unless: 'submitted',
  from: 'due',
  workingDays: 1,
  tell: 'chair',
  channel: 'list',
  ...change,
});
const escalated = (change?: Partial<LadderStep>): AssignmentEvent => ({
  type: 'AssignmentEscalated',
  data: { partId: 'whole', step: step(change), plannedAt: when },
});
const returned: AssignmentEvent = {
  type: 'SubmissionReturned',
  data: {
    partId: 'whole',
    submission: 1,
    reasonCode: 'missing-seal',
    reason: note,
    resubmitUntil: at('2026-03-26T00:00:00'),
  },
};
const accepted: AssignmentEvent = {
  type: 'SubmissionAccepted',
  data: { partId: 'whole', submission: 1, result: 'achieved' },
};
const reminder: AssignmentEvent = {
  type: 'ReminderDue',
  data: { partId: 'whole', workingDaysBefore: 3, plannedAt: when },
};

describe('an event tells', () => {
  test.each<[AssignmentEvent, string[]]>([
    [assigned.event, ['assigned → unit VP, now']],
    [reminder, ['reminder → unit VP, digest']],
    [{ type: 'DeadlineMissed', data: { partId: 'whole', due, lateFrom: due } }, ['missed → unit VP, digest']],
    [submitted().event, ['submitted → reviewer VHXH, digest']],
    [returned, ['returned → unit VP, now']],
    [accepted, ['accepted → unit VP, digest']],
    [{ type: 'ObstacleReported', data: { partId: 'whole', text: note } }, ['obstacle → coordinator, now']],
    [
      {
        type: 'ExtensionRequested',
        data: { partId: 'whole', extension: 1, dueDate: '2026-04-30' as never, reason: note },
      },
      ['extensionAsked → chair, now', 'extensionAsked → coordinator, digest'],
    ],
    [
      {
        type: 'ExplanationRequested',
        data: { explanation: 1, dueDate: '2026-04-30' as never, until: due, reason: note },
      },
      ['explanationAsked → unit VP, now', 'explanationAsked → unitHead VP, now'],
    ],
    [
      { type: 'TriggerAwaited', data: { partId: 'whole', source: 'Sở Nội vụ', plannedAt: when } },
      ['triggerAwaited → coordinator, digest'],
    ],
    [{ type: 'ProgressReported', data: { partId: 'whole', note } }, []],
    [{ type: 'AssignmentAcknowledged', data: { partId: 'whole' } }, []],
    [{ type: 'AssignmentViewed', data: { personId: spec.planId } }, []],
    [{ type: 'AssignmentVoided', data: { reason: note } }, ['voided → unit VP, now']],
    [{ type: 'AssignmentSuperseded', data: { successorIds: [] } }, ['voided → unit VP, now']],
    [
      {
        type: 'AssignmentAmended',
        data: {
          row: spec,
          reworded: [],
          moved: [],
          added: [],
          dropped: [],
          calendarVersion: spec.calendarVersion,
          reason: note,
        },
      },
      ['amended → unit VP, now'],
    ],
    [escalated(), ['step → chair, digest, list']],
    [escalated({ tell: 'unitHead', channel: 'message' }), ['step → unitHead VP, now']],
  ])('%j', (event, expected) => {
    expect(told(event).map(inBrief)).toEqual(expected);
  });

  test('the officer in charge instead of the whole unit', () => {
    const inCharge = happened({ type: 'OfficerAssigned', data: { partId: 'whole', personId: spec.planId } });
    expect(told(reminder, inCharge)).toMatchObject([
      { audience: { who: 'unit', unitId: 'VP', personId: spec.planId } },
    ]);
  });

  test('no superior of a body that was only asked, and nobody of it in anger', () => {
    const asked = {
      ...assigned,
      event: { type: 'AssignmentAssigned', data: { ...spec, mode: 'REQUEST' } } as AssignmentEvent,
    };
    const state = stateOnce(asked);
    for (const tell of ['chair', 'coordinator'] as const) expect(noticesOf(escalated({ tell }), state)).toEqual([]);
    expect(noticesOf(escalated({ tell: 'unit' }), state)).toHaveLength(1);
    const [notice] = noticesOf(reminder, state);
    if (!notice) throw new Error('no reminder');
    expect(lineOf('vi', notice, state)).toBe('kính đề nghị hoàn thành hết thứ Ba, 31/03/2026');
  });

  test('nothing urgent of what was entered afterwards', () => {
    const entered = { ...returned, data: { ...returned.data, happenedOn: '2026-03-01' } } as AssignmentEvent;
    expect(told(entered, submitted())).toMatchObject([{ kind: 'returned', urgency: 'digest' }]);
  });

  test('ids and what the event says, never the words of a person', () => {
    expect(JSON.stringify(told(returned, submitted()))).not.toContain(note.textId);
  });
});

describe('a notice is moot', () => {
  const only = (event: AssignmentEvent, ...before: Happening<AssignmentEvent>[]) => {
    const [notice] = told(event, ...before);
    if (!notice) throw new Error('nobody is told');
    return notice;
  };
  test.each<[string, Notice, Assignment, boolean]>([
    ['a reminder while the unit works', only(reminder), stateOnce(assigned), false],
    ['a reminder after the submission', only(reminder), stateOnce(assigned, submitted()), true],
    ['a submission under review', only(submitted().event), stateOnce(assigned, submitted()), false],
    [
      'a submission that was accepted',
      only(submitted().event),
      stateOnce(assigned, submitted(), happened(accepted)),
      true,
    ],
    [
      'a return that nobody has answered',
      only(returned, submitted()),
      stateOnce(assigned, submitted(), happened(returned)),
      false,
    ],
    ['a step while its cause lasts', only(escalated()), stateOnce(assigned), false],
    ['a step after the submission', only(escalated()), stateOnce(assigned, submitted()), true],
    ['an acceptance', only(accepted, submitted()), stateOnce(assigned, submitted(), happened(accepted)), false],
    [
      'a reminder while the clock stands still',
      only(reminder),
      stateOnce(assigned, happened({ type: 'AssignmentSuspended', data: { reason: note } })),
      true,
    ],
    [
      'that work was put aside',
      only({ type: 'AssignmentSuperseded', data: { successorIds: [] } }),
      stateOnce(assigned, happened({ type: 'AssignmentSuperseded', data: { successorIds: [] } })),
      false,
    ],
    [
      'new work that was voided',
      only(assigned.event),
      stateOnce(assigned, happened({ type: 'AssignmentVoided', data: { reason: note } })),
      true,
    ],
  ])('%s', (_what, notice, state, moot) => {
    expect(isMoot(notice, state)).toBe(moot);
  });
});

describe('the people', () => {
  const person = (personId: string, role: Person['role'], unitId: string | null, head = false): Person => ({
    personId,
    username: personId,
    name: personId,
    post: '',
    role,
    unitId,
    head,
  });
  const people = [
    person('chair', 'chair', null, true),
    person('coordinator', 'coordinator', 'VHXH'),
    person('vhxh', 'unit', 'VHXH'),
    person('vp-head', 'unit', 'VP', true),
    person('vp', 'unit', 'VP'),
    person('ktt', 'unit', 'KTHTDT'),
  ];
  test.each([
    [{ who: 'unit', unitId: 'VP', personId: null }, ['vp-head', 'vp']],
    [{ who: 'unit', unitId: 'VP', personId: 'vp' }, ['vp']],
    [{ who: 'unit', unitId: 'VP', personId: 'gone' }, ['vp-head', 'vp']],
    [{ who: 'unitHead', unitId: 'VP' }, ['vp-head']],
    [{ who: 'unitHead', unitId: 'KTHTDT' }, ['ktt']],
    [{ who: 'reviewer', unitId: 'VHXH' }, ['coordinator']],
    [{ who: 'reviewer', unitId: 'VP' }, ['vp-head', 'vp']],
    [{ who: 'reviewer', unitId: 'UBND' }, ['chair']],
    [{ who: 'fieldOwner', unitId: 'VHXH' }, ['vhxh']],
    [{ who: 'coordinator' }, ['coordinator']],
    [{ who: 'chair' }, ['chair']],
    [{ who: 'unit', unitId: 'MTTQ', personId: null }, []],
  ] as const)('%j', (audience, expected) => expect(addresseesOf(audience, people, null)).toEqual(expected));

  test('never whoever did it himself', () =>
    expect(addresseesOf({ who: 'unit', unitId: 'VP', personId: null }, people, 'vp')).toEqual(['vp-head']));
});

describe('the morning', () => {
  test.each([
    ['2026-02-04T07:29:59', '2026-02-04T07:30:00'],
    ['2026-02-04T07:30:00', '2026-02-04T07:30:00'],
    ['2026-02-04T07:30:01', '2026-02-05T07:30:00'],
    ['2026-02-13T16:00:00', '2026-02-23T07:30:00'], // Tết
    ['2026-08-21T16:00:00', '2026-08-22T07:30:00'], // a Saturday that is a working day
    ['2026-08-29T09:00:00', '2026-09-03T07:30:00'], // the day that was given for it, and Quốc khánh
    ['2026-12-31T08:00:00', '2027-01-04T07:30:00'],
    ['2031-01-04T08:00:00', '2031-01-06T07:30:00'], // beyond the calendar: a weekday
  ])('after %s is %s', (from, morning) => expect(nextMorning(shippedCalendar, at(from))).toBe(at(morning)));

  test('is that of a weekday while there is no calendar', () =>
    expect(nextMorning(null, at('2026-02-13T16:00:00'))).toBe(at('2026-02-16T07:30:00')));

  test('is the first of a working day, at any instant', () => {
    const from = ms(at('2025-02-01T00:00:00'));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 * 86_400 }), (seconds) => {
        const instantAt = instant(from + seconds * 1_000);
        const morning = nextMorning(shippedCalendar, instantAt);
        expect(ms(morning)).toBeGreaterThanOrEqual(ms(instantAt));
        expect(morning.slice(11, 16)).toBe('07:30');
        expect(isWorkingDay(shippedCalendar, dateOf(morning))).toBe(true);
        for (let day = ms(instantAt); day < ms(morning) - 86_400_000; day += 86_400_000) {
          const next = instant(day + 86_400_000);
          if (dateOf(next) !== dateOf(morning)) expect(isWorkingDay(shippedCalendar, dateOf(next))).toBe(false);
        }
      }),
    );
  });

  test('what is urgent waits a minute from the latest, ten from the first', () => {
    expect(collectedUntil([at('2026-02-04T09:00:00'), at('2026-02-04T09:00:40')])).toBe(at('2026-02-04T09:01:40'));
    expect(collectedUntil([at('2026-02-04T09:00:00'), at('2026-02-04T09:09:50')])).toBe(at('2026-02-04T09:10:00'));
  });
});

describe('a letter', () => {
  const head: Letterhead = {
    language: 'vi',
    isDigest: true,
    writtenAt: at('2026-04-02T07:30:00'),
    unitNames: new Map([['VP', 'Văn phòng']]),
    publicUrl: null,
  };
  const state = stateOnce(assigned);
  const stepIn = (unitId: string, number: string) => {
    const [notice] = noticesOf(escalated(), state);
    if (!notice) throw new Error('nobody is told');
    return { notice: { ...notice, unitId }, assignmentId: number, state: { ...state, number } };
  };

  test('gives the Chair one list per unit', () => {
    const items = [stepIn('VP', '1.1'), stepIn('KTHTDT', '2.1'), stepIn('VP', '1.2')];
    const letter = writeLetter(items, head);
    expect(letter?.subject).toBe('Bản tin việc ngày 02/04/2026: đôn đốc 3');
    expect(letter?.text.match(/^ĐÔN ĐỐC: .*$/gm)).toEqual(['ĐÔN ĐỐC: KTHTDT (1)', 'ĐÔN ĐỐC: VĂN PHÒNG (2)']);
    expect(letter?.text).toContain('- 1.2 Tiêu chí: chưa nộp; hạn hết thứ Ba, 31/03/2026');
  });

  test('tells whoever is told twice once, and nothing where there is nothing', () => {
    expect(writeLetter([stepIn('VP', '1.1'), stepIn('VP', '1.1')], head)?.subject).toContain('đôn đốc 1');
    expect(writeLetter([], head)).toBeNull();
  });

  test('has words in both languages for every kind', () => {
    const [notice] = noticesOf(reminder, state);
    if (!notice) throw new Error('no reminder');
    for (const kind of noticeKinds) {
      const lines = (['vi', 'en'] as const).map((language) => [
        headingOf(language, kind),
        lineOf(language, { ...notice, kind }, state),
      ]);
      for (const text of lines.flat()) expect(text.length).toBeGreaterThan(5);
      expect(lines[0]).not.toEqual(lines[1]);
    }
  });

  test('keeps its subject to one short line, whatever the plan says', () => {
    const [notice] = noticesOf(assigned.event, state);
    if (!notice) throw new Error('nobody is told');
    const long = { ...state, criterion: `${'rất dài '.repeat(60)}\r\nBcc: everybody@phuong.example` };
    const letter = writeLetter([{ notice, assignmentId: 'a', state: long }], { ...head, isDigest: false });
    expect(letter?.subject.length).toBeLessThanOrEqual(120);
    expect(letter?.subject).not.toMatch(/[\r\n]/);
  });
});
