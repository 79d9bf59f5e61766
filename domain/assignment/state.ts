// An assignment as its events have made it. The status of an assignment is the roll-up of its parts.
//
//   assigned ─Acknowledged/ProgressReported→ inProgress ─EvidenceSubmitted→ submitted ─ReviewStarted→ underReview
//                                               ↑                              │(withdrawn)                │
//                                               └──────────────────────────────┘       SubmissionReturned → returned
//   underReview ─SubmissionAccepted→ accepted | notAchieved ─AssignmentClosed→ closed          returned ─→ submitted
import type { z } from 'zod';
import { assertNever } from '../assert-never.ts';
import { type Instant, later, ms } from '../instant.ts';
import type { Outcome, ReviewResult } from './commands.ts';
import type { AssignmentSpec, PartSpec, RecordedAssignmentEvent, Reminder } from './events.ts';

type PartStatus = 'assigned' | 'inProgress' | 'submitted' | 'underReview' | 'returned' | 'accepted' | 'notAchieved';
export type AssignmentStatus = PartStatus | 'closed';

interface Submission {
  readonly number: number;
  readonly unitId: string;
  readonly receivedAt: Instant;
  readonly late: boolean;
}

export interface Part extends Omit<PartSpec, 'reminders'> {
  readonly status: PartStatus;
  readonly acknowledged: boolean;
  readonly pendingReminders: readonly Reminder[];
  readonly missed: boolean;
  readonly resubmitUntil: Instant | null;
  readonly submissions: number;
  readonly submission: Submission | null;
  readonly result: z.output<typeof ReviewResult> | null;
}

export interface Assignment extends Omit<AssignmentSpec, 'parts'> {
  readonly status: AssignmentStatus;
  readonly assignedAt: Instant;
  /** Which unit the row was launched to; `unitId` is the one that has it now. */
  readonly launchUnitId: string;
  readonly parts: readonly Part[];
  readonly outcome: z.output<typeof Outcome> | null;
}

export type AssignmentState = { readonly status: 'unassigned' } | Assignment;
export const unassigned: AssignmentState = { status: 'unassigned' };

export const isAssigned = (state: AssignmentState): state is Assignment => state.status !== 'unassigned';

/** Whether the part waits for its unit: only then do reminders and deadlines run. */
export const awaitsUnit = (part: Part): boolean =>
  part.status === 'assigned' || part.status === 'inProgress' || part.status === 'returned';

/** From when a submission of this part is late: lateFrom, or the later date that a return has set. */
export const effectiveLateFrom = (part: Part): Instant | null =>
  part.lateFrom && part.resubmitUntil ? later(part.lateFrom, part.resubmitUntil) : part.lateFrom;

const furthestBack: readonly PartStatus[] = [
  'returned',
  'assigned',
  'inProgress',
  'submitted',
  'underReview',
  'notAchieved',
  'accepted',
];

/** The assignment stands where its least advanced part stands; one missed target among accepted parts shows. */
const rollUp = (parts: readonly Part[]): PartStatus =>
  furthestBack.find((status) => parts.some((part) => part.status === status)) ?? 'accepted';

function openPart(spec: PartSpec): Part {
  const { reminders, ...rest } = spec;
  return {
    ...rest,
    status: 'assigned',
    acknowledged: false,
    pendingReminders: reminders,
    missed: false,
    resubmitUntil: null,
    submissions: 0,
    submission: null,
    result: null,
  };
}

function withPart(state: Assignment, partId: string, change: (part: Part) => Partial<Part>): Assignment {
  const parts = state.parts.map((part) => (part.partId === partId ? { ...part, ...change(part) } : part));
  return { ...state, parts, status: rollUp(parts) };
}

const begun = (part: Part): Partial<Part> => (part.status === 'assigned' ? { status: 'inProgress' } : {});

/** Remembers only what decide, nextWake and the read model need. Never refuses: what happened, happened. */
export function evolve(state: AssignmentState, event: RecordedAssignmentEvent): AssignmentState {
  if (event.type === 'AssignmentAssigned') {
    return {
      ...event.data,
      status: 'assigned',
      assignedAt: event.at,
      launchUnitId: event.data.unitId,
      parts: event.data.parts.map(openPart),
      outcome: null,
    };
  }
  return isAssigned(state) ? evolveAssigned(state, event) : state;
}

function evolveAssigned(
  state: Assignment,
  event: Exclude<RecordedAssignmentEvent, { type: 'AssignmentAssigned' }>,
): Assignment {
  switch (event.type) {
    case 'AssignmentAcknowledged':
      return withPart(state, event.data.partId, (part) => ({ ...begun(part), acknowledged: true }));
    case 'ProgressReported':
      return withPart(state, event.data.partId, (part) =>
        part.status === 'returned' ? { status: 'inProgress' } : begun(part),
      );
    case 'EvidenceSubmitted':
      return withPart(state, event.data.partId, () => submitted(event));
    case 'SubmissionWithdrawn':
      return withPart(state, event.data.partId, (part) => ({
        status: 'inProgress',
        submission: null,
        pendingReminders: remindersAfter(part, event.at),
      }));
    case 'ReviewStarted':
      return withPart(state, event.data.partId, () => ({ status: 'underReview' }));
    case 'SubmissionReturned':
      return withPart(state, event.data.partId, (part) => ({
        status: 'returned',
        submission: null,
        resubmitUntil: event.data.resubmitUntil,
        pendingReminders: remindersAfter(part, event.at),
      }));
    case 'SubmissionAccepted':
      return withPart(state, event.data.partId, () => ({
        status: event.data.result === 'notAchieved' ? 'notAchieved' : 'accepted',
        result: event.data.result,
      }));
    case 'AssignmentClosed':
      return { ...state, status: 'closed', outcome: event.data.outcome };
    case 'ReminderDue':
      return withPart(state, event.data.partId, (part) => ({
        pendingReminders: remindersAfter(part, event.data.plannedAt),
      }));
    case 'DeadlineMissed':
      return withPart(state, event.data.partId, () => ({ missed: true }));
    case 'DeadlineMissWithdrawn':
      return withPart(state, event.data.partId, () => ({ missed: false }));
    default:
      return assertNever(event);
  }
}

/** Reminders that passed while a reviewer had the part are dropped: nobody is reminded of yesterday. */
const remindersAfter = (part: Part, at: Instant): Reminder[] =>
  part.pendingReminders.filter((reminder) => ms(reminder.at) > ms(at));

function submitted(event: Extract<RecordedAssignmentEvent, { type: 'EvidenceSubmitted' }>): Partial<Part> {
  const { submission: number, unitId, late } = event.data;
  return {
    status: 'submitted',
    submissions: number,
    submission: { number, unitId, receivedAt: event.receivedAt ?? event.at, late },
  };
}
