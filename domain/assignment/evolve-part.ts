// What an event makes of one part.
import { endOfDay, type Instant, ms } from '../instant.ts';
import { type Alarm, isCheckIn } from './alarms.ts';
import { happenedAt } from './circumstances.ts';
import type { Evidence, PartSpec, RecordedAssignmentEvent } from './events.ts';
import { type Assignment, isDecided, type Part } from './state.ts';
import { isStepFrom, leadsToDue } from './time.ts';

type Of<T extends RecordedAssignmentEvent['type']> = Extract<RecordedAssignmentEvent, { type: T }>;
type DataOf<T extends RecordedAssignmentEvent['type']> = Of<T>['data'];

export function opened({ reminders = [], alarms = [], ...spec }: PartSpec): Part {
  const all = [...reminders.map((reminder): Alarm => ({ what: 'reminder', ...reminder })), ...alarms];
  const { deadline } = spec;
  return {
    ...spec,
    status: 'assigned',
    needed: spec.needed ?? true,
    acknowledged: false,
    acknowledgedBySilence: false,
    officerId: null,
    alarms: all,
    internalDue: deadline.kind === 'period' && deadline.internalDue ? endOfDay(deadline.internalDue) : null,
    checkIns: all.filter(isCheckIn),
    missed: false,
    waitingFor: spec.waitingFor ?? null,
    obstacleOpen: false,
    resubmitUntil: null,
    prepared: null,
    submissions: 0,
    submission: null,
    fieldReviewed: false,
    result: null,
    extensions: 0,
    extensionsGranted: 0,
    extensionAsked: null,
  };
}

/** A report answers for the period that it falls in and for any that it comes after. */
export function checkedIn(part: Part, { data, receivedAt, at }: Of<'CheckInReported'>): Partial<Part> {
  const moment = ms(happenedAt(data, receivedAt ?? at));
  return { alarms: part.alarms.filter((alarm) => !isCheckIn(alarm) || ms(alarm.from) > moment) };
}

export const evidenceIn = ({ files, links, figures, note }: DataOf<'EvidencePrepared'>): Evidence => ({
  files,
  links,
  figures,
  ...(note && { note }),
});

export const triggered = (state: Assignment, part: Part, data: DataOf<'TriggerReceived'>): Partial<Part> => ({
  ...dueFrom(
    state,
    { ...part, alarms: part.alarms.filter(({ what }) => what !== 'watchdog') },
    { due: data.due, lateFrom: data.lateFrom, alarms: data.alarms },
  ),
  waitingFor: null,
});

export const extended = (state: Assignment, part: Part, data: DataOf<'ExtensionGranted'>): Partial<Part> => ({
  ...dueFrom(state, part, data),
  extensionsGranted: part.extensionsGranted + 1,
  extensionAsked: null,
});

export type NewDue = Pick<Part, 'due' | 'lateFrom' | 'alarms'>;

/**
 * A new due puts other alarms in the place of those that led up to the old one; check-ins, watchdogs and the clocks of the
 * launch and of the review stay. What was handed in meanwhile may be in time after all, and never becomes late by it.
 */
export function dueFrom(state: Assignment, part: Part, { due, lateFrom, alarms }: NewDue): Partial<Part> {
  const { submission } = part;
  const inTime = submission !== null && (lateFrom === null || ms(submission.handedInAt) < ms(lateFrom));
  return {
    due,
    lateFrom,
    internalDue: null,
    alarms: [...part.alarms.filter((alarm) => !leadsToDue(state, alarm)), ...alarms],
    ...(inTime && { submission: { ...submission, late: false } }),
  };
}

export function submitted(
  state: Assignment,
  part: Part,
  event: Of<'EvidenceSubmitted' | 'OutcomeProposed'>,
): Partial<Part> {
  const { submission: number, unitId, late, alarms = [] } = event.data;
  const receivedAt = event.receivedAt ?? event.at;
  const handedInAt = happenedAt(event.data, receivedAt);
  const proposed = event.type === 'OutcomeProposed' ? event.data.outcome : null;
  return {
    status: 'submitted',
    submissions: number,
    submission: { number, unitId, receivedAt, handedInAt, late, proposed },
    prepared: null,
    fieldReviewed: false,
    // The clock of an earlier review does not run for this one.
    alarms: [...part.alarms.filter((alarm) => !isStepFrom(state, alarm, 'submission')), ...alarms],
  };
}

export const returned = (state: Assignment, part: Part, data: DataOf<'SubmissionReturned'>): Partial<Part> => ({
  status: 'returned',
  submission: null,
  resubmitUntil: data.resubmitUntil,
  alarms: leadingUpTo(state, part, data.alarms),
});

const leadingUpTo = (state: Assignment, part: Part, alarms: readonly Alarm[] | undefined): readonly Alarm[] =>
  alarms ? [...part.alarms.filter((alarm) => !leadsToDue(state, alarm)), ...alarms] : part.alarms;

/** What was open beside it is settled with it. An extension that was asked for in time may still be decided. */
export function accepted({ result }: DataOf<'SubmissionAccepted'>): Partial<Part> {
  const missed = result === 'notAchieved' || result === 'cannotBeDone';
  return { status: missed ? 'notAchieved' : 'accepted', result, obstacleOpen: false };
}

export const explained = (part: Part): Part =>
  part.status === 'notAchieved' ? { ...part, status: 'explained' } : part;

/** With the assignment ends what was still asked of it. */
export const closed = (part: Part): Part => ({ ...part, extensionAsked: null });

/** Who was late stays late; who was in time has the days of a return. Nothing else begins anew. */
export const reopened = (
  state: Assignment,
  { partIds, resubmitUntil, alarms }: DataOf<'AssignmentReopened'>,
): readonly Part[] =>
  state.parts.map((part) => {
    if (!partIds.includes(part.partId)) return part;
    const late = part.submission?.late ?? false;
    return {
      ...part,
      status: 'inProgress',
      submission: null,
      result: null,
      resubmitUntil: late ? null : resubmitUntil,
      alarms: late ? part.alarms : leadingUpTo(state, part, alarms),
    };
  });

/** The new year adds parts, and to those that go on what they are asked in it. */
export function continued(state: Assignment, { parts, alarms }: DataOf<'YearContinued'>): readonly Part[] {
  const added = new Map(alarms.map((each) => [each.partId, each.alarms]));
  const goingOn = state.parts.map((part) => {
    const more = added.get(part.partId) ?? [];
    return { ...part, alarms: [...part.alarms, ...more], checkIns: [...part.checkIns, ...more.filter(isCheckIn)] };
  });
  return [...goingOn, ...parts.map(opened)];
}

/** So many days more for a part that is still open; `moved` is what was planned for it. */
export const goesOn = (part: Part, days: Days, moved: NewDue | undefined): Part =>
  isDecided(part) || !moved
    ? part
    : {
        ...part,
        due: moved.due,
        lateFrom: moved.lateFrom,
        alarms: moved.alarms,
        internalDue: days(part.internalDue),
        resubmitUntil: days(part.resubmitUntil),
      };
type Days = (at: Instant | null) => Instant | null;
