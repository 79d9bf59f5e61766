// What may be said to the workflow of the post.
import { defineSignal } from '@temporalio/workflow';

export const NOTICES_WORKFLOW = 'noticesWorkflow';
/** There is something new in the outbox. */
export const noticesSignal = defineSignal('notices');

/** One post per installation: a task queue belongs to one. */
export const noticesWorkflowId = (taskQueue: string): string => `notices/${taskQueue}`;
