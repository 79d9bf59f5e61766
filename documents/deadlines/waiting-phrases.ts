// Phrases that hang on something else: a paper from above, an event, the end of a period, so many days after it.
import { afterPeriod, daysAfter, ended } from './days-after.ts';
import { clause, firstOf, map, optional, type Parser, said, sequence, somewhere } from './grammar.ts';
import { authority, paper } from './outside-words.ts';
import { type Meaning, means, type PhraseRule, UNSETTLED } from './phrase-rule.ts';

type Stretch = { readonly start: number; readonly end: number };

const trigger = (source: string): Meaning =>
  source === '' ? UNSETTLED : means({ kind: 'externalTrigger', source, watchdog: 'month' });

/** Looks for the words of `parser` anywhere in the clause, without taking them. */
const startsHere =
  (parser: Parser<unknown>): Parser<Stretch> =>
  (tokens, at) =>
    parser(tokens, at) ? clause(tokens, at) : null;

/** "Theo văn bản triển khai của Sở Nội vụ", "theo thời gian do Sở quy định". */
const paperFromAbove: PhraseRule = map(
  sequence(
    said('theo', 'căn cứ'),
    somewhere(sequence(said('của', 'do'), startsHere(authority)), 60, ({ form }) => !['.', ';'].includes(form)),
  ),
  ([, [, source]]) =>
    (_, verbatim) =>
      trigger(verbatim(source)),
);

const reportingRules: PhraseRule = map(
  sequence(said('theo quy định'), optional(said('về')), said('thời gian', 'thời hạn'), startsHere(said('báo cáo'))),
  ([, , , source]) =>
    (_, verbatim) =>
      trigger(verbatim(source)),
);

/** "khi có hướng dẫn của Sở", "sau khi UBND tỉnh ban hành kế hoạch", "ngay khi phát sinh". */
const when = firstOf<unknown>(
  sequence(optional(said('ngay')), optional(said('sau')), said('khi')),
  said('ngay sau khi'),
);
const mentionsPaper = somewhere(firstOf<unknown>(paper, authority), 12, ({ kind }) => kind === 'word');
const whenWritten: PhraseRule = map(
  sequence(when, optional(said('có', 'nhận được', 'được')), startsHere(mentionsPaper)),
  ([, , source]) =>
    (_, verbatim) =>
      trigger(verbatim(source)),
);
const whenItHappens: PhraseRule = map(
  sequence(when, optional(said('có')), clause),
  ([, , event]) =>
    (_, verbatim) =>
      means({ kind: 'relative', n: 0, unit: 'days', after: { anchor: 'event', event: verbatim(event) } }),
);

/** "ngay khi kết thúc năm", "trong 05 ngày làm việc sau khi kết thúc quý III". */
const atPeriodEnd: PhraseRule = map(
  sequence(when, ended),
  ([, point]) =>
    (time) =>
      afterPeriod(0, 'days', point, time),
);
export const waitingPhrases: readonly PhraseRule[] = [
  paperFromAbove,
  reportingRules,
  firstOf(atPeriodEnd, whenWritten, whenItHappens),
  daysAfter,
];
