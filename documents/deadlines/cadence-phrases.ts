// Phrases for what goes on or comes back: "Thường xuyên", "Định kỳ hằng tháng", "trước ngày 25 của tháng cuối quý", "02 lần/năm".
import type { Cadence, Deadline, RecurringDay } from '../../domain/deadline-kinds.ts';
import { addDays, plainDate } from '../../domain/instant.ts';
import { cadences, every, timesPerPeriod, unit } from './cadence-words.ts';
import { weekdayName } from './day-words.ts';
import { firstOf, map, mark, optional, said, sequence, somewhere } from './grammar.ts';
import { limit } from './limits.ts';
import { year4 } from './number-words.ts';
import { type Meaning, means, type PhraseRule, type PlanTime, UNDEFINED, UNSETTLED } from './phrase-rule.ts';
import { points } from './point-lists.ts';
import { boundOf, dayInYear, dayNumber, fits, next, onDay } from './recurring-days.ts';

const continuous: PhraseRule = map(
  sequence(
    said('thường xuyên', 'liên tục', 'thường kỳ'),
    optional(sequence(optional(mark(',')), said('liên tục', 'thường xuyên'))),
  ),
  () => () => means({ kind: 'continuous' }),
);

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
