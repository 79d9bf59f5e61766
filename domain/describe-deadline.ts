// A deadline as a person reads it, in Vietnamese: the day always with its weekday, so that a wrong reading shows. Pure.
import { assertNever } from './assert-never.ts';
import type { Cadence, Deadline, DeadlineOf, FixedDeadline, RecurringDay } from './deadline-kinds.ts';
import { type PlainDate, weekday } from './instant.ts';
import { lastDayOf, type Period } from './period.ts';

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];
const ROMAN = ['', 'I', 'II', 'III', 'IV'];

const cadences: Record<Cadence, string> = {
  day: 'hằng ngày',
  week: 'hằng tuần',
  month: 'hằng tháng',
  quarter: 'hằng quý',
  half: '6 tháng một lần',
  year: 'hằng năm',
};

/** For example "hết ngày 31/12/2025, thứ Tư", "thường xuyên". */
export function describeDeadline(deadline: Deadline): string {
  switch (deadline.kind) {
    case 'fixed':
      return describeFixed(deadline);
    case 'period':
      return `${describePeriod(deadline)} (hết ngày ${dayWithName(lastDayOf(deadline))})`;
    case 'range':
      return `từ ngày ${dayOf(deadline.from)} đến hết ngày ${dayWithName(deadline.to)}`;
    case 'continuous':
      return deadline.checkIns ? `thường xuyên, báo tình hình ${cadences[deadline.checkIns]}` : 'thường xuyên';
    case 'recurring':
      return describeRecurring(deadline);
    case 'externalTrigger':
      return `chờ văn bản: ${deadline.source}${deadline.latest ? `, chậm nhất hết ngày ${dayWithName(deadline.latest)}` : ''}`;
    case 'relative':
      return describeRelative(deadline);
    case 'milestones':
      return deadline.milestones
        .map(({ label, deadline: own }) => `${label || 'mốc'}: ${describeDeadline(own)}`)
        .join('; ');
    case 'undefined':
      return 'chưa xác định thời hạn';
    case 'invalid':
      return describeInvalid(deadline);
    default:
      return assertNever(deadline);
  }
}

const dayOf = (date: PlainDate): string => date.split('-').reverse().join('/');
const dayWithName = (date: PlainDate): string => `${dayOf(date)}, ${WEEKDAYS[weekday(date)]}`;

function describeFixed({ date, bound, time }: FixedDeadline): string {
  const hour = time ? `${time.replace(':', ' giờ ')} ` : '';
  const limit = bound === 'before' ? 'trước' : time ? 'chậm nhất' : 'hết';
  return `${limit} ${hour}ngày ${dayWithName(date)}`;
}

function describePeriod(period: Period): string {
  switch (period.unit) {
    case 'year':
      return `trong năm ${period.year}`;
    case 'half':
      return `trong 6 tháng ${period.index === 1 ? 'đầu' : 'cuối'} năm ${period.year}`;
    case 'quarter':
      return `trong quý ${ROMAN[period.index]}/${period.year}`;
    case 'month':
      return `trong tháng ${period.index}/${period.year}`;
    default:
      return assertNever(period);
  }
}

const days = (n: number, unit: 'days' | 'workingDays'): string =>
  `${n} ngày${unit === 'workingDays' ? ' làm việc' : ''}`;

function describeRecurring({ segments, cutoffDay, dueOn, dueWithin, until }: DeadlineOf<'recurring'>): string {
  const cadence = segments
    .map(({ from, to, every }) => `${cadences[every]} từ ngày ${dayOf(from)}${to ? ` đến hết ngày ${dayOf(to)}` : ''}`)
    .join('; ');
  const every = segments.at(-1)?.every ?? 'month';
  return [
    cadence,
    dueOn ? describeDueOn(dueOn, every) : '',
    cutoffDay === undefined ? '' : `chốt số liệu ngày ${cutoffDay}`,
    dueWithin ? `gửi trong ${days(dueWithin.n, dueWithin.unit)}` : '',
    until === 'open' ? 'chưa định ngày kết thúc' : `kết thúc hết ngày ${dayOf(until)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const LAST = 31;

/** "trước ngày 25 tháng thứ 3 của quý", "hết ngày cuối tháng 6", "hết thứ Sáu". */
function describeDueOn(on: RecurringDay, every: Cadence): string {
  const limit = on.bound === 'before' ? 'trước' : 'hết';
  if ('weekday' in on) return `${limit} ${WEEKDAYS[on.weekday]}`;
  const day = on.day === LAST ? 'ngày cuối' : `ngày ${on.day}`;
  return [limit, day, monthIn(on, every), on.next ? 'sau' : ''].filter((part) => part !== '').join(' ');
}

function monthIn({ day, month, next }: Exclude<RecurringDay, { weekday: number }>, every: Cadence): string {
  if (month === undefined) return next || day === LAST ? 'tháng' : '';
  if (every === 'year') return `tháng ${month}`;
  return `tháng thứ ${month} của ${every === 'half' ? '6 tháng' : 'quý'}`;
}

function describeRelative({ n, unit, after }: DeadlineOf<'relative'>): string {
  const start = describeAnchor(after);
  return n === 0 ? `ngay sau ${start}` : `trong ${days(n, unit)} sau ${start}`;
}

function describeAnchor(after: DeadlineOf<'relative'>['after']): string {
  switch (after.anchor) {
    case 'event':
      return `khi ${after.event}`;
    case 'date':
      return `ngày ${dayWithName(after.date)}`;
    case 'periodEnd':
      return `ngày ${dayWithName(lastDayOf(after.period))}`;
    default:
      return assertNever(after);
  }
}

function describeInvalid({ written, suggestions }: DeadlineOf<'invalid'>): string {
  const date = written ? `ngày ${written.day}/${written.month}/${written.year} không có thật` : 'ngày không có thật';
  const choices = suggestions.map(describeFixed).join(' hoặc ');
  return choices ? `${date}; có thể là ${choices}` : date;
}

/** For a document that was moved to another year its own words name the wrong one. */
export const labelFor = (deadline: Deadline, text: string, movedFromYear: number | null): string =>
  movedFromYear === null ? text : describeDeadline(deadline);
