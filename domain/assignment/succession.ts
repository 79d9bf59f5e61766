// A unit takes over what another was to an assignment: its owner, that of a part, its reviewer, the one that follows the field.
import type { AssignmentMode } from '../plan-reading.ts';
import { type Assignment, isDecided } from './state.ts';

/** The committee itself: no officer belongs to it, so only the Chair can review. */
export const CHAIR_ONLY = 'UBND';

export interface Succession {
  readonly fromUnitId: string;
  readonly toUnitId: string;
  /** Who reviews from then on. */
  readonly reviewUnitId: string;
  readonly mode?: AssignmentMode | undefined;
}

type Move = (unitId: string) => string;
const moving =
  ({ fromUnitId, toUnitId }: Pick<Succession, 'fromUnitId' | 'toUnitId'>): Move =>
  (unitId) =>
    unitId === fromUnitId ? toUnitId : unitId;

/** The units around an assignment. */
export type Involved = Pick<
  Assignment,
  'unitId' | 'leadUnitId' | 'reviewUnitId' | 'fieldOwnerUnitId' | 'leadUnitIds' | 'coordinatingUnitIds' | 'parts'
>;

/** Whether the unit is anything to this assignment that it could hand over. */
export const isInvolved = (state: Involved, unitId: string): boolean =>
  [
    state.unitId,
    state.leadUnitId,
    state.reviewUnitId,
    state.fieldOwnerUnitId,
    ...state.leadUnitIds,
    ...state.coordinatingUnitIds,
    ...state.parts.flatMap((part) => [part.ownerUnitId, part.receiverUnitId]),
  ].includes(unitId);

/** Whoever reviewed it may not become its owner: then only the Chair reviews. */
export function reviewerAfter(state: Assignment, units: Pick<Succession, 'fromUnitId' | 'toUnitId'>): string {
  const move = moving(units);
  const reviewer = move(state.reviewUnitId);
  return [state.unitId, ...state.leadUnitIds].map(move).includes(reviewer) ? CHAIR_ONLY : reviewer;
}

export function succeeded(state: Assignment, succession: Succession): Assignment {
  const { fromUnitId, reviewUnitId, mode } = succession;
  const move = moving(succession);
  const unitId = move(state.unitId);
  const leadUnitIds = [...new Set(state.leadUnitIds.map(move))];
  const coordinating = new Set(state.coordinatingUnitIds.map(move));
  return {
    ...state,
    unitId,
    leadUnitId: move(state.leadUnitId),
    leadUnitIds,
    coordinatingUnitIds: [...coordinating].filter((other) => other !== unitId && !leadUnitIds.includes(other)),
    fieldOwnerUnitId: state.fieldOwnerUnitId ? move(state.fieldOwnerUnitId) : null,
    reviewUnitId,
    mode: mode ?? state.mode,
    parts: state.parts.map((part) => {
      const ownerUnitId = move(part.ownerUnitId);
      const received = part.receiverUnitId === state.reviewUnitId ? reviewUnitId : move(part.receiverUnitId);
      return {
        ...part,
        ...(ownerUnitId !== part.ownerUnitId && { namedUnitId: part.namedUnitId ?? part.ownerUnitId }),
        ownerUnitId,
        receiverUnitId: [received, reviewUnitId].find((other) => other !== ownerUnitId) ?? CHAIR_ONLY,
        officerId: !isDecided(part) && part.ownerUnitId === fromUnitId ? null : part.officerId,
      };
    }),
  };
}
