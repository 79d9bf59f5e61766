// Words of a duty that a person typed are read by the readers that read the document.
import { describe, expect, test } from 'vitest';
import { readDutyCell, readRestoredDuty } from '../../documents/draft-duties.ts';
import { dutyCellFields, dutyCellsOf, newDuty } from '../../domain/plan/duties.ts';
import { readSeed } from './seed-plans.ts';

const draftOf = (number: string) => {
  const { plan, duties } = readSeed(number);
  return { head: plan, movedFromYear: null, duties: duties.map(newDuty), names: [] };
};
const draft = draftOf('001');

describe('a corrected duty', () => {
  test('takes its deadline and kind from the words of its deadline', () => {
    const read = (words: string) => readDutyCell(draft, 'd002', 'deadline', words);
    expect(read('Hằng quý')).toMatchObject({
      changes: { kind: 'recurringReport', deadline: { text: 'Hằng quý', kind: 'recurring' } },
      issues: [],
    });
    expect(read('Trước ngày 30/11')).toMatchObject({
      changes: { kind: 'task', deadline: { value: { date: '2025-11-30' } } },
    });
    expect(read('Trước ngày 31/11')).toMatchObject({ issues: [{ code: 'invalid-date', field: 'deadline' }] });
    expect(read('Sớm')).toMatchObject({ issues: [{ code: 'undefined-deadline', blocking: true }] });
  });
  test('takes its units and its mode from its owner, and says so where nobody is known', () => {
    const read = (words: string) => readDutyCell(draft, 'd001', 'owner', words);
    expect(read('Văn phòng HĐND và UBND')?.changes).toMatchObject({ ownerUnits: ['VP'], mode: 'ORDER' });
    expect(read('Đề nghị Ủy ban Mặt trận Tổ quốc')?.changes).toMatchObject({ ownerUnits: ['MTTQ'], mode: 'REQUEST' });
    expect(read('Ai đó')).toMatchObject({ issues: [{ code: 'duty-owner-unknown', field: 'owner' }] });
    const known = { ...draft, names: [{ id: 'TTDV', kind: 'unit' as const, names: ['Ai đó'] }] };
    expect(readDutyCell(known, 'd001', 'owner', 'Ai đó')?.changes.ownerUnits).toEqual(['TTDV']);
  });
  test('takes its deadline from its text', () =>
    expect(readDutyCell(draft, 'd001', 'text', 'Báo cáo hằng tháng về Ủy ban')).toMatchObject({
      changes: { kind: 'recurringReport', deadline: { text: 'hằng tháng', kind: 'recurring' } },
    }));
  test('that is not there is not read', () => expect(readDutyCell(draft, 'd999', 'text', 'x')).toBeNull());
  test('of a copy moved to another year is read in that year', () => {
    const moved = { ...draft, head: { ...draft.head, year: 2027 }, movedFromYear: 2025 };
    const due = (words: string) => readDutyCell(moved, 'd001', 'deadline', words)?.changes.deadline?.due;
    for (const words of ['Trước ngày 30/11', 'Trước ngày 30/11/2025', 'Trước ngày 30/11/2027'])
      expect(due(words)).toBe('2027-11-30T00:00:00+07:00');
  });
});

test.each(['000', '001', '002', '003', '004'])(
  'duties of %s, taken back to what they were, mean what they meant',
  (number) => {
    const whole = draftOf(number);
    for (const duty of whole.duties)
      for (const field of [...dutyCellFields, 'ownerUnits', 'kind', 'mode'] as const) {
        const read = readRestoredDuty(whole, duty.dutyId, field);
        expect(duty, `${duty.dutyId} ${field}`).toMatchObject(read?.changes ?? { nothing: field });
        expect(dutyCellsOf({ ...duty, ...(read?.changes as object) })).toEqual(duty.verbatim);
      }
  },
);
