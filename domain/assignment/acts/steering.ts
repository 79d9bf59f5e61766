// What leaders do with an assignment that goes on: hand it to a successor, urge, add one under it.
import { endOfDay, ms } from '../../instant.ts';
import type { AssignmentMode } from '../../plan-reading.ts';
import { refuse } from '../../refusals.ts';
import { decidedAbove, isOf, leadersOnly } from '../acting.ts';
import type { AssignmentSpec } from '../events.ts';
import { alarmsAround, alarmsOfLaunch } from '../plan-alarms.ts';
import type { Assignment } from '../state.ts';
import { CHAIR_ONLY, isInvolved, reviewerAfter } from '../succession.ts';
import { type AssignmentFacts, type Case, events, momentOf, planningOf, type WholeAct } from './act.ts';

/** The successor takes over with the whole history what the unit was to it: as a rule the owner, by name also anything else. */
export const transferAssignment: WholeAct<'TransferAssignment'> = {
  mayAct: ({ acting }) => decidedAbove(acting),
  decide({ state, command, context: { facts } }) {
    const { unitId: toUnitId, fromUnitId = state.unitId, reason } = command;
    const mode = modeOf(facts, toUnitId);
    if (mode === null) return refuse('unknown-unit');
    if (toUnitId === fromUnitId) return refuse('same-unit');
    if (!isInvolved(state, fromUnitId)) return refuse('unit-not-involved');
    const reviewUnitId = reviewerAfter(state, { fromUnitId, toUnitId });
    const changed = fromUnitId === state.unitId && mode !== state.mode;
    const data = { fromUnitId, toUnitId, reviewUnitId, reason, ...(changed && { mode }) };
    return events({ type: 'AssignmentTransferred', data });
  },
};

/** Mode follows the addressee: bodies outside the administration are asked, never ordered. Null: no such unit. */
function modeOf({ units }: AssignmentFacts, unitId: string): AssignmentMode | null {
  const kind = units.get(unitId);
  if (!kind) return null;
  return kind === 'outside' ? 'REQUEST' : 'ORDER';
}

/** An urging letter is a paper with a number, not a notification (docs/domain.md, 1d). */
export const recordUrging: WholeAct<'RecordUrging'> = {
  mayAct: ({ state, acting }) =>
    state.fieldOwnerUnitId && isOf(acting, [state.fieldOwnerUnitId]) ? null : leadersOnly(acting),
  decide: ({ state, command: { documentNumber, documentDate } }) =>
    events({ type: 'UrgingRecorded', data: { urging: state.urgings + 1, documentNumber, documentDate } }),
};

/** A later decision adds an assignment under this one, such as the remediation after an inspection (002/I.3). */
export const addAssignment: WholeAct<'AddAssignment'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide(asked) {
    const { state, command, context } = asked;
    const { facts } = context;
    const { unitId, dueDate } = command;
    const mode = modeOf(facts, unitId);
    if (mode === null) return refuse('unknown-unit');
    if (ms(endOfDay(dueDate)) <= ms(momentOf(asked))) return refuse('due-date-past');
    const spec = childSpec(asked, mode);
    if (!spec) return refuse('date-outside-calendar');
    const assignmentId = facts.identifyChild(state, unitId, state.children.length + 1);
    return events({ type: 'AssignmentAdded', data: { assignmentId, spec } });
  },
};

function childSpec(asked: Case<'AddAssignment'>, mode: AssignmentMode): AssignmentSpec | null {
  const { state, command } = asked;
  const { unitId, requirement, dueDate } = command;
  const due = endOfDay(dueDate);
  const planning = { ...planningOf(asked, `child-${state.children.length + 1}`), mode };
  const reviewUnitId = reviewerOfChild(state, unitId);
  const around = alarmsAround(due, planning);
  const atLaunch = alarmsOfLaunch(planning);
  if (!around || !atLaunch) return null;
  return {
    ...inherited(state),
    mode,
    generation: state.children.length + 1,
    requirement,
    unitId,
    leadUnitId: unitId,
    leadUnitIds: [unitId],
    coordinatingUnitIds: [],
    execution: 'chosenUnits',
    lead: unitId,
    coordinators: '',
    reviewUnitId,
    parts: [
      {
        partId: 'whole',
        label: `hết ngày ${dueDate.split('-').reverse().join('/')}`,
        ownerUnitId: unitId,
        receiverUnitId: reviewUnitId,
        deadline: { kind: 'fixed', date: dueDate, bound: 'onOrBefore' },
        due,
        lateFrom: due,
        alarms: [...atLaunch, ...around],
        requiredItems: [],
      },
    ],
  };
}

/** Who reviews the parent; where that is the unit itself, the one that has the parent, else only the Chair. */
const reviewerOfChild = ({ reviewUnitId, unitId: parentUnitId }: Assignment, unitId: string): string =>
  [reviewUnitId, parentUnitId].find((other) => other !== unitId) ?? CHAIR_ONLY;

const inherited = (state: Assignment) => ({
  planId: state.planId,
  rowId: state.rowId,
  number: state.number,
  path: state.path,
  criterion: state.criterion,
  rollUp: state.rollUp,
  launch: state.launch,
  policy: state.policy,
  calendarVersion: state.calendarVersion,
  fieldOwnerUnitId: state.fieldOwnerUnitId ?? null,
});
