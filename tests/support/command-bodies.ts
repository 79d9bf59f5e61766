// A body for every command of an assignment, and who gives which.
import type { AssignmentCommandType } from '../../domain/assignment/commands.ts';

const text = 'Có lý do';
const paper = { documentNumber: '12/CV', documentDate: '2026-03-02' };

/** One that is well formed, for each command. */
export const bodies: Record<AssignmentCommandType, object> = {
  Acknowledge: {},
  AssignOfficer: { personId: '00000000-0000-4000-8000-000000000009' },
  ReportProgress: { note: text, state: 'notDone', cause: text },
  ReportCheckIn: { note: text },
  ReportObstacle: { text },
  ResolveObstacle: { decision: text },
  RecordTrigger: paper,
  SubmitEvidence: { links: ['https://phuong.example/1'] },
  ApproveSubmission: {},
  WithdrawSubmission: {},
  ProposeOutcome: { outcome: 'noneArose', cause: text },
  StartReview: {},
  AcceptSubmission: {},
  ReturnSubmission: { reasonCode: 'thieu', reason: text },
  RecordFieldStatus: { state: 'done' },
  RequestExtension: { dueDate: '2026-05-01', reason: text },
  DecideExtension: { granted: false, reason: text },
  RequestExplanation: { dueDate: '2026-05-01', reason: text },
  FileExplanation: { text },
  DecideExplanation: { accepted: true, reason: text },
  RecordUrging: paper,
  AddAssignment: { unitId: 'VP', requirement: text, dueDate: '2026-05-01' },
  CloseAssignment: { outcome: 'achieved' },
  AddSupplement: { links: ['https://phuong.example/1'] },
  ReopenAssignment: { reason: text },
  SuspendAssignment: { reason: text },
  ResumeAssignment: {},
  TransferAssignment: { unitId: 'KTHTDT', reason: text },
  VoidAssignment: { reason: text },
};

/** What only the units themselves say. */
export const ofUnits: readonly string[] = [
  'Acknowledge',
  'AssignOfficer',
  'ReportProgress',
  'ReportCheckIn',
  'ReportObstacle',
  'SubmitEvidence',
  'ApproveSubmission',
  'WithdrawSubmission',
  'ProposeOutcome',
  'RecordFieldStatus',
  'RequestExtension',
  'FileExplanation',
  'AddSupplement',
];
