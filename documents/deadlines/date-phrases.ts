// Phrases that name days or periods: "trước ngày 13/12/2025", "Quý I, III/2026", "từ 01/3 đến 30/4/2026", "Trong năm".
import type { Deadline } from '../../domain/deadline-kinds.ts';
import { plainDate } from '../../domain/instant.ts';
import { citation } from './citations.ts';
import { deadlineAt, rangeOf } from './dates.ts';
import { firstOf, map, optional, said, sequence } from './grammar.ts';
import { type Limit, limit } from './limits.ts';
import { year4 } from './number-words.ts';
import { limitedPoint, point } from './period-words.ts';
import { type Meaning, type PhraseRule, type PlanTime, UNDEFINED, UNSETTLED } from './phrase-rule.ts';
import { and, points, sharingYear } from './point-lists.ts';
import type { Point } from './points.ts';
import { ends, fromOneToAnother } from './stretches.ts';

const yearsOf = (list: readonly Point[]): Pick<Meaning, 'years' | 'lentYear'> => ({
  years: list.flatMap(({ year }) => (year === undefined ? [] : [year])),
  lentYear: list.some(({ year }) => year === undefined),
});

function listMeaning(kind: Limit, list: readonly Point[], time: PlanTime): Meaning {
  // "Sau ngày 15/12": says when it begins, not by when
  if (kind === 'from') return { ...UNSETTLED, begins: true };
  const shared = list.length === 1 ? [...list] : sharingYear(list);
  if (shared === null) return UNSETTLED;
  const bare = kind === 'none' && list.every(({ unit }) => unit !== 'day');
  return {
    deadlines: shared.map((item) => deadlineAt(kind, item, time)),
    bare,
    limited: kind !== 'none',
    ...yearsOf(shared),
  };
}

const dated: PhraseRule = map(
  firstOf(
    sequence(limit, points),
    sequence(
      limit,
      map(point, (one) => [one]),
    ),
    map(
      sequence(
        limit,
        map(limitedPoint, (one) => [one]),
      ),
      ([kind, list]): [Limit, Point[]] | null => (kind === 'none' ? null : [kind, list]),
    ),
  ),
  ([kind, list]) =>
    (time) =>
      listMeaning(kind, list, time),
);

/** A cell that is a year and nothing else. */
const yearAlone: PhraseRule = (tokens, at) => {
  const parsed = tokens.length === 1 ? year4(tokens, at) : null;
  return (
    parsed && { value: (time) => listMeaning('by', [{ unit: 'year', year: parsed.value }], time), next: parsed.next }
  );
};

const rangeLimits: ReadonlySet<Limit> = new Set(['none', 'by', 'from']);
const stretch: PhraseRule = map(fromOneToAnother, ([kind, [from, to]]) =>
  rangeLimits.has(kind)
    ? (time) => ({ deadlines: [rangeOf(from, to, time)], ...yearsOf([from.year === undefined ? to : from, to]) })
    : () => UNSETTLED,
);

/** "từ nay đến hết năm 2025": it has begun already, only the end counts. */
const fromNow: PhraseRule = map(
  sequence(
    said(
      'từ nay',
      'từ ngày ký',
      'từ ngày ban hành',
      'từ khi ban hành',
      'kể từ nay',
      'kể từ ngày ký',
      'kể từ ngày ban hành',
    ),
    ends,
    limitedPoint,
  ),
  ([, kind, to]) =>
    (time) =>
      listMeaning(kind === 'none' ? 'by' : kind, [to], time),
);

const following = said(
  'năm tiếp theo',
  'các năm tiếp theo',
  'những năm tiếp theo',
  'năm tiếp',
  'các năm tiếp',
  'những năm tiếp',
  'năm sau',
  'các năm sau',
  'những năm sau',
  'năm tới',
  'các năm tới',
  'năm kế tiếp',
  'các năm kế tiếp',
  'trở đi',
);

function everyYearFrom(year: number | undefined, time: PlanTime): Deadline {
  const first = year ?? time.year;
  const from = first === null ? null : plainDate(first, 1, 1);
  return from === null ? UNDEFINED : { kind: 'recurring', segments: [{ from, every: 'year' }], until: 'open' };
}

/** "Năm 2026 và các năm tiếp theo", "từ năm 2026 trở đi". */
const openYears: PhraseRule = map(
  sequence(limit, optional(said('năm')), year4, optional(and), following),
  ([, , year]) =>
    (time) => ({ deadlines: [everyYearFrom(year, time)], years: [year], horizon: true }),
);

export const datePhrases: readonly PhraseRule[] = [citation, dated, yearAlone, stretch, fromNow, openYears];
