// A deadline cell → a Deadline. Several dates in one cell become milestones, with the words before each as its label.
import type { Deadline } from '../domain/deadline-kinds.ts';
import { cadencePhrases } from './cadence-phrases.ts';
import { datePhrases } from './date-phrases.ts';
import { collapse, fold } from './normal-form.ts';
import type { PlanTime } from './phrase-rule.ts';
import { waitingPhrases } from './waiting-phrases.ts';

/** The phrases in which plans say by when (docs/domain.md). Of two that begin together the longer holds; the order decides nothing. */
const phraseRules = [...datePhrases, ...cadencePhrases, ...waitingPhrases];

interface Span {
  readonly start: number;
  readonly end: number;
  /** Null: understood, but no deadline. */
  readonly deadline: Deadline | null;
}

interface Phrase extends Span {
  readonly deadline: Deadline;
}

export interface DeadlineText {
  readonly deadline: Deadline;
  /** Numbers in the cell that no phrase accounts for: something was said that was not understood. */
  readonly unread: string;
}

/** No cell says more; whatever is longer is junk, and must not cost more than a moment. */
const MAX_LENGTH = 4000;
const MAX_PHRASES = 40;

export function readDeadline(cell: string, time: PlanTime): DeadlineText {
  const text = collapse(cell.normalize('NFC')).slice(0, MAX_LENGTH);
  const spans = findSpans(text, time);
  const unread = unreadNumbers(text, spans);
  // "Quý III, IV/2025": half of a date not understood makes the other half worthless.
  if (/\d\/\d|\/\d{4}/.test(unread)) return { deadline: { kind: 'undefined' }, unread };
  const phrases = spans.filter(isPhrase);
  return { deadline: phrases.length > MAX_PHRASES ? { kind: 'undefined' } : compose(text, phrases), unread };
}

const isPhrase = (span: Span): span is Phrase => span.deadline !== null;

/** Left to right, the longest first, none over another. */
function findSpans(text: string, time: PlanTime): Span[] {
  const folded = fold(text);
  const candidates = phraseRules.flatMap(({ pattern, read }) =>
    Array.from(folded.matchAll(pattern), (match): Span => {
      const verbatim = (group: number) => text.slice(...(match.indices?.[group] ?? [0, 0])).trim();
      return { start: match.index, end: match.index + match[0].length, deadline: read(match, time, verbatim) };
    }),
  );
  const kept: Span[] = [];
  for (const span of candidates.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

function compose(text: string, phrases: readonly Phrase[]): Deadline {
  const spoken = withoutAsides(text, phrases).filter(isNewAmong);
  const [first, ...more] = spoken;
  if (first === undefined) return { kind: 'undefined' };
  if (more.length === 0) return first.deadline;
  const milestones = spoken.map((phrase, index) => ({
    label: labelBetween(text, spoken[index - 1]?.end ?? 0, phrase),
    deadline: phrase.deadline,
  }));
  return { kind: 'milestones', milestones };
}

const DAYS: ReadonlySet<string> = new Set(['fixed', 'range', 'invalid']);
const ONGOING: ReadonlySet<string> = new Set(['continuous', 'recurring']);

/** What only colours the deadline beside it: the horizon of something ongoing, the year in the name of a report, vague words. */
function withoutAsides(text: string, phrases: readonly Phrase[]): Phrase[] {
  const has = (kinds: ReadonlySet<string>) => phrases.some(({ deadline }) => kinds.has(deadline.kind));
  const [hasDay, isOngoing] = [has(DAYS), has(ONGOING)];
  const isAside = ({ start, deadline }: Phrase): boolean => {
    if (deadline.kind === 'undefined') return phrases.some((other) => other.deadline.kind !== 'undefined');
    if (deadline.kind !== 'period') return false;
    // "Thường xuyên trong năm 2025"; "Báo cáo CCHC năm 2025 hoàn thành trước ngày 15/12/2025"
    return (isOngoing && deadline.unit === 'year') || (hasDay && BARE_PERIOD.test(fold(text.slice(start, start + 10))));
  };
  return phrases.filter((phrase) => !isAside(phrase));
}

/** A period without "trong", "hết" or the like may be part of a name. */
const BARE_PERIOD = /^(?:năm|quý|tháng|0?6 tháng)/;

function isNewAmong({ deadline }: Phrase, index: number, phrases: readonly Phrase[]): boolean {
  const same = JSON.stringify(deadline);
  return !phrases.slice(0, index).some((earlier) => JSON.stringify(earlier.deadline) === same);
}

/** The activity that the date belongs to stands before it; "(đợt 1)" stands behind. */
function labelBetween(text: string, from: number, { start, end }: Phrase): string {
  const before = text
    .slice(from, start)
    .replace(/^[\s\-–+•.,;:)]+/u, '')
    .replace(/[\s,;:(–-]*(?:hoàn thành|chậm nhất|xong)?[\s,;:(–-]*$/iu, '');
  const behind = /^\s*\(([^)]*)\)/u.exec(text.slice(end))?.[1] ?? '';
  return before === '' ? behind : before;
}

function unreadNumbers(text: string, spans: readonly Span[]): string {
  const ends = [0, ...spans.map(({ end }) => end)];
  const gaps = ends.map((end, index) => text.slice(end, spans[index]?.start ?? text.length));
  const tokens = gaps.flatMap((gap) => gap.match(/[\p{L}\p{N}/.-]+/gu) ?? []);
  return tokens.filter((token) => /\d/.test(token)).join(' ');
}
