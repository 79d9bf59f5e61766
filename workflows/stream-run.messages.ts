// How a stream's workflow is known and started: the same for the api, a launch, the dispatcher and the reconciler.
import {
  ASSIGNMENT_WORKFLOW,
  PLAN_WORKFLOW,
  SHELL,
  type StreamOutline,
  type WorkflowInput,
} from './assignment.messages.ts';

export interface StreamRun {
  readonly kind: 'assignment' | 'plan';
  readonly id: string;
}

/** `asg/<assignmentId>` or `plan/<planId>`. */
export const workflowIdOf = ({ kind, id }: StreamRun): string => `${kind === 'plan' ? 'plan' : 'asg'}/${id}`;

export const workflowTypeOf = ({ kind }: StreamRun): string => (kind === 'plan' ? PLAN_WORKFLOW : ASSIGNMENT_WORKFLOW);

/** One workflow per stream at a time; a closed one may get another run. Without an outline the run takes a turn first. */
export const startOptions = (run: StreamRun, taskQueue: string, outline?: StreamOutline) => {
  const input: WorkflowInput = { id: run.id, shell: SHELL, ...(outline && { outline }) };
  return {
    workflowId: workflowIdOf(run),
    taskQueue,
    args: [input] as [WorkflowInput],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  } as const;
};
