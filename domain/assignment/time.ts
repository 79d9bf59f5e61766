// Time and an assignment: which instant it waits for next, and what becomes true then.
import { assertNever } from '../assert-never.ts';
import { type Instant, later, ms } from '../instant.ts';
import { type Alarm, blames, type LadderStep } from './alarms.ts';
import type { AssignmentEvent } from './events.ts';
import { type Assignment, type AssignmentState, awaitsUnit, isDecided, isOpen, type Part } from './state.ts';

/** An instant that an assignment waits for, and what an operator calls it. */
export interface Wake {
  readonly at: Instant;
  readonly label: string;
}

/** From when a submission of this part is late: lateFrom, or the later date that a return or a reopening has set. */
export const effectiveLateFrom = (part: Part): Instant | null =>
  part.lateFrom && part.resubmitUntil ? later(part.lateFrom, part.resubmitUntil) : part.lateFrom;

/**
 * From when somebody counts as late: a request is asked and reminded, never blamed (docs/domain.md, Decided 6), and nobody is
 * late for a part that only helps.
 */
export const blamedFrom = (part: Part, mode: Assignment['mode']): Instant | null =>
  mode === 'REQUEST' || !part.needed ? null : effectiveLateFrom(part);

/** The instant at which the deadline will be recorded as missed, as things stand. */
const missedFrom = (part: Part, mode: Assignment['mode']): Instant | null =>
  part.due === null || part.missed || !awaitsUnit(part) ? null : blamedFrom(part, mode);

const stepOf = ({ policy }: Pick<Assignment, 'policy'>, stepId: string): LadderStep | null =>
  policy.ladder?.find((step) => step.stepId === stepId) ?? null;

/** Whether a new due puts another in the alarm's place: reminders, and the steps that count from the due. */
export const leadsToDue = (state: Pick<Assignment, 'policy'>, alarm: Alarm): boolean =>
  alarm.what === 'reminder' || isStepFrom(state, alarm, 'due');

export const isStepFrom = (state: Pick<Assignment, 'policy'>, alarm: Alarm, from: LadderStep['from']): boolean =>
  alarm.what === 'step' && stepOf(state, alarm.stepId)?.from === from;

/** Only a unit that was ordered to do what is needed is named to its superiors. */
const mayTell = ({ mode }: Assignment, { needed }: Part, step: LadderStep): boolean =>
  !blames(step) || (mode === 'ORDER' && needed);

/** Whether what the step asks for has not happened. */
export function isLacking({ unless, from }: LadderStep, part: Part): boolean {
  switch (unless) {
    case 'acknowledged':
      return awaitsUnit(part) && !part.acknowledged;
    case 'started':
      return part.status === 'assigned';
    case 'submitted':
      return awaitsUnit(part) && (part.waitingFor === null || from === 'due');
    case 'reviewed':
      return part.status === 'submitted' || part.status === 'underReview';
    default:
      return assertNever(unless);
  }
}

/** Whether an alarm still matters, as things stand. */
function matters(state: Assignment, part: Part, alarm: Alarm): boolean {
  switch (alarm.what) {
    case 'reminder':
      return awaitsUnit(part);
    case 'silence':
      return awaitsUnit(part) && !part.acknowledged;
    case 'checkIn': // what was handed in has said it
      return awaitsUnit(part);
    case 'watchdog':
      return !isDecided(part) && part.waitingFor !== null;
    case 'step': {
      const step = stepOf(state, alarm.stepId);
      return step !== null && mayTell(state, part, step) && isLacking(step, part);
    }
    default:
      return assertNever(alarm);
  }
}

function labelOf(alarm: Alarm): string {
  switch (alarm.what) {
    case 'reminder':
      return `nhắc trước ${alarm.workingDaysBefore} ngày làm việc`;
    case 'silence':
      return 'coi như đã nhận nhiệm vụ';
    case 'checkIn':
      return `hết kỳ báo tình hình ${alarm.period}`;
    case 'watchdog':
      return 'hỏi văn bản chờ đã đến chưa';
    case 'step':
      return `bước đôn đốc ${alarm.stepId}`;
    default:
      return assertNever(alarm);
  }
}

function wakesOf(state: Assignment, part: Part): Wake[] {
  const lateFrom = missedFrom(part, state.mode);
  const alarms = part.alarms.filter((alarm) => matters(state, part, alarm));
  const wakes = alarms.map((alarm) => ({ at: alarm.at, label: labelOf(alarm) }));
  return lateFrom ? [...wakes, { at: lateFrom, label: 'hạn cuối' }] : wakes;
}

const explanationWake = ({ explanation }: Assignment): Wake[] =>
  explanation?.status === 'requested' && !explanation.missed
    ? [{ at: explanation.until, label: 'hạn giải trình' }]
    : [];

/** What comes next by itself, or null. The clock of a suspended assignment stands still. */
export function upcomingWake(state: AssignmentState): Wake | null {
  if (!isOpen(state) || state.standing === 'suspended') return null;
  const wakes = [...state.parts.flatMap((part) => wakesOf(state, part)), ...explanationWake(state)];
  return wakes.sort((a, b) => ms(a.at) - ms(b.at))[0] ?? null;
}

export const nextWake = (state: AssignmentState): Instant | null => upcomingWake(state)?.at ?? null;

/** What becomes true at `at`: of each part its alarms in order, then its deadline; explanations last. */
export function passTime(state: AssignmentState, at: Instant): AssignmentEvent[] {
  if (!isOpen(state) || state.standing === 'suspended') return [];
  const reached = (instant: Instant) => ms(instant) <= ms(at);
  const ofParts = state.parts.flatMap((part) => {
    const rung = part.alarms
      .filter((alarm) => reached(alarm.at) && matters(state, part, alarm))
      .flatMap((alarm) => eventOf(state, part, alarm));
    const lateFrom = missedFrom(part, state.mode);
    if (lateFrom === null || part.due === null || !reached(lateFrom)) return rung;
    const missed: AssignmentEvent = { type: 'DeadlineMissed', data: { partId: part.partId, due: part.due, lateFrom } };
    return [...rung, missed];
  });
  const explanation = explanationWake(state)
    .filter((wake) => reached(wake.at))
    .map((wake): AssignmentEvent => {
      const data = { explanation: state.explanation?.explanation ?? 1, plannedAt: wake.at };
      return { type: 'ExplanationMissed', data };
    });
  return [...ofParts, ...explanation];
}

function eventOf(state: Assignment, { partId, waitingFor }: Part, alarm: Alarm): AssignmentEvent[] {
  const plannedAt = alarm.at;
  switch (alarm.what) {
    case 'reminder':
      return [{ type: 'ReminderDue', data: { partId, workingDaysBefore: alarm.workingDaysBefore, plannedAt } }];
    case 'silence':
      return [{ type: 'AssignmentAcknowledged', data: { partId, bySilence: true, plannedAt } }];
    case 'checkIn':
      return [{ type: 'CheckInMissed', data: { partId, period: alarm.period, plannedAt } }];
    case 'watchdog':
      return [{ type: 'TriggerAwaited', data: { partId, source: waitingFor ?? '', plannedAt } }];
    case 'step': {
      const step = stepOf(state, alarm.stepId);
      return step ? [{ type: 'AssignmentEscalated', data: { partId, step, plannedAt } }] : [];
    }
    default:
      return assertNever(alarm);
  }
}
