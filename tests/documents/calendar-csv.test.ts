// A year's calendar as CSV: what is read, and every way in which a line can be wrong, by its number and code.
import { describe, expect, test } from 'vitest';
import { type CalendarFaultCode, readCalendarCsv } from '../../documents/calendar-csv.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import type { PlainDate } from '../../domain/instant.ts';

const range = { from: '2028-01-01' as PlainDate, to: '2029-01-31' as PlainDate };
const header = 'date,kind,name,source';
const read = (...lines: string[]) => readCalendarCsv(lines.join('\n'), range);
const faultsOf = (...lines: string[]) => {
  const result = read(header, ...lines);
  return 'faults' in result ? result.faults.map(({ line, code }) => [line, code]) : [];
};
const good = '2028-09-01,holiday,Quốc khánh,Điều 112';

describe('a file of the calendar', () => {
  test('names one day per line, with its source', () => {
    expect(read(header, good, '2028-12-29,swapOff,Nghỉ hoán đổi,TB 9', '2028-12-30,swapWork,Làm bù,TB 9')).toEqual({
      days: [
        { date: '2028-09-01', kind: 'holiday', name: 'Quốc khánh', source: 'Điều 112' },
        { date: '2028-12-29', kind: 'swapOff', name: 'Nghỉ hoán đổi', source: 'TB 9' },
        { date: '2028-12-30', kind: 'swapWork', name: 'Làm bù', source: 'TB 9' },
      ],
    });
  });
  test('as a Vietnamese spreadsheet saves it: BOM, semicolons, the day first, words, lines ended as Windows does', () => {
    const file = '\uFEFFNgày;Loại;Tên;Căn cứ\r\n01/9/2028;Nghỉ lễ;Quốc khánh;"Thông báo số 1; mục 2"\r\n\r\n';
    expect(readCalendarCsv(file, range)).toEqual({
      days: [{ date: '2028-09-01', kind: 'holiday', name: 'Quốc khánh', source: 'Thông báo số 1; mục 2' }],
    });
  });
  test('may name the other half of an exchange, and may have its columns in any order', () => {
    expect(
      read('source,swappedWith,kind,date,name', 'TB 9,2028-12-30,swapOff,2028-12-29,"Nghỉ, ""hoán đổi"""'),
    ).toEqual({
      days: [
        { date: '2028-12-29', kind: 'swapOff', name: 'Nghỉ, "hoán đổi"', source: 'TB 9', swappedWith: '2028-12-30' },
      ],
    });
  });
  test('reads back what the shipped calendar is written as', () => {
    const lines = shippedCalendar.days.map((day) =>
      [day.date, day.kind, `"${day.name}"`, `"${day.source}"`, day.swappedWith ?? ''].join(','),
    );
    expect(readCalendarCsv([`${header},swappedWith`, ...lines].join('\n'), shippedCalendar)).toEqual({
      days: shippedCalendar.days,
    });
  });
});

describe('a line that is not right is named, and the others are looked at too', () => {
  test.each<[CalendarFaultCode, string]>([
    ['date-invalid', '2028-02-30,holiday,Tết,TB'],
    ['date-invalid', '31/11/2028,holiday,Tết,TB'],
    ['date-invalid', 'thứ Hai,holiday,Tết,TB'],
    ['date-invalid', ',holiday,Tết,TB'],
    ['date-invalid', '1900-01-01,holiday,Tết,TB'],
    ['kind-unknown', '2028-02-01,day off,Tết,TB'],
    ['kind-unknown', '2028-02-01,,Tết,TB'],
    ['name-missing', '2028-02-01,holiday, ,TB'],
    ['name-missing', `2028-02-01,holiday,${'x'.repeat(201)},TB`],
    ['source-missing', '2028-02-01,holiday,Tết,'],
    ['wrong-number-of-cells', '2028-02-01,holiday,Tết'],
    ['wrong-number-of-cells', '2028-02-01,holiday,Tết,TB,thừa'],
    ['quote-open', '2028-02-01,holiday,"Tết,TB'],
    ['quote-open', '2028-02-01,holiday,"Tết" x,TB'],
    ['date-twice', '01/9/2028,holiday,Quốc khánh,TB'],
    ['date-outside-range', '2027-12-31,holiday,Tết,TB'],
    ['date-outside-range', '2029-02-01,holiday,Tết,TB'],
    ['weekday-is-worked', '2028-12-29,swapWork,Làm bù,TB'],
    ['weekend-is-off', '2028-12-30,swapOff,Nghỉ,TB'],
    ['weekend-is-off', '2028-12-31,substitute,Nghỉ bù,TB'],
  ])('%s: %s', (code, line) => {
    expect(faultsOf(good, line, '2028-13-01,holiday,Tết,TB')).toEqual([
      [3, code],
      [4, 'date-invalid'],
    ]);
  });
  test('swap-date-invalid', () => {
    const result = read(`${header},swappedWith`, '2028-12-29,swapOff,Nghỉ,TB,30/02/2028');
    expect(result).toMatchObject({ faults: [{ line: 2, code: 'swap-date-invalid' }] });
  });
  test.each([
    ['no header', good],
    ['a column missing', 'date,kind,name'],
    ['a column that nobody knows', `${header},màu`],
    ['a column twice', `${header},name`],
    ['nothing at all', ''],
  ])('header-missing: %s', (_what, head) => {
    expect(read(head, good)).toMatchObject({ faults: [{ line: 1, code: 'header-missing' }] });
  });
  test('no-days', () => {
    expect(read(header, '', '  ')).toMatchObject({ faults: [{ line: 1, code: 'no-days' }] });
  });
  test('says what to do in Vietnamese and English', () => {
    const result = read(header, '2028-02-30,holiday,Tết,TB');
    const [fault] = 'faults' in result ? result.faults : [];
    expect(fault?.message).toContain('01/02/2028');
    expect(fault?.messageEn).toContain('Not a real date');
  });
});
