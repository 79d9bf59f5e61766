// What a reviewer does with what was handed in.
import { addWorkingDays, CalendarRangeError } from '../../calendar.ts';
import { dateOf, endOfDay, type Instant, later, ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { isFieldOwner, ownUnits, reviewerOnly } from '../acting.ts';
import type { Alarm } from '../alarms.ts';
import type { AssignmentEvent } from '../events.ts';
import { alarmsAround } from '../plan-alarms.ts';
import type { Assignment, Part } from '../state.ts';
import { type Act, events, momentOf, type PartCase, type PartSetting, planningOf, type Setting } from './act.ts';

/** A correction may be asked for at most a year after the deadline. */
const LONGEST_REWORK_MS = 366 * 86_400_000;

const submissionOf = (part: Part) => ({ partId: part.partId, submission: part.submissions });

/** Accepting or returning at once begins the review as well: two clicks are enough, the history stays whole. */
const begunReview = (part: Part): AssignmentEvent[] =>
  part.status === 'underReview' ? [] : [{ type: 'ReviewStarted', data: submissionOf(part) }];

const mayReview = ({ state, part, acting }: PartSetting) => reviewerOnly(state, part, acting);

export const startReview: Act<'StartReview'> = {
  mayAct: mayReview,
  decide: (asked) => (hasLooked(asked) ? refuse('field-reviewed') : events(...begunReview(asked.part))),
};

export const acceptSubmission: Act<'AcceptSubmission'> = {
  mayAct: mayReview,
  decide(asked) {
    const { state, part, command, acting } = asked;
    const { result, note } = command;
    const proposed = part.submission?.proposed ?? null;
    if (proposed && result) return refuse('outcome-contradicts-result');
    const said = { ...submissionOf(part), ...(note && { note }) };
    if (hasLooked(asked)) return refuse('field-reviewed');
    if (isFirstLook(asked)) {
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

const isFirstLook = ({ state, part, acting }: PartSetting) =>
  isFieldOwner(state, acting) && acting.unitId !== part.receiverUnitId;

/** The unit that follows the field looks once; then it is the turn of the one that receives. */
const hasLooked = (asked: PartSetting) => isFirstLook(asked) && asked.part.fieldReviewed;

/** The step is skipped where the unit that follows the field is the one that handed in, or receives anyway. */
export const waitsForFieldOwner = (state: Assignment, part: Part) =>
  state.policy.fieldOwnerReviews === true &&
  !!state.fieldOwnerUnitId &&
  part.needed &&
  state.fieldOwnerUnitId !== part.receiverUnitId &&
  !ownUnits(state, part).includes(state.fieldOwnerUnitId) &&
  !part.fieldReviewed;

export const returnSubmission: Act<'ReturnSubmission'> = {
  mayAct: mayReview,
  decide(asked) {
    const { part, command } = asked;
    const { reasonCode, reason, resubmitBy } = command;
    if (hasLooked(asked)) return refuse('field-reviewed');
    const returnedAt = momentOf(asked);
    const until = resubmitBy ? endOfDay(resubmitBy) : reworkUntil(asked, returnedAt);
    if (until === null) return refuse('resubmit-by-required');
    if (ms(until) <= ms(returnedAt)) return refuse('resubmit-by-past');
    if (ms(until) > ms(later(returnedAt, part.lateFrom ?? returnedAt)) + LONGEST_REWORK_MS) {
      return refuse('resubmit-by-too-far');
    }
    const resubmitUntil = part.submission?.late ? null : until;
    const alarms = resubmitUntil && alarmsOfRework(asked, resubmitUntil);
    const data = { ...submissionOf(part), reasonCode, reason, ...(resubmitBy && { resubmitBy }), resubmitUntil };
    return events(...begunReview(part), { type: 'SubmissionReturned', data: { ...data, ...(alarms && { alarms }) } });
  },
};

/** A correction that is due after the deadline is reminded of and urged by its own day; null: by the deadline, as before. */
function alarmsOfRework(asked: PartCase<'ReturnSubmission'>, until: Instant): Alarm[] | null {
  const { part } = asked;
  if (part.lateFrom === null || ms(until) <= ms(part.lateFrom)) return null;
  return alarmsAround(until, planningOf(asked, part.partId)) ?? [];
}

/**
 * Without a date from the reviewer the unit has the policy's working days: a slow review must not make a unit late.
 * Null beyond the calendar: then the reviewer names the date, nothing is guessed.
 */
export function reworkUntil({ state, context }: Setting, from: Instant): Instant | null {
  const { calendar } = context.facts;
  if (!calendar) return null;
  try {
    return endOfDay(addWorkingDays(calendar, dateOf(from), state.policy.resubmitWorkingDays));
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}
