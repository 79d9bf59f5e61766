// What every event makes of an assignment. Never refuses: what happened, happened.
import { assertNever } from '../assert-never.ts';
import { type Instant, ms } from '../instant.ts';
import { type Alarm, blames } from './alarms.ts';
import { amended } from './amended.ts';
import { happenedAt } from './circumstances.ts';
import type { RecordedAssignmentEvent } from './events.ts';
import * as parts from './evolve-part.ts';
import { type Assignment, type AssignmentState, awaitsUnit, countedParts, isAssigned, type Part } from './state.ts';
import { rollUp } from './status.ts';
import { succeeded } from './succession.ts';
import * as clock from './suspended-clock.ts';

type Later = Exclude<RecordedAssignmentEvent, { type: 'AssignmentAssigned' }>;
type Of<T extends Later['type']> = Extract<Later, { type: T }>;

export function evolve(state: AssignmentState, event: RecordedAssignmentEvent): AssignmentState {
  if (event.type === 'AssignmentAssigned') return assigned(event);
  return isAssigned(state) ? standing(forgetPassed(state, evolveAssigned(state, event), timePassed(event))) : state;
}

function assigned({ data, at }: Extract<RecordedAssignmentEvent, { type: 'AssignmentAssigned' }>): Assignment {
  const { onBehalfOf: _, basis: _basis, happenedOn: _happenedOn, ...spec } = data;
  return {
    ...spec,
    status: 'assigned',
    standing: 'running',
    assignedAt: at,
    launchUnitId: data.unitId,
    parts: data.parts.map(parts.opened),
    outcome: null,
    explanation: null,
    urgings: 0,
    escalations: 0,
    children: [],
    suspendedAt: null,
  };
}

/** What has passed without mattering does not matter later: nobody is reminded of yesterday. */
function forgetPassed(before: Assignment, state: Assignment, at: Instant): Assignment {
  if (before.standing === 'suspended' && state.standing === 'suspended') return state; // its clock stands still
  const isAhead = (alarm: Alarm) => ms(alarm.at) > ms(at);
  const parts = state.parts.map((part) =>
    part.alarms.every(isAhead) ? part : { ...part, alarms: part.alarms.filter(isAhead) },
  );
  return { ...state, parts };
}

/** How far time had come for the assignment, also where the event was found and recorded later. */
function timePassed({ receivedAt, at, type, data }: Later): Instant {
  if (receivedAt) return receivedAt;
  if (type === 'DeadlineMissed') return data.lateFrom;
  return ('plannedAt' in data && data.plannedAt) || at;
}

function standing(state: Assignment): Assignment {
  if (state.standing !== 'running') return { ...state, status: state.standing };
  return { ...state, status: rollUp(countedParts(state).map(({ status }) => status)) };
}

const withPart = (state: Assignment, partId: string, change: (part: Part) => Partial<Part>): Assignment => ({
  ...state,
  parts: state.parts.map((part) => (part.partId === partId ? { ...part, ...change(part) } : part)),
});

const begun = (part: Part): Partial<Part> => (part.status === 'assigned' ? { status: 'inProgress' } : {});
const continued = (part: Part): Partial<Part> => (awaitsUnit(part) ? { status: 'inProgress' } : {});

function evolveAssigned(state: Assignment, event: Later): Assignment {
  switch (event.type) {
    case 'AssignmentAcknowledged':
      return withPart(state, event.data.partId, (part) => ({
        ...begun(part),
        acknowledged: true,
        acknowledgedBySilence: event.data.bySilence ?? false,
      }));
    case 'OfficerAssigned':
      return withPart(state, event.data.partId, () => ({ officerId: event.data.personId }));
    case 'ProgressReported':
      return withPart(state, event.data.partId, continued);
    case 'CheckInReported':
      return withPart(state, event.data.partId, (part) => ({ ...begun(part), ...parts.checkedIn(part, event) }));
    case 'ObstacleReported':
      return withPart(state, event.data.partId, (part) => ({ ...begun(part), obstacleOpen: true }));
    case 'ObstacleResolved':
      return withPart(state, event.data.partId, () => ({ obstacleOpen: false }));
    case 'TriggerReceived':
      return withPart(state, event.data.partId, (part) => parts.triggered(state, part, event.data));
    case 'EvidencePrepared':
      return withPart(state, event.data.partId, (part) => ({
        ...continued(part),
        prepared: parts.evidenceIn(event.data),
      }));
    case 'EvidenceSubmitted':
    case 'OutcomeProposed':
      return withPart(state, event.data.partId, (part) => parts.submitted(state, part, event));
    case 'SubmissionWithdrawn':
      return withPart(state, event.data.partId, () => ({ status: 'inProgress', submission: null, prepared: null }));
    case 'ReviewStarted':
      return withPart(state, event.data.partId, () => ({ status: 'underReview' }));
    case 'ReviewStepPassed':
      return withPart(state, event.data.partId, () => ({ fieldReviewed: true }));
    case 'SubmissionReturned':
      return withPart(state, event.data.partId, (part) => parts.returned(state, part, event.data));
    case 'SubmissionAccepted':
      return withPart(state, event.data.partId, () => parts.accepted(event.data));
    case 'ExtensionRequested':
      return withPart(state, event.data.partId, () => ({
        extensions: event.data.extension,
        extensionAsked: {
          extension: event.data.extension,
          askedAt: event.receivedAt ?? event.at,
          dueDate: event.data.dueDate,
        },
      }));
    case 'ExtensionGranted':
      return withPart(state, event.data.partId, (part) => parts.extended(state, part, event.data));
    case 'ExtensionDenied':
      return withPart(state, event.data.partId, () => ({ extensionAsked: null }));
    case 'ExplanationRequested':
      return {
        ...state,
        explanation: {
          explanation: event.data.explanation,
          until: event.data.until,
          status: 'requested',
          missed: false,
        },
      };
    case 'ExplanationFiled':
      return explanationFiled(state, event);
    case 'ExplanationAccepted':
      return { ...withExplanation(state, { status: 'accepted' }), parts: state.parts.map(parts.explained) };
    case 'ExplanationRejected':
      return withExplanation(state, { status: 'rejected' });
    case 'ExplanationMissed':
      return withExplanation(state, { missed: true });
    case 'UrgingRecorded':
      return { ...state, urgings: event.data.urging };
    case 'AssignmentAdded':
      return { ...state, children: [...state.children, event.data.assignmentId] };
    case 'AssignmentClosed':
      return { ...state, standing: 'closed', outcome: event.data.outcome, parts: state.parts.map(parts.closed) };
    case 'AssignmentReopened':
      return { ...state, standing: 'running', outcome: null, parts: parts.reopened(state, event.data) };
    case 'AssignmentSuspended':
      return clock.stopped(state, happenedAt(event.data, event.receivedAt ?? event.at));
    case 'AssignmentResumed':
      return clock.goesOn(state, event.data);
    case 'AssignmentTransferred':
      return succeeded(state, event.data);
    case 'AssignmentVoided':
      return { ...state, standing: 'voided' };
    case 'AssignmentAmended':
      return amended(state, event.data);
    case 'AssignmentSuperseded':
      return { ...state, standing: 'superseded' };
    case 'YearContinued':
      return { ...state, calendarVersion: event.data.calendarVersion, parts: parts.continued(state, event.data) };
    case 'AssignmentEscalated':
      return { ...state, escalations: state.escalations + (blames(event.data.step) ? 1 : 0) };
    case 'DeadlineMissed':
      return withPart(state, event.data.partId, () => ({ missed: true }));
    case 'DeadlineMissWithdrawn':
      return withPart(state, event.data.partId, () => ({ missed: false }));
    case 'FieldStatusRecorded':
    case 'SupplementAdded':
    case 'CheckInMissed':
    case 'TriggerAwaited':
    case 'ReminderDue':
    case 'NoticeDelivered':
    case 'NoticeFailed':
    case 'AssignmentViewed':
      return state; // history; its alarm has passed
    default:
      return assertNever(event);
  }
}

/** One that nobody had asked for, because the missed target asks by itself, is as good as one that was. */
const explanationFiled = (state: Assignment, { data, receivedAt, at }: Of<'ExplanationFiled'>): Assignment => {
  const { explanation, late } = data;
  const asked = state.explanation?.explanation === explanation ? state.explanation : null;
  const until = asked?.until ?? receivedAt ?? at;
  const missed = late && (asked?.missed ?? false);
  return { ...state, explanation: { explanation, until, status: 'filed', missed } };
};

const withExplanation = (state: Assignment, change: Partial<Assignment['explanation']>): Assignment =>
  state.explanation ? { ...state, explanation: { ...state.explanation, ...change } } : state;
