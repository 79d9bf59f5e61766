// Whatever combination of words, separators, typing and scanning slips a cell is made of: it is read rightly, or a person is asked.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlanTime } from '../../../documents/deadlines/phrase-rule.ts';
import { readDeadline } from '../../../documents/deadlines/read-deadline.ts';
import { isLaunchable } from '../../../domain/deadline.ts';
import { Deadline, type FixedDeadline } from '../../../domain/deadline-kinds.ts';
import { type PlainDate, plainDate, weekday } from '../../../domain/instant.ts';

const plan: PlanTime = { year: 2026, startsOn: '2026-01-20' as PlainDate, endsOn: '2026-12-31' as PlainDate };

/** A cell and the only deadline that it may be read as; null where nothing but a question is right. */
interface Written {
  readonly text: string;
  readonly deadline: Deadline | null;
}

const years = fc.integer({ min: 2025, max: 2027 });
const padded = (value: number, width: boolean) => (width ? String(value).padStart(2, '0') : String(value));

const sides = fc.constantFrom<[string, FixedDeadline['bound']]>(
  ['', 'onOrBefore'],
  ['Trước ', 'before'],
  ['Chậm nhất trước ', 'before'],
  ['Hoàn thành trước ', 'before'],
  ['Hoàn thành xong trước ', 'before'],
  ['Muộn nhất ', 'onOrBefore'],
  ['Chậm nhất là ', 'onOrBefore'],
  ['Không quá ', 'onOrBefore'],
  ['không muộn hơn ', 'onOrBefore'],
  ['Đến hết ', 'onOrBefore'],
  ['Trong ', 'onOrBefore'],
);
const activities = fc.constantFrom('', 'Tổ chức hội nghị ', 'Báo cáo kết quả ', '- Gửi Phòng VHXH ', 'Đợt 1: ');
const endings = fc.constantFrom('', '.', ';', ' ', '  ');
const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ 4', 'Thứ Năm', 'thứ Sáu', 'thứ Bảy'];
const dateForms = fc.constantFrom('/', '-', '.', ' / ', ' tháng ', ' tháng…/', 'yy', 'no year', 'iso');

interface DateParts {
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly zeros: boolean;
  readonly form: string;
}
const dateParts: fc.Arbitrary<DateParts> = fc.record({
  day: fc.integer({ min: 1, max: 31 }),
  month: fc.integer({ min: 1, max: 12 }),
  year: years,
  zeros: fc.boolean(),
  form: dateForms,
});

function dateText({ day, month, year, zeros, form }: DateParts): string {
  const [d, m] = [padded(day, zeros), padded(month, zeros)];
  switch (form) {
    case ' tháng ':
      return `${d} tháng ${m} năm ${year}`;
    case ' tháng…/':
      return `${d} tháng ${m}/${year}`;
    case 'yy':
      return `${d}/${m}/${year % 100}`;
    case 'no year':
      return `${d}/${m}`;
    case 'iso':
      return `${year}-${padded(month, true)}-${padded(day, true)}`;
    default:
      return `${d}${form}${m}${form}${year}`;
  }
}

/** Days that do not exist are right only as a question. */
function fixedAt({ day, month, year, form }: DateParts, bound: FixedDeadline['bound']): Deadline | null {
  const date = plainDate(form === 'no year' ? 2026 : year, month, day);
  return date && { kind: 'fixed', date, bound };
}

const days: fc.Arbitrary<Written> = fc
  .record({
    side: sides,
    activity: activities,
    date: dateParts,
    word: fc.boolean(),
    named: fc.boolean(),
    ending: endings,
  })
  .map(({ side: [side, bound], activity, date, word, named, ending }) => {
    const deadline = fixedAt(date, bound);
    const name = named && deadline?.kind === 'fixed' ? ` (${WEEKDAYS[weekday(deadline.date)]})` : '';
    return { text: `${activity}${side}${word ? 'ngày ' : ''}${dateText(date)}${name}${ending}`, deadline };
  });

const ROMAN = ['I', 'II', 'III', 'IV'];
const periods: fc.Arbitrary<Written> = fc
  .record({
    lead: fc.constantFrom('', 'Trong ', 'Hoàn thành trong ', 'Hết '),
    unit: fc.constantFrom('quarter', 'month', 'half', 'year'),
    index: fc.integer({ min: 1, max: 12 }),
    year: fc.option(years),
    sign: fc.constantFrom('/', ' năm ', ', năm ', '-'),
    roman: fc.boolean(),
    ending: endings,
  })
  .map(({ lead, unit, index, year, sign, roman, ending }): Written => {
    const behind = year === null ? '' : `${sign}${year}`;
    const value = year ?? 2026;
    if (unit === 'year')
      return { text: `${lead || 'Trong '}năm ${value}${ending}`, deadline: { kind: 'period', unit, year: value } };
    if (unit === 'month')
      return {
        text: `${lead}tháng ${index}${behind}${ending}`,
        deadline: { kind: 'period', unit, year: value, index },
      };
    const number = ((index - 1) % (unit === 'half' ? 2 : 4)) + 1;
    const text =
      unit === 'half'
        ? `${lead}6 tháng ${number === 1 ? 'đầu' : 'cuối'} năm ${value}`
        : `${lead}Quý ${roman ? ROMAN[number - 1] : number}${behind}`;
    return { text: `${text}${ending}`, deadline: { kind: 'period', unit, year: value, index: number } as Deadline };
  });

const stretches: fc.Arbitrary<Written> = fc
  .record({
    from: fc.integer({ min: 1, max: 12 }),
    to: fc.integer({ min: 1, max: 12 }),
    year: years,
    form: fc.constantFrom('từ…đến', '-', 'tháng-'),
  })
  .map(({ from, to, year, form }) => {
    const text = {
      'từ…đến': `Từ ngày 01/${from} đến hết ngày 28/${to}/${year}`,
      '-': `01/${from} - 28/${to}/${year}`,
      'tháng-': `từ ngày 01/${from}/${year} đến ngày 28/${to}/${year}`,
    }[form] as string;
    // a written year at the end: what begins in a later month began the year before, unless the beginning has its own
    const begins = from > to ? (form === 'tháng-' ? null : year - 1) : year;
    const [start, end] = [begins && plainDate(begins, from, 1), plainDate(year, to, 28)];
    return { text, deadline: start && end ? { kind: 'range', from: start, to: end } : null };
  });

const cell = fc.oneof(days, periods, stretches);

/** Something that a person sees before it runs. */
const isAsked = ({ deadline, unread }: ReturnType<typeof readDeadline>): boolean =>
  unread !== '' || !isLaunchable(deadline);

/** What fingers and scanners do to a text; never one digit or numeral for another, or one less: nobody could see that. */
const slips: Readonly<Record<string, (text: string, at: number) => string>> = {
  'a letter lost': (text, at) => (isDigit(text[at]) ? text : text.slice(0, at) + text.slice(at + 1)),
  'a space too many': (text, at) => `${text.slice(0, at)} ${text.slice(at)}`,
  'a space lost': (text, at) => text.slice(0, at) + text.slice(at).replace(' ', ''),
  'two letters swapped': (text, at) =>
    isDigit(text[at]) || isDigit(text[at + 1])
      ? text
      : text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2),
  'marks lost': (text, at) =>
    text.slice(0, at) + (text[at] ?? '').normalize('NFD').replace(/\p{M}/gu, '') + text.slice(at + 1),
  'a digit as a letter': (text, at) =>
    text.slice(0, at) + (text[at] ?? '').replace('0', 'O').replace('1', 'l') + text.slice(at + 1),
  'a letter doubled': (text, at) => (isDigit(text[at]) ? text : text.slice(0, at) + (text[at] ?? '') + text.slice(at)),
  'all capitals': (text) => text.toUpperCase(),
  'letters apart from their marks': (text) => text.normalize('NFD'),
};
const isDigit = (letter: string | undefined): boolean => letter !== undefined && /[\dIV]/.test(letter);

describe('a cell', () => {
  test('of ordinary words is read as what it says', () => {
    fc.assert(
      fc.property(cell, ({ text, deadline }) => {
        const read = readDeadline(text, plan);
        if (deadline === null) expect(isAsked(read), text).toBe(true);
        else expect(read, text).toEqual({ deadline, unread: '' });
      }),
      { numRuns: 600 },
    );
  });
  test('with a slip in it is read as what it says, or asked about', () => {
    fc.assert(
      fc.property(cell, fc.constantFrom(...Object.keys(slips)), fc.nat(60), ({ text, deadline }, slip, place) => {
        const slipped = slips[slip]?.(text, place % text.length) ?? text;
        const read = readDeadline(slipped, plan);
        if (!isAsked(read)) expect(read.deadline, `${text} → ${slipped}`).toEqual(deadline);
      }),
      { numRuns: 2000 },
    );
  });
  test('of two dates has both, in order', () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        fc.pre(a.deadline !== null && b.deadline !== null && JSON.stringify(a.deadline) !== JSON.stringify(b.deadline));
        const { deadline, unread } = readDeadline(`${a.text.replace(/[.;\s]+$/, '')}; ${b.text}`, plan);
        const parts = deadline.kind === 'milestones' ? deadline.milestones.map((part) => part.deadline) : [];
        if (unread === '') expect(parts).toEqual([a.deadline, b.deadline]);
      }),
    );
  });
  test('of any words at all never makes the reader fail', () => {
    const word = fc.constantFrom(
      ...'trước ngày tháng quý năm hằng 31 12 2026 / - . , IV hết từ đến và khi của Sở ( ) giờ lần trong'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (list) => {
        const { deadline } = readDeadline(list.join(' '), plan);
        expect(Deadline.parse(deadline)).toEqual(deadline);
      }),
    );
  });
});
