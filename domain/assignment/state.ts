// An assignment as its events have made it: what decide, time and the read models need, and no more.
import type { Instant, PlainDate } from '../instant.ts';
import type { Alarm, CheckIn } from './alarms.ts';
import type { Outcome } from './commands.ts';
import type { AssignmentSpec, Evidence, PartSpec } from './events.ts';
import { type AssignmentStatus, isEnded, type PartStatus, type Standing } from './status.ts';

interface Submission {
  readonly number: number;
  readonly unitId: string;
  readonly receivedAt: Instant;
  /** When it counts as handed in: when it was received, or the earlier day that a paper proves. */
  readonly handedInAt: Instant;
  readonly late: boolean;
  /** What the unit says of the target, where it handed in no evidence. */
  readonly proposed: Outcome | null;
}

export interface Part extends Omit<PartSpec, 'reminders' | 'alarms' | 'waitingFor' | 'needed'> {
  readonly status: PartStatus;
  /** The assignment closes only with this part. */
  readonly needed: boolean;
  readonly acknowledged: boolean;
  /** Nobody said so: the unit may still do. */
  readonly acknowledgedBySilence: boolean;
  readonly officerId: string | null;
  /** Whom its row names for it, where another unit has taken it over. */
  readonly namedUnitId?: string;
  /** What it will say by itself, as things stand; what has passed is dropped. */
  readonly alarms: readonly Alarm[];
  /** The internal day that reminders and ladder lead up to; it ends with the first other day that is set. */
  readonly internalDue: Instant | null;
  /** Every period in which the unit is to say how far it is, also those that are over: a report in time may be found late. */
  readonly checkIns: readonly CheckIn[];
  readonly missed: boolean;
  /** Whose paper it waits for. A flag, not a stop: whatever can be done goes on. */
  readonly waitingFor: string | null;
  readonly obstacleOpen: boolean;
  readonly resubmitUntil: Instant | null;
  /** Waits for the approval of the unit's head. */
  readonly prepared: Evidence | null;
  readonly submissions: number;
  readonly submission: Submission | null;
  /** The unit that follows the field has looked at this submission. */
  readonly fieldReviewed: boolean;
  readonly result: Outcome | null;
  /** How many extensions were asked for, and how many granted. */
  readonly extensions: number;
  readonly extensionsGranted: number;
  readonly extensionAsked: {
    readonly extension: number;
    readonly askedAt: Instant;
    readonly dueDate: PlainDate;
  } | null;
}

interface Explanation {
  readonly explanation: number;
  readonly until: Instant;
  readonly status: 'requested' | 'filed' | 'accepted' | 'rejected';
  readonly missed: boolean;
}

export interface Assignment extends Omit<AssignmentSpec, 'parts'> {
  readonly status: AssignmentStatus;
  readonly standing: Standing;
  readonly assignedAt: Instant;
  /** Which unit the row was launched to; `unitId` is the one that has it now. */
  readonly launchUnitId: string;
  readonly parts: readonly Part[];
  readonly outcome: Outcome | null;
  /** The latest one that was asked for. */
  readonly explanation: Explanation | null;
  readonly urgings: number;
  readonly escalations: number;
  readonly children: readonly string[];
  readonly suspendedAt: Instant | null;
}

export type AssignmentState = { readonly status: 'unassigned' } | Assignment;
export const unassigned: AssignmentState = { status: 'unassigned' };

export const isAssigned = (state: AssignmentState): state is Assignment => state.status !== 'unassigned';

/** Whether anything is still expected of somebody. */
export const isOpen = (state: AssignmentState): state is Assignment => isAssigned(state) && !isEnded(state.status);

/** Whether the part waits for its unit: only then do reminders and deadlines run. */
export const awaitsUnit = (part: Part): boolean =>
  part.status === 'assigned' || part.status === 'inProgress' || part.status === 'returned';

/** What the whole counts by: the parts that are needed; all of them where none is. */
export function countedParts<P extends Pick<Part, 'needed'>>({
  parts,
}: {
  readonly parts: readonly P[];
}): readonly P[] {
  const needed = parts.filter((part) => part.needed);
  return needed.length > 0 ? needed : parts;
}

export const isDecided = (part: Part): boolean =>
  part.status === 'accepted' || part.status === 'notAchieved' || part.status === 'explained';
