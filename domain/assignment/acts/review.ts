// What a reviewer does with what was handed in.
import { addWorkingDays, CalendarRangeError } from '../../calendar.ts';
import { dateOf, endOfDay, type Instant, later, ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { isFieldOwner, reviewerOnly } from '../acting.ts';
import type { AssignmentEvent } from '../events.ts';
import type { Assignment, Part } from '../state.ts';
import { type Act, events, type PartSetting, type Setting } from './act.ts';

/** A correction may be asked for at most a year after the deadline. */
const LONGEST_REWORK_MS = 366 * 86_400_000;

const submissionOf = (part: Part) => ({ partId: part.partId, submission: part.submissions });

/** Accepting or returning at once begins the review as well: two clicks are enough, the history stays whole. */
const begunReview = (part: Part): AssignmentEvent[] =>
  part.status === 'underReview' ? [] : [{ type: 'ReviewStarted', data: submissionOf(part) }];

const mayReview = ({ state, part, acting }: PartSetting) => reviewerOnly(state, part, acting);

export const startReview: Act<'StartReview'> = {
  mayAct: mayReview,
  decide: ({ part }) => events(...begunReview(part)),
};

export const acceptSubmission: Act<'AcceptSubmission'> = {
  mayAct: mayReview,
  decide({ state, part, command, acting }) {
    const { result, note } = command;
    const proposed = part.submission?.proposed ?? null;
    if (proposed && result) return refuse('outcome-contradicts-result');
    const said = { ...submissionOf(part), ...(note && { note }) };
    const isFirstLook = isFieldOwner(state, acting) && acting.unitId !== part.receiverUnitId;
    if (isFirstLook && part.fieldReviewed) return refuse('field-reviewed');
    if (isFirstLook) {
      const data = { ...said, unitId: acting.unitId ?? '' };
      return events(...begunReview(part), { type: 'ReviewStepPassed', data });
    }
    if (waitsForFieldOwner(state, part) && acting.role !== 'chair') return refuse('field-owner-first');
    return events(...begunReview(part), {
      type: 'SubmissionAccepted',
      data: { ...said, result: proposed ?? result ?? 'achieved' },
    });
  },
};

/** The step is skipped where the unit that follows the field is the one that handed in, or receives anyway. */
const waitsForFieldOwner = ({ policy, fieldOwnerUnitId, leadUnitIds }: Assignment, part: Part) =>
  policy.fieldOwnerReviews === true &&
  !!fieldOwnerUnitId &&
  part.needed &&
  fieldOwnerUnitId !== part.receiverUnitId &&
  ![part.ownerUnitId, ...leadUnitIds].includes(fieldOwnerUnitId) &&
  !part.fieldReviewed;

export const returnSubmission: Act<'ReturnSubmission'> = {
  mayAct: mayReview,
  decide(asked) {
    const { part, command, context } = asked;
    const { reasonCode, reason, resubmitBy } = command;
    const until = resubmitBy ? endOfDay(resubmitBy) : reworkUntil(asked);
    if (until === null) return refuse('resubmit-by-required');
    if (ms(until) <= ms(context.receivedAt)) return refuse('resubmit-by-past');
    const deadline = later(context.receivedAt, part.lateFrom ?? context.receivedAt);
    if (ms(until) > ms(deadline) + LONGEST_REWORK_MS) return refuse('resubmit-by-too-far');
    const resubmitUntil = part.submission?.late ? null : until;
    const data = { ...submissionOf(part), reasonCode, reason, ...(resubmitBy && { resubmitBy }), resubmitUntil };
    return events(...begunReview(part), { type: 'SubmissionReturned', data });
  },
};

/**
 * Without a date from the reviewer the unit has the policy's working days: a slow review must not make a unit late.
 * Null beyond the calendar: then the reviewer names the date, nothing is guessed.
 */
export function reworkUntil({ state, context }: Setting): Instant | null {
  const { calendar } = context.facts;
  if (!calendar) return null;
  try {
    return endOfDay(addWorkingDays(calendar, dateOf(context.receivedAt), state.policy.resubmitWorkingDays));
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}
