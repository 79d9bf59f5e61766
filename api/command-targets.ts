// What a command is addressed to: an assignment, a plan or the working calendar. The few things in which they differ.
import type { Pool } from '../db/pool.ts';
import { findParties } from '../db/queries/assignments.ts';
import { findPlan } from '../db/queries/plans.ts';
import {
  AssignmentCommandBody,
  type AssignmentCommandType,
  assignmentCommandTypes,
} from '../domain/assignment/commands.ts';
import { CalendarCommandBody, calendarCommandTypes } from '../domain/calendar/commands.ts';
import { PlanCommandBody, planCommandTypes } from '../domain/plan/commands.ts';
import { assignmentStream, CALENDAR_STREAM, idOf, kindOf, planStream } from '../record/streams.ts';
import type { SignedIn } from './authenticate.ts';
import { assertMayAsk, assertMayChangeCalendar, assertMayChangePlans, mayRead, relationOf } from './authorise.ts';
import { Problem } from './problems.ts';
import { parseOrExplain } from './violations.ts';

/** Has a workflow, or will have one. */
export interface WorkflowTarget {
  readonly kind: 'assignment' | 'plan';
  readonly id: string;
}

/** There is one, and nothing in it waits for time. */
export interface CalendarTarget {
  readonly kind: 'calendar';
}

export const theCalendar: CalendarTarget = { kind: 'calendar' };

export type CommandTarget = WorkflowTarget | CalendarTarget;

export interface ValidCommand {
  readonly type: string;
}

export function streamOf(target: CommandTarget): string {
  if (target.kind === 'calendar') return CALENDAR_STREAM;
  return target.kind === 'assignment' ? assignmentStream(target.id) : planStream(target.id);
}

export function targetOf(stream: string): CommandTarget {
  const kind = kindOf(stream);
  if (kind === 'calendar') return theCalendar;
  return { kind: kind === 'plan' ? 'plan' : 'assignment', id: idOf(stream) };
}

/** Part of what an Idempotency-Key stands for: the same wherever the command came in, alone or in a batch. */
export const routeOf = (target: CommandTarget): string =>
  target.kind === 'calendar' ? 'calendar/commands' : `${target.kind}s/${target.id}/commands`;

/** How answers name it. */
export function naming(target: CommandTarget): { assignmentId?: string; planId?: string } {
  if (target.kind === 'calendar') return {};
  return target.kind === 'assignment' ? { assignmentId: target.id } : { planId: target.id };
}

const kinds = {
  assignment: { schema: AssignmentCommandBody, types: assignmentCommandTypes as readonly string[] },
  plan: { schema: PlanCommandBody, types: planCommandTypes as readonly string[] },
  calendar: { schema: CalendarCommandBody, types: calendarCommandTypes as readonly string[] },
};

/** The command as its schema reads it, free texts marked as such. */
export function validate({ kind }: CommandTarget, body: unknown): ValidCommand {
  const { schema, types } = kinds[kind];
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  if (typeof type === 'string' && !types.includes(type)) throw new Problem('unknown-command');
  const parsed = parseOrExplain<typeof schema>(schema, body);
  if ('violations' in parsed) throw new Problem(parsed.problem, { violations: parsed.violations });
  return parsed.value;
}

/** Fails when there is no such thing, or it is not this person's to touch. The moment and the manner are for the rules. */
export async function authoriseCommand(pool: Pool, person: SignedIn, target: CommandTarget, type: string) {
  if (target.kind === 'calendar') return assertMayChangeCalendar(person);
  if (target.kind === 'plan') {
    assertMayChangePlans(person);
    if (!(await findPlan(pool, target.id))) throw new Problem('plan-not-found');
    return;
  }
  if (!mayRead(person, 'assignments')) throw new Problem('not-permitted');
  const parties = await findParties(pool, target.id);
  if (!parties) throw new Problem('assignment-not-found');
  const relation = relationOf(person, parties);
  if (relation === 'none' || relation === 'coordinates') throw new Problem('foreign-unit');
  assertMayAsk(person, type as AssignmentCommandType);
}
