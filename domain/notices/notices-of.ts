// Which event tells whom what. Pure, and the only place that says so.
import { waitsForFieldOwner } from '../assignment/acts/review.ts';
import { blames } from '../assignment/alarms.ts';
import type { AssignmentEvent } from '../assignment/events.ts';
import { type Assignment, type AssignmentState, isAssigned, type Part } from '../assignment/state.ts';
import type { About, Audience, Notice, NoticeKind } from './notice.ts';

type Of<T extends AssignmentEvent['type']> = Extract<AssignmentEvent, { type: T }>;

/** What an event tells, with the state that it has led to. What was entered afterwards, of an earlier day, is never urgent. */
export function noticesOf(event: AssignmentEvent, state: AssignmentState): Notice[] {
  if (!isAssigned(state)) return [];
  const notices = toldBy(event, state);
  return event.data.happenedOn ? notices.map((notice) => ({ ...notice, urgency: 'digest' })) : notices;
}

function toldBy(event: AssignmentEvent, state: Assignment): Notice[] {
  const about = 'partId' in event.data ? event.data.partId : null;
  const part = state.parts.find(({ partId }) => partId === about);
  return part ? [...toldOfPart(event, state, part)] : toldOfWhole(event, state);
}

const to =
  (urgency: Notice['urgency']) =>
  (kind: NoticeKind, audience: Audience, unitId: string, about: About = {}, partId: string | null = null): Notice => ({
    kind,
    audience,
    urgency,
    list: false,
    partId,
    unitId,
    about,
  });
const now = to('now');
const digest = to('digest');

const unitOf = ({ ownerUnitId, officerId }: Part): Audience => ({
  who: 'unit',
  unitId: ownerUnitId,
  personId: officerId,
});
const everyOwner = (state: Assignment): string[] => [...new Set(state.parts.map(({ ownerUnitId }) => ownerUnitId))];
const wholeUnit = (unitId: string): Audience => ({ who: 'unit', unitId, personId: null });
const coordinator: Audience = { who: 'coordinator' };
const chair: Audience = { who: 'chair' };

function toldOfPart(event: AssignmentEvent, state: Assignment, part: Part): Notice[] {
  const { partId, ownerUnitId: unitId, receiverUnitId } = part;
  const unit = unitOf(part);
  const reviewer: Audience = { who: 'reviewer', unitId: receiverUnitId };
  switch (event.type) {
    case 'OfficerAssigned':
      return [now('inCharge', { who: 'person', personId: event.data.personId }, unitId, {}, partId)];
    case 'ReminderDue':
      return [digest('reminder', unit, unitId, { due: part.due }, partId)];
    case 'DeadlineMissed':
      return [digest('missed', unit, unitId, { due: event.data.due }, partId)];
    case 'AssignmentEscalated':
      return escalated(event, state, part);
    case 'CheckInMissed':
      return [digest('checkInMissed', unit, unitId, { period: event.data.period }, partId)];
    case 'ObstacleReported':
      return [now('obstacle', coordinator, unitId, {}, partId)];
    case 'ObstacleResolved':
      return [now('resolved', unit, unitId, {}, partId)];
    case 'TriggerAwaited':
      return [digest('triggerAwaited', coordinator, unitId, { source: event.data.source }, partId)];
    case 'TriggerReceived': {
      const { due, documentNumber } = event.data;
      return [now('triggerReceived', unit, unitId, { due, documentNumber }, partId)];
    }
    case 'EvidencePrepared':
      return [now('prepared', { who: 'unitHead', unitId }, unitId, {}, partId)];
    case 'EvidenceSubmitted':
    case 'OutcomeProposed': {
      const about = { submission: event.data.submission };
      const first: Audience =
        waitsForFieldOwner(state, part) && state.fieldOwnerUnitId
          ? { who: 'fieldOwner', unitId: state.fieldOwnerUnitId }
          : reviewer;
      return [digest('submitted', first, unitId, about, partId)];
    }
    case 'ReviewStepPassed':
      return [digest('passed', reviewer, unitId, { submission: event.data.submission }, partId)];
    case 'SubmissionReturned': {
      const { submission, reasonCode, resubmitUntil } = event.data;
      return [now('returned', unit, unitId, { submission, reasonCode, due: resubmitUntil }, partId)];
    }
    case 'SubmissionAccepted':
      return [digest('accepted', unit, unitId, { submission: event.data.submission }, partId)];
    case 'ExtensionRequested': {
      const about = { extension: event.data.extension };
      return [
        now('extensionAsked', chair, unitId, about, partId),
        digest('extensionAsked', coordinator, unitId, about, partId),
      ];
    }
    case 'ExtensionGranted':
      return [now('extensionGranted', unit, unitId, { due: event.data.due }, partId)];
    case 'ExtensionDenied':
      return [now('extensionDenied', unit, unitId, { due: part.due }, partId)];
    default:
      return [];
  }
}

/** A step of the ladder. It reaches the superiors of an ordered unit, never those of a body that was asked. */
function escalated({ data: { step } }: Of<'AssignmentEscalated'>, state: Assignment, part: Part): Notice[] {
  if (state.mode === 'REQUEST' && blames(step)) return [];
  const notice = digest('step', toldByStep(step.tell, state, part), part.ownerUnitId, { step, due: part.due });
  const list = step.channel === 'list';
  return [{ ...notice, partId: part.partId, list, urgency: list ? 'digest' : 'now' }];
}

function toldByStep(tell: Of<'AssignmentEscalated'>['data']['step']['tell'], state: Assignment, part: Part): Audience {
  if (tell === 'unit') return unitOf(part);
  if (tell === 'unitHead') return { who: 'unitHead', unitId: part.ownerUnitId };
  if (tell === 'reviewer') return { who: 'reviewer', unitId: part.receiverUnitId };
  if (tell === 'fieldOwner') {
    return state.fieldOwnerUnitId ? { who: 'fieldOwner', unitId: state.fieldOwnerUnitId } : coordinator;
  }
  return { who: tell };
}

function toldOfWhole(event: AssignmentEvent, state: Assignment): Notice[] {
  const { unitId } = state;
  const officers = distinct(state.parts.map(unitOf));
  const heads = everyOwner(state).map((owner): Audience => ({ who: 'unitHead', unitId: owner }));
  switch (event.type) {
    case 'AssignmentAssigned':
      return everyOwner(state).map((owner) => now('assigned', wholeUnit(owner), owner));
    case 'AssignmentTransferred': {
      const { fromUnitId, toUnitId } = event.data;
      return [now('assigned', wholeUnit(toUnitId), toUnitId), digest('takenAway', wholeUnit(fromUnitId), fromUnitId)];
    }
    case 'ExplanationRequested': {
      const { explanation, until } = event.data;
      const about = { explanation, until };
      return distinct([wholeUnit(unitId), { who: 'unitHead', unitId }]).map((audience) =>
        now('explanationAsked', audience, unitId, about),
      );
    }
    case 'ExplanationFiled':
      return [chair, coordinator].map((audience) =>
        digest('explanationFiled', audience, unitId, { explanation: event.data.explanation }),
      );
    case 'ExplanationAccepted':
      return [digest('explanationAccepted', wholeUnit(unitId), unitId)];
    case 'ExplanationRejected':
      return [now('explanationRejected', wholeUnit(unitId), unitId)];
    case 'ExplanationMissed':
      return [wholeUnit(unitId), ...(state.mode === 'REQUEST' ? [] : [chair, coordinator])].map((audience) => ({
        ...digest('explanationMissed', audience, unitId, { explanation: event.data.explanation }),
        list: audience.who !== 'unit',
      }));
    case 'UrgingRecorded':
      return [...officers, ...heads].map((audience) =>
        now('urged', audience, unitId, { documentNumber: event.data.documentNumber }),
      );
    case 'AssignmentClosed':
      return officers.map((audience) => digest('closed', audience, unitId));
    case 'SupplementAdded':
      return [digest('supplement', { who: 'reviewer', unitId: state.reviewUnitId }, event.data.unitId)];
    case 'AssignmentReopened':
      return officers.map((audience) => now('reopened', audience, unitId, { due: event.data.resubmitUntil }));
    case 'AssignmentSuspended':
      return officers.map((audience) => now('suspended', audience, unitId));
    case 'AssignmentResumed':
      return officers.map((audience) => now('resumed', audience, unitId));
    case 'AssignmentAmended':
      return everyOwner(state).map((owner) => now('amended', wholeUnit(owner), owner));
    case 'AssignmentVoided':
    case 'AssignmentSuperseded':
      return officers.map((audience) => now('voided', audience, unitId));
    default:
      return [];
  }
}

const distinct = (audiences: readonly Audience[]): Audience[] => [
  ...new Map(audiences.map((audience) => [JSON.stringify(audience), audience])).values(),
];
