// Words that a person typed into a draft are read by the readers that read the document.
import { describe, expect, test } from 'vitest';
import { movePlanTo } from '../../api/move-plan.ts';
import { type Draft, readCell, readMerge, readName, readSplit } from '../../documents/draft-cells.ts';
import { readPlan } from '../../documents/read-plan.ts';
import { cellFields, cellsOf, isCellField } from '../../domain/plan/rows.ts';
import { planWith, readSeed } from './seed-plans.ts';

const table = planWith(
  '1\tTuyên truyền\tĐăng 05 tin\tTheo tiến độ\tTổ công nghệ số\tVăn phòng HĐND và UBND',
  '2\tChuyển đổi số\tTập huấn\tTrong năm 2025\tTổ Công nghệ số, Phòng Văn hoá - Xã hội\tTổ công nghệ số',
  '3\tHọp\tHọp quý\tTrong năm 2025\tVăn phòng HĐND và UBND\tPhòng Văn hoá - Xã hội',
);
const reading = readPlan({ name: 'ke-hoach.txt', text: table });
const draft: Draft = {
  head: reading.plan,
  movedFromYear: null,
  rows: reading.rows.map((row, index) => ({ ...row, rowId: `r${index + 1}`, settledAt: 0 })),
  names: [],
};
const team = { id: 'TTDV', kind: 'unit', names: ['tổ công nghệ số'] } as const;

describe('a corrected cell', () => {
  test('of a deadline is read with the year of the plan', () => {
    const read = readCell(draft, 'r1', 'deadline', 'Trước ngày 30/11');
    expect(read).toMatchObject({
      changes: { deadline: { text: 'Trước ngày 30/11', kind: 'fixed', value: { date: '2025-11-30' } } },
      issues: [],
    });
    expect(Object.keys(read?.changes ?? {})).toEqual(['deadline']);
  });
  test.each([
    ['Trước ngày 31/11/2025', 'invalid-date'],
    ['Sớm nhất có thể', 'undefined-deadline'],
    ['', 'missing-deadline'],
  ])('%j says that it is no deadline: %s', (text, code) =>
    expect(readCell(draft, 'r1', 'deadline', text)?.issues).toMatchObject([
      { field: 'deadline', code, blocking: true },
    ]),
  );
  test('of a lead gives its units and how the row would run', () =>
    expect(readCell(draft, 'r1', 'lead', 'Các phòng chuyên môn')?.changes).toMatchObject({
      leadUnits: ['CHUYEN_MON'],
      collectiveLead: true,
      execution: 'perUnit',
    }));
  test('raises no issue of a cell that was not touched', () => {
    expect(draft.rows[0]).toMatchObject({ deadline: { kind: 'undefined' } });
    expect(readCell(draft, 'r1', 'requirement', '')?.issues).toMatchObject([{ code: 'empty-requirement' }]);
  });
  test('of a number that another row has says so', () => {
    expect(readCell(draft, 'r1', 'number', '3')?.issues).toMatchObject([{ code: 'duplicate-number' }]);
    expect(readCell(draft, 'r1', 'number', '4')?.issues).toEqual([]);
  });
  test('of a row that is not there is not read', () => expect(readCell(draft, 'r9', 'lead', 'x')).toBeNull());
});

describe('a draft that is a copy moved to another year', () => {
  const written = planWith('1\tHọp\tHọp\tTrước ngày 30/11/2025\tVăn phòng HĐND và UBND\tPhòng Văn hoá - Xã hội');
  const { plan, rows } = movePlanTo(2027, readPlan({ name: 'x.txt', text: written }), 2025);
  const moved: Draft = {
    head: plan,
    movedFromYear: 2025,
    rows: rows.map((row) => ({ ...row, rowId: 'r1', settledAt: 0 })),
    names: [],
  };
  const dueOf = (text: string) => readCell(moved, 'r1', 'deadline', text)?.changes.deadline?.due?.slice(0, 10);
  test('reads the words of the document in the year of the copy', () => {
    expect(dueOf('Trước ngày 30/11/2025')).toBe('2027-11-30');
    expect(
      readSplit(moved, 'r1', [{ number: '1a' }, { number: '1b' }])?.rows.map(({ deadline }) => deadline.due),
    ).toEqual(['2027-11-30T00:00:00+07:00', '2027-11-30T00:00:00+07:00']);
    expect(readCell(moved, 'r1', 'evidence', 'Gửi báo cáo trước ngày 15/11')?.changes.deadline).toMatchObject({
      due: '2027-11-30T00:00:00+07:00',
      milestones: [{ due: '2027-11-15T00:00:00+07:00' }],
    });
  });
  test('reads words that name no year, or that of the copy, as they are meant', () => {
    expect(dueOf('Trước ngày 30/10')).toBe('2027-10-30');
    expect(dueOf('Trước ngày 30/10/2027')).toBe('2027-10-30');
  });
});

describe('words of the five plans', () => {
  test.each(['000', '001', '002', '003'])('%s: taken back to what they were, they mean what they meant', (number) => {
    const plan = readSeed(number);
    const rows = plan.rows.map((row, index) => ({ ...row, rowId: `r${index}`, settledAt: 0 }));
    const whole: Draft = { head: plan.plan, movedFromYear: null, rows, names: [] };
    for (const row of rows) {
      for (const field of ['deadline', 'lead', 'coordinators', 'criterion', 'requirement', 'evidence'] as const) {
        const read = readCell(whole, row.rowId, field, cellsOf(row)[field]);
        expect(row, `${row.number} ${field}`).toMatchObject(read?.changes ?? {});
      }
    }
  });
});

describe('a name that is given a unit', () => {
  test('is found in every cell, however it is written', () => {
    const { cells } = readName(draft, team);
    expect(cells.map(({ rowId, field }) => [rowId, field])).toEqual([
      ['r1', 'lead'],
      ['r2', 'lead'],
      ['r2', 'coordinators'],
    ]);
    expect(cells[0]).toMatchObject({ words: 'Tổ công nghệ số', changes: { leadUnits: ['TTDV'] }, issues: [] });
    expect(cells[1]).toMatchObject({ changes: { leadUnits: ['TTDV', 'VHXH'] }, issues: [] });
  });
  test('of a body outside makes the row a request', () =>
    expect(readName(draft, { ...team, id: 'MTTQ', kind: 'outside' }).cells[0]?.changes).toMatchObject({
      leadUnits: ['MTTQ'],
      mode: 'REQUEST',
    }));
  test('is known when a cell is corrected later', () => {
    const known = { ...draft, names: [team] };
    expect(readCell(known, 'r3', 'lead', 'Tổ công nghệ số')).toMatchObject({
      changes: { leadUnits: ['TTDV'] },
      issues: [],
    });
    expect(readCell(draft, 'r3', 'lead', 'Tổ công nghệ số')?.issues).toMatchObject([{ code: 'unknown-lead' }]);
  });
  test('is a whole name, not part of a word', () =>
    expect(readName(draft, { ...team, names: ['ổ công nghệ số', '–'] }).cells).toEqual([]));
});

describe('rows made from others', () => {
  test('a part takes from the row what it does not say, and twins are told of each other', () => {
    const read = readSplit(draft, 'r2', [{ number: '2a', deadline: 'Quý III' }, { number: '2a' }]);
    expect(read).toMatchObject({
      readAt: { r2: 0 },
      rows: [
        {
          number: '2a',
          criterion: 'Chuyển đổi số',
          deadline: { kind: 'period', due: '2025-10-01T00:00:00+07:00' },
        },
        { number: '2a', deadline: { text: 'Trong năm 2025' } },
      ],
    });
    expect(read?.rows[1]?.issues.map(({ code }) => code)).toContain('duplicate-number');
    expect(readSplit(draft, 'r9', [{}, {}])).toBeNull();
  });
  test('rows are joined cell by cell, equal words once, and given ones go before', () => {
    const read = readMerge(draft, ['r3', 'r2'], { deadline: 'Trước 30/11/2025' });
    expect(read?.readAt).toEqual({ r2: 0, r3: 0 });
    expect(read?.rows).toMatchObject([
      {
        number: '2',
        criterion: 'Chuyển đổi số Họp',
        lead: 'Tổ Công nghệ số, Phòng Văn hoá - Xã hội Văn phòng HĐND và UBND',
        deadline: { kind: 'fixed' },
        lines: [draft.rows[1]?.lines[0], draft.rows[2]?.lines[1]],
      },
    ]);
    expect(readMerge(draft, ['r2', 'r9'], {})).toBeNull();
  });
});

test('a field is a cell or it is not', () => {
  expect(cellFields.every(isCellField)).toBe(true);
  expect(isCellField('leadUnits')).toBe(false);
});
