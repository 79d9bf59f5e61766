// Phrases that name a day or a period: "trước ngày 13/12/2025", "Quý III/2025", "Trong năm".
import type { Deadline } from '../domain/deadline-kinds.ts';
import { addDays, plainDate } from '../domain/instant.ts';
import { firstDayOf, type Period } from '../domain/period.ts';
import { DATE, DATE_GROUPS, fixedOn, writtenDate, YEAR } from './date-words.ts';
import { type PhraseRule, rule, UNDEFINED, yearOf } from './phrase-rule.ts';

/** "trước quý IV" ends where the period begins; "trong", "hết", "cuối" end with it. */
function inPeriod(limit: string | undefined, period: Period): Deadline {
  if (limit === 'trước') return { kind: 'fixed', date: firstDayOf(period), bound: 'before' };
  return { kind: 'period', ...period };
}

/** "Kế hoạch số 14/KH-UBND ngày 24/07/2025": the date of another paper is nobody's deadline. */
const citation = rule(
  `số\\s*:?\\s*\\d+\\s*[/-]\\s*[\\p{L}\\d/-]*\\p{L}[\\p{L}\\d/-]*(?:,?\\s+ngày\\s+${DATE})?`,
  () => null,
);

const fixedDate = rule(
  `(?:(trước|sau|từ)\\s+)?(?:(\\d{1,2})\\s*(?:giờ|h|g|:)\\s*(\\d{2})?(?:\\s*phút)?,?\\s+)?(?:(?:hết\\s+|trong\\s+)?ngày\\s+)?${DATE}`,
  (match, time) => {
    const [, limit, hour, minute = '00'] = match;
    if (limit === 'sau' || limit === 'từ') return null; // says when it begins, not by when
    if (Number(hour ?? 0) > 23 || Number(minute) > 59) return UNDEFINED;
    const at = hour === undefined ? undefined : `${hour.padStart(2, '0')}:${minute}`;
    return fixedOn(writtenDate(match, 4), limit === 'trước' ? 'before' : 'onOrBefore', time.year, at);
  },
);

const dateRange = rule(`từ\\s+(?:ngày\\s+)?${DATE}\\s*(?:đến|-)\\s*(?:hết\\s+)?(?:ngày\\s+)?${DATE}`, (match, time) => {
  const end = writtenDate(match, 1 + DATE_GROUPS);
  const to = fixedOn(end, 'onOrBefore', time.year);
  const from = fixedOn(writtenDate(match, 1), 'onOrBefore', end.year ?? time.year);
  if (from.kind !== 'fixed' || to.kind !== 'fixed') return to.kind === 'fixed' ? from : to;
  return from.date <= to.date ? { kind: 'range', from: from.date, to: to.date } : UNDEFINED;
});

const monthRange = rule(
  `từ\\s+tháng\\s+(\\d{1,2})\\s*(?:đến|-)\\s*(?:hết\\s+)?tháng\\s+(\\d{1,2})(?:(?:/|\\s+năm\\s+)(${YEAR}))?`,
  (match, time) => {
    const year = yearOf(match[3], time);
    const from = year === null ? null : plainDate(year, Number(match[1]), 1);
    const nextMonth = Number(match[2]) + 1;
    const after = year === null ? null : nextMonth === 13 ? plainDate(year + 1, 1, 1) : plainDate(year, nextMonth, 1);
    return from && after && from < after ? { kind: 'range', from, to: addDays(after, -1) } : UNDEFINED;
  },
);

const yearRange = rule(`(?:giai đoạn\\s+)?(${YEAR})\\s*-\\s*(${YEAR})`, (match) => {
  const from = plainDate(Number(match[1]), 1, 1);
  const to = plainDate(Number(match[2]), 12, 31);
  return from && to && from < to ? { kind: 'range', from, to } : UNDEFINED;
});

const LIMIT = '(?:(trước|trong|đến hết|hết|đến|cuối)\\s+)?';

const month = rule(`${LIMIT}tháng\\s+(\\d{1,2})(?![\\d])(?:(?:\\s*/\\s*|,?\\s+năm\\s+)(${YEAR}))?`, (match, time) => {
  const year = yearOf(match[3], time);
  const index = Number(match[2]);
  return year === null || index < 1 || index > 12 ? UNDEFINED : inPeriod(match[1], { unit: 'month', year, index });
});

const QUARTERS = ['i', 'ii', 'iii', 'iv'];
const quarter = rule(
  `${LIMIT}quý\\s+(iv|i{1,3}|[1-4])(?![\\p{L}\\d])(?:(?:\\s*[/-]\\s*|,?\\s+(?:năm\\s+)?)(${YEAR}))?`,
  (match, time) => {
    const year = yearOf(match[3], time);
    const index = QUARTERS.includes(match[2] ?? '') ? QUARTERS.indexOf(match[2] ?? '') + 1 : Number(match[2]);
    return year === null ? UNDEFINED : inPeriod(match[1], { unit: 'quarter', year, index });
  },
);

const half = rule(`${LIMIT}(?:0?6|sáu)\\s+tháng\\s+(đầu|cuối)\\s+năm(?:\\s+(${YEAR}))?`, (match, time) => {
  const year = yearOf(match[3], time);
  return year === null ? UNDEFINED : inPeriod(match[1], { unit: 'half', year, index: match[2] === 'đầu' ? 1 : 2 });
});

/** Civil Code art. 146.3: "giữa năm" is the last day of June, "cuối năm" the last of December. */
const year = rule(
  `(?:(trước|trong|cả|đến hết|hết|đến cuối|cuối|giữa|đầu)\\s+)?năm(?:\\s+(${YEAR}))?(?!\\s+(?:tiếp|sau|trước))`,
  (match, time) => {
    const [, limit, written] = match;
    if (limit === undefined && written === undefined) return null;
    const value = yearOf(written, time);
    if (value === null || limit === 'đầu') return UNDEFINED;
    return limit === 'giữa'
      ? { kind: 'period', unit: 'half', year: value, index: 1 }
      : inPeriod(limit, { unit: 'year', year: value });
  },
);

export const datePhrases: readonly PhraseRule[] = [
  citation,
  fixedDate,
  dateRange,
  monthRange,
  yearRange,
  month,
  quarter,
  half,
  year,
];
