// By when, and how often, a duty in the prose is to be done. Sentences name many dates; few of them are deadlines.
import type { Deadline } from '../domain/deadline.ts';
import type { FieldIssue, PlanDuty } from '../domain/plan-reading.ts';
import { invalidDates, partlyRead } from './deadline-reading.ts';
import type { PlanTime } from './deadlines/phrase-rule.ts';
import { readDeadline } from './deadlines/read-deadline.ts';
import { fieldIssue } from './issues.ts';
import { fold } from './normal-form.ts';

export interface DutyDeadline {
  readonly text: string;
  readonly value: Deadline;
  readonly kind: PlanDuty['kind'];
  readonly issues: FieldIssue[];
}

/** Words that set a deadline in prose. Any other date there belongs to a paper that is cited, or to a fact. */
const deadlineWords: readonly RegExp[] = [
  /thời gian (?:thực hiện|hoàn thành)\s*:\s*(?<said>[^.;]+)/u,
  /(?<said>(?:hoàn thành |chậm nhất )?(?:trước|đến hết|hết|không quá|(?:chậm|muộn) nhất(?: là)?) (?:ngày )?\d[\d/ .-]*(?:tháng \d+)?(?:\/\d{4}| năm \d{4})?)/u,
  /(?<said>đến hết (?:năm|quý) [^\s,;.]+)/u,
  /(?<said>(?:trong|xong|hoàn thành) (?:quý (?:[ivx]+|[1-4])|tháng \d{1,2})(?:\s*\/\s*\d{4}| năm \d{4})?)(?![\p{L}\d])/u,
  /(?<said>(?:định kỳ )?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý)(?:[^().;,]{0,40}\(\s*riêng[^)]*\))?)/u,
  /(?<said>định kỳ (?:hằng|hàng) năm)/u,
];

export function dutyDeadline(text: string, time: PlanTime): DutyDeadline {
  const reports = fold(text).includes('báo cáo');
  for (const said of saidIn(text)) {
    const { deadline: value, unread } = readDeadline(said, time);
    if (value.kind === 'undefined') continue;
    const issues = [...invalidDates(said, value), ...partlyRead(value, unread)];
    return { text: said, value, kind: kindOfDuty(text, value), issues };
  }
  return undated(text, reports);
}

/** What kind of duty goes with this deadline: a day makes it a task, a cadence a report where it is about reports. */
export function kindOfDuty(text: string, value: Deadline): PlanDuty['kind'] {
  if (value.kind === 'recurring') return fold(text).includes('báo cáo') ? 'recurringReport' : 'standing';
  return value.kind === 'continuous' ? 'standing' : 'task';
}

/** Verbatim words that may set the deadline: a stated time before a date, a date before a cadence. */
function saidIn(text: string): string[] {
  const folded = fold(text);
  return deadlineWords.flatMap((pattern) => {
    const match = pattern.exec(folded);
    const said = match?.groups?.said;
    if (!match || said === undefined) return [];
    const start = match.index + match[0].lastIndexOf(said);
    return [text.slice(start, start + said.length).replace(/[\s.;,]+$/u, '')];
  });
}

/** Without a date a duty stands as long as the plan; a periodic report without its period needs a person. */
function undated(text: string, reports: boolean): DutyDeadline {
  const periodic = /định kỳ/u.exec(fold(text));
  if (!periodic || !reports) return { text: '', value: { kind: 'continuous' }, kind: 'standing', issues: [] };
  const said = text.slice(periodic.index, periodic.index + periodic[0].length);
  return {
    text: said,
    value: { kind: 'undefined' },
    kind: 'recurringReport',
    issues: [fieldIssue('cadence-not-stated', 'deadline')],
  };
}
