// Tables that run over pages: headers dropped, split rows joined, nothing swallowed without a word.
import { describe, expect, test } from 'vitest';
import { readBlocks } from '../../documents/blocks.ts';
import { readPlan } from '../../documents/read-plan.ts';
import { readTable } from '../../documents/tables.ts';
import { codesOf, HEADER, planWith, seedText } from './seed-plans.ts';

const tableOf = (text: string) => readTable(readBlocks(text).tableLines);
const read = (...lines: string[]) => readPlan({ name: 'thử', text: planWith(...lines) });
const row = (number: string, requirement: string) =>
  `${number}\tTiêu chí ${number}\t${requirement}\tTrong năm 2025\tPhòng VHXH\tVăn phòng HĐND và UBND`;

describe('a header', () => {
  test('is dropped on every page, in both its levels (F1)', () => {
    const table = tableOf(seedText('000'));
    expect(table.headerBlocks).toBe(12);
    expect(table.rows.every(({ cells }) => !cells.lead.startsWith('Cơ quan chủ trì'))).toBe(true);
  });
  test('is known by its words, also when a letter is missing', () => {
    expect(tableOf(seedText('001')).headerBlocks).toBe(6); // one of them says "ST"
  });
  test('tells the columns apart, whatever their order', () => {
    expect(tableOf(seedText('003')).rows[1]?.cells).toMatchObject({
      lead: 'Phòng Văn hoá - Xã hội',
      deadline: 'Quý III/2025',
    });
  });
});

describe('a row', () => {
  test('that a page cut in two is one row (F1)', () => {
    const table = tableOf(seedText('000'));
    expect(table.joinedRows).toBe(9);
    expect(table.rows).toHaveLength(51 + 21);
  });
  test('without a number goes on from the page before', () => {
    const { rows } = read(row('1.1', 'Rà soát văn bản'), HEADER, '\t\tcủa phường\t\t\t');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ requirement: 'Rà soát văn bản của phường', lines: [13, 17] });
  });
  test('goes on from the page before, also with the words of a header', () => {
    const { rows } = read(row('1.1', 'Tổng hợp'), `${HEADER}\n\t\tkết quả, yêu cầu\t\t\t`);
    expect(rows[0]?.requirement).toBe('Tổng hợp kết quả, yêu cầu');
  });
  test('without a number is a row of its own in the middle of a page', () => {
    const { rows } = read(`${row('1.1', 'Rà soát')}\n${row('', 'Kiểm tra')}`);
    expect(rows.map(({ requirement }) => requirement)).toEqual(['Rà soát', 'Kiểm tra']);
    expect(rows[1] && codesOf(rows[1])).toContain('missing-row-number');
  });
  test('loses its tags, but not what only looks like one', () => {
    const { rows } = read(row('1.1', '<p>Dưới mức <b>quy định</b> (<80%)</p>'));
    expect(rows[0]?.requirement).toBe('Dưới mức quy định (<80%)');
  });
  test('with more cells than columns says what stands outside', () => {
    const { rows } = read(`${row('1.1', 'Rà soát')}\tghi chú thêm`);
    expect(rows[0]?.issues.find(({ code }) => code === 'surplus-cells')?.message).toContain('ghi chú thêm');
  });
  test('with a number that is used already is reported', () => {
    const { rows } = read(row('1.1', 'Rà soát'), row('1.1', 'Kiểm tra'));
    expect(rows[1] && codesOf(rows[1])).toContain('duplicate-number');
  });
});

describe('a table', () => {
  test('without a header is reported, not guessed at', () => {
    const text = planWith(row('1', 'Rà soát'), row('2', 'Kiểm tra')).replace(HEADER, '');
    const reading = readPlan({ name: 'thử', text });
    expect(reading.rows).toEqual([]);
    expect(codesOf(reading)).toContain('table-without-header');
  });
  test('of another kind behind the appendix is reported, not read as rows', () => {
    const reading = read(row('1.1', 'Rà soát'), 'STT\tTên TTHC\tMức độ', '1\tCấp bản sao\tToàn trình');
    expect(reading.rows).toHaveLength(1);
    expect(codesOf(reading)).toContain('other-table');
  });
  test('that is only the letterhead is prose', () => {
    const reading = readPlan({
      name: 'thử',
      text: planWith(row('1.1', 'x')).replace('Số: 12', 'UBND PHƯỜNG\t\tSố: 12'),
    });
    expect(reading.plan.number).toBe('12/KH-UBND');
    expect(codesOf(reading)).not.toContain('table-without-header');
  });
});
