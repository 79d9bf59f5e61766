// Who issued the plan, when and for which year; what is blank stays blank.
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../documents/read-plan.ts';
import { codesOf, planWith, readSeed } from './seed-plans.ts';

describe('the head of a plan', () => {
  test.each([
    ['000', 'UBND phường Phổ Yên', '55/KH-UBND', '2025-09-11', ['PAR_INDEX', 'SIPAS']],
    ['001', 'UBND xã Đào Xá', null, '2025-03-03', ['PAR_INDEX', 'SIPAS']],
    ['002', 'UBND phường Điện Bàn', null, null, ['PAR_INDEX']],
    ['003', 'UBND phường Phổ Yên', '54/KH-UBND', '2025-09-11', ['SIPAS', 'PAPI']],
    ['004', 'UBND phường Phú Định', '84/KH-UBND', '2025-10-08', ['PAR_INDEX', 'SIPAS']],
  ])('of %s is read', (seed, issuer, number, issuedOn, indexes) => {
    expect(readSeed(seed).plan).toMatchObject({ issuer, number, issuedOn, year: 2025, indexes });
  });
  test('has a name without its number and date', () => {
    expect(readSeed('003').plan.name).toMatch(/^Duy trì, cải thiện .* phường Phổ Yên năm 2025$/);
  });
  test('says what is missing, in both languages', () => {
    const { issues } = readSeed('002');
    expect(codesOf({ issues })).toEqual(expect.arrayContaining(['missing-number', 'missing-issued-on']));
    expect(issues.every(({ message, messageEn }) => message !== '' && messageEn !== '' && message !== messageEn)).toBe(
      true,
    );
  });
  test('says nothing is missing when nothing is', () => {
    expect(codesOf(readSeed('000'))).toEqual([]);
  });
  test('does not take the date of a cited plan for its own', () => {
    const text = planWith()
      .replace('Số: 12/KH-UBND', 'Số: /KH-UBND')
      .replace('PHỤ LỤC', 'Căn cứ Kế hoạch số 9/KH-UBND.\n\nPHỤ LỤC');
    expect(readPlan({ name: 'thử', text }).plan.number).toBeNull();
  });
  test('is open-ended where it says so, and only there', () => {
    expect(readSeed('004').plan.openEnded).toBe(true);
    expect(readSeed('000').plan.openEnded).toBe(false);
  });
  test('has targets with exact numbers', () => {
    const [par, sipas] = readSeed('001').plan.targets;
    expect(par).toMatchObject({ index: 'PAR_INDEX', thresholds: [{ value: '80', unit: 'điểm' }] });
    expect(sipas).toMatchObject({ index: 'SIPAS', thresholds: [{ value: '90', unit: '%' }] });
  });
});
