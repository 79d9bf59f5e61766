// The rows of the appendix table → headings and leaf rows, each leaf read cell by cell.
import type { FieldIssue, PlanHead, PlanHeading, PlanRow } from '../domain/plan-reading.ts';
import { readDeadlineCell } from './deadline-reading.ts';
import { suggestExecution } from './execution.ts';
import { innerDeadlines } from './inner-deadlines.ts';
import { doubtOf } from './issues.ts';
import { modeOf, readCoordinators, readLead } from './leads.ts';
import { fold } from './normal-form.ts';
import { descend, type RowNumber, readHeadingNumber, readNumber, unnumbered } from './numbering.ts';
import { cellIssues, type RowContext } from './row-checks.ts';
import { sentences } from './sentences.ts';
import type { Table, TableRow } from './tables.ts';
import { readThresholds } from './thresholds.ts';

export interface Appendix {
  readonly headings: PlanHeading[];
  readonly rows: PlanRow[];
}

export function readRows(table: Table, head: PlanHead, superior: string | null): Appendix {
  const headings: PlanHeading[] = [];
  const rows: PlanRow[] = [];
  const context: Omit<RowContext, 'path'> = {
    columns: table.columns,
    head,
    superior,
    lineOfNumber: new Map(),
    numberOfTitle: new Map(),
  };
  /** Rows of a table that has no column for numbers are counted. */
  const counted = (row: TableRow, count: number): TableRow =>
    table.columns.has('number') ? row : { ...row, cells: { ...row.cells, number: `${count}` } };
  let path: RowNumber[] = [];
  for (const row of table.rows) {
    const heading = asHeading(row);
    if (heading) {
      path = descend(path, heading.number);
      headings.push({
        number: heading.number.style === 'none' ? '' : heading.number.text,
        title: heading.title,
        lines: row.lines,
      });
    } else rows.push(readRow(counted(row, rows.length + 1), { ...context, path: pathAbove(row, path) }));
  }
  return { headings, rows };
}

/** A number and one text, nothing else; or both in one cell, where the document merged the row or has no column for numbers. */
function asHeading({ cells, isTitle = false }: TableRow): { number: RowNumber; title: string } | null {
  const { number, criterion, requirement, deadline, lead, coordinators, evidence } = cells;
  if (deadline + lead + coordinators + evidence !== '' || (criterion !== '' && requirement !== '')) return null;
  const title = criterion || requirement;
  const spanning = title === '' ? number : isTitle && number === '' ? title : '';
  const merged = /^([IVX]+|[A-ZĐ](?=[.)])|\d+(?:\.\d+)*)[.)]?\s+(.+)$/su.exec(spanning);
  const own = readHeadingNumber(merged?.[1] ?? number);
  const text = merged?.[2] ?? title;
  if (own && text) return { number: own, title: text };
  return isTitle ? { number: unnumbered(text), title: text } : null;
}

/** A row stands under the headings above it that are shallower than its own number. */
function pathAbove({ cells }: TableRow, path: readonly RowNumber[]): string[] {
  const level = readNumber(cells.number)?.level ?? Number.POSITIVE_INFINITY;
  return path.filter((heading) => heading.level < level).map(({ text }) => text);
}

/** One leaf row, read cell by cell; the context notes its number and title for the rows after it. */
export function readRow(row: TableRow, context: RowContext): PlanRow {
  const {
    number,
    criterion,
    requirement,
    lead: leadText,
    coordinators: coordinatorText,
    deadline: deadlineText,
  } = row.cells;
  const lead = readLead(leadText, context.known);
  const coordinators = readCoordinators(coordinatorText, context.known);
  const inner = innerDeadlines({ requirement, evidence: row.cells.evidence }, context);
  const deadline = readDeadlineCell(deadlineText, context.head, inner.milestones);
  const thresholds = readThresholds(requirement);
  const mode = modeOf(lead.mentions, leadText);
  const execution = suggestExecution({
    criterion,
    requirement,
    lead: lead.mentions,
    coordinators: coordinators.mentions,
    thresholds,
  });
  const issues = [
    ...cellIssues(row, thresholds, context),
    ...lead.issues,
    ...(context.columns.has('coordinators') ? coordinators.issues : []),
    ...mode.issues,
    ...deadline.issues,
    ...inner.issues,
  ];
  return {
    number: readNumber(number)?.text ?? number,
    path: [...context.path],
    criterion,
    requirement,
    lead: leadText,
    coordinators: coordinatorText,
    deadline: deadline.deadline,
    leadUnits: lead.ids,
    coordinatorUnits: coordinators.ids,
    collectiveLead: lead.mentions.bodies.some(({ kind }) => kind === 'group'),
    execution: execution.execution,
    executionReason: execution.reason,
    rollUp: execution.rollUp,
    contactUnit: execution.contactUnit,
    mode: mode.mode,
    evidence: readEvidence(row.cells.evidence),
    evidenceCustodian: lead.mentions.custodianId ?? coordinators.mentions.custodianId,
    survey: isSurvey(`${criterion} ${requirement}`),
    scoring: { thresholds, notes: [...scoringNotes(requirement), ...scoringNotes(row.cells.evidence)] },
    lines: row.lines,
    confidence: confidence(issues, execution.byWording, row.lines),
    issues,
  };
}

const isSurvey = (text: string): boolean => /điều tra xã hội học|thông qua khảo sát/u.test(fold(text));

const scoringNotes = (text: string): string[] =>
  sentences(text).filter((sentence) =>
    /điểm chuẩn|chấm điểm|chia điểm|điểm tối đa|(?:mất|trừ)[^.;]{0,40}điểm/u.test(fold(sentence)),
  );

const readEvidence = (text: string): PlanRow['evidence'] =>
  sentences(text).map((sentence) => ({ text: sentence, optional: fold(sentence).includes('nếu có') }));

/** 1 where every cell was plain; less for each doubt, for a row put together from two pages, for a guess from wording. */
function confidence(issues: readonly FieldIssue[], byWording: boolean, [first, last]: PlanRow['lines']): number {
  const doubts = issues.reduce((sum, issue) => sum + doubtOf(issue.code), 0);
  const sure = 1 - doubts - (byWording ? 0.1 : 0) - (first === last ? 0 : 0.05);
  return Math.round(Math.max(sure, 0.1) * 100) / 100;
}
