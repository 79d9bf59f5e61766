// So many days after a date, an event or the end of a period: "trong 05 ngày làm việc kể từ ngày nhận được hồ sơ".
import type { Period } from '../../domain/period.ts';
import { deadlineAt } from './dates.ts';
import { day } from './day-words.ts';
import { clause, firstOf, map, mark, optional, type Parser, said, sequence } from './grammar.ts';
import { count, year4 } from './number-words.ts';
import { monthNumber, monthWord, quarterNumber, quarterWord } from './period-words.ts';
import { type Meaning, means, type PhraseRule, type PlanTime, UNSETTLED } from './phrase-rule.ts';
import type { Point } from './points.ts';

const within = said(
  'trong',
  'trong vòng',
  'trong thời hạn',
  'trong thời gian',
  'sau',
  'chậm nhất',
  'chậm nhất sau',
  'chậm nhất là',
  'chậm nhất trong',
  'không quá',
  'trong thời gian không quá',
  'muộn nhất',
  'muộn nhất sau',
  'thời hạn',
  'chậm nhất trong vòng',
  'hoàn thành trong',
  'hoàn thành trong vòng',
  'tối đa',
);
const lengths: Readonly<Record<string, { unit: 'days' | 'workingDays'; days: number }>> = {
  ngày: { unit: 'days', days: 1 },
  'ngày làm việc': { unit: 'workingDays', days: 1 },
  tuần: { unit: 'days', days: 7 },
};
const length = map(sequence(optional(within), count(3), said('ngày làm việc', 'ngày', 'tuần')), ([, number, word]) => {
  const found = lengths[word];
  return found ? { n: number * found.days, unit: found.unit } : null;
});
const since = firstOf<unknown>(
  said('kể từ', 'từ', 'sau', 'tính từ', 'kể từ sau', 'sau khi', 'kể từ khi', 'từ khi', 'tính từ khi'),
);
const sinceDay = sequence(since, optional(said('ngày', 'thời điểm')));

const daysAfterDate: PhraseRule = map(sequence(length, since, day), ([{ n, unit }, , start]) => (time) => {
  const begin = deadlineAt('by', start, time);
  if (begin.kind !== 'fixed' || begin.time !== undefined) return UNSETTLED;
  return means({ kind: 'relative', n, unit, after: { anchor: 'date', date: begin.date } });
});

/** "kể từ ngày ban hành Kế hoạch này": the plan's own date, where it has one. */
const thisPlan = said(
  'ban hành kế hoạch này',
  'ký ban hành kế hoạch này',
  'kế hoạch này được ban hành',
  'kế hoạch này có hiệu lực',
  'ban hành kế hoạch này có hiệu lực',
);
const daysAfterThisPlan: PhraseRule = map(
  sequence(length, sinceDay, thisPlan),
  ([{ n, unit }]) =>
    ({ startsOn }) =>
      startsOn === null
        ? means({ kind: 'relative', n, unit, after: { anchor: 'event', event: 'ban hành Kế hoạch này' } })
        : means({ kind: 'relative', n, unit, after: { anchor: 'date', date: startsOn } }),
);

const daysAfterEvent: PhraseRule = map(
  sequence(length, since, optional(sequence(said('ngày', 'thời điểm', 'khi'))), clause),
  ([{ n, unit }, , , event]) =>
    (_, verbatim) =>
      means({ kind: 'relative', n, unit, after: { anchor: 'event', event: verbatim(event) } }),
);

const yearOf = map(sequence(firstOf<unknown>(said('năm'), mark('/')), year4), ([, year]) => year);
/** "kết thúc quý III", "hết năm 2025". */
export const ended: Parser<Point> = map(
  sequence(
    said('kết thúc', 'hết'),
    firstOf<Point>(
      map(sequence(said('năm'), optional(year4)), ([, year]): Point => ({ unit: 'year', year })),
      map(
        sequence(quarterWord, quarterNumber, optional(yearOf)),
        ([, index, year]): Point => ({ unit: 'quarter', index, year }),
      ),
      map(
        sequence(monthWord, monthNumber, optional(yearOf)),
        ([, index, year]): Point => ({ unit: 'month', index, year }),
      ),
    ),
  ),
  ([, point]) => point,
);

export function afterPeriod(
  n: number,
  unit: 'days' | 'workingDays',
  point: Point,
  { year: planYear }: PlanTime,
): Meaning {
  const year = point.year ?? planYear;
  if (year === null || point.unit === 'day' || point.unit === 'months') return UNSETTLED;
  const period = (
    point.unit === 'year' ? { unit: 'year', year } : { unit: point.unit, index: point.index, year }
  ) as Period;
  return means({ kind: 'relative', n, unit, after: { anchor: 'periodEnd', period } });
}

const daysAfterPeriod: PhraseRule = map(
  sequence(length, since, optional(said('ngày', 'khi')), ended),
  ([{ n, unit }, , , point]) =>
    (time) =>
      afterPeriod(n, unit, point, time),
);

export const daysAfter: PhraseRule = firstOf(daysAfterDate, daysAfterThisPlan, daysAfterPeriod, daysAfterEvent);
