// Deadline cells of real plans → deadlines: fixtures F6 to F9 from their words, and what is not a deadline.
import { describe, expect, test } from 'vitest';
import type { PlanTime } from '../../../documents/deadlines/phrase-rule.ts';
import { readDeadline } from '../../../documents/deadlines/read-deadline.ts';
import { resolveDeadline } from '../../../domain/deadline.ts';
import type { PlainDate } from '../../../domain/instant.ts';

const plan: PlanTime = { year: 2025, startsOn: '2025-10-08' as PlainDate, endsOn: '2025-12-31' as PlainDate };
const read = (text: string, time = plan) => readDeadline(text, time).deadline;
const due = (text: string) => resolveDeadline(read(text), { beforeIsLateFrom: 'endOfDay' })?.due;

describe('a day', () => {
  test('“Trong ngày 31/12/2025” includes it (F6)', () => {
    expect(read('Trong ngày 31/12/2025')).toEqual({ kind: 'fixed', date: '2025-12-31', bound: 'onOrBefore' });
    expect(due('Trong ngày 31/12/2025')).toBe('2026-01-01T00:00:00+07:00');
  });
  test.each([
    'Trước 31 tháng 12 năm 2025',
    'Chậm nhất trước ngày 31/12/2025',
    'Trước 31/12/2025',
    'Hoàn thành trước ngày 31/12/2025.',
  ])('“%s” ends before it (F7)', (text) => {
    expect(read(text)).toEqual({ kind: 'fixed', date: '2025-12-31', bound: 'before' });
    expect(due(text)).toBe('2025-12-31T00:00:00+07:00');
  });
  test('with an hour keeps the hour', () => {
    expect(read('Trước 17 giờ 00 ngày 15/11/2025')).toMatchObject({ date: '2025-11-15', time: '17:00' });
  });
  test('without a year takes that of the plan', () => {
    expect(read('Trước ngày 15/11')).toMatchObject({ date: '2025-11-15' });
  });
  test('without a year in a plan without one is not settled', () => {
    expect(read('Trước ngày 15/11', { ...plan, year: null }).kind).toBe('undefined');
  });
  test('behind an activity is still the deadline', () => {
    expect(read('Tổ chức kiểm tra, báo cáo kết quả kiểm tra hoàn thành trước ngày 10/12/2025.')).toMatchObject({
      date: '2025-12-10',
    });
  });
  test('behind the name of a yearly report is the only deadline', () => {
    expect(read('Báo cáo CCHC năm 2025 hoàn thành trước ngày 15/12/2025')).toMatchObject({
      kind: 'fixed',
      date: '2025-12-15',
    });
    expect(read('Trong năm 2025 (báo cáo trước ngày 15/12/2025)').kind).toBe('milestones');
  });
  test('that is the date of a cited document is no deadline', () => {
    expect(read('Theo Kế hoạch số 14/KH-UBND ngày 24/07/2025').kind).toBe('undefined');
  });
  test('from which something begins is no deadline', () => {
    expect(read('Sau ngày 15/12/2025').kind).toBe('undefined');
  });
});

describe('a day that does not exist', () => {
  test('is invalid, never coerced, with both ways to mend it (F9)', () => {
    expect(read('Hoàn thành Trước ngày 31/11/2025')).toEqual({
      kind: 'invalid',
      written: { day: 31, month: 11, year: 2025 },
      suggestions: [
        { kind: 'fixed', date: '2025-11-30', bound: 'onOrBefore' },
        { kind: 'fixed', date: '2025-12-31', bound: 'before' },
      ],
    });
  });
  test('is suggested nothing where no month can be meant', () => {
    expect(read('15/13/2025')).toEqual({
      kind: 'invalid',
      written: { day: 15, month: 13, year: 2025 },
      suggestions: [],
    });
  });
  test('29 February is a day in a leap year only', () => {
    expect(read('29/02/2028').kind).toBe('fixed');
    expect(read('29/02/2025').kind).toBe('invalid');
  });
});

describe('a period', () => {
  test.each([
    ['Quý III/2025', '2025-10-01T00:00:00+07:00'],
    ['Quý III năm 2025', '2025-10-01T00:00:00+07:00'],
    ['Trong năm', '2026-01-01T00:00:00+07:00'],
    ['Trong năm 2025', '2026-01-01T00:00:00+07:00'],
    ['Năm 2025', '2026-01-01T00:00:00+07:00'],
    ['Tháng 11/2025', '2025-12-01T00:00:00+07:00'],
    ['6 tháng cuối năm 2025', '2026-01-01T00:00:00+07:00'],
    ['Từ ngày 01/10 đến hết ngày 15/11/2025', '2025-11-16T00:00:00+07:00'],
  ])('“%s” is due %s (F8)', (text, end) => {
    expect(due(text)).toBe(end);
  });
  test('“Trước quý IV” ends where the quarter begins', () => {
    expect(due('Trước quý IV/2025')).toBe('2025-10-01T00:00:00+07:00');
  });
  test('of which only half was understood is not settled', () => {
    expect(readDeadline('Quý III, V/2025', plan)).toEqual({ deadline: { kind: 'undefined' }, unread: 'V/2025' });
  });
});

describe('what goes on', () => {
  test.each(['Thường xuyên', 'thường xuyên, liên tục', 'Thường xuyên trong năm 2025'])('“%s” is continuous', (text) => {
    expect(read(text)).toEqual({ kind: 'continuous' });
  });
  test('“Định kỳ hằng tháng” recurs from the plan’s date to its end', () => {
    expect(read('Định kỳ hằng tháng.')).toEqual({
      kind: 'recurring',
      segments: [{ from: '2025-10-08', every: 'month' }],
      until: '2025-12-31',
    });
  });
  test('a cadence that differs for one year is two segments (F11)', () => {
    const open = { ...plan, endsOn: 'open' as const };
    expect(read('định kỳ hàng quý (riêng năm 2025 báo cáo hàng tháng)', open)).toMatchObject({
      segments: [
        { from: '2025-10-08', to: '2025-12-31', every: 'month' },
        { from: '2026-01-01', every: 'quarter' },
      ],
      until: 'open',
    });
  });
});

describe('what waits', () => {
  test.each([
    ['Theo văn bản triển khai của Sở Nội vụ', 'Sở Nội vụ'],
    ['Hoàn thành theo thời hạn quy định của Thành phố.', 'Thành phố'],
    ['Theo quy định thời gian báo cáo kiểm soát thủ tục hành chính năm', 'báo cáo kiểm soát thủ tục hành chính năm'],
  ])('“%s” waits for %s', (text, source) => {
    expect(read(text)).toEqual({ kind: 'externalTrigger', source, watchdog: 'month' });
  });
  test('a number of days after an event is relative', () => {
    expect(read('Trong vòng 05 ngày làm việc kể từ khi có kết luận kiểm tra')).toEqual({
      kind: 'relative',
      n: 5,
      unit: 'workingDays',
      after: { anchor: 'event', event: 'có kết luận kiểm tra' },
    });
  });
});

describe('several dates in one cell', () => {
  const cell =
    '- Tổ chức các hội nghị hoàn thành trước ngày 30/11/2025. - Các hình thức tuyên truyền khác hoàn thành trước ngày 05/12/2025.';
  test('are milestones, each with the words before it', () => {
    expect(read(cell)).toMatchObject({
      milestones: [
        { label: 'Tổ chức các hội nghị', deadline: { date: '2025-11-30' } },
        { label: 'Các hình thức tuyên truyền khác', deadline: { date: '2025-12-05' } },
      ],
    });
    expect(due(cell)).toBe('2025-12-05T00:00:00+07:00');
  });
  test('that say the same are one', () => {
    expect(read('Trước ngày 15/12/2025, chậm nhất trước ngày 15/12/2025').kind).toBe('fixed');
  });
});

describe('words without a date', () => {
  test.each([
    '',
    'Theo tiến độ thời gian',
    'đảm bảo thời gian theo quy định hiện hành',
    'Đúng thời gian quy định',
    '31/12/19',
    'Trước 25 giờ ngày 31/12/2025',
  ])('“%s” sets no deadline', (text) => {
    expect(read(text)).toEqual({ kind: 'undefined' });
  });
});
