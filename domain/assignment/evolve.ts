// What every event makes of an assignment. Never refuses: what happened, happened.
import { assertNever } from '../assert-never.ts';
import { type Instant, ms } from '../instant.ts';
import type { Alarm } from './alarms.ts';
import type { PartSpec, RecordedAssignmentEvent } from './events.ts';
import { type Assignment, type AssignmentState, awaitsUnit, isAssigned, isDecided, type Part } from './state.ts';
import { rollUp } from './status.ts';

type Later = Exclude<RecordedAssignmentEvent, { type: 'AssignmentAssigned' }>;
type Of<T extends Later['type']> = Extract<Later, { type: T }>;

export function evolve(state: AssignmentState, event: RecordedAssignmentEvent): AssignmentState {
  if (event.type === 'AssignmentAssigned') return assigned(event);
  return isAssigned(state) ? standing(forgetPassed(evolveAssigned(state, event), event.at)) : state;
}

function assigned({ data, at }: Extract<RecordedAssignmentEvent, { type: 'AssignmentAssigned' }>): Assignment {
  const { onBehalfOf: _, basis: _basis, happenedOn: _happenedOn, ...spec } = data;
  return {
    ...spec,
    status: 'assigned',
    standing: 'running',
    assignedAt: at,
    launchUnitId: data.unitId,
    parts: data.parts.map(openPart),
    outcome: null,
    explanation: null,
    urgings: 0,
    escalations: 0,
    children: [],
    suspendedAt: null,
  };
}

function openPart({ reminders = [], alarms = [], ...spec }: PartSpec): Part {
  return {
    ...spec,
    status: 'assigned',
    needed: spec.needed ?? true,
    acknowledged: false,
    officerId: null,
    alarms: [...reminders.map((reminder): Alarm => ({ what: 'reminder', ...reminder })), ...alarms],
    missed: false,
    waitingFor: spec.waitingFor ?? null,
    obstacleOpen: false,
    resubmitUntil: null,
    prepared: null,
    submissions: 0,
    submission: null,
    fieldReviewed: false,
    result: null,
    extensions: 0,
    extensionAsked: null,
  };
}

/** What has passed without mattering does not matter later: nobody is reminded of yesterday. */
function forgetPassed(state: Assignment, at: Instant): Assignment {
  if (state.standing === 'suspended') return state; // its clock stands still
  const isAhead = (alarm: Alarm) => ms(alarm.at) > ms(at);
  const parts = state.parts.map((part) =>
    part.alarms.every(isAhead) ? part : { ...part, alarms: part.alarms.filter(isAhead) },
  );
  return { ...state, parts };
}

function standing(state: Assignment): Assignment {
  if (state.standing !== 'running') return { ...state, status: state.standing };
  const counted = state.parts.filter(({ needed }) => needed);
  return { ...state, status: rollUp((counted.length > 0 ? counted : state.parts).map(({ status }) => status)) };
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
      return withPart(state, event.data.partId, (part) => ({ ...begun(part), acknowledged: true }));
    case 'OfficerAssigned':
      return withPart(state, event.data.partId, () => ({ officerId: event.data.personId }));
    case 'ProgressReported':
      return withPart(state, event.data.partId, continued);
    case 'CheckInReported':
      return withPart(state, event.data.partId, (part) => ({ ...begun(part), alarms: withoutCheckIn(part, event) }));
    case 'ObstacleReported':
      return withPart(state, event.data.partId, (part) => ({ ...begun(part), obstacleOpen: true }));
    case 'ObstacleResolved':
      return withPart(state, event.data.partId, () => ({ obstacleOpen: false }));
    case 'TriggerReceived':
      return withPart(state, event.data.partId, (part) => ({ ...dueFrom(part, event.data), waitingFor: null }));
    case 'EvidencePrepared':
      return withPart(state, event.data.partId, (part) => ({ ...continued(part), prepared: event.data }));
    case 'EvidenceSubmitted':
    case 'OutcomeProposed':
      return withPart(state, event.data.partId, (part) => submitted(part, event));
    case 'SubmissionWithdrawn':
      return withPart(state, event.data.partId, () => ({ status: 'inProgress', submission: null, prepared: null }));
    case 'ReviewStarted':
      return withPart(state, event.data.partId, () => ({ status: 'underReview' }));
    case 'ReviewStepPassed':
      return withPart(state, event.data.partId, () => ({ fieldReviewed: true }));
    case 'SubmissionReturned':
      return withPart(state, event.data.partId, () => ({
        status: 'returned',
        submission: null,
        resubmitUntil: event.data.resubmitUntil,
      }));
    case 'SubmissionAccepted':
      return withPart(state, event.data.partId, () => accepted(event));
    case 'ExtensionRequested':
      return withPart(state, event.data.partId, () => ({
        extensions: event.data.extension,
        extensionAsked: { extension: event.data.extension, askedAt: event.receivedAt ?? event.at },
      }));
    case 'ExtensionGranted':
      return withPart(state, event.data.partId, (part) => ({ ...dueFrom(part, event.data), extensionAsked: null }));
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
      return withExplanation(state, { status: 'filed' });
    case 'ExplanationAccepted':
      return explained(withExplanation(state, { status: 'accepted' }));
    case 'ExplanationRejected':
      return withExplanation(state, { status: 'rejected' });
    case 'ExplanationMissed':
      return withExplanation(state, { missed: true });
    case 'UrgingRecorded':
      return { ...state, urgings: event.data.urging };
    case 'AssignmentAdded':
      return { ...state, children: [...state.children, event.data.assignmentId] };
    case 'AssignmentClosed':
      return { ...state, standing: 'closed', outcome: event.data.outcome };
    case 'AssignmentReopened':
      return reopened(state, event);
    case 'AssignmentSuspended':
      return { ...state, standing: 'suspended', suspendedAt: event.at };
    case 'AssignmentResumed':
      return resumed(state, event);
    case 'AssignmentTransferred':
      return transferred(state, event);
    case 'AssignmentVoided':
      return { ...state, standing: 'voided' };
    case 'AssignmentEscalated':
      return { ...state, escalations: state.escalations + 1 };
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

const withoutCheckIn = ({ alarms }: Part, { receivedAt, at }: Of<'CheckInReported'>): Alarm[] =>
  alarms.filter((alarm) => alarm.what !== 'checkIn' || ms(alarm.from) > ms(receivedAt ?? at));

/** A new due replaces the old one with all that led up to it; check-ins and the review's clock stay. */
function dueFrom(
  part: Part,
  { due, lateFrom, alarms }: Pick<Part, 'due' | 'lateFrom'> & { alarms: readonly Alarm[] },
): Partial<Part> {
  const kept = part.alarms.filter(({ what }) => what === 'checkIn' || what === 'silence');
  return { due, lateFrom, alarms: [...kept, ...alarms] };
}

function submitted(part: Part, event: Of<'EvidenceSubmitted' | 'OutcomeProposed'>): Partial<Part> {
  const { submission: number, unitId, late, alarms = [] } = event.data;
  const proposed = event.type === 'OutcomeProposed' ? event.data.outcome : null;
  return {
    status: 'submitted',
    submissions: number,
    submission: { number, unitId, receivedAt: event.receivedAt ?? event.at, late, proposed },
    prepared: null,
    fieldReviewed: false,
    alarms: [...part.alarms, ...alarms],
  };
}

function accepted({ data: { result } }: Of<'SubmissionAccepted'>): Partial<Part> {
  const missed = result === 'notAchieved' || result === 'cannotBeDone';
  return { status: missed ? 'notAchieved' : 'accepted', result };
}

const withExplanation = (state: Assignment, change: Partial<Assignment['explanation']>): Assignment =>
  state.explanation ? { ...state, explanation: { ...state.explanation, ...change } } : state;

const explained = (state: Assignment): Assignment => ({
  ...state,
  parts: state.parts.map((part) => (part.status === 'notAchieved' ? { ...part, status: 'explained' } : part)),
});

const reopened = (state: Assignment, { data: { partIds, resubmitUntil } }: Of<'AssignmentReopened'>): Assignment => ({
  ...state,
  standing: 'running',
  outcome: null,
  parts: state.parts.map((part) =>
    partIds.includes(part.partId)
      ? { ...part, status: 'inProgress', submission: null, result: null, resubmitUntil }
      : part,
  ),
});

function resumed(state: Assignment, { data: { parts } }: Of<'AssignmentResumed'>): Assignment {
  const moved = new Map(parts.map((part) => [part.partId, part]));
  return {
    ...state,
    standing: 'running',
    suspendedAt: null,
    parts: state.parts.map((part) => {
      const { due, lateFrom, alarms } = moved.get(part.partId) ?? part;
      return { ...part, due, lateFrom, alarms };
    }),
  };
}

function transferred(state: Assignment, { data }: Of<'AssignmentTransferred'>): Assignment {
  const { fromUnitId, toUnitId, reviewUnitId } = data;
  const moved = (unitId: string) => (unitId === fromUnitId ? toUnitId : unitId);
  return {
    ...state,
    unitId: moved(state.unitId),
    leadUnitId: moved(state.leadUnitId),
    leadUnitIds: [...new Set(state.leadUnitIds.map(moved))],
    coordinatingUnitIds: [...new Set(state.coordinatingUnitIds.map(moved))],
    reviewUnitId,
    parts: state.parts.map((part) => ({
      ...part,
      ownerUnitId: moved(part.ownerUnitId),
      receiverUnitId: part.receiverUnitId === state.reviewUnitId ? reviewUnitId : moved(part.receiverUnitId),
      officerId: !isDecided(part) && part.ownerUnitId === fromUnitId ? null : part.officerId,
    })),
  };
}
