// Who acts: the person who sent the command, or whom he recorded it for; and what he is to this assignment.
import { dateOf } from '../instant.ts';
import { type RefusalCode, type Refused, refuse } from '../refusals.ts';
import type { Actor, Context, Role } from '../rules.ts';
import type { Circumstances } from './circumstances.ts';
import type { Assignment, Part } from './state.ts';

export interface Acting {
  readonly role: Role;
  readonly unitId: string | null;
  readonly head: boolean;
  /** Whose hand wrote it, where it was recorded for another unit; null where a unit or the Chair acts for itself. */
  readonly recordedBy: string | null;
  /** The command is recorded for somebody else, or says itself on which paper it rests. */
  readonly hasBasis: boolean;
}

/** Whoever records for another must be the coordinator and name the paper; so must whoever enters another day than today. */
export function actingIn(
  { onBehalfOf, basis, happenedOn }: Circumstances,
  context: Context<unknown>,
): Acting | Refused {
  const { actor, receivedAt } = context;
  const hasBasis = basis !== undefined;
  if (happenedOn && happenedOn > dateOf(receivedAt)) return refuse('happened-in-the-future');
  if ((onBehalfOf || happenedOn) && actor.role !== 'coordinator') return refuse('not-the-coordinator');
  if ((onBehalfOf || happenedOn) && !hasBasis) return refuse('basis-required');
  if (!onBehalfOf) return { ...plain(actor), hasBasis };
  const { unitId } = onBehalfOf;
  return unitId
    ? { role: 'unit', unitId, head: true, recordedBy: actor.unitId, hasBasis }
    : { role: 'chair', unitId: null, head: true, recordedBy: null, hasBasis };
}

const plain = ({ role, unitId, head }: Actor) => ({ role, unitId, head, recordedBy: null });

const worksForUnits: ReadonlySet<Role> = new Set(['unit', 'coordinator']);

export const isOf = (acting: Acting, unitIds: readonly string[]): boolean =>
  worksForUnits.has(acting.role) && acting.unitId !== null && unitIds.includes(acting.unitId);

export const ownerOnly = (part: Part, acting: Acting): RefusalCode | null =>
  isOf(acting, [part.ownerUnitId]) ? null : 'not-the-assigned-unit';

/** Where the plan wants it, only the head of the unit speaks for it to the outside. */
export function headOnly(state: Assignment, part: Part, acting: Acting): RefusalCode | null {
  const refusal = ownerOnly(part, acting);
  if (refusal) return refusal;
  return state.policy.headApproves && !acting.head ? 'not-the-head' : null;
}

export const chairOnly = (acting: Acting): RefusalCode | null => (acting.role === 'chair' ? null : 'not-the-chair');

export const leadersOnly = ({ role }: Acting): RefusalCode | null =>
  role === 'chair' || role === 'coordinator' ? null : 'not-the-coordinator';

/** What only a decision on paper can do, when it is the coordinator who records it. */
export function decidedAbove(acting: Acting): RefusalCode | null {
  const refusal = leadersOnly(acting);
  if (refusal) return refusal;
  return acting.role === 'coordinator' && !acting.hasBasis ? 'basis-required' : null;
}

/**
 * Four eyes is by unit: no unit reviews what it submitted or leads with the one that did, whoever the officer is; nor does it
 * record for another unit that this one has. Only the Chair stands above it, in person or on paper.
 */
export function reviewerOnly(state: Assignment, part: Part, acting: Acting): RefusalCode | null {
  if (acting.role === 'chair') return null;
  const own = ownUnits(state, part);
  if ([acting.unitId, acting.recordedBy].some((unitId) => unitId !== null && own.includes(unitId))) {
    return 'own-unit-review';
  }
  return isOf(acting, [part.receiverUnitId]) || isFieldOwner(state, acting) ? null : 'not-a-reviewer';
}

/** Whose work the part is: the unit that has it or handed it in, and those that lead the row with that one. */
export function ownUnits({ leadUnitIds }: Assignment, part: Part): readonly string[] {
  const own = [part.ownerUnitId, ...(part.submission ? [part.submission.unitId] : [])];
  return own.some((unitId) => leadUnitIds.includes(unitId)) ? [...own, ...leadUnitIds] : own;
}

/** The unit that follows the field, where the plan gives it a look of its own before the coordinating unit. */
export const isFieldOwner = (state: Assignment, acting: Acting): boolean =>
  state.policy.fieldOwnerReviews === true && !!state.fieldOwnerUnitId && isOf(acting, [state.fieldOwnerUnitId]);
