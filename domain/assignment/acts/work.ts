// What a unit says while it works.
import { ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { isOf, leadersOnly, ownerOnly } from '../acting.ts';
import { type Act, events, momentOf } from './act.ts';

/** In person also where silence has counted as an acknowledgement before. */
export const acknowledge: Act<'Acknowledge'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide: ({ part }) =>
    part.acknowledged && !part.acknowledgedBySilence
      ? refuse('already-acknowledged')
      : events({ type: 'AssignmentAcknowledged', data: { partId: part.partId } }),
};

/** The officer in charge is somebody of the unit; another one may take over at any time. */
export const assignOfficer: Act<'AssignOfficer'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide({ part, command: { personId }, context }) {
    if (context.facts.unitOfPerson !== part.ownerUnitId) return refuse('not-of-this-unit');
    if (part.officerId === personId) return refuse('already-in-charge');
    return events({ type: 'OfficerAssigned', data: { partId: part.partId, personId } });
  },
};

export const reportProgress: Act<'ReportProgress'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide({ part, command: { note, state, cause } }) {
    const data = { partId: part.partId, note, ...(state && { state }), ...(cause && { cause }) };
    return events({ type: 'ProgressReported', data });
  },
};

/** Says how far a continuous duty is; it answers for the period that it falls in. */
export const reportCheckIn: Act<'ReportCheckIn'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide(asked) {
    const { part, command } = asked;
    const { note, state } = command;
    const moment = ms(momentOf(asked));
    if (!part.checkIns.some(({ at }) => moment < ms(at))) return refuse('no-check-in-expected');
    const period = part.checkIns.find(({ from, at }) => ms(from) <= moment && moment < ms(at))?.period;
    const data = { partId: part.partId, note, ...(state && { state }), ...(period && { period }) };
    return events({ type: 'CheckInReported', data });
  },
};

export const reportObstacle: Act<'ReportObstacle'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide: ({ part, command: { text } }) => events({ type: 'ObstacleReported', data: { partId: part.partId, text } }),
};

export const resolveObstacle: Act<'ResolveObstacle'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide({ part, command: { decision } }) {
    if (!part.obstacleOpen) return refuse('no-obstacle');
    return events({ type: 'ObstacleResolved', data: { partId: part.partId, decision } });
  },
};

/** The unit that follows the field states how it sees the part (002, II.2.1); it gates nothing. */
export const recordFieldStatus: Act<'RecordFieldStatus'> = {
  mayAct: ({ state, acting }) =>
    isOf(acting, [state.fieldOwnerUnitId ?? state.reviewUnitId]) ? null : 'not-the-field-owner',
  decide({ part, command: { state, note }, acting }) {
    const data = { partId: part.partId, unitId: acting.unitId ?? '', state, ...(note && { note }) };
    return events({ type: 'FieldStatusRecorded', data });
  },
};
