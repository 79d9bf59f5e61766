import { describe, expect, test } from 'vitest';
import { type Compared, compareReadings } from '../../domain/plan/compare-readings.ts';
import type { PlanRow } from '../../domain/plan-reading.ts';
import { readingOf } from '../support/plan-history.ts';
import { dueOn } from '../support/ward.ts';

const rowsOf = (...changes: Partial<PlanRow>[]) =>
  readingOf(
    changes.map(() => dueOn('2027-06-30')),
    ...changes,
  ).rows;
const compared = (rows: PlanRow[], duties: string[] = []): Compared => ({
  head: { name: 'KH', issuer: 'UBND', number: '1/KH-UBND', issuedOn: null, year: 2027 },
  rows: rows.map((row, index) => ({ ...row, rowId: `r${index + 1}` })),
  duties: duties.map((text) => ({ section: 'III', text })),
});
const kinds = (before: Compared, after: Compared) =>
  compareReadings(before, after).rows.map((row) => [row.kind, row.before?.rowId ?? null, row.after?.rowId ?? null]);

describe('the difference of two readings', () => {
  test('of the same document is none', () => {
    const plan = compared(rowsOf({}, {}), ['Báo cáo hằng tháng']);
    expect(compareReadings(plan, plan)).toEqual({
      head: [],
      rows: [],
      sameRows: 2,
      dutiesAdded: [],
      dutiesRemoved: [],
    });
  });
  test('names the cell that changed, with both texts', () => {
    const before = compared(rowsOf({}, { lead: 'Văn phòng' }));
    const after = compared(rowsOf({}, { lead: 'Phòng Văn hóa - Xã hội' }));
    expect(compareReadings(before, after)).toMatchObject({
      sameRows: 1,
      rows: [
        {
          kind: 'changed',
          before: { rowId: 'r2' },
          after: { rowId: 'r2' },
          fields: [{ field: 'lead', before: 'Văn phòng', after: 'Phòng Văn hóa - Xã hội' }],
        },
      ],
    });
  });
  test('knows a row by its words when a new one shifts the numbers after it', () => {
    const before = compared(rowsOf({ number: '1.1', criterion: 'A' }, { number: '1.2', criterion: 'B' }));
    const after = compared(
      rowsOf(
        { number: '1.1', criterion: 'A' },
        { number: '1.2', criterion: 'Mới', requirement: 'Việc mới' },
        { number: '1.3', criterion: 'B', requirement: 'Yêu cầu 2' },
      ),
    );
    expect(kinds(before, after)).toEqual([
      ['added', null, 'r2'],
      ['changed', 'r2', 'r3'],
    ]);
  });
  test('knows a row by its number when its title was reworded', () => {
    const before = compared(rowsOf({ number: '1.1', criterion: 'Ban hanh', requirement: 'a' }));
    const after = compared(rowsOf({ number: '1.1', criterion: 'Ban hành', requirement: 'b' }));
    expect(kinds(before, after)).toEqual([['changed', 'r1', 'r1']]);
  });
  test('tells rows of one title apart, each taken once', () => {
    const twins = rowsOf(
      { number: '1.1', criterion: 'A', requirement: 'x' },
      { number: '1.2', criterion: 'A', requirement: 'y' },
    );
    const [one] = twins;
    if (!one) throw new Error('no row');
    expect(kinds(compared(twins), compared([one]))).toEqual([['removed', 'r2', null]]);
  });
  test('tells rows of one title apart by their number, where their requirements were reworded', () => {
    const before = rowsOf(
      { number: '1.1', criterion: 'A', requirement: 'x' },
      { number: '1.2', criterion: 'A', requirement: 'y' },
    );
    const after = rowsOf({ number: '1.2', criterion: 'A', requirement: 'z', path: ['II'] });
    expect(kinds(compared(before), compared(after))).toEqual([
      ['changed', 'r2', 'r1'],
      ['removed', 'r1', null],
    ]);
  });
  test('shows what a row that is gone, or new, said', () => {
    const { rows } = compareReadings(compared(rowsOf({})), compared([]));
    expect(rows).toMatchObject([
      {
        kind: 'removed',
        after: null,
        fields: expect.arrayContaining([{ field: 'deadline', before: 'như đã đọc', after: null }]),
      },
    ]);
  });
  test('covers the head and the duties', () => {
    const before = compared([], ['Báo cáo hằng tháng', 'Tuyên truyền']);
    const after = { ...compared([], ['Báo cáo hằng quý', 'Tuyên truyền']), head: { ...before.head, issuer: null } };
    expect(compareReadings(before, after)).toMatchObject({
      head: [{ field: 'issuer', before: 'UBND', after: null }],
      dutiesAdded: ['Báo cáo hằng quý'],
      dutiesRemoved: ['Báo cáo hằng tháng'],
    });
  });
});
