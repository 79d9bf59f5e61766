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

describe('plan 002 (F3), whose cells have lost their borders', () => {
  const reading = readSeed('002');
  const inGroup = (roman: string) => reading.rows.filter(({ path }) => path[0] === roman);
  const row = (roman: string, number: string) => rowOf({ ...reading, rows: inGroup(roman) }, number);
  test('has 55 rows in eight groups', () => {
    expect(reading.headings.map(({ number }) => inGroup(number).length)).toEqual([9, 6, 7, 7, 8, 5, 9, 4]);
    expect(reading.rows).toHaveLength(55);
  });
  test('drops 37 header blocks and says that there were no borders', () => {
    expect(reading.issues.find(({ code }) => code === 'table-without-borders')?.message).toContain('37');
    expect(JSON.stringify(reading.rows)).not.toMatch(/Cơ quan chủ trì Cơ quan|Tiến độ hoàn thành/);
  });
  test('reports its blank number and day', () => {
    expect(codesOf(reading)).toEqual(['missing-number', 'missing-issued-on', 'table-without-borders']);
  });
  test('has 8 survey rows, 34 with a day and 12 with a custodian of the evidence', () => {
    const dated = reading.rows.filter(({ deadline }) => ['fixed', 'milestones', 'invalid'].includes(deadline.kind));
    expect(reading.rows.filter(({ survey }) => survey)).toHaveLength(8);
    expect(dated).toHaveLength(34);
    expect(reading.rows.filter(({ evidenceCustodian }) => evidenceCustodian !== null)).toHaveLength(12);
  });
  test('waits for others in 12 rows, leaves 2 open and never corrects 31/11', () => {
    const numbers = (kind: string) =>
      reading.rows.filter(({ deadline }) => deadline.kind === kind).map((r) => r.number);
    expect(numbers('externalTrigger')).toHaveLength(12);
    expect(numbers('undefined')).toEqual(['5', '2']);
    expect(row('I', '1').deadline).toMatchObject({
      text: 'Hoàn thành Trước ngày 31/11/2025',
      kind: 'invalid',
      due: null,
    });
  });
  test('parts cells that ran together on one line, and says so', () => {
    expect(row('VII', '2')).toMatchObject({
      criterion: 'Phát triển các nền tảng, cơ sở dữ liệu.',
      lead: 'Phòng VHXH phường',
      coordinators: 'Các cơ quan, đơn vị thuộc UBND phường',
      deadline: { text: 'Hoàn thành trước ngày 18/12/2025' },
    });
    expect(codesOf(row('VII', '2'))).toContain('cell-edge-doubtful');
    expect(row('VII', '2').confidence).toBeLessThan(0.8);
  });
  test('joins what a page cut, word by word of every cell', () => {
    expect(row('III', '3')).toMatchObject({
      requirement: expect.stringContaining('100% TTHC liên thông được thực hiện đúng'),
      lead: 'Trung tâm Phục vụ hành chính công phường',
    });
    expect(row('VII', '3b').lead).toBe('Văn phòng HĐND và UBND phường, Phòng VHXH phường');
  });
  test('gives rows that share a criterion cell numbers of their own', () => {
    expect(inGroup('I').map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6.1', '6.2', '6.3', '7']);
    expect(inGroup('VII').map(({ number }) => number)).toEqual(['1', '2', '3a', '3b', '3c', '4a', '4b', '4c', '4d']);
    expect(row('I', '6.3').criterion).toBe('Đối thoại của lãnh đạo phường với doanh nghiệp');
  });
});

describe('plans without a table', () => {
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
