// What may be said to an assignment's workflow and to a plan's: the same word in code and on the wire.
// Imported by api and worker, so that neither needs the workflow itself.
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { WaitingFor } from './assignment.path.ts';

/** A wake-up, no more: the command lies in the inbox, and its outcome is read there. */
export interface WakeUp {
  readonly commandId: string;
  readonly type: string;
}

/** What the Update answers and the Query shows. Ids, instants (ms), status words and hashes only. */
export interface TurnSummary {
  readonly version: number;
  readonly status: string;
  readonly wakeAt: number | null;
  readonly headHash: string;
}

export interface WorkflowState extends TurnSummary {
  readonly waitingFor: WaitingFor;
}

export const applyCommandUpdate = defineUpdate<TurnSummary, [WakeUp]>('applyCommand');
/** For senders who do not wait; delivered at least once. A signal and an Update may bear the same name. */
export const applyCommandSignal = defineSignal<[WakeUp]>('applyCommand');
export const stateQuery = defineQuery<WorkflowState>('state');

/** Grows when the shell writes other commands than before; a run replays as the generation that it was started with. */
export const SHELL = 2;

/** What a workflow is started with: the stream's outline where the starter knows it, else it takes a turn first. */
export interface WorkflowInput {
  readonly id: string;
  readonly outline?: StreamOutline | undefined;
  /** The generation of the shell; the first one did not say. */
  readonly shell?: number;
  /** Continue-as-new after so many messages; 1,000 unless a test says otherwise. */
  readonly messagesPerRun?: number;
}

export interface StreamOutline extends TurnSummary {
  readonly open: boolean;
  readonly due: string | null;
  readonly wakeFor: string | null;
  readonly planId: string | null;
  readonly unitId: string | null;
  readonly pendingLaunches: readonly number[];
  /** The record's clock when this was read, in ms: timers are measured from it. */
  readonly now: number;
  readonly more: boolean;
}

/** A timer rings this long after its instant: time enough for a command received just before it to be committed. */
export const TIMER_GRACE_MS = 2_000;

export const ASSIGNMENT_WORKFLOW = 'assignmentWorkflow';
export const PLAN_WORKFLOW = 'planWorkflow';
