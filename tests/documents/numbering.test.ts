// Numbers of rows and headings, and which of them are missing.
import { describe, expect, test } from 'vitest';
import { missingNumbers, readNumber, roman } from '../../documents/numbering.ts';

const missing = (...numbers: string[]) => missingNumbers(numbers.map(readNumber).filter((number) => number !== null));

describe('a number', () => {
  test.each([
    ['I.', 'I', 0],
    ['VIII', 'VIII', 0],
    ['3.2.1', '3.2.1', 3],
    ['12)', '12', 1],
  ])('%s is %s at level %i', (cell, text, level) => {
    expect(readNumber(cell)).toMatchObject({ text, level });
  });
  test.each(['', 'STT', 'Tổng', '1,5', '2025/2026', 'a)'])('“%s” is none', (cell) => {
    expect(readNumber(cell)).toBeNull();
  });
  test('is written in Roman as it was read', () => {
    for (let value = 1; value < 40; value++) expect(readNumber(roman(value))?.parts).toEqual([value]);
  });
});

describe('the numbering', () => {
  test('misses what later numbers imply (F2)', () => {
    expect(missing('V', '5.1', '5.1.1', '6.2', '6.2.1', 'VII', '7.1', '7.3')).toEqual(
      expect.arrayContaining(['VI', '6.1', '7.2']),
    );
  });
  test('misses nothing when it is whole', () => {
    expect(missing('I', '1.1', '1.2', 'II', '2.1', '2.1.1', '2.1.2', '2.2')).toEqual([]);
    expect(missing('1', '2', '3')).toEqual([]);
  });
  test('cannot miss what would come after its end', () => {
    expect(missing('I', '1.1')).toEqual([]);
  });
});
