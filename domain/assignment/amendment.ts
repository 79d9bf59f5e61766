// An amended plan and an assignment that goes on: what it keeps, what gets another day, what is asked for no more. Pure.
// The rule that carries its clocks over is docs/decisions/0024.
import type { TextRef } from '../free-text.ts';
import { type Instant, ms } from '../instant.ts';
import type { Context } from '../rules.ts';
import type { Decided } from './acts/act.ts';
import { events } from './acts/act.ts';
import { missTakenBack } from './acts/miss.ts';
import type { AssignmentEvent, AssignmentSpec, PartSpec } from './events.ts';
import { isSame, underOwnNames } from './pair-parts.ts';
import { type Assignment, awaitsUnit, isDecided, type Part } from './state.ts';
import { CHAIR_ONLY } from './succession.ts';
import { effectiveLateFrom, isStepFrom } from './time.ts';

/** The plan's own command. `spec` is what a launch of the amended row would begin with today. */
export interface AmendAssignment {
  readonly type: 'AmendAssignment';
  readonly spec: AssignmentSpec;
  readonly reason: TextRef;
}

type Amended = Extract<AssignmentEvent, { type: 'AssignmentAmended' }>['data'];

export function amendAssignment(
  state: Assignment,
  { spec, reason }: AmendAssignment,
  { receivedAt }: Context<unknown>,
): Decided {
  const named = spec.parts.map((part) => withoutLaunch(state, handedOver(state, spec, part)));
  const asked = underOwnNames(named, state.parts);
  const partOf = ({ partId }: PartSpec) => state.parts.find((part) => part.partId === partId);
  const kept = asked.flatMap((part) => {
    const own = partOf(part);
    return own && !isDecided(own) ? [{ part, own }] : [];
  });
  const isMoved = ({ part, own }: (typeof kept)[number]) => !isSame(part.deadline, own.deadline);
  const data: Amended = {
    row: rowOf(state, spec),
    reworded: kept.filter((pair) => !isMoved(pair) && isReworded(pair)).map((pair) => wordsOf(pair)),
    moved: kept.filter(isMoved).map((pair) => ({ ...movedTo(pair.part), ...newOwnerOf(pair) })),
    added: asked.filter((part) => !partOf(part)),
    dropped: state.parts.filter((part) => isDropped(part, asked, receivedAt)).map(({ partId }) => partId),
    calendarVersion: spec.calendarVersion,
    reason,
  };
  const withdrawn = kept.filter(isMoved).flatMap(({ part, own }) => missTakenBack(own, part.lateFrom));
  return events({ type: 'AssignmentAmended', data }, ...withdrawn);
}

/** Whoever has the assignment now stands for the unit that the row names. */
const successorIn =
  (state: Assignment, { unitId }: AssignmentSpec) =>
  (named: string): string =>
    named === unitId
      ? state.unitId
      : (state.parts.find(({ namedUnitId }) => namedUnitId === named)?.ownerUnitId ?? named);

function handedOver(state: Assignment, spec: AssignmentSpec, part: PartSpec): PartSpec {
  const stands = successorIn(state, spec);
  const ownerUnitId = stands(part.ownerUnitId);
  const receiverUnitId = stands(part.receiverUnitId);
  return { ...part, ownerUnitId, receiverUnitId: receiverUnitId === ownerUnitId ? CHAIR_ONLY : receiverUnitId };
}

/** Nobody is asked again whether a unit knows of what it has; a unit that comes in with a part of its own is. */
function withoutLaunch(state: Assignment, part: PartSpec): PartSpec {
  if (!state.parts.some(({ ownerUnitId }) => ownerUnitId === part.ownerUnitId)) return part;
  const alarms = (part.alarms ?? []).filter((alarm) => alarm.what !== 'silence' && !isStepFrom(state, alarm, 'launch'));
  return { ...part, alarms };
}

/** Who reviews stays, unless it leads the row from now on. */
function rowOf(state: Assignment, spec: AssignmentSpec): Amended['row'] {
  const stands = successorIn(state, spec);
  const leadUnitIds = [...new Set(spec.leadUnitIds.map(stands))];
  const leads = [state.unitId, ...leadUnitIds];
  const { number, path, criterion, requirement, execution, rollUp, lead, coordinators } = spec;
  return {
    number,
    path,
    criterion,
    requirement,
    execution,
    rollUp,
    // Mode follows the addressee: the row speaks of the unit that it names, not of the one that has taken over.
    mode: state.unitId === state.launchUnitId ? spec.mode : state.mode,
    lead,
    coordinators,
    leadUnitId: stands(spec.leadUnitId),
    leadUnitIds,
    coordinatingUnitIds: spec.coordinatingUnitIds.map(stands).filter((unitId) => !leads.includes(unitId)),
    reviewUnitId: [state.reviewUnitId, spec.reviewUnitId].find((unitId) => !leads.includes(unitId)) ?? CHAIR_ONLY,
  };
}

interface Pair {
  readonly part: PartSpec;
  readonly own: Part;
}

const isReworded = (pair: Pair): boolean =>
  pair.part.label !== pair.own.label ||
  !isSame(pair.part.requiredItems, pair.own.requiredItems) ||
  newOwnerOf(pair) !== null;

const wordsOf = (pair: Pair) => {
  const { partId, label, requiredItems } = pair.part;
  return { partId, label, requiredItems, ...newOwnerOf(pair) };
};

/** What is handed in stays with whoever handed it in until its review is over. */
const newOwnerOf = ({ part: { ownerUnitId, receiverUnitId }, own }: Pair) =>
  ownerUnitId === own.ownerUnitId || !awaitsUnit(own) ? null : { newOwner: { ownerUnitId, receiverUnitId } };

const movedTo = ({
  partId,
  label,
  deadline,
  due,
  lateFrom,
  alarms,
  waitingFor,
  startsAt,
  requiredItems,
}: PartSpec) => ({
  partId,
  label,
  deadline,
  due,
  lateFrom,
  alarms: alarms ?? [],
  waitingFor: waitingFor ?? null,
  ...(startsAt && { startsAt }),
  requiredItems,
});

/**
 * What the amended row does not ask for any more. What is handed in is reviewed to its end; what was late stays owed, and so
 * does a period that has begun.
 */
function isDropped(part: Part, asked: readonly PartSpec[], now: Instant): boolean {
  const goesOn = ({ partId, deadline }: PartSpec) =>
    // A period beyond those that are planned today is one of the same duty.
    partId === part.partId || (deadline.kind === 'recurring' && isSame(deadline, part.deadline));
  if (asked.some(goesOn)) return false;
  if (isDecided(part) || !awaitsUnit(part)) return false;
  const lateFrom = effectiveLateFrom(part);
  const isBegun = part.startsAt !== undefined && ms(part.startsAt) <= ms(now);
  return !isBegun && (lateFrom === null || ms(lateFrom) > ms(now));
}
