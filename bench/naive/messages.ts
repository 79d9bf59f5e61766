// The naive app's words: what its api says to its workflow, and what its workflow asks of its activity.
import { defineSignal } from '@temporalio/workflow';

export const assignment = 'naiveAssignment';

export interface Step {
  readonly commandId: string;
  readonly type: string;
  readonly links?: readonly string[];
  readonly note?: string;
}

export interface Input {
  readonly id: string;
  readonly dueMs: number;
}

export const stepSignal = defineSignal<[Step]>('step');

export interface Activities {
  /** Stores the step and moves the assignment on; returns its status. */
  record(assignmentId: string, step: Step): Promise<string>;
}
