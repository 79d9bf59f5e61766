// What a launch would do: who gets what, by which days, what has passed already, and what stands in the way. Pure.
import type { WorkingCalendar } from '../calendar.ts';
import { isLaunchable, resolveDeadline } from '../deadline.ts';
import type { Directory } from '../directory/directory.ts';
import type { Instant } from '../instant.ts';
import { type AssigneeProblem, assigneesOf } from './assignees.ts';
import type { Duty } from './duties.ts';
import { type AssignmentPreview, latest, type Moment, previewAll } from './preview-assignment.ts';
import { isBlocking, type Row, type RowIssue } from './rows.ts';
import type { Plan } from './state.ts';
import { type Entry, type Work, workOfDuty, workOfReport, workOfRow } from './work.ts';

/** Why a row or duty cannot be launched as it stands. */
type LaunchProblem =
  | 'blocking-issue'
  | 'empty-requirement'
  | 'deadline-not-settled'
  | 'nothing-falls-due'
  | 'calendar-missing'
  | 'already-launched'
  | AssigneeProblem;

interface WorkPreview {
  /** The cell of the document, and how it was read. */
  readonly deadline: { readonly text: string; readonly kind: string };
  readonly mode: Row['mode'];
  readonly due: Instant | null;
  readonly lateFrom: Instant | null;
  /** Some needed part of it is late already. */
  readonly pastDue: boolean;
  /** What due, reminders and steps are counted with; a launch freezes it. */
  readonly calendarVersion: string | null;
  readonly problems: readonly LaunchProblem[];
  readonly assignments: readonly AssignmentPreview[];
}

export interface RowPreview extends WorkPreview {
  readonly rowId: string;
  readonly number: string;
  readonly title: string;
  readonly execution: Row['execution'];
  readonly executionReason: string;
  readonly rollUp: Row['rollUp'];
  readonly contactUnit: string | null;
  readonly issues: Row['issues'];
  readonly corrections: Row['corrections'];
}

export interface DutyPreview extends WorkPreview {
  readonly dutyId: string;
  readonly section: string;
  readonly text: string;
  readonly kind: Duty['kind'];
  readonly issues: Duty['issues'];
  readonly corrections: Duty['corrections'];
  /** Units in whose periodic report it becomes a line; only of standing duties. */
  readonly linesOf: readonly string[];
}

export interface LaunchPreview {
  readonly rows: readonly RowPreview[];
  readonly duties: readonly DutyPreview[];
  /** The periodic reports that the standing duties come to, one per unit. */
  readonly reports: readonly AssignmentPreview[];
}

/** Of the named duties, or as if all of them were launched. */
export function previewLaunch(
  plan: Plan,
  directory: Directory,
  now: Instant,
  calendar: WorkingCalendar | null,
  dutyIds?: readonly string[],
): LaunchPreview {
  const moment = { plan, directory, now, calendar };
  const asked = plan.reading.duties.filter(({ dutyId }) => dutyIds?.includes(dutyId) ?? true);
  const standing = standingDuties(asked, moment);
  const lines = linesByUnit(standing.filter(({ preview }) => preview.problems.length === 0));
  const others = asked.filter(({ kind }) => kind !== 'standing').map((duty) => previewDuty(duty, moment, lines));
  const reported = others.find(({ dutyId }) => dutyId === plan.policy.reportDutyId)?.assignments ?? [];
  const alone = [...lines].filter(([unitId]) => !reported.some((entry) => entry.unitId === unitId));
  const reports = new Map(alone.map(([unitId, duties]) => [unitId, previewReport(unitId, duties, moment)]));
  const previewed = [...standing.map(({ preview }) => withReportProblems(preview, reports)), ...others];
  return {
    rows: plan.rows.map((row) => previewRow(row, moment)),
    duties: asked.flatMap(({ dutyId }) => previewed.find((duty) => duty.dutyId === dutyId) ?? []),
    reports: [...reports.values()].flatMap(({ assignments }) => assignments),
  };
}

/** A line of a report that cannot run cannot run either. */
function withReportProblems(duty: DutyPreview, reports: ReadonlyMap<string, WorkPreview>): DutyPreview {
  if (duty.problems.length > 0) return duty;
  const problems = duty.linesOf.flatMap((unitId) => reports.get(unitId)?.problems ?? []);
  return { ...duty, problems: [...new Set(problems)] };
}

/** The row for whoever has it no more, or not yet: what of it would be assigned by the next generation. */
export const previewAgain = (row: Row, moment: Moment): Pick<WorkPreview, 'problems' | 'assignments' | 'pastDue'> =>
  previewWork(workOfRow(row, moment.plan.policy), row.generation + 1, problemsOf(row.issues), moment);

function previewRow(row: Row, moment: Moment): RowPreview {
  const work = workOfRow(row, moment.plan.policy);
  const { rowId, number, execution, executionReason, rollUp, contactUnit, issues, corrections } = row;
  const title = row.criterion || row.requirement;
  const before = [...(row.generation > 0 ? (['already-launched'] as const) : []), ...problemsOf(row.issues)];
  const found = previewWork(work, row.generation + 1, before, moment);
  return { ...found, rowId, number, title, execution, executionReason, rollUp, contactUnit, issues, corrections };
}

const problemsOf = (issues: readonly RowIssue[]): LaunchProblem[] => {
  const blocking = issues.filter(isBlocking);
  return [
    ...(blocking.some((issue) => issue.blocking) ? (['blocking-issue'] as const) : []),
    ...(blocking.some((issue) => !issue.blocking) ? (['empty-requirement'] as const) : []),
  ];
};

const ofDuty = (duty: Duty, { plan }: Moment) => ({
  dutyId: duty.dutyId,
  section: duty.section,
  text: duty.text,
  kind: duty.kind,
  issues: duty.issues,
  corrections: duty.corrections,
  linesOf: [] as string[],
  before: [
    ...(plan.launchedDutyIds.includes(duty.dutyId) ? (['already-launched'] as const) : []),
    ...problemsOf(duty.issues),
  ],
});

/** A task or a report: an assignment for every unit that owes it, with the unit's lines where it is the plan's report. */
function previewDuty(duty: Duty, moment: Moment, lines: ReadonlyMap<string, readonly Duty[]>): DutyPreview {
  const { before, ...about } = ofDuty(duty, moment);
  const own = duty.dutyId === moment.plan.policy.reportDutyId ? lines : new Map<string, readonly Duty[]>();
  const withLines = (entry: Entry): Entry => {
    const dutyIds = own.get(entry.unitId)?.map(({ dutyId }) => dutyId);
    return dutyIds ? { ...entry, dutyIds } : entry;
  };
  return { ...about, ...previewWork(workOfDuty(duty, moment.plan.policy), 1, before, moment, withLines) };
}

/** Standing duties become no assignments of their own: they are lines of what their unit reports anyway. */
function standingDuties(duties: readonly Duty[], moment: Moment) {
  const { plan, directory } = moment;
  return duties
    .filter(({ kind }) => kind === 'standing')
    .map((duty) => {
      const { before, ...about } = ofDuty(duty, moment);
      const work = workOfDuty(duty, plan.policy);
      const { problems, entries } = assigneesOf(work, 1, directory, plan.policy);
      const preview: DutyPreview = {
        ...about,
        ...ofWork(work),
        due: null,
        lateFrom: null,
        pastDue: false,
        calendarVersion: moment.calendar?.version ?? null,
        problems: [...before, ...problems],
        assignments: [],
        linesOf: entries.map(({ unitId }) => unitId),
      };
      return { duty, preview };
    });
}

function linesByUnit(standing: readonly { duty: Duty; preview: DutyPreview }[]): Map<string, Duty[]> {
  const unitIds = [...new Set(standing.flatMap(({ preview }) => preview.linesOf))].sort();
  const linesOf = (unitId: string) => standing.filter(({ preview }) => preview.linesOf.includes(unitId));
  return new Map(unitIds.map((unitId) => [unitId, linesOf(unitId).map(({ duty }) => duty)]));
}

function previewReport(unitId: string, lines: readonly Duty[], moment: Moment): WorkPreview {
  const { plan, now } = moment;
  const work = workOfReport(plan, plan.policy, lines, unitId, now);
  const dutyIds = lines.map(({ dutyId }) => dutyId);
  return previewWork(work, plan.launches + 1, [], moment, (entry) => ({ ...entry, dutyIds }));
}

const ofWork = ({ words, deadline, mode }: Work) => ({ deadline: { text: words, kind: deadline.kind }, mode });

function previewWork(
  work: Work,
  generation: number,
  before: readonly LaunchProblem[],
  moment: Moment,
  complete: (entry: Entry) => Entry = (entry) => entry,
): WorkPreview {
  const { plan, directory } = moment;
  const assignees = assigneesOf(work, generation, directory, plan.policy);
  const settled = isLaunchable(work.deadline);
  const planned = settled ? previewAll(assignees.entries.map(complete), moment) : [];
  const problems: LaunchProblem[] = [
    ...before,
    ...(settled ? [] : (['deadline-not-settled'] as const)),
    ...assignees.problems,
    ...(planned === null ? (['calendar-missing'] as const) : []),
    ...(planned?.some(({ parts }) => parts.length === 0) ? (['nothing-falls-due'] as const) : []),
  ];
  const assignments = planned ?? [];
  const named = resolveDeadline(work.deadline, plan.policy);
  return {
    ...ofWork(work),
    due: named?.due ?? latest(assignments.map(({ due }) => due)),
    lateFrom: named?.lateFrom ?? latest(assignments.map(({ lateFrom }) => lateFrom)),
    calendarVersion: moment.calendar?.version ?? null,
    pastDue: assignments.some(({ parts }) => parts.some((part) => part.needed && part.pastDue)),
    problems,
    assignments: problems.length > 0 ? [] : assignments,
  };
}
