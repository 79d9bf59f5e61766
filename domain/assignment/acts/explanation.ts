// Giải trình: before a missed target can close, or whenever a leader asks for one. The Chair decides whether it will do.
import { endOfDay, ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { chairOnly, isOf, leadersOnly } from '../acting.ts';
import { type Assignment, countedParts } from '../state.ts';
import { events, momentOf, type WholeAct } from './act.ts';

export const requestExplanation: WholeAct<'RequestExplanation'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide(asked) {
    const { state, command } = asked;
    const { explanation } = state;
    const { dueDate, reason } = command;
    if (state.mode === 'REQUEST') return refuse('request-not-blamed');
    if (explanation?.status === 'requested' || explanation?.status === 'filed') return refuse('explanation-asked');
    const until = endOfDay(dueDate);
    if (ms(until) <= ms(momentOf(asked))) return refuse('explanation-due-past');
    const data = { explanation: (explanation?.explanation ?? 0) + 1, dueDate, until, reason };
    return events({ type: 'ExplanationRequested', data });
  },
};

export const fileExplanation: WholeAct<'FileExplanation'> = {
  mayAct: ({ state, acting }) => (isOf(acting, answerable(state)) ? null : 'not-the-assigned-unit'),
  decide(asked) {
    const { state, command } = asked;
    const { explanation } = state;
    const { text } = command;
    if (explanation?.status === 'requested') {
      const late = ms(momentOf(asked)) >= ms(explanation.until);
      return events({ type: 'ExplanationFiled', data: { explanation: explanation.explanation, text, late } });
    }
    if (!owesExplanation(state)) return refuse('no-explanation-asked');
    const number = (explanation?.explanation ?? 0) + 1;
    return events({ type: 'ExplanationFiled', data: { explanation: number, text, late: false } });
  },
};

/** Those that lead it, and those whose part may have been missed. */
const answerable = (state: Assignment): readonly string[] => [
  state.unitId,
  ...state.leadUnitIds,
  ...countedParts(state).map((part) => part.ownerUnitId),
];

/** A missed target asks by itself (002/III.1.c), unless what was filed waits for its decision. */
const owesExplanation = ({ status, mode, explanation }: Assignment): boolean =>
  status === 'notAchieved' && mode === 'ORDER' && explanation?.status !== 'filed';

export const decideExplanation: WholeAct<'DecideExplanation'> = {
  mayAct: ({ acting }) => chairOnly(acting),
  decide({ state: { explanation }, command: { accepted, reason } }) {
    if (explanation?.status !== 'filed') return refuse('no-explanation-filed');
    const data = { explanation: explanation.explanation, reason };
    return events({ type: accepted ? 'ExplanationAccepted' : 'ExplanationRejected', data });
  },
};
