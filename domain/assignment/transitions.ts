// The transition table: in which status a command may come, and in which statuses it may leave its part (or the assignment).
// Every other status is answered with a refusal. docs/states.md is drawn from it, decide asks it, a test walks all of it.
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
}

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

export const transitions: Readonly<Record<AssignmentCommandType, Transition>> = {
  Acknowledge: { on: 'part', from: { ...unchanged(...undecided), assigned: ['inProgress'] } },
  AssignOfficer: { on: 'part', from: unchanged(...undecided) },
  ReportProgress: {
    on: 'part',
    from: { ...unchanged(...inReview), ...to(['inProgress'], ...awaiting) },
  },
  ReportCheckIn: { on: 'part', from: { ...unchanged(...undecided), assigned: ['inProgress'] } },
  ReportObstacle: { on: 'part', from: { ...unchanged(...undecided), assigned: ['inProgress'] } },
  ResolveObstacle: { on: 'part', from: unchanged(...undecided) },
  RecordTrigger: { on: 'part', from: unchanged(...undecided) },
  SubmitEvidence: {
    on: 'part',
    // In progress: prepared by an officer, not yet approved by the head of the unit.
    from: to(['submitted', 'inProgress'], ...awaiting),
  },
  ApproveSubmission: {
    on: 'part',
    from: to(['submitted'], ...awaiting),
  },
  WithdrawSubmission: {
    on: 'part',
    from: { ...to(['inProgress'], ...awaiting), submitted: ['inProgress'] },
    otherwise: {
      underReview: 'review-started',
      accepted: 'review-started',
      notAchieved: 'review-started',
      explained: 'review-started',
    },
  },
  ProposeOutcome: { on: 'part', from: to(['submitted'], ...awaiting) },
  StartReview: { on: 'part', from: to(['underReview'], ...inReview) },
  AcceptSubmission: { on: 'part', from: to(['accepted', 'notAchieved', 'underReview'], ...inReview) },
  ReturnSubmission: { on: 'part', from: to(['returned'], ...inReview) },
  RecordFieldStatus: { on: 'part', from: unchanged(...running) },
  RequestExtension: { on: 'part', from: unchanged(...awaiting) },
  DecideExtension: { on: 'part', from: unchanged(...undecided) },
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
    from: to(['closed'], 'accepted', 'explained'),
    otherwise: { ...notAccepted, notAchieved: 'explanation-needed' },
  },
  AddSupplement: {
    on: 'assignment',
    from: unchanged('accepted', 'explained', 'closed'),
    otherwise: { ...notAccepted, notAchieved: 'explanation-needed' },
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
};

/** Why the command may not come in this status; null where it may. */
export function momentRefusal(type: AssignmentCommandType, status: AssignmentStatus): RefusalCode | null {
  const { from, otherwise } = transitions[type];
  return from[status] ? null : (otherwise?.[status] ?? usualRefusal[status]);
}
