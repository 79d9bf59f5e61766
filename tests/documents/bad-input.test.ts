// What is no plan is said to be none; whatever comes in, reading ends, never throws, and fits the format.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../documents/read-plan.ts';
import { PlanReading } from '../../domain/plan-reading.ts';
import { codesOf, HEADER, planWith, seedText } from './seed-plans.ts';

const read = (text: string) => readPlan({ name: 'tệp', text });

describe('a document that is no plan', () => {
  test.each([
    ['nothing', ''],
    ['white space', ' \n\t\n '],
    ['binary junk', 'MZ\u0000\u0003\u0000\u0004ÿÿ'.repeat(50)],
    ['failed decoding', '\uFFFD\uFFFD\uFFFDPK'.repeat(50)],
    ['prose', 'Hôm nay trời đẹp. Chúng tôi có kế hoạch đi chơi vào ngày 31/12/2025.'],
    ['a heading and nothing else', 'KẾ HOẠCH\n\nđi chơi'],
  ])('%s gives an empty reading with its reason', (_, text) => {
    const reading = read(text);
    expect(reading).toMatchObject({ plan: { name: 'tệp', number: null }, headings: [], rows: [], duties: [] });
    expect(reading.issues).toMatchObject([{ code: 'not-a-plan', blocking: true }]);
  });
  test('is not every short plan', () => {
    expect(codesOf(read(planWith()))).not.toContain('not-a-plan');
  });
});

describe('a broken row', () => {
  const rowOf = (deadline: string, lead: string) =>
    read(planWith(`1\tRà soát\tRà soát\t${deadline}\t${lead}\tPhòng VHXH`)).rows[0];
  test.each([
    ['Trước ngày 31/11/2025', 'Phòng VHXH', 'invalid-date'],
    ['', 'Phòng VHXH', 'missing-deadline'],
    ['Kịp thời', 'Phòng VHXH', 'undefined-deadline'],
    ['Trong năm 2025', '', 'empty-lead'],
    ['Trong năm 2025', 'Phòng Nông nghiệp', 'unknown-lead'],
  ])('“%s” by “%s” cannot run: %s', (deadline, lead, code) => {
    const blocking = rowOf(deadline, lead)?.issues.filter((issue) => issue.blocking);
    expect(blocking?.map((issue) => issue.code)).toEqual([code]);
  });
  test('does not keep the others from running', () => {
    const { rows } = read(
      planWith(
        '1\tA\tA\tTrước ngày 31/11/2025\tPhòng VHXH\tPhòng VHXH',
        '2\tB\tB\tTrong năm 2025\tPhòng VHXH\tPhòng VHXH',
      ),
    );
    expect(rows.map(({ issues }) => issues.some(({ blocking }) => blocking))).toEqual([true, false]);
  });
  test('of a table without a deadline column is reported once for the plan', () => {
    const text = planWith('1\tA\tA\tPhòng VHXH\tPhòng VHXH').replace('\tThời gian hoàn thành', '');
    expect(codesOf(read(text))).toContain('missing-column');
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...['KẾ HOẠCH', 'PHỤ LỤC', HEADER, 'IV. TỔ CHỨC THỰC HIỆN\n', 'Các phòng chuyên môn, đơn vị', 'I.', '1.1', '- '],
    ...['\t', '\n', '\n\n', '<p>', '**', '(', '\u0000', 'ờ', 'tỷ lệ ', ' đạt 70% '],
    ...['trước ngày 31/11/2025', 'Quý IV', 'số 1/KH-', 'định kỳ hàng quý (riêng năm 2025'],
  );
  test('is read without an exception, into the format', () => {
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')),
      fc.string({ unit: 'binary', maxLength: 300 }),
    );
    fc.assert(fc.property(texts, (text) => PlanReading.safeParse(JSON.parse(JSON.stringify(read(text)))).success));
  });
  test('a real plan with a piece cut out of it is still read', () => {
    const source = seedText('000');
    const cut = fc.record({ from: fc.nat(source.length), length: fc.nat(4000) });
    fc.assert(
      fc.property(cut, ({ from, length }) => {
        const reading = read(source.slice(0, from) + source.slice(from + length));
        expect(PlanReading.safeParse(reading).success).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
  test.each([
    ['tabs', '\t'.repeat(500_000)],
    ['one long word', 'a'.repeat(1_000_000)],
    ['the same words', 'theo thời gian của '.repeat(50_000)],
    ['dates', planWith(`1\tA\tA\t${'trước ngày 31/12/2025, '.repeat(40_000)}\tPhòng VHXH\t`)],
    ['capitals', planWith(`1\tA\tA\tTrong năm\t${'phường Ấ '.repeat(100_000)}\t`)],
    ['wrapped lines', `KẾ HOẠCH\n\n\n\n${'abc abc\n'.repeat(100_000)}${'\n'.repeat(30_000)}`],
    ['unnumbered rows', planWith(...Array.from({ length: 20_000 }, () => '\tx\t\t\t\t'))],
    [
      'numbered rows',
      planWith(...Array.from({ length: 5000 }, (_, index) => `${index}\tA\tđạt 70%\tTrong năm\tPhòng VHXH\tVP`)),
    ],
  ])(
    'a large file of %s is read to its end',
    (_, text) => {
      expect(PlanReading.safeParse(read(text)).success).toBe(true);
    },
    300_000,
  );
});
