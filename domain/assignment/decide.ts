// The rules of one assignment: which command may come from whom, when, and what follows. Pure.
import { isLaunchable } from '../deadline.ts';
import type { TextRef } from '../free-text.ts';
import { ms } from '../instant.ts';
import { type RefusalCode, refuse } from '../refusals.ts';
import { type Context, isStale, type Rules } from '../rules.ts';
import { actingIn } from './acting.ts';
import type { Act, AssignmentFacts, Decided, PartCase, WholeAct } from './acts/act.ts';
import * as deadline from './acts/deadline.ts';
import * as ending from './acts/ending.ts';
import * as explanation from './acts/explanation.ts';
import * as review from './acts/review.ts';
import * as steering from './acts/steering.ts';
import * as submission from './acts/submission.ts';
import * as suspension from './acts/suspension.ts';
import * as work from './acts/work.ts';
import { circumstancesOf } from './circumstances.ts';
import type { AssignmentCommand, AssignmentCommandType } from './commands.ts';
import type { AssignmentEvent, AssignmentSpec, RecordedAssignmentEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { isNote, type NoteCommand, note } from './notes.ts';
import { type Assignment, type AssignmentState, isAssigned, isDecided, type Part, unassigned } from './state.ts';
import { nextWake, passTime } from './time.ts';
import { momentRefusal, transitions } from './transitions.ts';
import { decideWithPlan, isOfPlan, type PlansCommand } from './with-plan.ts';

export type { AssignmentFacts } from './acts/act.ts';

/** The launch's own command: an assignment begins. Not reachable over HTTP. */
interface Assign {
  readonly type: 'Assign';
  readonly spec: AssignmentSpec;
}

/** An amended plan's own command: others take its place, or none. Not reachable over HTTP. */
interface Supersede {
  readonly type: 'Supersede';
  readonly successorIds: readonly string[];
  readonly reason?: TextRef;
}

type Command = AssignmentCommand | Assign | Supersede | PlansCommand | NoteCommand;
type Ctx = Context<AssignmentFacts>;

/** One case per command. */
const acts: { readonly [T in AssignmentCommandType]: Act<T> | WholeAct<T> } = {
  Acknowledge: work.acknowledge,
  AssignOfficer: work.assignOfficer,
  ReportProgress: work.reportProgress,
  ReportCheckIn: work.reportCheckIn,
  ReportObstacle: work.reportObstacle,
  ResolveObstacle: work.resolveObstacle,
  RecordFieldStatus: work.recordFieldStatus,
  SubmitEvidence: submission.submitEvidence,
  ApproveSubmission: submission.approveSubmission,
  WithdrawSubmission: submission.withdrawSubmission,
  ProposeOutcome: submission.proposeOutcome,
  StartReview: review.startReview,
  AcceptSubmission: review.acceptSubmission,
  ReturnSubmission: review.returnSubmission,
  RecordTrigger: deadline.recordTrigger,
  RequestExtension: deadline.requestExtension,
  DecideExtension: deadline.decideExtension,
  RequestExplanation: explanation.requestExplanation,
  FileExplanation: explanation.fileExplanation,
  DecideExplanation: explanation.decideExplanation,
  RecordUrging: steering.recordUrging,
  AddAssignment: steering.addAssignment,
  SuspendAssignment: suspension.suspendAssignment,
  ResumeAssignment: suspension.resumeAssignment,
  TransferAssignment: steering.transferAssignment,
  CloseAssignment: ending.closeAssignment,
  AddSupplement: ending.addSupplement,
  ReopenAssignment: ending.reopenAssignment,
  VoidAssignment: ending.voidAssignment,
};

function decide(state: AssignmentState, command: Command, context: Ctx): Decided {
  if (command.type === 'Assign') return assign(state, command.spec);
  if (isOfPlan(command)) return decideWithPlan(state, command, context);
  if (!isAssigned(state)) return refuse('not-assigned');
  if (isNote(command)) return note(command, context.actor);
  if (command.type === 'Supersede') return supersede(state, command);
  if (isStale(command.expectedVersion, context)) return refuse('stale-version');
  const acting = actingIn(command, context);
  if ('refusal' in acting) return acting;
  const part = transitions[command.type].on === 'part' ? partOf(state, command, context) : state.parts[0];
  if (!part || typeof part === 'string') return refuse(part ?? 'unknown-part');
  const act = acts[command.type] as Act<AssignmentCommandType>;
  const asked: PartCase<AssignmentCommandType> = { state, part, command, context, acting };
  const refusal = act.mayAct(asked) ?? momentRefusal(command.type, statusFor(command.type, state, part), state.mode);
  if (refusal) return refuse(refusal);
  const missing = basisNotUploaded(command, context);
  if (missing) return refuse('unknown-file', [missing]);
  return withCircumstances(act.decide(asked), command);
}

const statusFor = (type: AssignmentCommandType, state: Assignment, part: Part) =>
  transitions[type].on === 'assignment' || state.standing !== 'running' ? state.status : part.status;

/**
 * The part that a command is about: the named one, else the only one that is still open, else the only one. Work that has
 * not begun, or that only helps, is meant where nothing else is.
 */
function partOf({ parts }: Assignment, { partId }: AssignmentCommand, { receivedAt }: Ctx): Part | RefusalCode {
  if (partId !== undefined) return parts.find((part) => part.partId === partId) ?? 'unknown-part';
  const open = those(parts, (part) => !isDecided(part));
  const begun = those(open, ({ startsAt }) => startsAt === undefined || ms(startsAt) <= ms(receivedAt));
  const [only, ...others] = those(begun, ({ needed }) => needed);
  if (!only) return 'unknown-part';
  return others.length > 0 ? 'part-required' : only;
}

/** Where there are such parts, only those; else all. */
function those(parts: readonly Part[], which: (part: Part) => boolean): readonly Part[] {
  const found = parts.filter(which);
  return found.length > 0 ? found : parts;
}

const basisNotUploaded = (command: AssignmentCommand, { facts }: Ctx): string | undefined =>
  command.basis?.file && !facts.uploadedFiles.has(command.basis.file) ? command.basis.file : undefined;

/** Every event keeps for whom, on which paper and of which day it was recorded. */
function withCircumstances(decided: Decided, command: AssignmentCommand): Decided {
  const given = circumstancesOf(command);
  if ('refusal' in decided || Object.keys(given).length === 0) return decided;
  return {
    events: decided.events.map((event) => ({ ...event, data: { ...event.data, ...given } }) as AssignmentEvent),
  };
}

function assign(state: AssignmentState, spec: AssignmentSpec): Decided {
  if (isAssigned(state)) return refuse('already-assigned');
  if (!spec.parts.every((part) => isLaunchable(part.deadline))) return refuse('deadline-not-settled');
  return { events: [{ type: 'AssignmentAssigned', data: spec }] };
}

function supersede(state: Assignment, { successorIds, reason }: Supersede): Decided {
  const refusal = momentRefusal('Supersede', state.status, state.mode);
  if (refusal) return refuse(refusal);
  const data = { successorIds: [...successorIds], ...(reason && { reason }) };
  return { events: [{ type: 'AssignmentSuperseded', data }] };
}

export const assignmentRules: Rules<AssignmentState, Command, AssignmentEvent, AssignmentFacts> = {
  initial: unassigned,
  decide,
  evolve: (state, event) => evolve(state, event as RecordedAssignmentEvent),
  nextWake,
  passTime,
};
