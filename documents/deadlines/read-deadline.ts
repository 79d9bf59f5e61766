// A deadline cell → a Deadline. Several dates in one cell become milestones, with the words beside each as its label.
import type { Deadline, DeadlineOf } from '../../domain/deadline-kinds.ts';
import { collapse } from '../normal-form.ts';
import { cadencePhrases } from './cadence-phrases.ts';
import { datePhrases } from './date-phrases.ts';
import { mayStart, vocabulary } from './grammar.ts';
import { leftovers } from './leftovers.ts';
import type { Meaning, PhraseRule, PlanTime } from './phrase-rule.ts';
import { type Token, tokenize } from './tokens.ts';
import { waitingPhrases } from './waiting-phrases.ts';

/** The phrases in which plans say by when (docs/domain.md). Of two that begin together the longer holds, else the earlier here. */
const phraseRules: readonly PhraseRule[] = [...datePhrases, ...cadencePhrases, ...waitingPhrases];

interface Phrase extends Meaning {
  /** First token and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

export interface DeadlineText {
  readonly deadline: Deadline;
  /** What the cell says beside it that may change its meaning: something was not understood. Empty when all was. */
  readonly unread: string;
}

/** No cell says more; whatever is longer is junk, and must not cost more than a moment. */
const MAX_LENGTH = 4000;
const MAX_PHRASES = 40;
const NOT_SETTLED: Deadline = { kind: 'undefined' };

export function readDeadline(cell: string, time: PlanTime): DeadlineText {
  const text = collapse(cell.normalize('NFC')).slice(0, MAX_LENGTH);
  const tokens = tokenize(text, vocabulary);
  const phrases = findPhrases(text, tokens, time);
  const { doubtful, spoils } = leftovers(text, tokens, phrases);
  const said = phrases.filter(({ deadlines }) => deadlines.length > 0);
  if (spoils || said.length > MAX_PHRASES) return { deadline: NOT_SETTLED, unread: doubtful };
  return { deadline: compose(text, said), unread: doubtful || yearInDoubt(said, time) };
}

export interface SaidDeadline {
  readonly deadline: Deadline;
  /** A word says that it is a limit ("trước", "chậm nhất"), and not a date among others. */
  readonly limited: boolean;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** What a longer text says by when, in order; for texts that are no deadline cell. Places are those of the text as `collapse` leaves it. */
export function deadlinesIn(prose: string, time: PlanTime): SaidDeadline[] {
  const text = collapse(prose.normalize('NFC')).slice(0, MAX_LENGTH);
  return findPhrases(text, tokenize(text, vocabulary), time).flatMap(({ deadlines, limited = false, start, end }) =>
    deadlines.map((deadline) => ({ deadline, limited, start, end })),
  );
}

/** Left to right, the longest first, none over another. */
function findPhrases(text: string, tokens: readonly Token[], time: PlanTime): Phrase[] {
  const phrases: Phrase[] = [];
  for (let at = 0; at < tokens.length; ) {
    const found = longestAt(tokens, at);
    const [first, last] = [tokens[at], tokens[(found?.next ?? 0) - 1]];
    if (found && first && last && standsFree(tokens, at, found.next)) {
      const verbatim = ({ start, end }: { start: number; end: number }) => text.slice(start, end).trim();
      phrases.push({ ...found.value(time, verbatim), from: at, to: found.next, start: first.start, end: last.end });
      at = found.next;
    } else at++;
  }
  return phrases;
}

function longestAt(tokens: readonly Token[], at: number): ReturnType<PhraseRule> {
  const token = tokens[at];
  if (token?.kind === 'word' && !vocabulary.has(token.form)) return null;
  let longest: ReturnType<PhraseRule> = null;
  for (const rule of phraseRules) {
    const parsed = mayStart(rule, token) ? rule(tokens, at) : null;
    if (parsed && parsed.next > (longest?.next ?? at)) longest = parsed;
  }
  return longest;
}

/** "O5/12/2025", "3 1/12/2025", "31/12/20255": digits that touch others are half of something. */
function standsFree(tokens: readonly Token[], from: number, to: number): boolean {
  const [before, first, last, behind] = [tokens[from - 1], tokens[from], tokens[to - 1], tokens[to]];
  const numberBefore = before?.kind === 'number' || (before?.form === '-' && tokens[from - 2]?.kind === 'number');
  const touchesBefore =
    first?.kind === 'number' &&
    (numberBefore || (first.glued && (before?.kind === 'word' || before?.form === '/' || before?.form === '.')));
  const touchesBehind =
    behind !== undefined &&
    (behind.kind === 'number' ||
      (last?.kind === 'number' &&
        behind.glued &&
        (behind.kind === 'word' || behind.form === '/' || (behind.form === '-' && tokens[to + 1]?.kind === 'number'))));
  return !touchesBefore && !touchesBehind;
}

/** A date without a year among dates of another year than the plan's: nobody can say which of the two it has. */
function yearInDoubt(phrases: readonly Phrase[], { year: planYear }: PlanTime): string {
  const other = phrases.flatMap(({ years = [] }) => years).find((year) => year !== planYear);
  return other !== undefined && phrases.some(({ lentYear }) => lentYear) ? String(other) : '';
}

interface Item {
  readonly phrase: Phrase;
  readonly label: string;
  readonly deadline: Deadline;
}

function compose(text: string, phrases: readonly Phrase[]): Deadline {
  const spoken = withoutAsides(text, phrases);
  const items = spoken
    .flatMap((phrase, index) => {
      const label = labelOf(text, phrase, spoken[index - 1], spoken[index + 1]);
      return phrase.deadlines.map((deadline): Item => ({ phrase, label, deadline }));
    })
    .filter(isNewAmong);
  const [first, ...more] = items;
  if (first === undefined) return NOT_SETTLED;
  if (more.length === 0) return first.deadline;
  return (
    checkedIn(items) ?? { kind: 'milestones', milestones: items.map(({ label, deadline }) => ({ label, deadline })) }
  );
}

/** "Thường xuyên; báo cáo hằng quý": the work goes on, and every quarter somebody asks. */
function checkedIn(items: readonly Item[]): DeadlineOf<'continuous'> | null {
  const kinds = items.map(({ deadline }) => deadline.kind).join();
  if (kinds !== 'continuous,recurring' && kinds !== 'recurring,continuous') return null;
  const found = items.find(({ deadline }) => deadline.kind === 'recurring')?.deadline;
  const [segment, ...more] =
    found?.kind === 'recurring' && found.dueOn === undefined && found.cutoffDay === undefined ? found.segments : [];
  return segment && more.length === 0 ? { kind: 'continuous', checkIns: segment.every } : null;
}

const DAYS: ReadonlySet<string> = new Set(['fixed', 'range', 'invalid']);
const ONGOING: ReadonlySet<string> = new Set(['continuous', 'recurring']);

/** What only colours the deadline beside it: the horizon of something ongoing, a beginning, the year in the name of a report. */
function withoutAsides(text: string, phrases: readonly Phrase[]): Phrase[] {
  const isOngoing = phrases.some(
    ({ deadlines, horizon }) => !horizon && deadlines.some(({ kind }) => ONGOING.has(kind)),
  );
  const isAside = (phrase: Phrase): boolean => {
    const [first, ...more] = phrase.deadlines;
    if (first === undefined || more.length > 0) return false;
    const beside = phrases.filter((other) => other !== phrase && inOneClause(text, phrase, other));
    // "từ ngày 01/10, hoàn thành trước ngày 15/12"
    if (phrase.begins)
      return beside.some(
        (other) => other.start > phrase.end && isDated(other) && text.slice(phrase.end, other.start).includes(','),
      );
    if (first.kind === 'period' && first.unit === 'year')
      return isOngoing || (phrase.bare === true && beside.some((other) => isDated(other) && !isYear(other)));
    // "Báo cáo quý III/2025 hoàn thành trước ngày 15/10/2025"
    return (isOngoing && phrase.horizon === true) || (phrase.bare === true && beside.some(namesADay));
  };
  return phrases.filter((phrase) => !isAside(phrase));
}

const hasKind =
  (kinds: ReadonlySet<string>) =>
  (phrase: Phrase): boolean =>
    phrase.deadlines.some(({ kind }) => kinds.has(kind));
const namesADay = hasKind(DAYS);
const isDated = hasKind(new Set([...DAYS, 'period']));
const isYear = ({ deadlines: [first] }: Phrase): boolean => first?.kind === 'period' && first.unit === 'year';

function inOneClause(text: string, a: Phrase, b: Phrase): boolean {
  const between = a.end <= b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start);
  return !/[;]|\.\s|\s[-–+•]\s/u.test(between);
}

function isNewAmong({ deadline }: Item, index: number, items: readonly Item[]): boolean {
  const same = JSON.stringify(deadline);
  return !items.slice(0, index).some((earlier) => JSON.stringify(earlier.deadline) === same);
}

/** The activity stands before its date; "(đợt 1)" and what follows a colon stand behind. */
function labelOf(text: string, { start, end }: Phrase, before: Phrase | undefined, next: Phrase | undefined): string {
  const behind = /^\s*(?:\(([^)]*)\)|:\s*([^;.]*))/u.exec(text.slice(end, next?.start ?? text.length));
  const head = text.slice(before?.end ?? 0, start);
  const own = (/^\s*:/u.test(head) ? head.replace(/^[^;.]*/u, '') : head)
    .replace(/^\s*\([^)]*\)/u, '')
    .replace(/^[\s\-–+•.,;:()]+/u, '')
    .replace(/^(?:và|hoặc)(?:\s+|$)/iu, '')
    .replace(/[\s,;:(–-]+$/u, '');
  return own === '' ? (behind?.[1] ?? behind?.[2] ?? '').replace(/[\s\-–,;:]+$/u, '') : own;
}
