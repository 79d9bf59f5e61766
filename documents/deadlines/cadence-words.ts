// How often: "hằng tháng", "định kỳ 6 tháng, năm", "02 lần/năm", "mỗi quý một lần".
import type { Cadence } from '../../domain/deadline-kinds.ts';
import { digits, firstOf, map, mark, notBefore, optional, type Parser, said, sequence } from './grammar.ts';
import { count } from './number-words.ts';
import { listOf } from './point-lists.ts';

const units: Readonly<Record<string, Cadence>> = {
  ngày: 'day',
  tuần: 'week',
  tháng: 'month',
  quý: 'quarter',
  năm: 'year',
};
const monthsBetween: Readonly<Record<number, Cadence>> = { 1: 'month', 3: 'quarter', 6: 'half', 12: 'year' };

export const unit: Parser<Cadence> = map(said('ngày', 'tuần', 'tháng', 'quý', 'năm'), (word) => units[word] ?? null);
const someMonths: Parser<Cadence> = map(sequence(count(2), said('tháng')), ([months]) => monthsBetween[months] ?? null);
const periodic = said('định kỳ', 'định kỳ báo cáo', 'báo cáo định kỳ', 'định kỳ là', 'kỳ');
export const every = said('hằng', 'mỗi', 'từng', 'theo từng', 'định kỳ hằng', 'định kỳ mỗi', 'định kỳ theo');

/** "hằng tháng", "hằng tháng, quý, năm", "định kỳ 6 tháng, năm", "định kỳ quý". */
const unitNotDated = notBefore(firstOf(someMonths, unit), digits(4));
export const cadences: Parser<Cadence[]> = firstOf(
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
export const timesPerPeriod: Parser<{ readonly every: Cadence | null }> = firstOf(
  map(
    sequence(times, firstOf<unknown>(mark('/'), said('trong', 'mỗi', 'một', 'hằng')), optional(count(2)), unit),
    ([number, , each, period]) => ({ every: (each ?? 1) === 1 ? timesIn(number, period) : null }),
  ),
  map(sequence(every, unit, optional(mark(',')), times), ([, period, , number]) => ({
    every: timesIn(number, period),
  })),
);
