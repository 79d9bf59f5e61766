// The real plans, read whole: fixtures F1 to F5 of docs/domain.md.
import { describe, expect, test } from 'vitest';
import { PlanReading } from '../../domain/plan-reading.ts';
import { codesOf, readSeed, rowOf, rowsWith } from './seed-plans.ts';

describe('plan 000 (F1)', () => {
  const reading = readSeed('000');
  test('has 51 rows under 21 headings', () => {
    expect(reading.rows).toHaveLength(51);
    expect(reading.headings).toHaveLength(21);
    expect(rowOf(reading, '3.2.1').path).toEqual(['III', '3.2']);
    expect(rowOf(reading, '1.1').path).toEqual(['I']);
  });
  test('keeps its cells verbatim, joined over the page and without tags', () => {
    expect(rowOf(reading, '2.1.1')).toMatchObject({
      criterion: 'Thực hiện các hoạt động về theo dõi thi hành pháp luật',
      lead: 'Văn phòng HĐND và UBND phường',
      coordinators: 'Các phòng chuyên môn, đơn vị',
      lines: [99, 103],
    });
    expect(rowOf(reading, '3.2.1').requirement).toMatch(/^Phân đấu /); // the document's own typing error stays
    expect(JSON.stringify(reading)).not.toMatch(/<\/?[bp]>/);
  });
  test('reports the row that is only half filled', () => {
    expect(codesOf(rowOf(reading, '3.2.2'))).toEqual(['empty-requirement', 'duplicate-title', 'empty-coordinators']);
  });
  test('reports two thresholds in one cell, and only there', () => {
    expect(rowsWith(reading, 'two-thresholds')).toEqual(['7.1.2']);
  });
  test('reports the three units of the former city', () => {
    expect(rowsWith(reading, 'legacy-unit-name')).toEqual(['3.1.6', '3.2.1', '3.2.3']);
  });
  test('has no issue that keeps a row from running', () => {
    expect(reading.rows.flatMap(({ issues }) => issues).filter(({ blocking }) => blocking)).toEqual([]);
  });
  test('shares the four results of the whole ward', () => {
    const shared = reading.rows.filter(
      (row) => row.execution === 'shared' && row.executionReason.includes('kết quả chung'),
    );
    expect(shared.map(({ number, contactUnit }) => [number, contactUnit])).toEqual([
      ['3.2.1', 'TTPVHCC'],
      ['6.1.1', 'KTHTDT'],
      ['8.4', 'KTHTDT'],
      ['8.5', 'KTHTDT'],
    ]);
  });
  test('has 33 collective leads, of three different groups', () => {
    const collective = reading.rows.filter(({ collectiveLead }) => collectiveLead);
    expect(collective).toHaveLength(33);
    expect(rowOf(reading, '4.1.1').leadUnits).toEqual(['CHUYEN_MON']);
    expect(rowOf(reading, '4.1.3').leadUnits).toEqual(['SU_NGHIEP']);
    expect(rowOf(reading, '1.1')).toMatchObject({ execution: 'chosenUnits', leadUnits: ['ALL_UNITS'] });
  });
  test('has 41 rows within the year, 5 continuous and 5 with a day', () => {
    const kinds = reading.rows.map(({ deadline }) => deadline.kind);
    const count = (kind: string) => kinds.filter((other) => other === kind).length;
    expect([count('period'), count('continuous'), count('fixed')]).toEqual([41, 5, 5]);
    expect(rowOf(reading, '8.5').deadline).toMatchObject({
      text: 'Trước 31 tháng 12 năm 2025',
      due: '2025-12-31T00:00:00+07:00',
    });
  });
  test('is less sure of a row that it had to mend than of a plain one', () => {
    expect(rowOf(reading, '1.2').confidence).toBe(1);
    expect(rowOf(reading, '3.2.2').confidence).toBeLessThan(rowOf(reading, '2.1.1').confidence);
  });
});

describe('plan 001 (F2)', () => {
  const reading = readSeed('001');
  test('has 31 rows under 15 headings', () => {
    expect([reading.rows.length, reading.headings.length]).toEqual([31, 15]);
  });
  test('reports the blank number, the gaps and the wrong year', () => {
    expect(codesOf(reading)).toEqual(['missing-number', 'numbering-gap', 'heading-year-differs']);
    expect(reading.issues.find(({ code }) => code === 'numbering-gap')?.message).toContain('VI, 6.1, 7.2');
  });
  test('names posts, no units: no row can run before a person chooses', () => {
    expect(rowsWith(reading, 'lead-is-a-post')).toHaveLength(31);
  });
  test('has one deadline that says nothing', () => {
    expect(rowsWith(reading, 'undefined-deadline')).toEqual(['1.4']);
  });
});

describe('plan 003 (F4)', () => {
  const reading = readSeed('003');
  test('has 16 flat rows whose task is the requirement', () => {
    expect(reading.rows.map(({ number }) => number)).toEqual(
      Array.from({ length: 16 }, (_, index) => String(index + 1)),
    );
    expect(reading.headings).toEqual([]);
    expect(rowOf(reading, '3')).toMatchObject({
      path: [],
      criterion: '',
      requirement: expect.stringMatching(/^Triển khai hiệu quả/),
    });
  });
  test('keeps trailing commas in the cell, not in the matching', () => {
    expect(rowOf(reading, '3')).toMatchObject({
      lead: 'Các phòng chuyên môn, cơ quan, đơn vị,',
      leadUnits: ['ALL_UNITS'],
    });
    expect(reading.rows.flatMap(codesOf)).toEqual([]);
  });
  test('asks Front and Party inspection, orders the rest', () => {
    expect(reading.rows.filter(({ mode }) => mode === 'REQUEST').map(({ number }) => number)).toEqual(['9', '10']);
  });
  test('has one row with a group and a named contact', () => {
    expect(rowOf(reading, '8')).toMatchObject({
      leadUnits: ['ALL_UNITS', 'VP'],
      collectiveLead: true,
      execution: 'shared',
      contactUnit: 'VP',
    });
  });
  test('ends its quarter with September', () => {
    expect(rowOf(reading, '2').deadline).toMatchObject({ kind: 'period', due: '2025-10-01T00:00:00+07:00' });
  });
});

describe('plans without a table', () => {
  test('002 has lost its columns: no row is invented, and the draft says so', () => {
    const { rows, issues } = readSeed('002');
    expect(rows).toEqual([]);
    expect(issues.find(({ code }) => code === 'no-table-structure')).toMatchObject({
      blocking: true,
      lines: [283, 3327],
    });
  });
  test('004 has no appendix at all (F5)', () => {
    const { rows, issues } = readSeed('004');
    expect(rows).toEqual([]);
    expect(codesOf({ issues })).toEqual(['open-ended-year', 'no-appendix']);
  });
});

describe('every reading', () => {
  test.each(['000', '001', '002', '003', '004'])('of %s fits the permanent format and survives JSON', (seed) => {
    const reading = readSeed(seed);
    expect(PlanReading.parse(JSON.parse(JSON.stringify(reading)))).toEqual(reading);
  });
});
