// The deadlines of the 153 rows: every distinct cell of the five plans has the right kind, due instant and sentence.
import { describe, expect, test } from 'vitest';
import { planTime, readDeadlineCell } from '../../documents/deadline-reading.ts';
import { cellsOf002, type SeedCell, tableCells } from './seed-deadlines.ts';
import { codesOf, readSeed, rowsWith } from './seed-plans.ts';

const head002 = { ...readSeed('000').plan, number: null, issuedOn: null, year: 2025, openEnded: false };

/** What the cell must make us ask, and nothing more. */
const issuesOf = ({ kind }: SeedCell): string[] =>
  kind === 'undefined' ? ['undefined-deadline'] : kind === 'invalid' ? ['invalid-date'] : [];

describe.each(Object.entries(tableCells))('the deadline cells of %s', (seed, cells) => {
  const { rows } = readSeed(seed);
  test('are these and no others', () => {
    const read = new Map<string, number>();
    for (const { deadline } of rows) read.set(deadline.text, (read.get(deadline.text) ?? 0) + 1);
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(cells.map(({ text, rows: count }) => [text, count])));
  });
  test.each(cells)('“$text”', ({ text, kind, due, sentence }) => {
    for (const row of rows.filter(({ deadline }) => deadline.text === text))
      expect(row.deadline).toMatchObject({ kind, due, sentence });
  });
});

describe('the deadline cells of 002', () => {
  test.each(cellsOf002)('“$text”', (cell) => {
    const { deadline, issues } = readDeadlineCell(cell.text, head002);
    expect(deadline).toMatchObject({ text: cell.text, kind: cell.kind, due: cell.due, sentence: cell.sentence });
    expect(codesOf({ issues })).toEqual(issuesOf(cell));
  });
  test('are those of 55 rows in groups of 9, 6, 7, 7, 8, 5, 9 and 4', () => {
    const numbers = cellsOf002.flatMap(({ rows }) => rows);
    const groups = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'];
    expect(new Set(numbers).size).toBe(55);
    expect(groups.map((group) => numbers.filter((number) => number.startsWith(`${group}.`)).length)).toEqual([
      9, 6, 7, 7, 8, 5, 9, 4,
    ]);
  });
  test('are 34 dates, 12 that wait, 3 that go on, 4 years and 2 that say nothing', () => {
    const count = (...kinds: string[]) =>
      cellsOf002.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { rows }) => sum + rows.length, 0);
    expect([
      count('fixed', 'invalid', 'milestones'),
      count('externalTrigger'),
      count('continuous'),
      count('period'),
      count('undefined'),
    ]).toEqual([34, 12, 3, 4, 2]);
  });
});

test('the five plans have 153 deadline cells; only 001/1.4 of the tables read so far sets none', () => {
  const rows = Object.keys(tableCells).flatMap((seed) => readSeed(seed).rows);
  expect(rows.length + cellsOf002.flatMap(({ rows: numbers }) => numbers).length).toBe(153);
  expect(Object.keys(tableCells).flatMap((seed) => rowsWith(readSeed(seed), 'undefined-deadline'))).toEqual(['1.4']);
});

test('a plan without a date lends its year, not its day', () => {
  expect(planTime(head002)).toEqual({ year: 2025, startsOn: null, endsOn: '2025-12-31' });
});
