// What leaders do with an assignment that goes on: stop its clock, hand it to a successor, urge, add one under it.
import { endOfDay, type Instant, instant, ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { decidedAbove, leadersOnly } from '../acting.ts';
import type { AssignmentSpec } from '../events.ts';
import { alarmsAround, alarmsOfLaunch } from '../plan-alarms.ts';
import { type Assignment, isDecided, type Part } from '../state.ts';
import { type Case, events, planningOf, type Setting, type WholeAct } from './act.ts';

const DAY_MS = 86_400_000;

export const suspendAssignment: WholeAct<'SuspendAssignment'> = {
  mayAct: ({ acting }) => decidedAbove(acting),
  decide: ({ command: { reason } }) => events({ type: 'AssignmentSuspended', data: { reason } }),
};

/** Every open part gets as many days more as the clock stood still, begun days in full. */
export const resumeAssignment: WholeAct<'ResumeAssignment'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide(asked) {
    const { state, context } = asked;
    const stopped = ms(context.receivedAt) - ms(state.suspendedAt ?? context.receivedAt);
    const days = Math.max(0, Math.ceil(stopped / DAY_MS));
    const parts = state.parts.filter((part) => !isDecided(part)).map((part) => moved(asked, part, days));
    const reached = parts.filter((part) => part !== null);
    if (reached.length < parts.length) return refuse('date-outside-calendar');
    return events({ type: 'AssignmentResumed', data: { days, parts: reached } });
  },
};

const laterBy = (days: number, at: Instant | null): Instant | null => at && instant(ms(at) + days * DAY_MS);

function moved(asked: Setting, part: Part, days: number) {
  const due = laterBy(days, part.due);
  const alarms = alarmsAround(due, planningOf(asked, part.partId));
  if (!alarms) return null;
  const others = part.alarms
    .filter(({ what }) => what === 'checkIn' || what === 'watchdog' || what === 'silence')
    .filter(({ at }) => ms(at) > ms(asked.context.receivedAt));
  return { partId: part.partId, due, lateFrom: laterBy(days, part.lateFrom), alarms: [...others, ...alarms] };
}

/** The successor takes it over with its history. Whoever reviewed it may not become its owner: then the Chair's office reviews. */
export const transferAssignment: WholeAct<'TransferAssignment'> = {
  mayAct: ({ acting }) => decidedAbove(acting),
  decide({ state, command: { unitId, reason }, context }) {
    if (!context.facts.units.has(unitId)) return refuse('unknown-unit');
    if (unitId === state.unitId) return refuse('same-unit');
    const reviewUnitId = unitId === state.reviewUnitId ? CHAIR_ONLY : state.reviewUnitId;
    const data = { fromUnitId: state.unitId, toUnitId: unitId, reviewUnitId, reason };
    return events({ type: 'AssignmentTransferred', data });
  },
};

/** The committee itself: no officer belongs to it, so only the Chair can review. */
const CHAIR_ONLY = 'UBND';

/** An urging letter is a paper with a number, not a notification (docs/domain.md, 1d). */
export const recordUrging: WholeAct<'RecordUrging'> = {
  mayAct: ({ state, acting }) =>
    acting.unitId !== null && acting.unitId === state.fieldOwnerUnitId ? null : leadersOnly(acting),
  decide: ({ state, command: { documentNumber, documentDate } }) =>
    events({ type: 'UrgingRecorded', data: { urging: state.urgings + 1, documentNumber, documentDate } }),
};

/** A later decision adds an assignment under this one, such as the remediation after an inspection (002/I.3). */
export const addAssignment: WholeAct<'AddAssignment'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide(asked) {
    const { state, command, context } = asked;
    const { unitId, dueDate } = command;
    if (!context.facts.units.has(unitId)) return refuse('unknown-unit');
    if (ms(endOfDay(dueDate)) <= ms(context.receivedAt)) return refuse('due-date-past');
    const spec = childSpec(asked);
    if (!spec) return refuse('date-outside-calendar');
    const assignmentId = context.facts.identifyChild(state, unitId, state.children.length + 1);
    return events({ type: 'AssignmentAdded', data: { assignmentId, spec } });
  },
};

function childSpec(asked: Case<'AddAssignment'>): AssignmentSpec | null {
  const { state, command } = asked;
  const { unitId, requirement, dueDate } = command;
  const due = endOfDay(dueDate);
  const planning = planningOf(asked, `child-${state.children.length + 1}`);
  const around = alarmsAround(due, planning);
  const atLaunch = alarmsOfLaunch(planning);
  if (!around || !atLaunch) return null;
  return {
    ...inherited(state),
    generation: state.children.length + 1,
    requirement,
    unitId,
    leadUnitId: unitId,
    leadUnitIds: [unitId],
    coordinatingUnitIds: [],
    execution: 'chosenUnits',
    lead: unitId,
    coordinators: '',
    reviewUnitId: unitId === state.reviewUnitId ? state.unitId : state.reviewUnitId,
    parts: [
      {
        partId: 'whole',
        label: `hết ngày ${dueDate.split('-').reverse().join('/')}`,
        ownerUnitId: unitId,
        receiverUnitId: unitId === state.reviewUnitId ? state.unitId : state.reviewUnitId,
        deadline: { kind: 'fixed', date: dueDate, bound: 'onOrBefore' },
        due,
        lateFrom: due,
        alarms: [...atLaunch, ...around],
        requiredItems: [],
      },
    ],
  };
}

const inherited = (state: Assignment) => ({
  planId: state.planId,
  rowId: state.rowId,
  number: state.number,
  path: state.path,
  criterion: state.criterion,
  rollUp: state.rollUp,
  mode: state.mode,
  launch: state.launch,
  policy: state.policy,
  calendarVersion: state.calendarVersion,
  fieldOwnerUnitId: state.fieldOwnerUnitId ?? null,
});
