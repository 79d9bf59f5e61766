// Happenings of one assignment, due "Trong ngày 31/03/2026", led by VP and reviewed by VHXH.
import type { AssignmentFacts } from '../../domain/assignment/acts/act.ts';
import type { AssignmentEvent, AssignmentSpec } from '../../domain/assignment/events.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { endOfDay, type PlainDate } from '../../domain/instant.ts';
import { type Actor, system } from '../../domain/rules.ts';
import { at, type Happening } from './specification.ts';

const person = (role: Actor['role'], unitId: string | null): Actor => ({
  personId: `${role}-${unitId}`,
  name: role,
  post: role,
  role,
  unitId,
  head: false,
});

export const officer = person('unit', 'VP');
export const stranger = person('unit', 'KTHTDT');
export const coordinator = person('coordinator', 'VHXH');
export const chair = person('chair', null);
export const auditor = person('auditor', null);

export const note = { textId: '00000000-0000-4000-8000-000000000001', sha256: 'a'.repeat(64) };
export const link = ['https://phuong.example/bao-cao'];

/** What the rules know from outside: the shipped calendar, two units and a body outside, one person of VP. */
export const knowing: AssignmentFacts = {
  uploadedFiles: new Set(),
  calendar: shippedCalendar,
  units: new Map([
    ['VP', 'office'],
    ['KTHTDT', 'office'],
    ['MTTQ', 'outside'],
  ]),
  unitOfPerson: 'VP',
  identifyChild: () => '00000000-0000-4000-8000-000000000003',
};

export const due = endOfDay('2026-03-31' as PlainDate);

export const spec: AssignmentSpec = {
  planId: '00000000-0000-4000-8000-000000000002',
  rowId: 'r001',
  generation: 1,
  number: '1.1',
  path: ['I'],
  criterion: 'Tiêu chí',
  requirement: 'Yêu cầu',
  unitId: 'VP',
  leadUnitId: 'VP',
  leadUnitIds: ['VP'],
  coordinatingUnitIds: ['VHXH'],
  execution: 'perUnit',
  rollUp: 'all',
  mode: 'ORDER',
  lead: 'Văn phòng HĐND và UBND phường',
  coordinators: 'Phòng Văn hoá - Xã hội',
  launch: 1,
  reviewUnitId: 'VHXH',
  parts: [
    {
      partId: 'whole',
      label: 'Trong ngày 31/03/2026',
      ownerUnitId: 'VP',
      receiverUnitId: 'VHXH',
      deadline: { kind: 'fixed', date: '2026-03-31' as PlainDate, bound: 'onOrBefore' },
      due,
      lateFrom: due,
      reminders: [
        { workingDaysBefore: 3, at: at('2026-03-26T08:00:00') },
        { workingDaysBefore: 1, at: at('2026-03-30T08:00:00') },
      ],
      requiredItems: [],
    },
  ],
  policy: { beforeIsLateFrom: 'endOfDay', reminderWorkingDays: [3, 1], resubmitWorkingDays: 3 },
  calendarVersion: 'vn-2025-2027.1',
};

export const assigned: Happening<AssignmentEvent> = {
  event: { type: 'AssignmentAssigned', data: spec },
  by: system,
  at: at('2026-03-02T09:00:00'),
};
