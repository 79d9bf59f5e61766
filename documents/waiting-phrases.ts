// Phrases that hang on something else: a paper from above, an event, the end of the year.
import type { Deadline } from '../domain/deadline-kinds.ts';
import { YEAR } from './date-words.ts';
import { type PhraseRule, rule, UNDEFINED, yearOf } from './phrase-rule.ts';

const AUTHORITY =
  '(?:sở|bộ|ubnd|ủy ban nhân dân|tỉnh|thành phố|trung ương|chính phủ|thủ tướng|cấp trên|cơ quan có thẩm quyền)';
const trigger = (source: string): Deadline =>
  source === '' ? UNDEFINED : { kind: 'externalTrigger', source, watchdog: 'month' };

const paperFromAbove = rule(
  `theo\\s+[^.;]{0,300}?(?:của|do)\\s+(${AUTHORITY}(?![\\p{L}])[^.;,]*)`,
  (_match, _time, verbatim) => trigger(verbatim(1)),
);
const reportingRules = rule(
  'theo\\s+quy định\\s+(?:về\\s+)?thời (?:gian|hạn)\\s+(báo cáo[^.;,]*)',
  (_match, _time, verbatim) => trigger(verbatim(1)),
);
const whenAsked = rule('(?:ngay\\s+)?(?:sau\\s+)?khi\\s+(?:có|nhận được)\\s+([^.;,]+)', (_match, _time, verbatim) =>
  trigger(verbatim(1)),
);

const daysAfter = rule(
  'trong\\s+(?:vòng\\s+|thời hạn\\s+)?(\\d{1,3})\\s+ngày(\\s+làm việc)?,?\\s+(?:kể\\s+)?(?:từ|sau)\\s+(?:ngày\\s+|khi\\s+)?([^.;,]+)',
  (match, _time, verbatim) => ({
    kind: 'relative',
    n: Number(match[1]),
    unit: match[2] === undefined ? 'days' : 'workingDays',
    after: { anchor: 'event', event: verbatim(3) },
  }),
);

const atYearEnd = rule(`ngay\\s+(?:sau\\s+)?khi\\s+kết thúc\\s+năm(?:\\s+(${YEAR}))?`, (match, time) => {
  const value = yearOf(match[1], time);
  if (value === null) return UNDEFINED;
  return {
    kind: 'relative',
    n: 0,
    unit: 'days',
    after: { anchor: 'periodEnd', period: { unit: 'year', year: value } },
  };
});

export const waitingPhrases: readonly PhraseRule[] = [paperFromAbove, reportingRules, whenAsked, daysAfter, atYearEnd];
