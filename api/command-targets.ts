// What a command is addressed to: an assignment or a plan. The few things in which the two differ.
import type { Pool } from '../db/pool.ts';
import { findParties } from '../db/queries/assignments.ts';
import { findPlan } from '../db/queries/plans.ts';
import {
  AssignmentCommandBody,
  type AssignmentCommandType,
  assignmentCommandTypes,
} from '../domain/assignment/commands.ts';
import { PlanCommandBody, planCommandTypes } from '../domain/plan/commands.ts';
import { assignmentStream, idOf, kindOf, planStream } from '../record/streams.ts';
import type { SignedIn } from './authenticate.ts';
import { assertMayAsk, assertMayChangePlans, mayRead, relationOf } from './authorise.ts';
import { Problem } from './problems.ts';
import { parseOrExplain } from './violations.ts';

export interface CommandTarget {
  readonly kind: 'assignment' | 'plan';
  readonly id: string;
}

export interface ValidCommand {
  readonly type: string;
}

export const streamOf = ({ kind, id }: CommandTarget): string =>
  kind === 'assignment' ? assignmentStream(id) : planStream(id);

export const targetOf = (stream: string): CommandTarget => ({
  kind: kindOf(stream) === 'plan' ? 'plan' : 'assignment',
  id: idOf(stream),
});

/** Part of what an Idempotency-Key stands for: the same wherever the command came in, alone or in a batch. */
export const routeOf = ({ kind, id }: CommandTarget): string => `${kind}s/${id}/commands`;

/** How answers name it. */
export const naming = ({ kind, id }: CommandTarget): { assignmentId: string } | { planId: string } =>
  kind === 'assignment' ? { assignmentId: id } : { planId: id };

const kinds = {
  assignment: { schema: AssignmentCommandBody, types: assignmentCommandTypes as readonly string[] },
  plan: { schema: PlanCommandBody, types: planCommandTypes as readonly string[] },
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
