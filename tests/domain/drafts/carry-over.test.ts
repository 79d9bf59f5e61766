// What was settled in an earlier reading, in a corrected document: it stands where the words are the same, else a person decides.
import { describe, expect, test } from 'vitest';
import { readCarryOver } from '../../../domain/plan/carry-over.ts';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import type { CarriedCommand } from '../../../domain/plan/draft-commands.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { PlanDuty, PlanReading } from '../../../domain/plan-reading.ts';
import { system } from '../../../domain/rules.ts';
import { coordinator } from '../../support/assignment-history.ts';
import {
  choose,
  correctDeadline,
  foldedBy,
  given,
  issue,
  now,
  problemsOf,
  reads,
  reason,
  refusalAfter,
  rowOf,
  settledBy,
} from '../../support/draft.ts';
import { directory, importCommand, imported, planId, readingOf } from '../../support/plan-history.ts';
import { dueOn } from '../../support/ward.ts';

const earlierId = '00000000-0000-4000-8000-00000000000b';
const undefinedDeadline = {
  deadline: reads('Theo tiến độ', { kind: 'undefined' as const }),
  issues: [issue('deadline', 'undefined-deadline'), issue('requirement', 'empty-requirement', false)],
};
const duty: PlanDuty = {
  section: 'III',
  owner: 'VP',
  ownerUnits: ['VP'],
  text: 'Báo cáo định kỳ',
  kind: 'recurringReport',
  mode: 'ORDER',
  deadline: reads('định kỳ', { kind: 'undefined' }),
  lines: [1, 1],
  issues: [issue('deadline', 'cadence-not-stated')],
};
const base = { ...readingOf([{ kind: 'undefined' }, dueOn('2027-06-30')], undefinedDeadline), duties: [duty] };
const earlierOf = (...commands: PlanCommand[]): Plan => ({
  ...settledBy(imported(base), ...commands),
  planId: earlierId,
});

/** What the api does: each command is read where the ones before it have been carried. Deadlines mean here what they say. */
function read(_plan: Plan, command: { readonly type: string; readonly field?: string; readonly value?: unknown }) {
  const { field, value } = command;
  if (command.type === 'MapUnit')
    return {
      ...command,
      reading: {
        cells: [{ rowId: 'r002', field: 'lead', words: 'Tổ số', changes: { leadUnits: ['TTDV'] }, issues: [] }],
      },
    } as unknown as CarriedCommand;
  const changes =
    field === 'deadline' ? { deadline: reads(String(value), { kind: 'continuous' }) } : { [field ?? '']: value };
  const isWords = typeof value === 'string' && field !== 'execution';
  return { ...command, reading: isWords ? { changes, issues: [] } : null } as unknown as CarriedCommand;
}
const origin = { at: now, receivedAt: now, actor: system, commandId: null };
const carryingFrom = (earlier: Plan, later: PlanReading) =>
  readCarryOver(earlier, settledBy(imported(later)), read, { directory, origin, version: 1 });
/** The later document comes in with what can be carried over. */
function importedAfter(earlier: Plan, later: PlanReading) {
  const reading = carryingFrom(earlier, later);
  return { ...importCommand(later), carriedOver: { fromPlanId: earlierId, reading } } as PlanCommand;
}
const laterOf = (earlier: Plan, later: PlanReading) => settledBy(null, importedAfter(earlier, later));

describe('a corrected document', () => {
  const corrected = {
    ...base,
    rows: base.rows.map((row, at) => (at === 1 ? { ...row, requirement: 'Việc khác' } : row)),
  };

  test('comes with what was settled where its words are the same, and every event says from whom', () => {
    const earlier = earlierOf(correctDeadline);
    given()
      .when(importedAfter(earlier, corrected), coordinator, now)
      .then(
        { type: 'PlanImported' },
        {
          type: 'RowCorrected',
          data: {
            rowId: 'r001',
            was: 'Theo tiến độ',
            value: 'Trước ngày 30/11/2027',
            reason,
            carriedFrom: { planId: earlierId, version: 2, at: now, by: { name: coordinator.name } },
          },
        },
        { type: 'SettlingsCarriedOver', data: { fromPlanId: earlierId, carried: 1, notCarried: [] } },
      );
    const row = rowOf(laterOf(earlier, corrected));
    expect(row.deadline.text).toBe('Trước ngày 30/11/2027');
    expect(row.corrections).toMatchObject([{ carriedFrom: { planId: earlierId, version: 2 }, version: 2 }]);
    expect(row.issues.map(({ code }) => code)).toEqual(['empty-requirement']);
  });
  test('whose words have changed there leaves it to a person, and says what was and what is', () => {
    const changed = {
      ...base,
      rows: base.rows.map((row) => ({ ...row, deadline: reads('Trong năm 2027', { kind: 'continuous' }) })),
    };
    const { settlings, notCarried } = carryingFrom(earlierOf(correctDeadline), changed);
    expect(settlings).toEqual([]);
    expect(notCarried).toEqual([
      {
        fromId: 'r001',
        id: 'r001',
        field: 'deadline',
        why: 'words-changed',
        was: 'Theo tiến độ',
        settled: 'Trước ngày 30/11/2027',
        now: 'Trong năm 2027',
      },
    ]);
    given()
      .when(importedAfter(earlierOf(correctDeadline), changed), coordinator, now)
      .then(
        { type: 'PlanImported' },
        { type: 'SettlingsCarriedOver', data: { carried: 0, notCarried: [{ id: 'r001' }] } },
      );
  });
  test('that says now what was settled needs nobody', () => {
    const says = {
      ...base,
      rows: base.rows.map((row) => ({ ...row, deadline: reads('Trước ngày 30/11/2027', dueOn('2027-11-30')) })),
    };
    expect(carryingFrom(earlierOf(correctDeadline), says)).toEqual({ settlings: [], notCarried: [] });
    given()
      .when(importedAfter(earlierOf(correctDeadline), says), coordinator, now)
      .then({ type: 'PlanImported' });
  });
  test('of which a settled row is gone says so', () => {
    const without = { ...base, rows: base.rows.slice(1) };
    expect(carryingFrom(earlierOf(correctDeadline), without).notCarried).toMatchObject([
      { fromId: 'r001', id: null, why: 'gone', settled: 'Trước ngày 30/11/2027', now: null },
    ]);
  });
  test('keeps a choice only with the words that it was made for', () => {
    const earlier = earlierOf(
      choose({ rowId: 'r002', field: 'execution', value: 'shared' }),
      choose({ rowId: 'r002', field: 'leadUnits', value: ['TTDV'] }),
    );
    const later = laterOf(earlier, corrected);
    expect(rowOf(later, 'r002')).toMatchObject({ leadUnits: ['TTDV'], execution: 'perUnit' });
    expect(carryingFrom(earlier, corrected).notCarried).toMatchObject([
      { id: 'r002', field: 'execution', settled: 'shared', was: 'Yêu cầu 2', now: 'Việc khác' },
    ]);
  });
  test('follows a row that has moved', () => {
    const [first, second] = base.rows;
    if (!first || !second) throw new Error('no row');
    const inserted = { ...second, criterion: 'Mới', requirement: 'Việc mới' };
    const moved = { ...base, rows: [inserted, { ...first, number: '1.2' }] };
    const later = laterOf(earlierOf(correctDeadline), moved);
    expect(rowOf(later, 'r002').deadline.text).toBe('Trước ngày 30/11/2027');
  });
  test('keeps what was accepted of the same words, with its reason, and of no others', () => {
    const accept: PlanCommand = { type: 'AcceptIssue', issueId: 'r001:requirement:empty-requirement', reason };
    const earlier = earlierOf(accept);
    expect(rowOf(laterOf(earlier, corrected)).issues[1]).toMatchObject({
      code: 'empty-requirement',
      accepted: { reason, carriedFrom: { planId: earlierId } },
    });
    const otherwise = { ...issue('requirement', 'empty-requirement', false), message: 'khác' };
    const reworded = { ...base, rows: base.rows.map((row) => ({ ...row, issues: [otherwise] })) };
    expect(rowOf(laterOf(earlier, reworded)).issues[0]?.accepted).toBeNull();
  });
  test('keeps the units of names, also for rows that are new', () => {
    const said = { ...base, rows: base.rows.map((row) => ({ ...row, lead: 'Tổ số', leadUnits: [] })) };
    const map = {
      type: 'MapUnit',
      name: 'Tổ số',
      unitId: 'TTDV',
      reason,
      reading: {
        cells: [{ rowId: 'r001', field: 'lead', words: 'Tổ số', changes: { leadUnits: ['TTDV'] }, issues: [] }],
      },
    } as unknown as PlanCommand;
    const earlier = { ...settledBy(imported(said), map), planId: earlierId };
    const later = laterOf(earlier, said);
    expect(later.unitNames).toEqual([{ name: 'Tổ số', unitId: 'TTDV' }]);
    expect(rowOf(later, 'r002').leadUnits).toEqual(['TTDV']);
  });
  test('keeps what was settled of a duty', () => {
    const cadence = {
      type: 'CorrectDuty',
      dutyId: 'd001',
      field: 'deadline',
      value: 'Hằng quý',
      reason,
      reading: { changes: { deadline: reads('Hằng quý', { kind: 'continuous' }) }, issues: [] },
    } as unknown as PlanCommand;
    const later = laterOf(earlierOf(cadence), corrected);
    expect(later.reading.duties[0]).toMatchObject({
      deadline: { text: 'Hằng quý' },
      verbatim: { deadline: 'định kỳ' },
      corrections: [{ carriedFrom: { planId: earlierId } }],
    });
    const gone = { ...base, duties: [] };
    expect(carryingFrom(earlierOf(cadence), gone).notCarried).toMatchObject([
      { fromId: 'd001', id: null, why: 'gone' },
    ]);
  });
  test('names the rows that were split or merged: those are made anew', () => {
    const [first] = base.rows;
    const split = {
      type: 'SplitRow',
      rowId: 'r001',
      parts: [{}, {}],
      reason,
      reading: { rows: [first, first], readAt: { r001: 0 } },
    } as unknown as PlanCommand;
    expect(carryingFrom(earlierOf(split), corrected).notCarried).toMatchObject([
      { fromId: 'r001', id: 'r001', why: 'rows-were-split-or-merged' },
    ]);
  });
  test('carries nothing on its own where nothing was settled', () => {
    given().when(importedAfter(earlierOf(), corrected), coordinator, now).then({ type: 'PlanImported' });
  });
  test('hands on who settled it first, however often it is carried', () => {
    const second = { ...laterOf(earlierOf(correctDeadline), base), planId: '00000000-0000-4000-8000-00000000000c' };
    expect(rowOf(laterOf(second, corrected)).corrections[0]?.carriedFrom).toMatchObject({
      planId: earlierId,
      version: 2,
    });
  });
});

describe('carrying over later', () => {
  const start = imported(base);
  const carry = (earlier: Plan, at = settledBy(start)): PlanCommand => ({
    type: 'CarryOver',
    fromPlanId: earlierId,
    reason,
    reading: readCarryOver(earlier, at, read, { directory, origin, version: 1 }),
  });
  test('settles the draft, and says why it was asked', () => {
    given(start)
      .when(carry(earlierOf(correctDeadline)), coordinator, now)
      .then({ type: 'RowCorrected' }, { type: 'SettlingsCarriedOver', data: { carried: 1, reason } });
    expect(problemsOf(settledBy(start, carry(earlierOf(correctDeadline))))[0]).not.toContain('deadline-not-settled');
  });
  test('leaves alone what was settled here, and twice carries nothing', () => {
    const own = choose({
      field: 'deadline',
      value: 'Quý I',
      reading: { changes: { deadline: reads('Quý I', dueOn('2027-03-31')) }, issues: [] },
    });
    const after = carry(earlierOf(correctDeadline), settledBy(start, own));
    expect(refusalAfter(start, [own], after)).toBe('nothing-to-carry-over');
    const both = foldedBy(start, carry(earlierOf(correctDeadline))).state;
    expect(refusalAfter(start, [], carry(earlierOf(correctDeadline), both))).toBe('nothing-to-carry-over');
  });
  test('from itself, or from no plan at all, is refused', () => {
    const asked = carry(earlierOf(correctDeadline));
    expect(refusalAfter(start, [], { ...asked, fromPlanId: planId } as PlanCommand)).toBe('no-earlier-reading');
    expect(refusalAfter(start, [], { ...asked, reading: null } as PlanCommand)).toBe('no-earlier-reading');
  });
});
