// The rules of one assignment: which command may happen when, and what follows. Pure.
import { assertNever } from '../assert-never.ts';
import { addWorkingDays, CalendarRangeError } from '../calendar.ts';
import { calendars } from '../calendar-vn.ts';
import { isLaunchable } from '../deadline.ts';
import { dateOf, endOfDay, type Instant, later, ms } from '../instant.ts';
import { type RefusalCode, refuse } from '../refusals.ts';
import { type Context, type Decision, isStale, type Role, type Rules } from '../rules.ts';
import { type AssignmentCommand, filesNamedBy, type Outcome } from './commands.ts';
import type { AssignmentEvent, AssignmentSpec, RecordedAssignmentEvent } from './events.ts';
import {
  type Assignment,
  type AssignmentState,
  awaitsUnit,
  effectiveLateFrom,
  evolve,
  isAssigned,
  type Part,
  unassigned,
} from './state.ts';
import { nextWake, passTime } from './time.ts';

/** What decide must know from outside: which of the named files the acting unit has uploaded. */
export interface AssignmentFacts {
  readonly uploadedFiles: ReadonlySet<string>;
}

/** The launch's own command: an assignment begins. Not reachable over HTTP. */
interface Assign {
  readonly type: 'Assign';
  readonly spec: AssignmentSpec;
}

/** A correction may be asked for at most a year after the deadline. */
const LONGEST_REWORK_MS = 366 * 86_400_000;

type Command = AssignmentCommand | Assign;
type Decided = Decision<AssignmentEvent>;
type Ctx = Context<AssignmentFacts>;
type Of<T extends AssignmentCommand['type']> = Extract<AssignmentCommand, { type: T }>;

const events = (...happened: AssignmentEvent[]): Decided => ({ events: happened });

function decide(state: AssignmentState, command: Command, context: Ctx): Decided {
  if (command.type === 'Assign') return assign(state, command.spec);
  if (!isAssigned(state)) return refuse('not-assigned');
  if (isStale(command.expectedVersion, context)) return refuse('stale-version');
  if (state.status === 'closed') return refuse('assignment-closed');
  if (command.type === 'CloseAssignment') return close(state, command, context);
  const part = partOf(state, command.partId);
  return typeof part === 'string' ? refuse(part) : decideOnPart(state, part, command, context);
}

function decideOnPart(
  state: Assignment,
  part: Part,
  command: Exclude<AssignmentCommand, Of<'CloseAssignment'>>,
  context: Ctx,
): Decided {
  switch (command.type) {
    case 'Acknowledge':
      return acknowledge(part, context);
    case 'ReportProgress':
      return reportProgress(part, command, context);
    case 'SubmitEvidence':
      return submitEvidence(part, command, context);
    case 'WithdrawSubmission':
      return withdraw(part, command, context);
    case 'StartReview':
      return startReview(state, part, context);
    case 'AcceptSubmission':
      return accept(state, part, command, context);
    case 'ReturnSubmission':
      return returnForRework(state, part, command, context);
    default:
      return assertNever(command);
  }
}

function assign(state: AssignmentState, spec: AssignmentSpec): Decided {
  if (isAssigned(state)) return refuse('already-assigned');
  if (!spec.parts.every((part) => isLaunchable(part.deadline))) return refuse('deadline-not-settled');
  return events({ type: 'AssignmentAssigned', data: spec });
}

const isDecided = (part: Part): boolean => part.status === 'accepted' || part.status === 'notAchieved';

/** The part that a command is about: the named one, else the only one that is still open, else the only one. */
function partOf(state: Assignment, partId: string | undefined): Part | RefusalCode {
  const named = state.parts.filter((part) => partId === undefined || part.partId === partId);
  const open = named.filter((part) => !isDecided(part));
  const [only, ...others] = open.length > 0 ? open : named;
  if (!only) return 'unknown-part';
  return others.length > 0 ? 'part-required' : only;
}

const actsForUnits = new Set<Role>(['unit', 'coordinator']);

const actsForOwner = (part: Part, { actor }: Ctx): boolean =>
  actsForUnits.has(actor.role) && actor.unitId === part.ownerUnitId;

function acknowledge(part: Part, context: Ctx): Decided {
  if (!actsForOwner(part, context)) return refuse('not-the-assigned-unit');
  if (part.acknowledged) return refuse('already-acknowledged');
  return events({ type: 'AssignmentAcknowledged', data: { partId: part.partId } });
}

function reportProgress(part: Part, command: Of<'ReportProgress'>, context: Ctx): Decided {
  if (!actsForOwner(part, context)) return refuse('not-the-assigned-unit');
  if (isDecided(part)) return refuse('already-accepted');
  const { note, state, cause } = command;
  const data = { partId: part.partId, note, ...(state && { state }), ...(cause && { cause }) };
  return events({ type: 'ProgressReported', data });
}

function submitEvidence(part: Part, command: Of<'SubmitEvidence'>, context: Ctx): Decided {
  if (!actsForOwner(part, context)) return refuse('not-the-assigned-unit');
  if (isDecided(part)) return refuse('already-accepted');
  if (!awaitsUnit(part)) return refuse('already-submitted');
  const { files = [], links = [], figures = [], note } = command;
  if (files.length + links.length + figures.length === 0) return refuse('nothing-to-submit');
  const unknown = filesNamedBy(command).filter((sha256) => !context.facts.uploadedFiles.has(sha256));
  if (unknown.length > 0) return refuse('unknown-file', unknown);
  const submission = part.submissions + 1;
  const unitId = part.ownerUnitId;
  const lateFrom = effectiveLateFrom(part);
  const late = lateFrom !== null && ms(context.receivedAt) >= ms(lateFrom);
  const submitted: AssignmentEvent = {
    type: 'EvidenceSubmitted',
    data: { partId: part.partId, submission, unitId, files, links, figures, ...(note && { note }), lateFrom, late },
  };
  if (!part.missed || late || lateFrom === null) return events(submitted);
  return events(submitted, { type: 'DeadlineMissWithdrawn', data: { partId: part.partId, submission, lateFrom } });
}

function withdraw(part: Part, command: Of<'WithdrawSubmission'>, context: Ctx): Decided {
  if (!actsForOwner(part, context)) return refuse('not-the-assigned-unit');
  if (part.status === 'underReview') return refuse('review-started');
  if (part.status !== 'submitted' || !part.submission) return refuse('nothing-submitted');
  const data = { ...submissionOf(part), ...(command.reason && { reason: command.reason }) };
  return events({ type: 'SubmissionWithdrawn', data });
}

const submissionOf = (part: Part) => ({ partId: part.partId, submission: part.submissions });

/** Four eyes is by unit: no unit reviews what it submitted or leads with the one that did, whoever the officer is. */
function reviewRefusal(state: Assignment, part: Part, { actor }: Ctx): RefusalCode | null {
  if (!part.submission) return 'nothing-submitted';
  const ownUnits = [part.submission.unitId, ...state.leadUnitIds];
  if (actor.unitId !== null && ownUnits.includes(actor.unitId)) return 'own-unit-review';
  const mayReview = actor.role === 'chair' || (actsForUnits.has(actor.role) && actor.unitId === state.reviewUnitId);
  if (!mayReview) return 'not-a-reviewer';
  return part.status === 'submitted' || part.status === 'underReview' ? null : 'nothing-submitted';
}

function startReview(state: Assignment, part: Part, context: Ctx): Decided {
  const refusal = reviewRefusal(state, part, context);
  if (refusal) return refuse(refusal);
  return part.status === 'underReview' ? events() : events({ type: 'ReviewStarted', data: submissionOf(part) });
}

/** Accepting or returning at once begins the review as well: two clicks are enough, the history stays whole. */
const begunReview = (part: Part): AssignmentEvent[] =>
  part.status === 'underReview' ? [] : [{ type: 'ReviewStarted', data: submissionOf(part) }];

function accept(state: Assignment, part: Part, command: Of<'AcceptSubmission'>, context: Ctx): Decided {
  const refusal = reviewRefusal(state, part, context);
  if (refusal) return refuse(refusal);
  const { result = 'achieved', note } = command;
  return events(...begunReview(part), {
    type: 'SubmissionAccepted',
    data: { ...submissionOf(part), result, ...(note && { note }) },
  });
}

function returnForRework(state: Assignment, part: Part, command: Of<'ReturnSubmission'>, context: Ctx): Decided {
  const refusal = reviewRefusal(state, part, context);
  if (refusal) return refuse(refusal);
  const { reasonCode, reason, resubmitBy } = command;
  const until = resubmitBy ? endOfDay(resubmitBy) : defaultResubmission(state, context.receivedAt);
  if (until === null) return refuse('resubmit-by-required');
  if (ms(until) <= ms(context.receivedAt)) return refuse('resubmit-by-past');
  const deadline = later(context.receivedAt, part.lateFrom ?? context.receivedAt);
  if (ms(until) > ms(deadline) + LONGEST_REWORK_MS) return refuse('resubmit-by-too-far');
  const resubmitUntil = part.submission?.late ? null : until;
  const data = { ...submissionOf(part), reasonCode, reason, ...(resubmitBy && { resubmitBy }), resubmitUntil };
  return events(...begunReview(part), { type: 'SubmissionReturned', data });
}

/**
 * Without a date from the reviewer the unit has the policy's working days: a slow review must not make a unit late.
 * Null beyond the calendar: then the reviewer names the date, nothing is guessed.
 */
function defaultResubmission(state: Assignment, returnedAt: Instant): Instant | null {
  const calendar = calendars[state.calendarVersion];
  if (!calendar) return null;
  try {
    return endOfDay(addWorkingDays(calendar, dateOf(returnedAt), state.policy.resubmitWorkingDays));
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

/** What the reviews of all parts come to. Closing states it and cannot override it: four eyes hold to the end. */
function outcomeOf({ parts }: Assignment): Outcome {
  const results = parts.map((part) => part.result);
  if (results.includes('notAchieved')) return 'notAchieved';
  return results.every((result) => result === 'achieved') ? 'achieved' : 'partlyAchieved';
}

function close(state: Assignment, command: Of<'CloseAssignment'>, { actor }: Ctx): Decided {
  if (actor.role !== 'coordinator' && actor.role !== 'chair') return refuse('not-the-coordinator');
  if (state.status !== 'accepted' && state.status !== 'notAchieved') return refuse('not-accepted');
  if (command.outcome !== outcomeOf(state)) return refuse('outcome-contradicts-result');
  return events({
    type: 'AssignmentClosed',
    data: { outcome: command.outcome, ...(command.note && { note: command.note }) },
  });
}

export const assignmentRules: Rules<AssignmentState, Command, AssignmentEvent, AssignmentFacts> = {
  initial: unassigned,
  decide,
  evolve: (state, event) => evolve(state, event as RecordedAssignmentEvent),
  nextWake,
  passTime,
};
