// How a year of a plan ends, and how the plan does. Pure.
import { ms } from '../instant.ts';
import { refuse } from '../refusals.ts';
import type { Context, Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent } from './events.ts';
import type { PlanFacts } from './facts.ts';
import { figuresOf, goesOn, isOpenYet } from './figures.ts';
import { continues, type Plan, periodEnd, runningYear } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;
type Ctx = Context<PlanFacts>;
type Decided = Decision<PlanEvent>;

/**
 * Freezes the figures of a year that is over, in a plan that goes on (004). What is continuous or reported without an end goes
 * on in the next year; what is still owed from the sealed one stays owed, its figures do not change any more.
 */
export function sealYear(plan: Plan, { year }: Of<'SealYear'>, { facts, receivedAt }: Ctx): Decided {
  const end = periodEnd(plan);
  if (plan.status !== 'running') return refuse('plan-not-running');
  if (!continues(plan)) return refuse('plan-does-not-continue');
  if (year !== runningYear(plan)) return refuse('not-the-running-year', [String(runningYear(plan))]);
  if (end === null || ms(receivedAt) < ms(end)) return refuse('year-not-over');
  if (plan.pendingLaunches.length > 0) return refuse('launch-not-completed');
  const { calendar } = facts;
  if (!calendar || calendar.to < `${year + 1}-12-31`) return refuse('date-outside-calendar');
  const continued = facts.assignments.filter(goesOn).map(({ assignmentId }) => assignmentId);
  const figures = figuresOf(facts.assignments, receivedAt);
  const data = { year, figures, continued: continued.sort(), calendarVersion: calendar.version };
  return { events: [{ type: 'YearSealed', data }] };
}

/**
 * A plan ends when all its assignments have. A reason forces the end: each open assignment then ends with the plan
 * (EndWithPlan), and the figures of that moment are frozen, so that what was overdue stays known.
 */
export function closePlan(plan: Plan, { reason }: Of<'ClosePlan'>, { facts, receivedAt }: Ctx): Decided {
  if (plan.status !== 'running') return refuse('plan-not-running');
  if (plan.pendingLaunches.length > 0) return refuse('assignments-open');
  const open = facts.assignments.filter(isOpenYet).map(({ assignmentId }) => assignmentId);
  if (open.length > 0 && !reason) return refuse('assignments-open');
  const figures = figuresOf(facts.assignments, receivedAt);
  return {
    events: [
      {
        type: 'PlanClosed',
        data: { ...(reason && { reason }), ...(open.length > 0 && { open: open.sort() }), figures },
      },
    ],
  };
}
