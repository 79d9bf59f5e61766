// A deadline as the reading prints it: the verbatim text beside our understanding, so that a person can compare the two.
import { type Deadline, describeDeadline, resolveDeadline } from '../domain/deadline.ts';
import { dateOf, type Instant, instant, ms, type PlainDate, plainDate, startOfDay } from '../domain/instant.ts';
import type { DeadlineReading, FieldIssue, MilestoneReading, PlanHead } from '../domain/plan-reading.ts';
import type { PlanTime } from './deadlines/phrase-rule.ts';
import { readDeadline } from './deadlines/read-deadline.ts';
import { fieldIssue } from './issues.ts';

/** The policy decides when a thing is late, never when it is due; a draft has no policy yet. */
const dueOf = (deadline: Deadline): Instant | null =>
  resolveDeadline(deadline, { beforeIsLateFrom: 'endOfDay' })?.due ?? null;

export function planTime({ year, issuedOn, openEnded }: PlanHead): PlanTime {
  const lastDay = year === null ? null : plainDate(year, 12, 31);
  return { year, startsOn: issuedOn, endsOn: openEnded ? 'open' : lastDay };
}

export function deadlineReading(
  text: string,
  value: Deadline,
  inner: readonly MilestoneReading[] = [],
): DeadlineReading {
  const own = value.kind === 'milestones' ? value.milestones : [];
  return {
    text,
    sentence: describeDeadline(value),
    kind: value.kind,
    due: dueOf(value),
    milestones: [
      ...own.map(({ label, owner, deadline }) =>
        milestoneReading({ label, owner: owner ?? null, source: 'deadline' }, deadline),
      ),
      ...inner,
    ],
    value,
  };
}

export const milestoneReading = (
  said: Required<Pick<MilestoneReading, 'label' | 'owner' | 'source'>>,
  value: Deadline,
): MilestoneReading => ({
  label: said.label,
  owner: said.owner,
  kind: value.kind,
  due: dueOf(value),
  source: said.source,
  value,
});

/** `inner` are the dates that other cells of the row name. */
export function readDeadlineCell(
  text: string,
  head: PlanHead,
  inner: readonly MilestoneReading[] = [],
): { deadline: DeadlineReading; issues: FieldIssue[] } {
  const { deadline: value, unread } = readDeadline(text, planTime(head));
  const deadline = deadlineReading(text, value, inner);
  return {
    deadline,
    issues: [...settledIssues(text, value), ...partlyRead(value, unread), ...calendarIssues(deadline, head)],
  };
}

function settledIssues(text: string, value: Deadline): FieldIssue[] {
  if (text === '') return [fieldIssue('missing-deadline', 'deadline')];
  const kinds = value.kind === 'milestones' ? value.milestones.map(({ deadline }) => deadline.kind) : [value.kind];
  return [
    ...(kinds.includes('undefined') ? [fieldIssue('undefined-deadline', 'deadline', { text })] : []),
    ...invalidDates(text, value),
  ];
}

/** Every day that does not exist, with what it may have meant; a person chooses. */
export function invalidDates(text: string, value: Deadline): FieldIssue[] {
  if (value.kind === 'milestones') return value.milestones.flatMap(({ deadline }) => invalidDates(text, deadline));
  if (value.kind !== 'invalid') return [];
  const choices = value.suggestions.map(describeDeadline).join(' hoặc ');
  const choicesEn = value.suggestions.map(
    ({ date, bound }) => `${bound === 'before' ? 'before' : 'the end of'} ${date}`,
  );
  return [
    fieldIssue('invalid-date', 'deadline', {
      text,
      choices: choices || 'không rõ ngày nào',
      choicesEn: choicesEn.join(' or ') || 'no day comes near',
    }),
  ];
}

/** An undefined deadline says so already; more words about it would not help. */
export function partlyRead(value: Deadline, unread: string): FieldIssue[] {
  return unread === '' || value.kind === 'undefined'
    ? []
    : [fieldIssue('deadline-partly-read', 'deadline', { text: unread })];
}

function calendarIssues({ due }: DeadlineReading, { year, issuedOn, openEnded }: PlanHead): FieldIssue[] {
  if (due === null) return [];
  const outside = year !== null && !openEnded && yearOf(lastDayBefore(due)) !== year;
  const past = issuedOn !== null && ms(due) <= ms(startOfDay(issuedOn));
  return [
    ...(outside ? [fieldIssue('deadline-outside-year', 'deadline', { year })] : []),
    ...(past ? [fieldIssue('deadline-before-issue', 'deadline')] : []),
  ];
}

/** `due` is an exclusive end. */
const lastDayBefore = (due: Instant): PlainDate => dateOf(instant(ms(due) - 1));
const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));
