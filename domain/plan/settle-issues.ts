// The rules of accepting an issue and of taking that back. Pure.
import { isLaunchable } from '../deadline.ts';
import { refuse } from '../refusals.ts';
import type { Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { Duty } from './duties.ts';
import type { PlanEvent } from './events.ts';
import { isBlocking, type Row, type RowIssue } from './rows.ts';
import type { Plan } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;
type AnyIssue = Plan['reading']['issues'][number] | RowIssue;

interface Found {
  readonly issue: AnyIssue;
  readonly row: Row | undefined;
  readonly duty: Duty | undefined;
}

/** The issue of this name, with its row or duty where it is of one. */
function findIssue({ rows, reading }: Plan, issueId: string): Found | null {
  const has = ({ issues }: { readonly issues: readonly RowIssue[] }) =>
    issues.some((issue) => issue.issueId === issueId);
  const [row, duty] = [rows.find(has), reading.duties.find(has)];
  const all: AnyIssue[] = [...reading.issues, ...(duty?.issues ?? []), ...(row?.issues ?? [])];
  const issue = all.find((known) => known.issueId === issueId);
  return issue ? { issue, row, duty } : null;
}

export function acceptIssue(plan: Plan, { issueId, reason }: Of<'AcceptIssue'>): Decision<PlanEvent> {
  const found = findIssue(plan, issueId);
  if (!found) return refuse('unknown-issue', [issueId]);
  const { issue } = found;
  if (issue.accepted) return refuse('issue-accepted', [issueId]);
  if (isUnsettled(found)) return refuse('issue-needs-correction', [issueId]);
  const blocks = issue.blocking || ('field' in issue && isBlocking(issue));
  if (blocks && !reason) return refuse('acceptance-needs-reason', [issueId]);
  return { events: [{ type: 'IssueAccepted', data: { issueId, ...(reason && { reason }) } }] };
}

/** Takes an acceptance back, as long as nothing was launched on the strength of it. */
export function reopenIssue(plan: Plan, { issueId, reason }: Of<'ReopenIssue'>): Decision<PlanEvent> {
  const found = findIssue(plan, issueId);
  if (!found) return refuse('unknown-issue', [issueId]);
  if (!found.issue.accepted) return refuse('issue-not-accepted', [issueId]);
  if (found.row && found.row.generation > 0) return refuse('row-launched', [found.row.rowId]);
  if (found.duty && plan.launchedDutyIds.includes(found.duty.dutyId))
    return refuse('duty-launched', [found.duty.dutyId]);
  return { events: [{ type: 'IssueReopened', data: { issueId, reason } }] };
}

/** Nobody can accept that there is no date, or no unit to give the work to: one must be named. */
function isUnsettled({ issue, row, duty }: Found): boolean {
  if (!issue.blocking || !('field' in issue)) return false;
  const deadline = row?.deadline ?? duty?.deadline;
  return (
    (issue.field === 'deadline' && deadline !== undefined && !isLaunchable(deadline.value)) ||
    (issue.field === 'lead' && row?.leadUnits.length === 0)
  );
}
