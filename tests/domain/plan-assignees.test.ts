// Who gets what: groups and their exceptions, shared results, steps and evidence that belong to somebody, helping units.
import { describe, expect, test } from 'vitest';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { PlainDate } from '../../domain/instant.ts';
import { system } from '../../domain/rules.ts';
import { chair, knowing, link } from '../support/assignment-history.ts';
import { goldenReading } from '../support/golden-readings.ts';
import { readingOf } from '../support/plan-history.ts';
import { launch, previewOf, ward } from '../support/plan-launch.ts';
import { at, specificationOf } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const now = at('2027-02-01T09:00:00');
const due = dueOn('2027-06-30');
const allUnits = ['KTHTDT', 'TTDV', 'TTPVHCC', 'TYT', 'VHXH', 'VP'];
type Change = Parameters<typeof readingOf>[1];
const launched = (change: Change, deadline: Deadline = due, policy = {}) =>
  launch({ reading: readingOf([deadline], { coordinatorUnits: [], ...change }), now, policy });
const unitsOf = (change: Change, deadline?: Deadline, policy = {}) =>
  launched(change, deadline, policy).entries.map(({ unitId }) => unitId);
const problemsOf = (change: Change, deadline: Deadline = due) =>
  previewOf({ reading: readingOf([deadline], change), now }).rows[0]?.problems;
const collective = { leadUnits: ['ALL_UNITS'], collectiveLead: true };

describe('a collective lead', () => {
  test('fans out to every unit of the group, each reviewed by another', () => {
    const { entries } = launched(collective);
    expect(entries.map(({ unitId }) => unitId)).toEqual(allUnits);
    for (const { unitId, reviewUnitId } of entries) expect(reviewUnitId).toBe(unitId === 'VHXH' ? 'VP' : 'VHXH');
  });
  test('"các phòng chuyên môn" are not all units (docs/domain.md, Decided 3)', () =>
    expect(unitsOf({ leadUnits: ['CHUYEN_MON'], collectiveLead: true })).toEqual(['KTHTDT', 'VHXH', 'VP']));
  test('leaves out the exceptions of its field, of the row, or of an outer heading', () => {
    for (const under of ['I', 'r001'])
      expect(unitsOf(collective, due, { exceptUnits: [{ under, unitIds: ['TYT', 'TTDV'] }] })).toEqual([
        'KTHTDT',
        'TTPVHCC',
        'VHXH',
        'VP',
      ]);
  });
  test('a unit that the row names itself is no exception', () => {
    const both = { leadUnits: ['ALL_UNITS', 'TYT'], collectiveLead: true };
    expect(unitsOf(both, due, { exceptUnits: [{ under: 'I', unitIds: ['TYT', 'TTDV'] }] })).toContain('TYT');
  });
  test('that leaves nobody is a problem, never an empty launch', () => {
    const policy = { exceptUnits: [{ under: 'r001', unitIds: allUnits }] };
    expect(previewOf({ reading: readingOf([due], collective), now, policy }).rows[0]?.problems).toEqual([
      'unknown-unit',
    ]);
  });
  test('of units that another document names waits until they are chosen', () => {
    expect(problemsOf({ ...collective, execution: 'chosenUnits' })).toEqual(['units-not-chosen']);
    expect(unitsOf({ leadUnits: ['VP', 'TTDV'], execution: 'chosenUnits' })).toEqual(['VP', 'TTDV']);
  });
});

describe('a shared result', () => {
  test('is one assignment of the contact unit; all who lead share in it', () =>
    expect(launched({ ...collective, execution: 'shared', contactUnit: 'VP' }).entries).toMatchObject([
      { unitId: 'VP', leadUnitIds: allUnits, reviewUnitId: 'UBND' },
    ]));
  test('of joint leads belongs to the first where no contact unit is chosen', () =>
    expect(launched({ leadUnits: ['TTPVHCC', 'VHXH'], execution: 'shared' }).entries).toMatchObject([
      { unitId: 'TTPVHCC', leadUnitIds: ['TTPVHCC', 'VHXH'], reviewUnitId: 'VP' },
    ]));
});

describe('evidence that another unit keeps (002/IV.1)', () => {
  const kept = {
    evidence: [
      { text: 'Kế hoạch', optional: false },
      { text: 'Tài liệu khác (nếu có)', optional: true },
    ],
    evidenceCustodian: 'VHXH',
  };
  const filed = (change: Change) =>
    launched(change).specs.flatMap(({ unitId, parts }) =>
      parts.flatMap((part) => (part.requiredItems.length > 0 ? [[unitId, part.partId, part.ownerUnitId]] : [])),
    );

  test('is filed once per row and not six times: by a part of the custodian’s own assignment', () => {
    expect(filed({ ...collective, ...kept })).toEqual([['VHXH', 'evidence', 'VHXH']]);
    const own = launched({ ...collective, ...kept }).specOf('r001', 'VHXH');
    expect(own.parts).toMatchObject([
      { partId: 'whole', requiredItems: [], receiverUnitId: 'VP' },
      { partId: 'evidence', due: own.parts[0]?.due, requiredItems: [{}, {}], receiverUnitId: 'VP' },
    ]);
  });
  test('is an assignment of its own where the custodian does not lead the row', () => {
    const { entries, specOf } = launched({ leadUnits: ['KTHTDT'], ...kept });
    expect(entries.map(({ unitId }) => unitId)).toEqual(['KTHTDT', 'VHXH']);
    expect(specOf('r001', 'VHXH').parts).toMatchObject([{ partId: 'evidence', requiredItems: [{}, {}] }]);
    expect(specOf('r001', 'KTHTDT').parts).toMatchObject([{ partId: 'whole', requiredItems: [] }]);
  });
  test('comes with the work where one unit does both', () =>
    expect(filed({ leadUnits: ['VHXH'], ...kept })).toEqual([['VHXH', 'whole', 'VHXH']]));
  test('of a shared result is a part of it', () =>
    expect(filed({ ...collective, ...kept, execution: 'shared', contactUnit: 'VP' })).toEqual([
      ['VP', 'evidence', 'VHXH'],
    ]));
  test('by a unit that the directory does not know keeps the row in the draft', () =>
    expect(problemsOf({ ...kept, evidenceCustodian: 'KHONG_CO' })).toEqual(['unknown-unit']));
  test('no row of plan 002 files an item twice', () => {
    const reading = goldenReading('002');
    const rows = reading.rows.map((row) => ({ ...row, issues: row.issues.filter(({ blocking }) => !blocking) }));
    const plan = { ...reading, rows, plan: { ...reading.plan, number: '1/KH', issuedOn: '2025-11-01' as PlainDate } };
    const { specs } = launch({ reading: plan, now: at('2025-11-03T09:00:00') }, { acknowledgePastDue: true });
    const custody = new Map(
      plan.rows.flatMap((row, index) => {
        const rowId = `r${String(index + 1).padStart(3, '0')}`;
        return row.evidenceCustodian ? [[rowId, row.evidenceCustodian] as const] : [];
      }),
    );
    expect(custody.size).toBe(12);
    for (const [rowId, custodian] of custody) {
      const filing = specs
        .filter((spec) => spec.rowId === rowId)
        .flatMap(({ parts }) => parts.filter(({ requiredItems }) => requiredItems.length > 0));
      expect([rowId, filing.map(({ ownerUnitId }) => ownerUnitId)]).toEqual([rowId, [custodian]]);
    }
  });
});

describe('steps that name somebody (002/I.6.1: the units finish, one unit consolidates)', () => {
  const steps = (owner: string): Deadline => ({
    kind: 'milestones',
    milestones: [
      { label: 'Các đơn vị hoàn thành', deadline: dueOn('2027-06-10') },
      { label: 'Tổng hợp', owner, deadline: dueOn('2027-06-20') },
    ],
  });
  const partsBy = (change: Change, deadline: Deadline) =>
    launched(change, deadline).specs.map(({ unitId, parts }) => [
      unitId,
      ...parts.map((part) => `${part.partId} ${part.ownerUnitId} → ${part.receiverUnitId}`),
    ]);

  test('are parts of the assignment, with their owner and a receiver who is neither', () =>
    expect(partsBy({ leadUnits: ['KTHTDT'] }, steps('VHXH'))).toEqual([
      ['KTHTDT', 'm1 KTHTDT → VHXH', 'm2 VHXH → VP'],
    ]));
  test('are taken once where the row fans out: by the unit’s own assignment', () =>
    expect(partsBy({ leadUnits: ['KTHTDT', 'TTDV'] }, steps('TTDV'))).toEqual([
      ['KTHTDT', 'm1 KTHTDT → VHXH'],
      ['TTDV', 'm1 TTDV → VHXH', 'm2 TTDV → VHXH'],
    ]));
  test('or by one of its own, where it does not lead the row', () =>
    expect(partsBy({ leadUnits: ['KTHTDT', 'TTDV'] }, steps('VHXH'))).toEqual([
      ['KTHTDT', 'm1 KTHTDT → VHXH'],
      ['TTDV', 'm1 TTDV → VHXH'],
      ['VHXH', 'm2 VHXH → VP'],
    ]));
  test('leave units without an assignment for which the row has no step at all', () => {
    const all: Deadline = {
      kind: 'milestones',
      milestones: [
        { label: 'Rà soát', owner: 'TTDV', deadline: dueOn('2027-06-10') },
        { label: 'Tổng hợp', owner: 'VHXH', deadline: dueOn('2027-06-20') },
      ],
    };
    expect(partsBy(collective, all)).toEqual([
      ['TTDV', 'm1 TTDV → VHXH'],
      ['VHXH', 'm2 VHXH → VP'],
    ]);
  });
  test('of a group fan out, one part per unit', () =>
    expect(partsBy({ leadUnits: ['KTHTDT'] }, steps('SU_NGHIEP'))).toEqual([
      ['KTHTDT', 'm1 KTHTDT → VHXH', 'm2.TTDV TTDV → VHXH', 'm2.TYT TYT → VHXH'],
    ]));
  test('may name a unit by its name', () =>
    expect(partsBy({ leadUnits: ['KTHTDT'] }, steps('trạm y tế phường'))).toEqual([
      ['KTHTDT', 'm1 KTHTDT → VHXH', 'm2 TYT → VHXH'],
    ]));
  test('that name nobody we know keep the row in the draft', () =>
    expect(problemsOf({ leadUnits: ['KTHTDT'] }, steps('Tổ công tác'))).toEqual(['unknown-step-owner']));
});

describe('coordinating units', () => {
  const withHelp = { leadUnits: ['KTHTDT'], coordinatorUnits: ['VP', 'TYT'] };
  const parts = (change: Change, deadline?: Deadline) =>
    launched(change, deadline).specs[0]?.parts.map(({ partId }) => partId);

  test('few and named, have a part of their own, handed to the lead unit', () => {
    const { specs } = launched(withHelp);
    expect(specs[0]?.parts).toMatchObject([
      { partId: 'whole', ownerUnitId: 'KTHTDT' },
      { partId: 'c.VP', ownerUnitId: 'VP', receiverUnitId: 'KTHTDT', needed: false },
      { partId: 'c.TYT', ownerUnitId: 'TYT', receiverUnitId: 'KTHTDT', needed: false },
    ]);
    expect(specs[0]?.parts[1]?.alarms?.map(({ what }) => what)).toEqual([
      'reminder',
      'reminder',
      'reminder',
      'reminder',
    ]);
  });
  test.each([
    ['a group', { ...withHelp, coordinatorUnits: ['ALL_UNITS'] }],
    ['more than three', { ...withHelp, coordinatorUnits: ['VP', 'TYT', 'TTDV', 'TTPVHCC'] }],
    ['the unit that reviews', { ...withHelp, coordinatorUnits: ['VHXH'] }],
    ['bodies outside the ward (000/3.1.1)', { ...withHelp, coordinatorUnits: ['KHOBAC'] }],
    ['the custodian', { ...withHelp, coordinatorUnits: ['TYT'], evidenceCustodian: 'TYT' }],
  ])('%s: no part of its own', (_, change) => expect(parts(change)).toEqual(['whole']));
  test('of a row that fans out have none either', () =>
    expect(parts({ ...collective, coordinatorUnits: ['MTTQ', 'VP'] })).toEqual(['whole']));
  test('nor where nothing falls due on a day', () =>
    expect(parts(withHelp, { kind: 'continuous' })).toEqual(['whole']));

  test('the lead unit works without naming a part, and receives what the helping one hands in', () => {
    const spec = launched(withHelp).specOf('r001', 'KTHTDT');
    const happened = { event: { type: 'AssignmentAssigned', data: spec }, by: system, at: now } as const;
    const lead = { ...chair, role: 'unit', unitId: 'KTHTDT' } as const;
    const helper = { ...lead, unitId: 'VP' } as const;
    const { given } = specificationOf(assignmentRules, knowing);
    const submit = { type: 'SubmitEvidence', links: link } as const;
    given(happened)
      .when(submit, lead, now)
      .then({ type: 'EvidenceSubmitted', data: { partId: 'whole' } });
    given(happened).when(submit, helper, now).refused('not-the-assigned-unit');
    const handed = { event: handedIn('c.VP', 'VP'), by: helper, at: now };
    given(happened, handed)
      .when({ type: 'AcceptSubmission', partId: 'c.VP' }, lead, now)
      .then({ type: 'ReviewStarted' }, { type: 'SubmissionAccepted', data: { partId: 'c.VP' } });
  });
});

const handedIn = (partId: string, unitId: string) => ({
  type: 'EvidenceSubmitted' as const,
  data: { partId, submission: 1, unitId, files: [], links: link, figures: [], lateFrom: null, late: false },
});

describe('the unit that follows the field', () => {
  const fieldOwners = [
    { under: 'I', unitId: 'VP' },
    { under: 'r001', unitId: 'TYT' },
  ];
  test('goes with the assignment: the closest entry decides', () => {
    for (const entries of [fieldOwners, [...fieldOwners].reverse()])
      expect(launched({}, due, { fieldOwners: entries }).specs[0]).toMatchObject({ fieldOwnerUnitId: 'TYT' });
    expect(launched({}, due, { fieldOwners: fieldOwners.slice(0, 1) }).specs[0]).toMatchObject({
      fieldOwnerUnitId: 'VP',
    });
    expect(launched({}).specs[0]).not.toHaveProperty('fieldOwnerUnitId');
  });
});

test('the ward of these tests has the six units of the demo', () =>
  expect(Object.values(ward.units).filter(({ groups }) => groups.includes('ALL_UNITS'))).toHaveLength(6));
