// Phrases for what goes on or comes back: "Thường xuyên", "Định kỳ hằng tháng", "02 lần/năm".
import type { Cadence, Deadline } from '../domain/deadline-kinds.ts';
import { addDays, plainDate } from '../domain/instant.ts';
import { YEAR } from './date-words.ts';
import { type PhraseRule, type PlanTime, rule, UNDEFINED } from './phrase-rule.ts';

const continuous = rule('thường xuyên(?:,?\\s+liên tục)?|liên tục', () => ({ kind: 'continuous' }));

const cadences: Record<string, Cadence> = { ngày: 'day', tuần: 'week', tháng: 'month', quý: 'quarter', năm: 'year' };

function recurring(every: Cadence, { startsOn, endsOn, year: planYear }: PlanTime, cutoffDay?: number): Deadline {
  const from = startsOn ?? (planYear === null ? null : plainDate(planYear, 1, 1));
  const until = endsOn ?? (planYear === null ? null : plainDate(planYear, 12, 31));
  if (from === null || until === null) return UNDEFINED;
  return { kind: 'recurring', segments: [{ from, every }], ...(cutoffDay !== undefined && { cutoffDay }), until };
}

const cadence = rule(
  '(?:(trước\\s+)?ngày\\s+(\\d{1,2})\\s+)?(?:định kỳ\\s+)?(?:hằng|hàng|mỗi)\\s+(ngày|tuần|tháng|quý|năm)',
  (match, time) => {
    const day = match[2] === undefined ? undefined : Number(match[2]) - (match[1] === undefined ? 0 : 1);
    const every = cadences[match[3] ?? ''];
    return every === undefined || (day !== undefined && (day < 1 || day > 31))
      ? UNDEFINED
      : recurring(every, time, day);
  },
);

/** Another cadence for one year, then the usual one: a change known beforehand, so it is in the plan's own words. */
const cadenceWithException = rule(
  `(?:định kỳ\\s+)?(?:hằng|hàng)\\s+(tuần|tháng|quý|năm)(?:\\s+[^().;,]{1,40})?\\s*\\(\\s*riêng\\s+(?:trong\\s+)?năm\\s+(${YEAR})[^)]*?(?:hằng|hàng)\\s+(tuần|tháng|quý|năm)[^)]*\\)`,
  (match, time) => {
    const usual = cadences[match[1] ?? ''];
    const exception = cadences[match[3] ?? ''];
    const lastDay = plainDate(Number(match[2]), 12, 31);
    const base = usual && recurring(usual, time);
    if (!exception || !lastDay || !base || base.kind !== 'recurring') return UNDEFINED;
    const [start] = base.segments;
    if (!start || start.from > lastDay) return base;
    const during = { from: start.from, to: lastDay, every: exception };
    const after = { from: addDays(lastDay, 1), every: start.every };
    const goesOn = base.until === 'open' || base.until > lastDay;
    return { ...base, segments: goesOn ? [during, after] : [during] };
  },
);

const timesPerPeriod = rule(
  '(?:0?(\\d)\\s+lần\\s*/\\s*(?:0?1\\s+)?(tuần|tháng|quý|năm)|(tuần|tháng|quý|năm)\\s*/\\s*lần)',
  (match, time) => {
    const times = Number(match[1] ?? 1);
    const every = cadences[match[2] ?? match[3] ?? ''];
    if (every !== undefined && times === 1) return recurring(every, time);
    if (every === 'year' && times === 2) return recurring('half', time);
    return every === 'year' && times === 4 ? recurring('quarter', time) : UNDEFINED;
  },
);

const everySixMonths = rule('(?:định kỳ\\s+)?(?:0?6|sáu)\\s+tháng\\s*(?:/|một|1)\\s*lần', (_, time) =>
  recurring('half', time),
);

export const cadencePhrases: readonly PhraseRule[] = [
  continuous,
  cadence,
  cadenceWithException,
  timesPerPeriod,
  everySixMonths,
];
