// Phrases for what goes on or comes back: "Thường xuyên", "Định kỳ hằng tháng", "trước ngày 25 của tháng cuối quý", "02 lần/năm".
import type { Cadence, Deadline, RecurringDay } from '../../domain/deadline-kinds.ts';
import { addDays, plainDate } from '../../domain/instant.ts';
import { points } from './date-phrases.ts';
import { count, listOf, type Point, weekdayName, year4 } from './date-words.ts';
import { digits, firstOf, map, mark, notBefore, optional, type Parser, said, sequence, somewhere } from './grammar.ts';
import { type Limit, limit } from './limits.ts';
import { type Meaning, means, type PhraseRule, type PlanTime, UNDEFINED, UNSETTLED } from './phrase-rule.ts';

const continuous: PhraseRule = map(
  sequence(
    said('thường xuyên', 'liên tục', 'thường kỳ'),
    optional(sequence(optional(mark(',')), said('liên tục', 'thường xuyên'))),
  ),
  () => () => means({ kind: 'continuous' }),
);

/* How often */

const units: Readonly<Record<string, Cadence>> = {
  ngày: 'day',
  tuần: 'week',
  tháng: 'month',
  quý: 'quarter',
  năm: 'year',
};
const monthsBetween: Readonly<Record<number, Cadence>> = { 1: 'month', 3: 'quarter', 6: 'half', 12: 'year' };

const unit: Parser<Cadence> = map(said('ngày', 'tuần', 'tháng', 'quý', 'năm'), (word) => units[word] ?? null);
const someMonths: Parser<Cadence> = map(sequence(count(2), said('tháng')), ([months]) => monthsBetween[months] ?? null);
const periodic = said('định kỳ', 'định kỳ báo cáo', 'báo cáo định kỳ', 'định kỳ là', 'kỳ');
const every = said('hằng', 'mỗi', 'từng', 'theo từng', 'định kỳ hằng', 'định kỳ mỗi', 'định kỳ theo');

/** "hằng tháng", "hằng tháng, quý, năm", "định kỳ 6 tháng, năm", "định kỳ quý". */
const unitNotDated = notBefore(firstOf(someMonths, unit), digits(4));
const cadences: Parser<Cadence[]> = firstOf(
  map(
    sequence(every, listOf(map(sequence(optional(said('hằng')), unitNotDated), ([, cadence]) => cadence))),
    ([, list]) => list,
  ),
  map(sequence(periodic, listOf(unitNotDated)), ([, list]) => list),
  map(
    sequence(
      optional(periodic),
      someMonths,
      firstOf<unknown>(mark('/'), said('một', 'mỗi')),
      optional(count(1)),
      said('lần'),
    ),
    ([, cadence]) => [cadence],
  ),
  map(sequence(optional(periodic), someMonths, count(1), said('lần')), ([, cadence, times]) =>
    times === 1 ? [cadence] : null,
  ),
  map(sequence(optional(periodic), unit, mark('/'), optional(count(1)), said('lần')), ([, cadence, , times]) =>
    (times ?? 1) === 1 ? [cadence] : null,
  ),
);

/** So many times in a period, where that is a cadence of its own. */
const perYear: Readonly<Record<number, Cadence>> = { 1: 'year', 2: 'half', 4: 'quarter', 12: 'month' };
const timesIn = (times: number, period: Cadence): Cadence | null =>
  period === 'year' ? (perYear[times] ?? null) : times === 1 ? period : null;
const times = map(sequence(optional(said('ít nhất', 'tối thiểu')), count(2), said('lần')), ([, number]) => number);
const timesPerPeriod: Parser<{ readonly every: Cadence | null }> = firstOf(
  map(
    sequence(times, firstOf<unknown>(mark('/'), said('trong', 'mỗi', 'một', 'hằng')), optional(count(2)), unit),
    ([number, , each, period]) => ({ every: (each ?? 1) === 1 ? timesIn(number, period) : null }),
  ),
  map(sequence(every, unit, optional(mark(',')), times), ([, period, , number]) => ({
    every: timesIn(number, period),
  })),
);

/* On which day of it */

interface DayOf {
  readonly on: RecurringDay;
  /** The cadence that the words imply: "của tháng cuối quý" comes every quarter. */
  readonly every: Cadence | null;
}

const dayNumber = map(digits(2), (number) => (number >= 1 && number <= 31 ? number : null));
const next = said('sau', 'tiếp theo', 'kế tiếp', 'liền kề', 'tiếp', 'sau liền kề', 'kế tiếp sau');
const monthsOfQuarter: Readonly<Record<string, number>> = {
  đầu: 1,
  giữa: 2,
  cuối: 3,
  'thứ nhất': 1,
  'thứ hai': 2,
  'thứ ba': 3,
};
const of = optional(said('của', 'của các', 'vào', 'trong'));
const again = optional(said('hằng', 'mỗi', 'từng', 'các'));

const monthOfQuarter: Parser<{ month: number; next?: true }> = map(
  sequence(of, said('tháng'), said(...Object.keys(monthsOfQuarter)), of, again, said('quý'), optional(next)),
  ([, , which, , , , later]) => ({
    month: monthsOfQuarter[which] ?? 1,
    ...(later !== undefined && { next: true as const }),
  }),
);

type FromDay = (day: number, bound: RecurringDay['bound']) => DayOf | null;

/** What follows the number of a day. */
const dayOf: Parser<FromDay> = firstOf<FromDay>(
  map(
    monthOfQuarter,
    (month): FromDay =>
      (day, bound) => ({ on: { day, bound, ...month }, every: 'quarter' }),
  ),
  map(
    sequence(of, said('tháng'), next),
    (): FromDay => (day, bound) => ({ on: { day, bound, next: true }, every: null }),
  ),
  map(
    sequence(said('của', 'của mỗi'), notBefore(said('tháng'), firstOf<unknown>(digits(2), said('này')))),
    (): FromDay => (day, bound) => ({ on: { day, bound }, every: 'month' }),
  ),
  map(
    sequence(firstOf<unknown>(mark('/'), said('tháng')), notBefore(count(2), mark('/'))),
    ([, month]): FromDay =>
      (day, bound) =>
        month <= 12 && plainDate(2000, month, day) !== null ? { on: { day, month, bound }, every: null } : null,
  ),
);

const boundOf = (kind: Limit): RecurringDay['bound'] | null =>
  kind === 'from' || kind === 'middle' || kind === 'unclear' ? null : kind === 'before' ? 'before' : 'onOrBefore';

const dayLimit = map(sequence(limit, optional(said('ngày')), optional(said('ngày'))), ([kind]) => boundOf(kind));
const lastDayOf = map(sequence(said('cuối', 'cuối cùng'), of, again, said('tháng', 'quý')), ([, , , period]) => period);

const onDay: Parser<DayOf> = (tokens, at) => {
  const start = dayLimit(tokens, at);
  if (!start) return null;
  const bound = start.value;
  const last = lastDayOf(tokens, start.next);
  if (last && tokens[start.next - 1]?.form !== tokens[start.next]?.form) {
    const isQuarter = last.value === 'quý';
    const on = { day: 31, bound, ...(isQuarter && { month: 3 }) };
    return { value: { on, every: isQuarter ? 'quarter' : 'month' }, next: last.next };
  }
  const weekday = weekdayName(tokens, start.next);
  if (weekday) return { value: { on: { weekday: weekday.value, bound }, every: null }, next: weekday.next };
  const day = dayNumber(tokens, start.next);
  if (!day) return null;
  const alone: DayOf = { on: { day: day.value, bound }, every: null };
  const behind = dayOf(tokens, day.next);
  const value = behind ? behind.value(day.value, bound) : alone;
  return value ? { value, next: behind?.next ?? day.next } : { value: alone, next: day.next };
};

const parts: Readonly<Record<Cadence, number>> = { day: 0, week: 0, month: 1, quarter: 3, half: 6, year: 12 };

/** "ngày 15 hằng quý" names no month of the quarter, "thứ Sáu hằng tháng" no week of the month: neither is a day. */
function fits(on: RecurringDay, cadence: Cadence): boolean {
  if ('weekday' in on) return cadence === 'week';
  return cadence === 'month' ? on.month === undefined : on.month !== undefined && on.month <= parts[cadence];
}

/* What they mean */

function recurring(cadence: Cadence, { startsOn, endsOn, year: planYear }: PlanTime): Deadline {
  const from = startsOn ?? (planYear === null ? null : plainDate(planYear, 1, 1));
  const until = endsOn ?? (planYear === null ? null : plainDate(planYear, 12, 31));
  return from === null || until === null
    ? UNDEFINED
    : { kind: 'recurring', segments: [{ from, every: cadence }], until };
}

function onEach(cadence: Cadence, on: RecurringDay, time: PlanTime): Meaning {
  const base = recurring(cadence, time);
  return base.kind === 'recurring' && fits(on, cadence) ? means({ ...base, dueOn: on }) : UNSETTLED;
}

const plain: PhraseRule = map(cadences, (list) => (time) => ({
  deadlines: list.map((cadence) => recurring(cadence, time)),
}));

const counted: PhraseRule = map(
  timesPerPeriod,
  ({ every: cadence }) =>
    (time) =>
      cadence === null ? UNSETTLED : means(recurring(cadence, time)),
);

const connected = optional(firstOf<unknown>(mark(',', ':', '('), said('vào', 'của', 'và')));

/** "ngày 15 hằng tháng", "thứ Sáu hằng tuần", "trước ngày 15/12 hằng năm". */
const dayThenCadence: PhraseRule = map(
  sequence(onDay, connected, every, unit, optional(next)),
  ([{ on }, , , cadence, later]) =>
    (time) =>
      onEach(cadence, later === undefined || 'weekday' in on ? on : { ...on, next: true }, time),
);

/** "hằng quý, trước ngày 20 của tháng cuối quý", "hằng tháng (chậm nhất ngày 05 tháng sau)". */
const cadenceThenDay: PhraseRule = map(
  sequence(cadences, connected, optional(said('báo cáo', 'gửi', 'gửi báo cáo')), onDay, optional(mark(')'))),
  ([list, , , { on, every: implied }]) => {
    const [cadence] = list;
    return (time) =>
      cadence === undefined || list.length > 1 || (implied !== null && implied !== cadence)
        ? UNSETTLED
        : onEach(cadence, on, time);
  },
);

/** "trước ngày 25 của tháng cuối quý": every quarter, without saying so. */
const dayAlone: PhraseRule = map(onDay, ({ on, every: implied }) =>
  implied === null ? null : (time) => onEach(implied, on, time),
);

const weekdayFirst: PhraseRule = map(
  sequence(optional(said('vào', 'chiều', 'sáng')), weekdayName, connected, every, unit),
  ([, weekday, , , cadence]) =>
    (time) =>
      onEach(cadence, { weekday, bound: 'onOrBefore' }, time),
);

/** "quý I hằng năm", "tháng 6 và tháng 12 hằng năm": that part of every year. */
const partOfEachYear: PhraseRule = map(
  sequence(limit, points, optional(said('của', 'các')), said('hằng năm', 'mỗi năm')),
  ([kind, list]) => {
    const bound = boundOf(kind);
    const days = list.map((part) => dayInYear(part, bound));
    return (time) => {
      const found = days.map((on) => (on === null ? UNSETTLED : onEach('year', on, time)));
      return { deadlines: found.flatMap(({ deadlines }) => deadlines) };
    };
  },
);

const MONTHS = { month: 1, quarter: 3, half: 6 } as const;

/** The last day of the part, or its first where it must be done before. */
function dayInYear(part: Point, bound: RecurringDay['bound'] | null): RecurringDay | null {
  if (bound === null || part.year !== undefined || part.unit === 'year' || part.unit === 'months') return null;
  if (part.unit === 'day') {
    const exists = plainDate(2000, part.month, part.day) !== null;
    return exists && part.hour === undefined ? { day: part.day, month: part.month, bound } : null;
  }
  const last = part.index * MONTHS[part.unit];
  return bound === 'before' ? { day: 1, month: last - MONTHS[part.unit] + 1, bound } : { day: 31, month: last, bound };
}

/** Another cadence for one year, then the usual one: a change known beforehand, so it is in the plan's own words. */
const cadenceWithException: PhraseRule = map(
  sequence(
    cadences,
    somewhere(
      sequence(mark('('), said('riêng'), optional(said('trong')), said('năm'), year4),
      12,
      ({ kind }) => kind === 'word',
    ),
    somewhere(sequence(every, unit), 8, ({ kind }) => kind === 'word'),
    somewhere(mark(')'), 8, ({ kind }) => kind === 'word'),
  ),
  ([usual, [, , , , year], [, exception]]) =>
    (time) =>
      exceptionIn(year, exception, usual, time),
);

function exceptionIn(year: number, exception: Cadence, [usual]: readonly Cadence[], time: PlanTime): Meaning {
  const lastDay = plainDate(year, 12, 31);
  const base = usual && recurring(usual, time);
  if (!lastDay || !base || base.kind !== 'recurring') return UNSETTLED;
  const [start] = base.segments;
  if (!start || start.from > lastDay) return means(base);
  const during = { from: start.from, to: lastDay, every: exception };
  const after = { from: addDays(lastDay, 1), every: start.every };
  const goesOn = base.until === 'open' || base.until > lastDay;
  return means({ ...base, segments: goesOn ? [during, after] : [during] });
}

/** "chốt số liệu ngày 14 hằng tháng". */
const cutoff: PhraseRule = map(
  sequence(
    said('chốt số liệu', 'số liệu chốt'),
    optional(said('đến', 'vào', 'đến hết', 'tính đến')),
    said('ngày'),
    dayNumber,
    every,
    unit,
  ),
  ([, , , cutoffDay, , cadence]) =>
    (time) => {
      const base = recurring(cadence, time);
      return base.kind === 'recurring' && cadence === 'month' ? means({ ...base, cutoffDay }) : UNSETTLED;
    },
);

export const cadencePhrases: readonly PhraseRule[] = [
  continuous,
  plain,
  counted,
  dayThenCadence,
  cadenceThenDay,
  dayAlone,
  partOfEachYear,
  weekdayFirst,
  cadenceWithException,
  cutoff,
];
