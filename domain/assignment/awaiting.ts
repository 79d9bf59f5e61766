// Whose turn it is: what an assignment waits for, of whom. For lists and screens; no rule asks it.
import { waitsForFieldOwner } from './acts/review.ts';
import { type Assignment, awaitsUnit, isDecided, type Part } from './state.ts';
import { isEnded } from './status.ts';
import { CHAIR_ONLY } from './succession.ts';

export const awaitedParties = [
  'unit',
  'unitHead',
  'fieldOwner',
  'reviewer',
  'coordinator',
  'chair',
  // Nobody of the ward: a paper from above.
  'outside',
] as const;

/** What they are to do; each is the command (or the pair of commands) of the same name. */
export const awaitedActs = [
  'submit',
  'approve',
  'review',
  'decideExtension',
  'resolveObstacle',
  'recordTrigger',
  'fileExplanation',
  'decideExplanation',
  'close',
  'resume',
] as const;

interface Awaited {
  readonly who: (typeof awaitedParties)[number];
  readonly what: (typeof awaitedActs)[number];
  /** The unit that is to act; null where it is no unit's turn, or that of whichever unit coordinates. */
  readonly unitId: string | null;
  /** Null: the assignment as a whole. */
  readonly partId: string | null;
  /** Nothing is to be done before: the first day of an occurrence's stretch. Null: now. */
  readonly from: string | null;
  /** Whose paper is awaited. */
  readonly source: string | null;
}

const awaited = (
  who: Awaited['who'],
  what: Awaited['what'],
  rest: Partial<Pick<Awaited, 'unitId' | 'partId' | 'from' | 'source'>> = {},
): Awaited => ({ who, what, unitId: null, partId: null, from: null, source: null, ...rest });

/** Empty once nothing is expected of anybody. */
export function awaiting(state: Assignment): Awaited[] {
  if (isEnded(state.status)) return [];
  if (state.standing === 'suspended') return [awaited('coordinator', 'resume')];
  return [...state.parts.flatMap((part) => ofPart(state, part)), ...ofExplanation(state), ...ofEnd(state)];
}

function ofPart(state: Assignment, part: Part): Awaited[] {
  const { partId } = part;
  const work = awaitsUnit(part) ? ofUnit(part) : ofReview(state, part);
  return [
    ...(isDecided(part) ? [] : [work]),
    // Asked in time, it may be decided late.
    ...(part.extensionAsked ? [awaited('chair', 'decideExtension', { partId })] : []),
    ...(part.obstacleOpen ? [awaited('coordinator', 'resolveObstacle', { partId })] : []),
  ];
}

/** What waits for a paper waits for nobody else, unless the unit has begun to hand in; it may go on nevertheless. */
function ofUnit({ partId, ownerUnitId: unitId, prepared, waitingFor, startsAt, status }: Part): Awaited {
  if (prepared) return awaited('unitHead', 'approve', { unitId, partId });
  if (waitingFor !== null && status !== 'returned') {
    return awaited('outside', 'recordTrigger', { partId, source: waitingFor });
  }
  return awaited('unit', 'submit', { unitId, partId, from: startsAt ?? null });
}

function ofReview(state: Assignment, part: Part): Awaited {
  const { partId, receiverUnitId } = part;
  if (waitsForFieldOwner(state, part)) {
    return awaited('fieldOwner', 'review', { unitId: state.fieldOwnerUnitId ?? null, partId });
  }
  return receiverUnitId === CHAIR_ONLY
    ? awaited('chair', 'review', { partId })
    : awaited('reviewer', 'review', { unitId: receiverUnitId, partId });
}

function ofExplanation({ explanation, unitId }: Assignment): Awaited[] {
  if (explanation?.status === 'requested') return [awaited('unit', 'fileExplanation', { unitId })];
  return explanation?.status === 'filed' ? [awaited('chair', 'decideExplanation')] : [];
}

/** Everything is decided: what stands between it and its close. A missed target asks by itself; a request owes nothing. */
function ofEnd({ status, explanation, mode, unitId }: Assignment): Awaited[] {
  if (explanation?.status === 'requested' || explanation?.status === 'filed') return [];
  if (status === 'notAchieved' && mode === 'ORDER') return [awaited('unit', 'fileExplanation', { unitId })];
  const isDone = status === 'notAchieved' || status === 'accepted' || status === 'explained';
  return isDone ? [awaited('coordinator', 'close')] : [];
}
