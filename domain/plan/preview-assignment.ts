// One assignment as a launch would make it: its parts, and every day on which it would speak by itself.
import type { LadderStep } from '../assignment/alarms.ts';
import type { AssignmentSpec, PartSpec } from '../assignment/events.ts';
import { partsOfCell } from '../assignment/labels.ts';
import { CalendarRangeError, type WorkingCalendar } from '../calendar.ts';
import type { Directory } from '../directory/directory.ts';
import { type Instant, later, ms } from '../instant.ts';
import type { LaunchedAssignment } from './events.ts';
import { assignmentSpec } from './spec.ts';
import type { Plan } from './state.ts';
import type { Entry } from './work.ts';

/** One assignment as it would be, with all days of its calendar. */
export interface AssignmentPreview extends Omit<LaunchedAssignment, 'assignmentId'> {
  readonly parts: readonly PartPreview[];
}

interface PartPreview
  extends Pick<PartSpec, 'partId' | 'label' | 'ownerUnitId' | 'receiverUnitId' | 'due' | 'lateFrom'> {
  readonly needed: boolean;
  readonly waitingFor: string | null;
  /** Late from the first moment. */
  readonly pastDue: boolean;
  /** When it would speak by itself if nothing were done: reminders, check-ins, watchdogs, steps of the ladder. */
  readonly calendar: readonly {
    readonly at: Instant;
    readonly what: string;
    readonly workingDaysBefore?: number;
    readonly stepId?: string;
    readonly tell?: string;
  }[];
}

/** When, where and for which plan a launch is looked at. */
export interface Moment {
  readonly plan: Plan;
  readonly directory: Directory;
  readonly now: Instant;
  readonly calendar: WorkingCalendar | null;
}

/** Null where a day is needed that the calendar does not know. */
export function previewAll(entries: readonly Entry[], { plan, now, calendar }: Moment): AssignmentPreview[] | null {
  if (!calendar) return null;
  const launch = {
    launch: plan.launches + 1,
    policy: plan.policy,
    calendarVersion: calendar.version,
    launchedAt: now,
  };
  try {
    return entries.map((entry) => assignmentPreview(entry, assignmentSpec(plan, launch, entry, calendar), now));
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

function assignmentPreview(entry: Entry, spec: AssignmentSpec, now: Instant): AssignmentPreview {
  const counted = partsOfCell(spec.parts.filter(({ needed }) => needed !== false));
  return {
    ...entry,
    due: latest(counted.map(({ due }) => due)),
    lateFrom: latest(counted.map(({ lateFrom }) => lateFrom)),
    parts: spec.parts.map((part) => partPreview(part, spec.policy.ladder ?? [], now)),
  };
}

function partPreview(part: PartSpec, ladder: readonly LadderStep[], now: Instant): PartPreview {
  const { partId, label, ownerUnitId, receiverUnitId, due, lateFrom, waitingFor = null, needed = true } = part;
  const calendar = (part.alarms ?? []).map((alarm) => ({
    at: alarm.at,
    what: alarm.what,
    ...(alarm.what === 'reminder' && { workingDaysBefore: alarm.workingDaysBefore }),
    ...(alarm.what === 'step' && { stepId: alarm.stepId, ...toldBy(alarm.stepId, ladder) }),
  }));
  return {
    partId,
    label,
    ownerUnitId,
    receiverUnitId,
    due,
    lateFrom,
    needed,
    waitingFor,
    pastDue: lateFrom !== null && ms(lateFrom) <= ms(now),
    calendar: calendar.sort((a, b) => ms(a.at) - ms(b.at)),
  };
}

function toldBy(stepId: string, ladder: readonly LadderStep[]) {
  const tell = ladder.find((step) => step.stepId === stepId)?.tell;
  return tell ? { tell } : {};
}

/** Null where none is known. */
export const latest = (instants: readonly (Instant | null)[]): Instant | null =>
  instants.reduce((last, at) => (last && at ? later(last, at) : (last ?? at)), null);
