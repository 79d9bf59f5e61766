// Starts and wakes the workflow of a stream: for a launch, for the reconciler and for the dispatcher.
import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { idOf, kindOf } from '../record/streams.ts';
import { applyCommandSignal, type StreamOutline, type WakeUp } from '../workflows/assignment.messages.ts';
import { dueKey, planKey, unitKey } from '../workflows/search-attributes.ts';
import {
  type StreamRun,
  startOptions,
  workflowIdOf as workflowIdOfRun,
  workflowTypeOf,
} from '../workflows/stream-run.messages.ts';

export interface StreamStart {
  readonly stream: string;
  readonly taskQueue: string;
  /** Where the starter knows it; without one the run takes a turn first. */
  readonly outline?: StreamOutline;
}

const runOf = (stream: string): StreamRun => ({
  kind: kindOf(stream) === 'plan' ? 'plan' : 'assignment',
  id: idOf(stream),
});

/** `asg/<assignmentId>` or `plan/<planId>`. */
export const workflowIdOf = (stream: string): string => workflowIdOfRun(runOf(stream));

function attributesOf({ planId, unitId, due }: StreamOutline): TypedSearchAttributes {
  return new TypedSearchAttributes([
    ...(planId ? [{ key: planKey, value: planId }] : []),
    ...(unitId ? [{ key: unitKey, value: unitId }] : []),
    ...(due ? [{ key: dueKey, value: new Date(due) }] : []),
  ]);
}

/** Starts the workflow, or finds the one that runs. */
export async function startStreamWorkflow(
  client: Client,
  { stream, taskQueue, outline }: StreamStart,
): Promise<{ workflowId: string; runId: string }> {
  const run = runOf(stream);
  const options = startOptions(run, taskQueue, outline);
  const handle = await client.workflow.start(workflowTypeOf(run), {
    ...options,
    ...(outline?.planId && { typedSearchAttributes: attributesOf(outline) }),
  });
  return { workflowId: options.workflowId, runId: handle.firstExecutionRunId };
}

/** Wakes the workflow, starting it where none runs. */
export async function wakeStreamWorkflow(
  client: Client,
  { stream, taskQueue }: Omit<StreamStart, 'outline'>,
  wakeUp: WakeUp,
): Promise<void> {
  const run = runOf(stream);
  const signal = { signal: applyCommandSignal, signalArgs: [wakeUp] as [WakeUp] };
  await client.workflow.signalWithStart(workflowTypeOf(run), { ...startOptions(run, taskQueue), ...signal });
}
