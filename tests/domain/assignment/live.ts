// Lives a random life against the rules: every command merged with time, as a turn does it.
import { assignmentRules } from '../../../domain/assignment/decide.ts';
import type { AssignmentEvent, AssignmentSpec } from '../../../domain/assignment/events.ts';
import type { NoteCommand } from '../../../domain/assignment/notes.ts';
import { type Assignment, type AssignmentState, isAssigned, type Part } from '../../../domain/assignment/state.ts';
import { momentRefusal, type TransitionCommand, transitions } from '../../../domain/assignment/transitions.ts';
import type { PlansCommand } from '../../../domain/assignment/with-plan.ts';
import { addDays, dateOf, type Instant, instant, ms } from '../../../domain/instant.ts';
import {
  type Actor,
  type Decision,
  type Folded,
  passTimeUntil,
  type Recorded,
  record,
  unfolded,
} from '../../../domain/rules.ts';
import { assigned, knowing } from '../../support/assignment-history.ts';
import { type Intent, units } from './random-life.ts';

export type Command = Exclude<
  Parameters<typeof assignmentRules.decide>[1],
  { type: 'Assign' | 'Supersede' | PlansCommand['type'] | NoteCommand['type'] }
>;
export interface Asked {
  readonly command: Command;
  readonly by: Actor;
  readonly at: Instant;
}

export interface Answered extends Asked {
  readonly before: AssignmentState;
  readonly after: AssignmentState;
  readonly decision: Decision<AssignmentEvent>;
}

export interface Life {
  readonly folded: Folded<AssignmentState>;
  readonly events: readonly Recorded<AssignmentEvent>[];
  readonly answers: readonly Answered[];
}

const facts = {
  ...knowing,
  uploadedFiles: new Set(['f'.repeat(64)]),
  units: new Map(units.map((unitId) => [unitId, unitId === 'MTTQ' ? ('outside' as const) : ('office' as const)])),
};

export function begin(spec: AssignmentSpec): Life {
  const origin = { at: assigned.at, receivedAt: null, actor: assigned.by, commandId: null };
  const step = record(assignmentRules, unfolded(assignmentRules), [{ type: 'AssignmentAssigned', data: spec }], origin);
  return { ...step, answers: [] };
}

export function wait(life: Life, until: Instant): Life {
  const passed = passTimeUntil(assignmentRules, life.folded, until);
  return { ...life, folded: passed.folded, events: [...life.events, ...passed.events] };
}

/** First time until the command was received, then the command. */
export function ask(life: Life, asked: Asked): Life {
  const { folded, events, answers } = wait(life, asked.at);
  const { version } = folded;
  const context = { actor: asked.by, receivedAt: asked.at, version, versionBeforeTime: version, facts };
  const decision = assignmentRules.decide(folded.state, asked.command, context);
  const happened = 'events' in decision ? decision.events : [];
  const commandId = `command-${answers.length}`;
  const origin = { at: asked.at, receivedAt: asked.at, actor: asked.by, commandId };
  const step = record(assignmentRules, folded, happened, origin);
  return {
    folded: step.folded,
    events: [...events, ...step.events],
    answers: [...answers, { ...asked, before: folded.state, after: step.folded.state, decision }],
  };
}

const person = (role: Actor['role'], unitId: string | null): Actor => ({
  personId: null,
  name: role,
  post: role,
  role,
  unitId,
  head: true,
});
const coordinator = person('coordinator', 'VHXH');
const chair = person('chair', null);
const ofUnit = (unitId: string) => (unitId === 'VHXH' ? coordinator : person('unit', unitId));

const forChair: ReadonlySet<TransitionCommand> = new Set([
  'DecideExtension',
  'DecideExplanation',
  'SuspendAssignment',
  'VoidAssignment',
  'ReopenAssignment',
  'TransferAssignment',
]);
const forReviewer: ReadonlySet<TransitionCommand> = new Set(['StartReview', 'AcceptSubmission', 'ReturnSubmission']);
const forCoordinator: ReadonlySet<TransitionCommand> = new Set([
  'CloseAssignment',
  'ResumeAssignment',
  'RecordTrigger',
  'ResolveObstacle',
  'RequestExplanation',
  'AddAssignment',
  'RecordUrging',
]);

function whoFits(type: TransitionCommand, state: Assignment, part: Part): Actor {
  if (forChair.has(type)) return chair;
  if (forCoordinator.has(type)) return coordinator;
  if (type === 'RecordFieldStatus') return ofUnit('KTHTDT');
  if (forReviewer.has(type)) {
    const waits = state.policy.fieldOwnerReviews && !part.fieldReviewed && state.fieldOwnerUnitId;
    return part.receiverUnitId === 'UBND' ? chair : ofUnit(waits || part.receiverUnitId);
  }
  return ofUnit(transitions[type].on === 'part' ? part.ownerUnitId : state.unitId);
}

const partNamed = ({ part }: Intent, { parts }: Assignment): Part | undefined =>
  part === null ? undefined : parts[part % parts.length];

/** Whether the table lets it come now. */
function fitsTheMoment(intent: Intent, state: AssignmentState): boolean {
  if (!isAssigned(state)) return false;
  const part = partNamed(intent, state) ?? state.parts[0];
  const onPart = transitions[intent.type].on === 'part' && state.standing === 'running';
  return momentRefusal(intent.type, onPart && part ? part.status : state.status, state.mode) === null;
}

/** What exactly is asked, by whom, for whom. */
function settle(intent: Intent, life: Life, at: Instant): Asked {
  const { type, body, through, happenedDaysAgo } = intent;
  const { state } = life.folded;
  if (!isAssigned(state)) throw new Error('nothing was assigned');
  const named = partNamed(intent, state);
  const part = named ?? state.parts[0];
  if (!part) throw new Error('an assignment has parts');
  const fitting = intent.by ?? whoFits(type, state, part);
  const afterwards = happenedDaysAgo !== null;
  const recorded = through !== 'self' || afterwards;
  const onBehalfOf =
    through === 'chair' ? { post: 'Chủ tịch' } : { post: 'Trưởng phòng', unitId: fitting.unitId ?? 'VP' };
  const basis = { documentNumber: '9/TB-UBND', documentDate: dateOf(at) };
  const command = {
    type,
    ...body,
    ...(named && { partId: named.partId }),
    ...(through !== 'self' && { onBehalfOf }),
    ...(recorded && { basis }),
    ...(happenedDaysAgo !== null && { happenedOn: addDays(dateOf(at), -happenedDaysAgo) }),
  } as Command;
  return { command, by: recorded && !intent.by ? coordinator : fitting, at };
}

/** Each command as soon as it was received. */
export function liveThrough(spec: AssignmentSpec, wanted: readonly (readonly Intent[])[]): Life {
  let life = begin(spec);
  let at = assigned.at;
  for (const several of wanted) {
    at = instant(ms(at) + (several[0]?.after ?? 0) * 60_000);
    life = wait(life, at);
    const { state } = life.folded;
    const intent = several.find((each) => fitsTheMoment(each, state)) ?? several[0];
    if (intent) life = ask(life, settle(intent, life, at));
  }
  return wait(life, endOf(at));
}

export const endOf = (at: Instant): Instant => instant(ms(at) + 200 * 86_400_000);
