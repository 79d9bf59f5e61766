// A year of a plan in a moment: every assignment plays through the rules, time against people, nothing waits for a clock.
import type { AssignmentFacts } from '../assignment/acts/act.ts';
import { assignmentRules } from '../assignment/decide.ts';
import type { AssignmentEvent, AssignmentSpec } from '../assignment/events.ts';
import { labelOf, type NationalLabel } from '../assignment/labels.ts';
import { type Assignment, type AssignmentState, isAssigned } from '../assignment/state.ts';
import { type Instant, ms } from '../instant.ts';
import { type Actor, passTimeUntil, type Recorded, type Role, record, system, unfolded } from '../rules.ts';
import { nextStep, type Step, type Ward } from './script.ts';

/** What one assignment went through. */
export interface Rehearsed {
  readonly events: readonly Recorded<AssignmentEvent>[];
  readonly state: Assignment;
  readonly label: NationalLabel | null;
  /** Steps that the rules refused: a script that does not fit its ward. */
  readonly refused: readonly { readonly step: Step; readonly code: string }[];
}

const MOST_STEPS = 10_000;

type Move = { readonly what: 'time'; readonly at: Instant } | { readonly what: 'step'; readonly step: Step };

/** What comes next: the assignment speaks by itself, before anybody acts or at that moment, or somebody acts. Null: the end. */
export function nextMove(state: Assignment, now: Instant, ward: Ward): Move | null {
  const wake = assignmentRules.nextWake(state);
  const step = nextStep(state, now, ward);
  if (wake !== null && ms(wake) <= ms(ward.until) && (!step || ms(wake) <= ms(step.at)))
    return { what: 'time', at: wake };
  return step && { what: 'step', step };
}

/** Plays one assignment from its launch to the end of the rehearsal. Throws when it does not come to an end. */
export function rehearse(spec: AssignmentSpec, launchedAt: Instant, ward: Ward, facts: AssignmentFacts): Rehearsed {
  const begun = record(assignmentRules, unfolded(assignmentRules), [{ type: 'AssignmentAssigned', data: spec }], {
    at: launchedAt,
    receivedAt: null,
    actor: system,
    commandId: null,
  });
  let { folded } = begun;
  let now = launchedAt;
  const events: Recorded<AssignmentEvent>[] = [...begun.events];
  const refused: { step: Step; code: string }[] = [];
  for (let steps = 0; ; steps++) {
    if (steps > MOST_STEPS) throw new Error(`the script of ${spec.rowId} does not end`);
    const move = nextMove(assigned(folded.state), now, ward);
    if (!move) break;
    if (move.what === 'time') {
      const passed = passTimeUntil(assignmentRules, folded, move.at);
      folded = passed.folded;
      events.push(...passed.events);
      now = move.at;
      continue;
    }
    const { step } = move;
    now = step.at;
    const context = {
      actor: actorOf(step, ward),
      receivedAt: step.at,
      version: folded.version,
      versionBeforeTime: folded.version,
      facts,
    };
    const decision = assignmentRules.decide(folded.state, step.command, context);
    if ('refusal' in decision) {
      refused.push({ step, code: decision.refusal.code });
      break; // whoever wrote the script must see it; a second try would be refused as well
    }
    const origin = { at: step.at, receivedAt: step.at, actor: context.actor, commandId: null };
    const done = record(assignmentRules, folded, decision.events, origin);
    folded = done.folded;
    events.push(...done.events);
  }
  const state = assigned(folded.state);
  return { events, state, label: labelOf(state, ward.until), refused };
}

function assigned(state: AssignmentState): Assignment {
  if (!isAssigned(state)) throw new Error('an assignment that was not assigned');
  return state;
}

/** Each unit speaks through its head. */
function actorOf({ who }: Step, { chairId, coordinatorUnitId }: Ward): Actor {
  const person = (role: Role, unitId: string | null): Actor => ({
    personId: role === 'chair' ? chairId : null,
    name: unitId ?? role,
    post: role,
    role,
    unitId,
    head: true,
  });
  if (who === 'chair') return person('chair', null);
  if (who === 'coordinator') return person('coordinator', coordinatorUnitId);
  return person('unit', who.unitId);
}
