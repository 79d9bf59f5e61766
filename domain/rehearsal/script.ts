// What the people of a rehearsed ward do: a function of what they see, so that the same script plays against the rules alone
// and against the running system.
import type { AssignmentCommand } from '../assignment/commands.ts';
import { type Assignment, awaitsUnit, isDecided, type Part } from '../assignment/state.ts';
import type { TextRef } from '../free-text.ts';
import { addDays, dateOf, endOfDay, type Instant, instant, later, ms, type PlainDate, startOfDay } from '../instant.ts';

/** Diligent: five days early. Late: three days after, and returned once. Silent: never answers at all. */
export const behaviours = ['diligent', 'late', 'silent'] as const;
export type Behaviour = (typeof behaviours)[number];

/** Somebody's next step. `who` is a unit, or one of the two leaders. */
export interface Step {
  readonly at: Instant;
  readonly who: { readonly unitId: string } | 'coordinator' | 'chair';
  readonly command: AssignmentCommand;
}

/** What a script must know beside the state of its assignment. */
export interface Ward {
  readonly behaviour: Behaviour;
  /** The end of the plan's period: what has no day of its own is handed in three weeks before. */
  readonly horizon: Instant;
  /** Nobody does anything from then on: the rehearsal is over. */
  readonly until: Instant;
  /** What people write; a text apart. */
  readonly words: TextRef;
  readonly chairId: string;
  readonly coordinatorUnitId: string | null;
}

const HOUR_MS = 3_600_000;
const TRIGGER_AFTER_DAYS = 60;
const EARLY_DAYS = 5;
const LATE_DAYS = 3;
const WEEKS_BEFORE_THE_END = 21;

const at = (date: PlainDate, hour: number): Instant => instant(ms(startOfDay(date)) + hour * HOUR_MS);
const daysAfter = (from: Instant, days: number, hour: number): Instant => at(addDays(dateOf(from), days), hour);

/** The next step of anybody, at `now` or later; null when nobody will do anything any more. */
export function nextStep(state: Assignment, now: Instant, ward: Ward): Step | null {
  const steps = [
    ...state.parts.flatMap((part) => [
      triggerOf(part, state),
      ...unitSteps(part, state, now, ward),
      reviewOf(part, state, ward),
    ]),
    closingOf(state, now),
  ].filter((step) => step !== null);
  const inTime = steps
    .map((step) => ({ ...step, at: later(step.at, now) }))
    .filter(({ at: when }) => ms(when) < ms(ward.until));
  return inTime.sort((a, b) => ms(a.at) - ms(b.at))[0] ?? null;
}

/** The paper from above comes two months after the launch, and names a day a month later. */
function triggerOf(part: Part, { assignedAt }: Assignment): Step | null {
  if (part.waitingFor === null || isDecided(part)) return null;
  const when = daysAfter(assignedAt, TRIGGER_AFTER_DAYS, 9);
  const documentDate = dateOf(when);
  const dueDate = addDays(documentDate, 30);
  const paper = { documentNumber: '15/SNV-CCHC', documentDate, dueDate };
  return { at: when, who: 'coordinator', command: { type: 'RecordTrigger', partId: part.partId, ...paper } };
}

function unitSteps(part: Part, state: Assignment, now: Instant, ward: Ward): (Step | null)[] {
  if (ward.behaviour === 'silent' || !awaitsUnit(part)) return [];
  return [acknowledgement(part, state, ward), checkIn(part, now, ward), submission(part, ward)];
}

function acknowledgement(part: Part, { assignedAt }: Assignment, { behaviour }: Ward): Step | null {
  if (part.acknowledged) return null;
  const when = daysAfter(later(assignedAt, part.startsAt ?? assignedAt), behaviour === 'diligent' ? 1 : 6, 9);
  return { at: when, who: { unitId: part.ownerUnitId }, command: { type: 'Acknowledge', partId: part.partId } };
}

/** The diligent answer every check-in ten days before it ends; the late ones miss them. */
function checkIn(part: Part, now: Instant, { behaviour, words }: Ward): Step | null {
  const next = part.alarms.find((alarm) => alarm.what === 'checkIn');
  if (behaviour !== 'diligent' || !next || next.what !== 'checkIn') return null;
  const when = later(daysAfter(next.at, -10, 9), later(next.from, now));
  return {
    at: when,
    who: { unitId: part.ownerUnitId },
    command: { type: 'ReportCheckIn', partId: part.partId, note: words },
  };
}

function submission(part: Part, { behaviour, horizon }: Ward): Step | null {
  const command: AssignmentCommand = {
    type: 'SubmitEvidence',
    partId: part.partId,
    links: ['https://phuong.example/bao-cao'],
  };
  const who = { unitId: part.ownerUnitId };
  if (part.status === 'returned' && part.resubmitUntil)
    return { at: daysAfter(part.resubmitUntil, -2, 15), who, command };
  if (part.due === null && part.waitingFor !== null) return null;
  const day = part.due ?? endOfDay(addDays(dateOf(horizon), -WEEKS_BEFORE_THE_END));
  const offset = behaviour === 'diligent' ? -EARLY_DAYS : LATE_DAYS;
  const when = daysAfter(day, part.due === null ? 0 : offset, 14);
  return { at: later(when, part.startsAt ?? when), who, command };
}

/** Looked at on the next day; what the late hand in is returned once. */
function reviewOf(part: Part, state: Assignment, { behaviour, words }: Ward): Step | null {
  const { submission: handedIn, partId } = part;
  if (!handedIn || isDecided(part)) return null;
  const when = daysAfter(handedIn.receivedAt, 1, 10);
  const who = reviewer(part, state);
  if (behaviour === 'late' && handedIn.number === 1 && !handedIn.late) {
    return { at: when, who, command: { type: 'ReturnSubmission', partId, reasonCode: 'thieu', reason: words } };
  }
  return { at: when, who, command: { type: 'AcceptSubmission', partId } };
}

/** Whoever receives it, or the Chair where no unit may. */
const reviewer = (part: Part, state: Assignment): Step['who'] =>
  part.receiverUnitId === 'UBND' || state.leadUnitIds.includes(part.receiverUnitId)
    ? 'chair'
    : { unitId: part.receiverUnitId };

function closingOf(state: Assignment, now: Instant): Step | null {
  if (state.status !== 'accepted') return null;
  return { at: daysAfter(now, 1, 10), who: 'coordinator', command: { type: 'CloseAssignment', outcome: 'achieved' } };
}
