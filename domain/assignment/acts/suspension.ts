// The clock of an assignment is stopped, and goes on.
import { type Instant, laterBy, ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { decidedAbove, leadersOnly } from '../acting.ts';
import type { Alarm } from '../alarms.ts';
import type { AssignmentEvent } from '../events.ts';
import { alarmsAround, alarmsLater } from '../plan-alarms.ts';
import { awaitsUnit, isDecided, type Part } from '../state.ts';
import { effectiveLateFrom, leadsToDue } from '../time.ts';
import { events, momentOf, planningOf, type Setting, type WholeAct } from './act.ts';

const DAY_MS = 86_400_000;

export const suspendAssignment: WholeAct<'SuspendAssignment'> = {
  mayAct: ({ acting }) => decidedAbove(acting),
  decide(asked) {
    const stoppedAt = momentOf(asked);
    return events(
      { type: 'AssignmentSuspended', data: { reason: asked.command.reason } },
      ...asked.state.parts.flatMap((part) => missAfter(part, stoppedAt)),
    );
  },
};

/** What was recorded as missed after the clock had been stopped was not missed. */
function missAfter(part: Part, stoppedAt: Instant): AssignmentEvent[] {
  const lateFrom = effectiveLateFrom(part);
  if (!part.missed || !awaitsUnit(part) || lateFrom === null || ms(lateFrom) <= ms(stoppedAt)) return [];
  return [{ type: 'DeadlineMissWithdrawn', data: { partId: part.partId, lateFrom } }];
}

/** Every open part gets as many days more as the clock stood still, begun days in full. */
export const resumeAssignment: WholeAct<'ResumeAssignment'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide(asked) {
    const { state } = asked;
    const resumedAt = momentOf(asked);
    const stopped = ms(resumedAt) - ms(state.suspendedAt ?? resumedAt);
    const days = Math.max(0, Math.ceil(stopped / DAY_MS));
    const parts = state.parts.filter((part) => !isDecided(part)).map((part) => moved(asked, part, days));
    const reached = parts.filter((part) => part !== null);
    if (reached.length < parts.length) return refuse('date-outside-calendar');
    return events({ type: 'AssignmentResumed', data: { days, parts: reached } });
  },
};

/**
 * What led up to the due leads up to the new one, but nothing that has come already comes again. The clocks of the launch and
 * of the review go on where they stood; periods of check-ins are those of the year, and those that are over are not asked for.
 */
function moved(asked: Setting, part: Part, days: number) {
  const planning = planningOf(asked, part.partId);
  const { due, lateFrom } = dueAhead(part);
  const around = alarmsAround(laterBy(days, due), planning, laterBy(days, lateFrom));
  const isClock = (alarm: Alarm) => alarm.what === 'silence' || alarm.what === 'step';
  const clocks = part.alarms.filter((alarm) => isClock(alarm) && !leadsToDue(asked.state, alarm));
  const moving = alarmsLater(clocks, days, planning);
  if (!around || !moving) return null;
  const stillAhead = around.filter((alarm) => part.alarms.some((pending) => nameOf(pending) === nameOf(alarm)));
  const ofTheYear = part.alarms.filter(
    ({ what, at }) => (what === 'checkIn' || what === 'watchdog') && ms(at) > ms(planning.from),
  );
  return {
    partId: part.partId,
    due: laterBy(days, part.due),
    lateFrom: laterBy(days, part.lateFrom),
    alarms: [...ofTheYear, ...moving, ...stillAhead],
  };
}

/** The day that reminders lead up to at present: that of a return, the internal one, or the due. */
function dueAhead({ due, lateFrom, internalDue, resubmitUntil }: Part): Pick<Part, 'due' | 'lateFrom'> {
  const rework = lateFrom && resubmitUntil && ms(resubmitUntil) > ms(lateFrom) ? resubmitUntil : null;
  const ahead = rework ?? internalDue;
  return ahead ? { due: ahead, lateFrom: ahead } : { due, lateFrom };
}

function nameOf(alarm: Alarm): string {
  if (alarm.what === 'step') return `step ${alarm.stepId}`;
  return alarm.what === 'reminder' ? `reminder ${alarm.workingDaysBefore}` : alarm.what;
}
