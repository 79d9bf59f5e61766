// What the amendment of its plan makes of an assignment that goes on.
import { endOfDay } from '../instant.ts';
import { isCheckIn } from './alarms.ts';
import type { RecordedAssignmentEvent } from './events.ts';
import { dueFrom, opened } from './evolve-part.ts';
import type { Assignment, Part } from './state.ts';

type Amended = Extract<RecordedAssignmentEvent, { type: 'AssignmentAmended' }>['data'];

export function amended(state: Assignment, data: Amended): Assignment {
  const { row, reworded, moved, added, dropped, calendarVersion } = data;
  const goingOn = state.parts
    .filter(({ partId }) => !dropped.includes(partId))
    .map((part) => {
      const said = reworded.find(({ partId }) => partId === part.partId);
      const other = moved.find(({ partId }) => partId === part.partId);
      const next = ownedBy(part, (other ?? said)?.newOwner);
      const { newOwner: _, ...words } = said ?? {};
      return other ? movedPart(state, next, other) : { ...next, ...words };
    })
    .map((part) => receivedBy(part, state.reviewUnitId, row.reviewUnitId));
  return { ...state, ...row, calendarVersion, parts: [...goingOn, ...added.map(opened)] };
}

/** Another unit has not acknowledged it, and has no officer for it yet. */
function ownedBy(part: Part, owner: Amended['moved'][number]['newOwner']): Part {
  if (!owner) return part;
  const { namedUnitId: _, ...rest } = part;
  return { ...rest, ...owner, officerId: null, acknowledged: false, acknowledgedBySilence: false, prepared: null };
}

/** Another deadline has other check-ins and watchdogs too; what was asked in the periods that are over stays known. */
function movedPart(state: Assignment, part: Part, moved: Amended['moved'][number]): Part {
  const { alarms = [], waitingFor = null, due, lateFrom, newOwner: _, ...words } = moved;
  const { deadline } = words;
  const ofOld = (what: string) => what === 'checkIn' || what === 'watchdog';
  const clocks = { ...part, alarms: part.alarms.filter(({ what }) => !ofOld(what)) };
  const over = part.checkIns.filter((checkIn) => !part.alarms.some((alarm) => alarm.at === checkIn.at));
  return {
    ...part,
    ...words,
    ...dueFrom(state, clocks, { due, lateFrom, alarms }),
    waitingFor,
    internalDue: deadline.kind === 'period' && deadline.internalDue ? endOfDay(deadline.internalDue) : null,
    checkIns: [...over, ...alarms.filter(isCheckIn)],
  };
}

const receivedBy = (part: Part, before: string, now: string): Part =>
  part.receiverUnitId === before && part.ownerUnitId !== now ? { ...part, receiverUnitId: now } : part;
