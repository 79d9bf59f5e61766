// The path of an assignment: for every status, whom it waits for. A new status does not compile until the path names it.
import type { AssignmentStatus } from '../domain/assignment/status.ts';
import type { Plan } from '../domain/plan/state.ts';

export type WaitingFor = 'unit' | 'reviewer' | 'chair' | 'outside' | 'coordinator' | 'nobody';

const waitingFor: Record<AssignmentStatus, WaitingFor> = {
  assigned: 'unit',
  inProgress: 'unit',
  submitted: 'reviewer',
  underReview: 'reviewer',
  returned: 'unit',
  accepted: 'coordinator',
  notAchieved: 'chair',
  explained: 'coordinator',
  closed: 'nobody',
  suspended: 'chair',
  superseded: 'nobody',
  voided: 'nobody',
};

const planWaitingFor: Record<Plan['status'], WaitingFor> = {
  draft: 'coordinator',
  running: 'unit',
  closed: 'nobody',
};

/** Whom a stream in this status waits for; 'nobody' for a word that the path does not know (an older run, a newer record). */
export const whoIsNext = (status: string): WaitingFor =>
  ({ ...waitingFor, ...planWaitingFor })[status as AssignmentStatus] ?? 'nobody';
