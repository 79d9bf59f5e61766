// Duties in the prose: one per bullet, each with its owner; a date in a sentence is a deadline only where it says so.
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../documents/read-plan.ts';
import { codesOf, planWith, readSeed } from './seed-plans.ts';

const dutiesOf = (...paragraphs: string[]) => {
  const text = planWith().replace('PHỤ LỤC', ['IV. TỔ CHỨC THỰC HIỆN', ...paragraphs, 'PHỤ LỤC'].join('\n\n'));
  return readPlan({ name: 'thử', text }).duties;
};

describe('the duties of the real plans', () => {
  test.each([
    ['000', 6],
    ['001', 4],
    ['002', 36],
    ['003', 35],
    ['004', 70],
  ])('of %s are %i', (seed, count) => {
    expect(readSeed(seed).duties).toHaveLength(count);
  });
  test('belong to the unit in whose section they stand', () => {
    const { duties } = readSeed('003');
    const counts = Array.from(
      { length: 9 },
      (_, index) => duties.filter(({ section }) => section === `IV.${index + 1}`).length,
    );
    expect(counts).toEqual([9, 9, 5, 3, 2, 2, 2, 2, 1]);
    expect(duties.find(({ section }) => section === 'IV.3')).toMatchObject({
      owner: 'Văn phòng UBND và HĐND phường',
      ownerUnits: ['VP'],
    });
  });
  test('are joined over the page, with the document’s own spelling', () => {
    const joined = readSeed('003').duties.find(({ lines }) => lines[0] === 75);
    expect(joined?.text).toContain('kịp thời tham muu biểu dương khen thưởng');
    expect(joined?.lines).toEqual([75, 77]);
  });
  test('are requests to Party, Council and Front, orders to the ward’s units', () => {
    const modes = new Map(readSeed('003').duties.map(({ section, mode }) => [section, mode]));
    expect([modes.get('IV.4'), modes.get('IV.5'), modes.get('IV.6'), modes.get('IV.7')]).toEqual([
      'ORDER',
      'REQUEST',
      'REQUEST',
      'REQUEST',
    ]);
  });
  test('of the police wait for a person to say whether they are an order (docs/domain.md, Decided 6)', () => {
    const police = readSeed('003').duties.filter(({ section }) => section === 'IV.8');
    expect(police.map(codesOf)).toEqual([['mode-unclear'], ['mode-unclear']]);
  });
  test('that the closing sentence asks for are no duty yet, and said to be missing', () => {
    const asked = (seed: string) => readSeed(seed).issues.filter(({ code }) => code === 'report-in-closing');
    expect(asked('003')).toMatchObject([
      {
        blocking: false,
        lines: [141, 143],
        message: expect.stringContaining('định kỳ báo cáo UBND phường theo quy định'),
      },
    ]);
    for (const seed of ['000', '001', '002', '004']) expect(asked(seed), seed).toEqual([]);
  });
  test('recur in nine places of a plan without an appendix (F5)', () => {
    expect(readSeed('004').duties.filter(({ deadline }) => deadline.kind === 'recurring')).toHaveLength(9);
  });
});

describe('a duty', () => {
  test('with a date of its own is a task', () => {
    const [duty] = dutiesOf('1. Phòng VHXH', '- Rà soát, kết nối một số tiêu chí trước ngày 15/11/2025.');
    expect(duty).toMatchObject({
      kind: 'task',
      ownerUnits: ['VHXH'],
      deadline: { text: 'trước ngày 15/11/2025', kind: 'fixed' },
    });
  });
  test.each([
    ['chậm nhất là ngày 15/11/2025', '2025-11-16'],
    ['không quá ngày 15-11-2025', '2025-11-16'],
    ['trước ngày 15 tháng 11 năm 2025', '2025-11-15'],
    ['trước ngày 15 tháng 11/2025', '2025-11-15'],
  ])('to be done “%s” is due %s', (said, due) => {
    const [duty] = dutiesOf('1. Phòng VHXH', `- Rà soát, kết nối một số tiêu chí ${said} để tổng hợp.`);
    expect(duty).toMatchObject({ kind: 'task', issues: [], deadline: { text: said, due: `${due}T00:00:00+07:00` } });
  });
  test('that cites a dated document is not due on that date', () => {
    const [duty] = dutiesOf('1. Phòng VHXH', '- Thực hiện Kế hoạch số 14/KH-UBND ngày 24/07/2025 của UBND phường.');
    expect(duty).toMatchObject({ kind: 'standing', deadline: { kind: 'continuous', due: null } });
  });
  test('to report by month is a recurring report', () => {
    const [duty] = dutiesOf('1. Phòng VHXH', '- Tổng hợp, báo cáo UBND phường định kỳ hằng tháng.');
    expect(duty).toMatchObject({ kind: 'recurringReport', deadline: { kind: 'recurring' } });
  });
  test('to report periodically without a period waits for a person', () => {
    const [duty] = dutiesOf('1. Phòng VHXH', '- Định kỳ báo cáo UBND phường theo quy định.');
    expect(duty).toMatchObject({ kind: 'recurringReport', deadline: { kind: 'undefined' } });
    expect(duty && codesOf(duty)).toEqual(['cadence-not-stated']);
  });
  test('on an impossible date is said to be', () => {
    const [duty] = dutiesOf('1. Phòng VHXH', '- Hoàn thành rà soát trước ngày 31/11/2025.');
    expect(duty && codesOf(duty)).toEqual(['invalid-date']);
  });
  test('that is its own heading has the owner it begins with', () => {
    const [duty] = dutiesOf('4. Đề nghị Ủy ban Mặt trận Tổ quốc phường phối hợp giám sát.');
    expect(duty).toMatchObject({
      owner: 'Đề nghị Ủy ban Mặt trận Tổ quốc phường',
      ownerUnits: ['MTTQ'],
      mode: 'REQUEST',
    });
  });
  test('of nobody known is said to be', () => {
    const [duty] = dutiesOf('1. Các hộ kinh doanh', '- Chấp hành quy định.');
    expect(duty && codesOf(duty)).toEqual(['duty-owner-unknown']);
  });
  test('ends where the closing sentence begins', () => {
    expect(dutiesOf('1. Phòng VHXH', '- Rà soát.', 'Trên đây là Kế hoạch của UBND phường.', '- Lưu: VT.')).toHaveLength(
      1,
    );
  });
});
