// The transition table: in which status a command may come, and in which statuses it may leave its part (or the assignment).
// Every other status is answered with a refusal. docs/states.md is drawn from it, decide asks it, a test walks all of it.

import type { AssignmentMode } from '../plan-reading.ts';
import type { RefusalCode } from '../refusals.ts';
import type { AssignmentCommandType } from './commands.ts';
import type { AssignmentStatus } from './status.ts';

export interface Transition {
  /** What the command is about; on a part, the status is the part's. */
  readonly on: 'part' | 'assignment';
  /** From each status in which it may come, where it may lead. */
  readonly from: Partial<Record<AssignmentStatus, readonly AssignmentStatus[]>>;
  /** Why not, in the other statuses, where the usual reason does not fit. */
  readonly otherwise?: Partial<Record<AssignmentStatus, RefusalCode>>;
  /** Statuses in which it may come to a request only, and why not to an order. */
  readonly ofRequest?: Partial<Record<AssignmentStatus, RefusalCode>>;
}

/** What people ask, and what an amended plan asks of what it puts aside. */
export type TransitionCommand = AssignmentCommandType | 'Supersede';

const usualRefusal: Record<AssignmentStatus, RefusalCode> = {
  assigned: 'nothing-submitted',
  inProgress: 'nothing-submitted',
  returned: 'nothing-submitted',
  submitted: 'already-submitted',
  underReview: 'already-submitted',
  accepted: 'already-accepted',
  notAchieved: 'already-accepted',
  explained: 'already-accepted',
  closed: 'assignment-closed',
  suspended: 'assignment-suspended',
  superseded: 'assignment-superseded',
  voided: 'assignment-voided',
};

const unchanged = (...statuses: AssignmentStatus[]): Transition['from'] =>
  Object.fromEntries(statuses.map((status) => [status, [status]]));
const to = (target: readonly AssignmentStatus[], ...statuses: AssignmentStatus[]): Transition['from'] =>
  Object.fromEntries(statuses.map((status) => [status, target]));

const awaiting = ['assigned', 'inProgress', 'returned'] as const;
const inReview = ['submitted', 'underReview'] as const;
const decided = ['accepted', 'notAchieved', 'explained'] as const;
const undecided = [...awaiting, ...inReview] as const;
const running = [...undecided, ...decided] as const;

type Reasons = NonNullable<Transition['otherwise']>;
const notAccepted: Reasons = Object.fromEntries(undecided.map((status) => [status, 'not-accepted']));
const onlyClosed = (code: RefusalCode): Reasons =>
  Object.fromEntries([...running, 'suspended'].map((status) => [status, code]));

export const transitions: Readonly<Record<TransitionCommand, Transition>> = {
  Acknowledge: { on: 'part', from: { ...unchanged(...undecided), assigned: ['inProgress'] } },
  AssignOfficer: { on: 'part', from: unchanged(...undecided) },
  ReportProgress: {
    on: 'part',
    from: { ...unchanged(...inReview), ...to(['inProgress'], ...awaiting) },
  },
  ReportCheckIn: { on: 'part', from: { ...unchanged(...undecided), assigned: ['inProgress'] } },
  ReportObstacle: { on: 'part', from: { ...unchanged(...undecided), assigned: ['inProgress'] } },
  ResolveObstacle: {
    on: 'part',
    from: unchanged('inProgress', 'returned', ...inReview),
    otherwise: { assigned: 'no-obstacle' },
  },
  RecordTrigger: { on: 'part', from: unchanged(...undecided) },
  SubmitEvidence: {
    on: 'part',
    // In progress: prepared by an officer, not yet approved by the head of the unit.
    from: to(['submitted', 'inProgress'], ...awaiting),
  },
  ApproveSubmission: {
    on: 'part',
    from: { inProgress: ['submitted'] },
    otherwise: { assigned: 'nothing-prepared', returned: 'nothing-prepared' },
  },
  WithdrawSubmission: {
    on: 'part',
    from: to(['inProgress'], 'inProgress', 'submitted'),
    otherwise: {
      underReview: 'review-started',
      accepted: 'review-started',
      notAchieved: 'review-started',
      explained: 'review-started',
    },
  },
  ProposeOutcome: { on: 'part', from: to(['submitted'], ...awaiting) },
  StartReview: { on: 'part', from: { submitted: ['underReview'] }, otherwise: { underReview: 'already-under-review' } },
  AcceptSubmission: { on: 'part', from: to(['accepted', 'notAchieved', 'underReview'], ...inReview) },
  ReturnSubmission: { on: 'part', from: to(['returned'], ...inReview) },
  RecordFieldStatus: { on: 'part', from: unchanged(...running) },
  RequestExtension: { on: 'part', from: unchanged(...awaiting) },
  // Asked in time, it may be decided late: nobody is named late because the decision was slow.
  DecideExtension: { on: 'part', from: unchanged(...running) },
  RequestExplanation: { on: 'assignment', from: unchanged(...running) },
  FileExplanation: { on: 'assignment', from: unchanged(...running) },
  DecideExplanation: {
    on: 'assignment',
    from: { ...unchanged(...running), notAchieved: ['explained', 'notAchieved'] },
  },
  RecordUrging: { on: 'assignment', from: unchanged(...running, 'suspended') },
  AddAssignment: { on: 'assignment', from: unchanged(...running) },
  CloseAssignment: {
    on: 'assignment',
    from: to(['closed'], 'accepted', 'explained', 'notAchieved'),
    otherwise: notAccepted,
    ofRequest: { notAchieved: 'explanation-needed' },
  },
  AddSupplement: {
    on: 'assignment',
    from: unchanged('accepted', 'explained', 'notAchieved', 'closed'),
    otherwise: notAccepted,
    ofRequest: { notAchieved: 'explanation-needed' },
  },
  ReopenAssignment: { on: 'assignment', from: to(['inProgress'], 'closed'), otherwise: onlyClosed('not-closed') },
  SuspendAssignment: { on: 'assignment', from: to(['suspended'], ...running) },
  ResumeAssignment: {
    on: 'assignment',
    from: { suspended: running },
    otherwise: Object.fromEntries(running.map((status) => [status, 'not-suspended'])),
  },
  TransferAssignment: { on: 'assignment', from: unchanged(...running, 'suspended') },
  VoidAssignment: { on: 'assignment', from: to(['voided'], ...running, 'suspended') },
  Supersede: { on: 'assignment', from: to(['superseded'], ...running, 'suspended') },
};

/** Why the command may not come in this status; null where it may. */
export function momentRefusal(
  type: TransitionCommand,
  status: AssignmentStatus,
  mode: AssignmentMode,
): RefusalCode | null {
  const { from, otherwise, ofRequest } = transitions[type];
  if (from[status]) return mode === 'REQUEST' ? null : (ofRequest?.[status] ?? null);
  return otherwise?.[status] ?? usualRefusal[status];
}
