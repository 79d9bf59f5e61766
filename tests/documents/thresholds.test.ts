// Numbers that a requirement demands, as exact decimals, and a measure that is given two of them.
import { describe, expect, test } from 'vitest';
import { contradiction, readThresholds } from '../../documents/thresholds.ts';

const valuesOf = (text: string) => readThresholds(text).map(({ value, unit }) => `${value} ${unit}`);

describe('a threshold', () => {
  test.each([
    ['tối thiểu đạt từ 99,9% trở lên', ['99.9 %']],
    ['giảm 0,5% đến 1%', ['0.5 %', '1 %']],
    ['giảm ít nhất 30 % thời gian', ['30 %']],
    ['Tổ chức tối thiểu 01 cuộc đối thoại', ['1 cuộc']],
  ])('“%s” is read exactly', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });
  test.each(['Kế hoạch số 14/KH-UBND ngày 24/07/2025', 'trong năm 2025', '4 cấp chính quyền'])(
    '“%s” holds none',
    (text) => {
      expect(valuesOf(text)).toEqual([]);
    },
  );
  test('knows what is measured where the text says so', () => {
    expect(readThresholds('tỷ lệ hồ sơ thanh toán trực tuyến đạt 90%.')[0]?.measure).toBe(
      'hồ sơ thanh toán trực tuyến',
    );
  });
});

describe('a contradiction', () => {
  test('is one measure with two values', () => {
    const cell =
      '- 100% các phòng có tỷ lệ xử lý văn bản đạt từ 70% trở lên. - 100% các phòng, đơn vị có tỷ lệ xử lý văn bản đạt từ 90% trở lên';
    expect(contradiction(readThresholds(cell))).toEqual({ measure: 'xử lý văn bản', values: ['70%', '90%'] });
  });
  test('is not three measures with a value each', () => {
    const cell =
      'Tỷ lệ TTHC được triển khai thanh toán trực tuyến đạt 100%, tỷ lệ TTHC có phát sinh giao dịch đạt 70% và tỷ lệ hồ sơ thanh toán đạt 90%.';
    expect(contradiction(readThresholds(cell))).toBeNull();
  });
});
