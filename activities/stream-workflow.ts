// How a stream's workflow is started: the same options for a launch, for the reconciler and for the dispatcher.
import type { Client, WorkflowStartOptions } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { idOf, kindOf } from '../record/streams.ts';
import {
  ASSIGNMENT_WORKFLOW,
  applyCommandSignal,
  assignmentWorkflowId,
  PLAN_WORKFLOW,
  planWorkflowId,
  type StreamOutline,
  type WakeUp,
  type WorkflowInput,
} from '../workflows/assignment.messages.ts';
import { dueKey, planKey, statusKey, unitKey } from '../workflows/search-attributes.ts';

export interface StreamStart {
  readonly stream: string;
  readonly taskQueue: string;
  /** Where the starter knows it; without one the run takes a turn first. */
  readonly outline?: StreamOutline;
}

/** `asg/<assignmentId>` or `plan/<planId>`. */
export const workflowIdOf = (stream: string): string =>
  kindOf(stream) === 'plan' ? planWorkflowId(idOf(stream)) : assignmentWorkflowId(idOf(stream));

const typeOf = (stream: string): string => (kindOf(stream) === 'plan' ? PLAN_WORKFLOW : ASSIGNMENT_WORKFLOW);

function optionsFor({ stream, taskQueue, outline }: StreamStart) {
  const input: WorkflowInput = outline ? { id: idOf(stream), outline } : { id: idOf(stream) };
  return {
    workflowId: workflowIdOf(stream),
    taskQueue,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    ...(outline?.planId && { typedSearchAttributes: attributesOf(outline) }),
  } satisfies WorkflowStartOptions;
}

function attributesOf({ planId, unitId, status, due }: StreamOutline): TypedSearchAttributes {
  return new TypedSearchAttributes([
    ...(planId ? [{ key: planKey, value: planId }] : []),
    ...(unitId ? [{ key: unitKey, value: unitId }] : []),
    { key: statusKey, value: status },
    ...(due ? [{ key: dueKey, value: new Date(due) }] : []),
  ]);
}

/** Starts the workflow, or finds the one that runs. */
export async function startStreamWorkflow(
  client: Client,
  start: StreamStart,
  eager: boolean,
): Promise<{ workflowId: string; runId: string }> {
  const options = optionsFor(start);
  const handle = await client.workflow.start(typeOf(start.stream), { ...options, requestEagerStart: eager });
  return { workflowId: options.workflowId, runId: handle.firstExecutionRunId };
}

/** Wakes the workflow, starting it where none runs. */
export async function wakeStreamWorkflow(client: Client, start: StreamStart, wakeUp: WakeUp): Promise<void> {
  const options = optionsFor(start);
  await client.workflow.signalWithStart(typeOf(start.stream), {
    ...options,
    signal: applyCommandSignal,
    signalArgs: [wakeUp],
  });
}
