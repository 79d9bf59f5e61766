// Whether a notice still matters when it is sent: nobody is told what has been settled meanwhile.
import {
  type Assignment,
  type AssignmentState,
  awaitsUnit,
  isAssigned,
  isDecided,
  type Part,
} from '../assignment/state.ts';
import { isEnded } from '../assignment/status.ts';
import { isLacking } from '../assignment/time.ts';
import type { Notice } from './notice.ts';

/** True where sending it would tell what is not so any more. */
export function isMoot(notice: Notice, state: AssignmentState): boolean {
  if (!isAssigned(state)) return true;
  if (state.standing === 'suspended' && notice.kind !== 'suspended') return asksSomething(notice);
  const part = state.parts.find(({ partId }) => partId === notice.partId);
  return part ? isMootOfPart(notice, state, part) : isMootOfWhole(notice, state);
}

/** While its clock stands still, nobody is asked for anything. */
const asksSomething = ({ kind }: Notice): boolean => kind !== 'closed' && kind !== 'accepted' && kind !== 'voided';

function isMootOfPart(notice: Notice, state: Assignment, part: Part): boolean {
  const { kind, about, audience, unitId } = notice;
  if (isEnded(state.status)) return kind !== 'accepted';
  const movedOn = part.ownerUnitId !== unitId || !awaitsUnit(part);
  const inReview = part.status === 'submitted' || part.status === 'underReview';
  switch (kind) {
    case 'reminder':
      return movedOn || part.due !== about.due;
    case 'missed':
      return movedOn || !part.missed;
    case 'step':
      return isSettled(notice, part);
    case 'returned':
      return movedOn || part.submissions !== about.submission;
    case 'submitted':
      return !inReview || part.submissions !== about.submission || part.fieldReviewed;
    case 'passed':
      return !inReview || part.submissions !== about.submission;
    case 'prepared':
      return part.prepared === null;
    case 'inCharge':
      return isDecided(part) || audience.who !== 'person' || part.officerId !== audience.personId;
    case 'obstacle':
      return !part.obstacleOpen || isDecided(part);
    case 'triggerAwaited':
      return part.waitingFor === null || isDecided(part);
    case 'extensionAsked':
      return part.extensionAsked?.extension !== about.extension;
    case 'extensionGranted':
    case 'extensionDenied':
      return movedOn || part.due !== about.due;
    case 'triggerReceived':
    case 'resolved':
      return movedOn;
    case 'checkInMissed':
      return isDecided(part) || part.ownerUnitId !== unitId;
    default:
      return false;
  }
}

/** What the step asked for has happened, or the due that it counts from has been moved. */
const isSettled = ({ about: { step, due } }: Notice, part: Part): boolean =>
  step === undefined || !isLacking(step, part) || (step.from === 'due' && part.due !== due);

function isMootOfWhole({ kind, about, audience }: Notice, state: Assignment): boolean {
  const { explanation } = state;
  const asked = explanation !== null && explanation.explanation === about.explanation ? explanation.status : null;
  const unitId = 'unitId' in audience ? audience.unitId : null;
  const own = state.parts.filter(({ ownerUnitId }) => ownerUnitId === unitId);
  switch (kind) {
    case 'assigned':
    case 'amended':
      return isEnded(state.status) || !own.some(awaitsUnit);
    case 'urged':
    case 'reopened':
      return isEnded(state.status) || !state.parts.some(awaitsUnit);
    case 'explanationAsked':
    case 'explanationMissed':
      return isEnded(state.status) || asked !== 'requested';
    case 'explanationFiled':
      return isEnded(state.status) || asked !== 'filed';
    case 'explanationRejected':
      return isEnded(state.status) || explanation?.status !== 'rejected';
    case 'suspended':
      return state.standing !== 'suspended';
    case 'resumed':
      return isEnded(state.status);
    case 'closed':
      return state.standing !== 'closed';
    case 'voided':
      return state.standing !== 'voided' && state.standing !== 'superseded';
    default:
      return false;
  }
}
