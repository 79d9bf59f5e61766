// How an assignment ends, and what may still come afterwards.
import { refuse } from '../../refusals.ts';
import { decidedAbove, isOf, leadersOnly } from '../acting.ts';
import { filesNamedBy, type Outcome } from '../commands.ts';
import { alarmsAround } from '../plan-alarms.ts';
import { type Assignment, countedParts, isDecided } from '../state.ts';
import { events, momentOf, planningOf, type WholeAct } from './act.ts';
import { reworkUntil } from './review.ts';

/** Worst first: what one needed part came to is what the whole came to. */
const worstFirst: readonly Outcome[] = [
  'notAchieved',
  'cannotBeDone',
  'partlyAchieved',
  'achieved',
  'noneArose',
  'notApplicable',
];

/** What the reviews of all parts come to. Closing states it and cannot override it: four eyes hold to the end. */
export function outcomeOf(state: Assignment): Outcome {
  const results = countedParts(state).map(({ result }) => result);
  return worstFirst.find((outcome) => results.includes(outcome)) ?? 'achieved';
}

export const closeAssignment: WholeAct<'CloseAssignment'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide({ state, command: { outcome, note } }) {
    if (state.explanation?.status === 'requested' || state.explanation?.status === 'filed') {
      return refuse('explanation-open');
    }
    if (outcome !== outcomeOf(state)) return refuse('outcome-contradicts-result');
    return events({ type: 'AssignmentClosed', data: { outcome, ...(note && { note }) } });
  },
};

/** The second wave after the year (002/I.1): it joins the file and leaves status and score as they are. */
export const addSupplement: WholeAct<'AddSupplement'> = {
  mayAct: ({ state, acting }) =>
    isOf(acting, [state.unitId, ...state.leadUnitIds, ...state.parts.map((part) => part.ownerUnitId)])
      ? null
      : 'not-the-assigned-unit',
  decide({ state, command, context, acting }) {
    const { files = [], links = [], note } = command;
    if (files.length + links.length === 0 && !note) return refuse('nothing-to-submit');
    const unknown = filesNamedBy(command).filter((sha256) => !context.facts.uploadedFiles.has(sha256));
    if (unknown.length > 0) return refuse('unknown-file', unknown);
    const data = { unitId: acting.unitId ?? state.unitId, files, links, ...(note && { note }) };
    return events({ type: 'SupplementAdded', data });
  },
};

/** Everything that was decided, or the named part, is open again; the unit has the days of a return to hand in anew. */
export const reopenAssignment: WholeAct<'ReopenAssignment'> = {
  mayAct: ({ acting }) => decidedAbove(acting),
  decide(asked) {
    const { state, command } = asked;
    const named = state.parts.filter(({ partId }) => command.partId === undefined || partId === command.partId);
    if (named.length === 0) return refuse('unknown-part');
    const partIds = named.filter(isDecided).map(({ partId }) => partId);
    if (partIds.length === 0) return refuse('not-closed');
    const resubmitUntil = reworkUntil(asked, momentOf(asked));
    const alarms = resubmitUntil && alarmsAround(resubmitUntil, planningOf(asked, 'reopened'));
    if (resubmitUntil === null || !alarms) return refuse('date-outside-calendar');
    return events({ type: 'AssignmentReopened', data: { partIds, reason: command.reason, resubmitUntil, alarms } });
  },
};

export const voidAssignment: WholeAct<'VoidAssignment'> = {
  mayAct: ({ acting }) => decidedAbove(acting),
  decide: ({ command: { reason } }) => events({ type: 'AssignmentVoided', data: { reason } }),
};
