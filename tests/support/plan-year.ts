// What becomes of assignments of a plan, in the rules alone.
import { assignmentRules } from '../../domain/assignment/decide.ts';
import type { AssignmentSpec } from '../../domain/assignment/events.ts';
import type { Assignment, AssignmentState } from '../../domain/assignment/state.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PlanAssignment } from '../../domain/plan/figures.ts';
import { type Actor, type Folded, passTimeUntil, record, system, unfolded } from '../../domain/rules.ts';
import { knowing } from './assignment-history.ts';

export type State = Folded<AssignmentState>;

/** What becomes of an assignment when this is asked of it then, with all time that passes before. */
export function asked(start: State, command: object, by: Actor, when: Instant): State {
  const passed = passTimeUntil(assignmentRules, start, when).folded;
  const context = {
    actor: by,
    receivedAt: when,
    version: passed.version,
    versionBeforeTime: start.version,
    facts: knowing,
  };
  const decision = assignmentRules.decide(passed.state, command as never, context);
  if ('refusal' in decision) throw new Error(decision.refusal.code);
  const origin = { at: when, receivedAt: when, actor: by, commandId: null };
  return record(assignmentRules, passed, decision.events, origin).folded;
}

export const begun = (spec: AssignmentSpec, when: Instant): State =>
  asked(unfolded(assignmentRules), { type: 'Assign', spec }, system, when);

export const standing = (state: State, when: Instant): State => passTimeUntil(assignmentRules, state, when).folded;

/** As the plan is told of it. */
export const ofPlan = (assignmentId: string, { state }: State): PlanAssignment => ({
  ...(state as Assignment),
  assignmentId,
});
