// Giải trình: before a missed target can close, or whenever a leader asks for one. The Chair decides whether it will do.
import { endOfDay, ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { chairOnly, isOf, leadersOnly } from '../acting.ts';
import { events, type WholeAct } from './act.ts';

export const requestExplanation: WholeAct<'RequestExplanation'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide({ state, command: { dueDate, reason }, context }) {
    const { explanation } = state;
    if (explanation?.status === 'requested' || explanation?.status === 'filed') return refuse('explanation-asked');
    const until = endOfDay(dueDate);
    if (ms(until) <= ms(context.receivedAt)) return refuse('explanation-due-past');
    const data = { explanation: (explanation?.explanation ?? 0) + 1, dueDate, until, reason };
    return events({ type: 'ExplanationRequested', data });
  },
};

export const fileExplanation: WholeAct<'FileExplanation'> = {
  mayAct: ({ state, acting }) => (isOf(acting, [state.unitId, ...state.leadUnitIds]) ? null : 'not-the-assigned-unit'),
  decide({ state: { explanation }, command: { text }, context }) {
    if (explanation?.status !== 'requested') return refuse('no-explanation-asked');
    const late = ms(context.receivedAt) >= ms(explanation.until);
    return events({ type: 'ExplanationFiled', data: { explanation: explanation.explanation, text, late } });
  },
};

export const decideExplanation: WholeAct<'DecideExplanation'> = {
  mayAct: ({ acting }) => chairOnly(acting),
  decide({ state: { explanation }, command: { accepted, reason } }) {
    if (explanation?.status !== 'filed') return refuse('no-explanation-filed');
    const data = { explanation: explanation.explanation, reason };
    return events({ type: accepted ? 'ExplanationAccepted' : 'ExplanationRejected', data });
  },
};
