// A plan whose rows have every kind of deadline, most of them led by three units that behave in three ways.

import type { Deadline } from '../../domain/deadline.ts';
import type { Unit } from '../../domain/directory/directory.ts';
import type { PlainDate } from '../../domain/instant.ts';
import type { PlanReading, PlanRow } from '../../domain/plan-reading.ts';
import { actor, createPeople, planReading, unit, units } from './ward.ts';

const day = (text: string) => text as PlainDate;
const event = { anchor: 'event', event: 'kết thúc kiểm tra' } as const;

/** What each unit gets. */
const ofEachUnit: readonly Deadline[] = [
  { kind: 'fixed', date: day('2026-05-15'), bound: 'onOrBefore', time: '17:00' },
  { kind: 'period', unit: 'quarter', year: 2026, index: 2, internalDue: day('2026-05-20'), checkIns: 'month' },
  { kind: 'range', from: day('2026-03-10'), to: day('2026-04-20') },
  { kind: 'continuous', checkIns: 'quarter' },
  {
    kind: 'recurring',
    segments: [
      { from: day('2026-01-01'), to: day('2026-03-31'), every: 'month' },
      { from: day('2026-04-01'), every: 'quarter' },
    ],
    dueWithin: { n: 5, unit: 'workingDays' },
    until: 'open',
  },
  { kind: 'externalTrigger', source: 'Sở Nội vụ', watchdog: 'month' },
  { kind: 'relative', n: 5, unit: 'workingDays', after: event },
  {
    kind: 'milestones',
    milestones: [
      { label: 'Dự thảo', deadline: { kind: 'fixed', date: day('2026-02-27'), bound: 'before' } },
      {
        label: 'Góp ý',
        deadline: {
          kind: 'relative',
          n: 10,
          unit: 'workingDays',
          after: { anchor: 'periodEnd', period: { unit: 'quarter', year: 2026, index: 1 } },
        },
      },
      {
        label: 'Trình',
        deadline: { kind: 'externalTrigger', source: 'UBND tỉnh', latest: day('2026-09-30'), watchdog: 'quarter' },
      },
    ],
  },
];

/** Beside them: a request to a body outside the ward, and work with which another unit helps. */
const single: readonly (Pick<PlanRow, 'leadUnits' | 'coordinatorUnits' | 'mode'> & { readonly deadline: Deadline })[] =
  [
    {
      leadUnits: ['MTTQ'],
      coordinatorUnits: [],
      mode: 'REQUEST',
      deadline: { kind: 'fixed', date: day('2026-04-10'), bound: 'before' },
    },
    {
      leadUnits: ['VP'],
      coordinatorUnits: ['KTHTDT'],
      mode: 'ORDER',
      deadline: { kind: 'period', unit: 'year', year: 2026, checkIns: 'quarter' },
    },
  ];

export const MTTQ: Unit = unit('MTTQ', 'outside');

export function rehearsalReading(): PlanReading {
  const deadlines = [...ofEachUnit, ...single.map(({ deadline }) => deadline)];
  const reading = planReading(2026, deadlines);
  const rows = reading.rows.map((row, index): PlanRow => {
    const { deadline: _, ...one } = single[index - ofEachUnit.length] ?? {
      deadline: null,
      leadUnits: units.map(({ unitId }) => unitId),
      coordinatorUnits: [],
      mode: 'ORDER' as const,
    };
    return { ...row, ...one };
  });
  return { ...reading, rows };
}

/** Somebody who speaks for each unit. */
export const rehearsalPeople = () => ({
  ...createPeople(),
  headKt: actor('unit', 'KTHTDT', 'Trưởng phòng KTHTDT', true),
  headVhxh: actor('unit', 'VHXH', 'Trưởng phòng VHXH', true),
  headMttq: actor('unit', 'MTTQ', 'Chủ tịch MTTQ', true),
});
