// Every kind of deadline becomes parts with days of their own; against rows of the real plans.
import { describe, expect, test } from 'vitest';
import type { Deadline } from '../../domain/deadline.ts';
import type { PlainDate } from '../../domain/instant.ts';
import type { PlanReading } from '../../domain/plan-reading.ts';
import { goldenReading } from '../support/golden-readings.ts';
import { readingOf } from '../support/plan-history.ts';
import { daysOf, launch, previewOf } from '../support/plan-launch.ts';
import { at } from '../support/specification.ts';

const now = at('2025-11-03T09:00:00');
const endingBefore = (date: string): Deadline => ({ kind: 'fixed', date: date as PlainDate, bound: 'before' });
const day = (date: string) => date as PlainDate;

/** A plan of the year with one row, led by VP, of this deadline. */
const planOf = (deadline: Deadline, year = 2025): PlanReading => {
  const reading = readingOf([deadline], { evidence: [{ text: 'Báo cáo', optional: false }], coordinatorUnits: [] });
  return { ...reading, plan: { ...reading.plan, year } };
};
const partsOf = (deadline: Deadline, when = now, year = 2025) =>
  launch({ reading: planOf(deadline, year), now: when }, { acknowledgePastDue: true }).specs[0]?.parts ?? [];

/** The row of plan 002 by field and number, alone in the plan, with what a person settled. */
function row002(field: string, number: string, settled?: Deadline): PlanReading {
  const reading = goldenReading('002');
  const rows = reading.rows.filter((row) => row.path[0] === field && row.number === number);
  return {
    ...reading,
    plan: { ...reading.plan, number: '1/KH-UBND', issuedOn: day('2025-11-01') },
    rows: rows.map((row) => ({
      ...row,
      issues: [],
      deadline: settled ? { ...row.deadline, kind: settled.kind, value: settled } : row.deadline,
    })),
    duties: [],
  };
}
const dues = (reading: PlanReading, unitId: string) =>
  launch({ reading, now }, { acknowledgePastDue: true })
    .specOf('r001', unitId)
    .parts.map(({ partId, due, waitingFor }) => [partId, due?.slice(0, 10) ?? null, waitingFor ?? null]);

describe('one day', () => {
  test('a fixed one is one part; the required items are its', () => {
    const [part, ...others] = partsOf({ kind: 'fixed', date: day('2025-12-31'), bound: 'onOrBefore' });
    expect(others).toEqual([]);
    expect(part).toMatchObject({ partId: 'whole', due: at('2026-01-01T00:00:00'), requiredItems: [{ itemId: 'e1' }] });
    expect(daysOf(part as never, 'reminder')).toEqual(['2025-12-10', '2025-12-22', '2025-12-26', '2025-12-30']);
  });
  test('a range begins with its first day and is due with its last', () => {
    expect(partsOf({ kind: 'range', from: day('2025-11-20'), to: day('2025-11-28') })).toMatchObject([
      { startsAt: at('2025-11-20T00:00:00'), due: at('2025-11-29T00:00:00') },
    ]);
  });
  test('so many working days after a day skip weekends', () => {
    const deadline: Deadline = {
      kind: 'relative',
      n: 5,
      unit: 'workingDays',
      after: { anchor: 'date', date: day('2025-11-20') },
    };
    expect(partsOf(deadline)).toMatchObject([{ due: at('2025-11-28T00:00:00') }]);
  });
  test('after an event, it waits for it and is asked after every month', () => {
    const [part] = partsOf({
      kind: 'relative',
      n: 5,
      unit: 'workingDays',
      after: { anchor: 'event', event: 'kiểm tra' },
    });
    expect(part).toMatchObject({ due: null, waitingFor: 'kiểm tra' });
    expect(daysOf(part as never, 'watchdog')).toEqual(['2025-12-01', '2026-01-01']);
  });
  test('without a calendar that reaches, nothing is guessed: the row stays in the draft', () => {
    const far: Deadline = {
      kind: 'relative',
      n: 5,
      unit: 'workingDays',
      after: { anchor: 'date', date: day('2031-01-02') },
    };
    expect(previewOf({ reading: planOf(far), now }).rows[0]?.problems).toEqual(['calendar-missing']);
  });
});

describe('a period', () => {
  test('is due with its last day', () =>
    expect(partsOf({ kind: 'period', unit: 'quarter', year: 2025, index: 4 })).toMatchObject([
      { due: at('2026-01-01T00:00:00') },
    ]));
  test('with an internal due leads up to that; superiors hear of it only after the plan’s own day', () => {
    const [part] = partsOf({
      kind: 'period',
      unit: 'year',
      year: 2025,
      internalDue: day('2025-11-28'),
      checkIns: 'month',
    });
    expect(part).toMatchObject({ due: at('2026-01-01T00:00:00') });
    expect(daysOf(part as never, 'reminder')).toEqual([
      '2025-11-07',
      '2025-11-19',
      '2025-11-25',
      '2025-11-27',
      '2025-12-30',
    ]);
    expect(daysOf(part as never, 'checkIn')).toEqual(['2025-12-01', '2026-01-01']);
    const steps = part?.alarms?.flatMap((alarm) =>
      alarm.what === 'step' ? [[alarm.stepId, alarm.at.slice(0, 10)]] : [],
    );
    expect(steps?.sort(([, a = ''], [, b = '']) => (a < b ? -1 : 1))).toEqual([
      ['not-acknowledged', '2025-11-06'],
      ['late-1-head', '2025-12-01'],
      ['late-1-coordinator', '2026-01-05'],
      ['late-3-chair', '2026-01-07'],
    ]);
  });
  test('whose internal due has passed at the launch leads up to its own day', () => {
    const [part] = partsOf({ kind: 'period', unit: 'year', year: 2025, internalDue: day('2025-10-31') });
    expect(daysOf(part as never, 'reminder')).toHaveLength(4);
  });
});

describe('continuous work (002/III.4b)', () => {
  test('has no due and is asked after at the cadence of the plan, until the plan’s year ends', () => {
    const [part] = partsOf({ kind: 'continuous' });
    expect(part).toMatchObject({ due: null, lateFrom: null });
    expect(daysOf(part as never, 'checkIn')).toEqual(['2026-01-01']);
    expect(daysOf(partsOf({ kind: 'continuous' }, at('2025-01-06T09:00:00'))[0] as never, 'checkIn')).toHaveLength(4);
  });
  test('at its own cadence where it names one', () =>
    expect(daysOf(partsOf({ kind: 'continuous', checkIns: 'month' })[0] as never, 'checkIn')).toHaveLength(2));
});

describe('a recurring duty', () => {
  const every = (cadence: 'month' | 'quarter' | 'week', more: object = {}): Deadline =>
    ({ kind: 'recurring', segments: [{ from: '2025-01-01', every: cadence }], until: 'open', ...more }) as Deadline;
  const names = (deadline: Deadline, when = now) => partsOf(deadline, when).map(({ partId }) => partId);

  test('is one part per period, and asks for its items in each', () => {
    const parts = partsOf(every('month'));
    expect(parts).toMatchObject([
      { partId: '2025-11', label: 'như đã đọc (tháng 11/2025)', due: at('2025-12-01T00:00:00') },
      { partId: '2025-12', due: at('2026-01-01T00:00:00'), startsAt: at('2025-12-01T00:00:00') },
    ]);
    expect(parts.map(({ requiredItems }) => requiredItems.length)).toEqual([1, 1]);
  });
  test('the CCHC cycle of a year is quý I, 6 tháng, quý III, năm', () =>
    expect(partsOf(every('quarter'), at('2025-01-06T09:00:00')).map(({ label }) => label)).toEqual([
      'như đã đọc (quý I năm 2025)',
      'như đã đọc (6 tháng đầu năm 2025)',
      'như đã đọc (quý III năm 2025)',
      'như đã đọc (năm 2025)',
    ]));
  test('asks again for nothing that was due before the launch', () => {
    const early = every('month', { dueOn: { day: 2, bound: 'onOrBefore' } });
    expect(names(early)).toEqual(['2025-12']);
  });
  test('but for the report of a period that has ended and is due only now', () => {
    const late = every('month', { dueOn: { day: 5, next: true, bound: 'onOrBefore' } });
    expect(partsOf(late)).toMatchObject([
      { partId: '2025-10', due: at('2025-11-06T00:00:00') },
      { partId: '2025-11' },
      { partId: '2025-12', due: at('2026-01-06T00:00:00') },
    ]);
  });
  test('with a cut-off on the 14th, sent within 2 working days', () => {
    const cut = every('month', { cutoffDay: 14, dueWithin: { n: 2, unit: 'workingDays' } });
    expect(partsOf(cut)).toMatchObject([{ due: at('2025-11-19T00:00:00') }, { due: at('2025-12-17T00:00:00') }]);
  });
  test('that ends in the middle of a month is asked for that month too', () =>
    expect(partsOf(every('month', { until: '2025-12-20' }))).toMatchObject([
      {},
      { partId: '2025-12', due: at('2025-12-21T00:00:00') },
    ]));
  test('two in one row keep apart', () => {
    const both: Deadline = {
      kind: 'milestones',
      milestones: [
        { label: 'Báo cáo', deadline: every('month') },
        { label: 'Kiểm tra', deadline: every('quarter') },
      ],
    };
    expect(names(both)).toEqual(['m1.2025-11', 'm1.2025-12', 'm2.2025-Q4']);
  });
  test('of which nothing falls due any more stays in the draft', () => {
    const over = every('month', { until: '2025-09-30' });
    expect(previewOf({ reading: planOf(over), now }).rows[0]?.problems).toEqual(['nothing-falls-due']);
  });
  test('each occurrence is reminded of by itself; the unit acknowledges once', () => {
    const [first, second] = partsOf(every('month'));
    expect(daysOf(first as never, 'silence')).toHaveLength(1);
    expect(daysOf(second as never, 'silence')).toEqual([]);
    expect(daysOf(second as never, 'reminder').every((date) => date >= '2025-12-01')).toBe(true);
  });
});

describe('papers from above and milestones (plan 002)', () => {
  test('I.2 as it was read: its cell waits for Sở Nội vụ, what other cells name a day for goes on beside it', () => {
    const [whole, ...beside] = dues(row002('I', '2'), 'VP');
    expect(whole).toEqual(['whole', null, 'Sở Nội vụ']);
    expect(beside.filter(([partId]) => String(partId).startsWith('b2'))).toEqual([['b2', '2025-12-18', null]]);
    expect(beside.every(([, , waitingFor]) => waitingFor === null)).toBe(true);
  });
  test('I.7 as it was read: waits for the city, asked after every month; the first round has its day', () => {
    const { parts } = launch({ reading: row002('I', '7'), now }).specOf('r001', 'VP');
    expect(parts).toMatchObject([
      { partId: 'whole', due: null, waitingFor: 'Thành phố' },
      { partId: 'b1', due: at('2025-11-15T00:00:00'), waitingFor: null, inDeadlineCell: false },
    ]);
    expect(daysOf(parts[0] as never, 'watchdog')).toEqual(['2025-12-01', '2026-01-01']);
  });
  test('I.1: "31/11" does not launch; settled, its steps lie before its day and its second wave after the year', () => {
    expect(previewOf({ reading: row002('I', '1'), now }).rows[0]?.problems).toEqual(['deadline-not-settled']);
    const reading = row002('I', '1', endingBefore('2025-11-30'));
    const { specOf, entries } = launch({ reading, now }, { acknowledgePastDue: true });
    const { parts } = specOf('r001', 'VHXH');
    expect(parts[0]).toMatchObject({ partId: 'whole', due: at('2025-11-30T00:00:00') });
    expect(parts[0]).not.toHaveProperty('inDeadlineCell');
    expect(parts.slice(1).every(({ inDeadlineCell }) => inDeadlineCell === false)).toBe(true);
    const days = new Set(parts.slice(1).map(({ due }) => due?.slice(0, 10)));
    expect([...days].sort()).toEqual(['2025-11-16', '2025-11-24', '2026-01-01']);
    // The row is due with its deadline cell, whatever lies beside it.
    expect(entries[0]).toMatchObject({ due: at('2025-11-30T00:00:00'), lateFrom: at('2025-12-01T00:00:00') });
    expect(previewOf({ reading, now }).rows[0]).toMatchObject({ due: at('2025-11-30T00:00:00') });
  });
  test('I.1: what every unit owes beside a row of one unit is a part of each, in its assignment', () => {
    const reading = row002('I', '1', endingBefore('2025-11-30'));
    const { specs } = launch({ reading, now }, { acknowledgePastDue: true });
    expect(specs).toHaveLength(1);
    const owed = specs[0]?.parts.filter(({ partId }) => partId.startsWith('b4.')) ?? [];
    expect(owed.map(({ ownerUnitId }) => ownerUnitId).sort()).toEqual(
      ['KTHTDT', 'TTDV', 'TTPVHCC', 'TYT', 'VHXH', 'VP'], // every unit, the lead too
    );
  });
  test('V.2: where the row fans out, each unit has its own; the evidence stays with the row', () => {
    const { specs } = launch({ reading: row002('V', '2'), now });
    expect(specs.length).toBeGreaterThan(3);
    for (const { unitId, parts } of specs) {
      const [whole, beside, ...others] = parts;
      expect([whole?.partId, beside?.partId, beside?.ownerUnitId]).toEqual(['whole', `b1.${unitId}`, unitId]);
      expect(beside?.requiredItems).toEqual([]);
      expect(others.every(({ partId }) => partId === 'evidence')).toBe(true);
    }
  });
  test('I.4: two activities, two days, in every unit; the evidence belongs to the last one', () => {
    const { specs } = launch({ reading: row002('I', '4'), now });
    expect(specs).toHaveLength(6);
    expect(specs[0]?.parts).toMatchObject([
      { partId: 'm1', due: at('2025-11-30T00:00:00'), lateFrom: at('2025-12-01T00:00:00'), requiredItems: [] },
      { partId: 'm2', due: at('2025-12-05T00:00:00'), requiredItems: [{}, {}, {}, {}] },
    ]);
    expect(specs[0]?.parts[0]?.label).toContain('Tổ chức các hội nghị');
  });
  test('III.1: one part waits for the office of the city, the other has its day', () =>
    expect(dues(row002('III', '1'), 'TTPVHCC')).toEqual([
      ['m1', null, 'Văn phòng UBND thành phố'],
      ['m2', '2025-12-05', null],
      ['b1', '2025-11-30', null],
    ]));
  test('what is not settled does not launch: I.5, III.2', () => {
    for (const [field, number] of [
      ['I', '5'],
      ['III', '2'],
    ] as const)
      expect(previewOf({ reading: row002(field, number), now }).rows[0]?.problems).toEqual(['deadline-not-settled']);
  });
  test('every other row of the plan can run', () => {
    const reading = { ...goldenReading('002'), duties: [] };
    const settled = reading.rows.map((row) => ({ ...row, issues: row.issues.filter(({ blocking }) => !blocking) }));
    const blocked = previewOf({ reading: { ...reading, rows: settled }, now }).rows.filter(
      ({ problems }) => problems.length > 0,
    );
    expect(blocked.map(({ number, problems }) => [number, ...problems])).toEqual([
      ['1', 'deadline-not-settled'],
      ['5', 'deadline-not-settled'],
      ['2', 'deadline-not-settled'],
    ]);
  });
});
