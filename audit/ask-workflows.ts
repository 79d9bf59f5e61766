// What the engine says of the workflows of some streams, and which workflows it runs at all.
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { idOf, kindOf } from '../record/streams.ts';
import {
  ASSIGNMENT_WORKFLOW,
  PLAN_WORKFLOW,
  stateQuery,
  type WorkflowState,
} from '../workflows/assignment.messages.ts';
import { type StreamRun, workflowIdOf, workflowTypeOf } from '../workflows/stream-run.messages.ts';
import { atOnce } from './at-once.ts';
import { createGivingUp } from './giving-up.ts';

export interface AuditedEngine {
  readonly client: Client;
  /** Workflows on another queue are not ours. */
  readonly taskQueue: string;
  /** How long one workflow may take to answer; 10,000 ms unless told. */
  readonly answerWithinMs?: number;
}

/** `silent`: it exists, or may exist, and did not answer; nothing can be said about it. */
export type Witness =
  | { readonly found: 'none' }
  | { readonly found: 'ended'; readonly runId: string }
  | {
      readonly found: 'running';
      readonly runId: string;
      readonly foreign: string | null;
      readonly state: WorkflowState;
    }
  | { readonly found: 'silent'; readonly why: string };

const QUESTIONS_AT_ONCE = 16;
const ANSWER_WITHIN_MS = 10_000;
const REACHED_WITHIN_MS = 5_000;
const LISTED_WITHIN_MS = 30_000;
/** So many in a row without an answer: nobody is there to answer. */
const SILENT_IN_A_ROW = QUESTIONS_AT_ONCE * 2;

export const runOf = (stream: string): StreamRun => ({
  kind: kindOf(stream) === 'plan' ? 'plan' : 'assignment',
  id: idOf(stream),
});

export type AskWorkflows = (streams: readonly string[]) => Promise<ReadonlyMap<string, Witness>>;

/**
 * Asks every workflow where it stands; only one that runs is queried, since an ended one has told its end in its history.
 * Where nobody has answered for a while (no worker runs), most of the rest are silent without being asked.
 */
export function createAskWorkflows(engine: AuditedEngine): AskWorkflows {
  const givingUp = createGivingUp(SILENT_IN_A_ROW);
  return async (streams) => {
    const witnesses = new Map<string, Witness>();
    await atOnce(QUESTIONS_AT_ONCE, streams, async (stream) => {
      if (!givingUp.isWorthAsking()) {
        witnesses.set(stream, { found: 'silent', why: 'nobody answers' });
        return;
      }
      const witness = await askOne(engine, stream);
      witness.found === 'silent' ? givingUp.wasSilent() : givingUp.answered();
      witnesses.set(stream, witness);
    });
    return witnesses;
  };
}

async function askOne(
  { client, taskQueue, answerWithinMs = ANSWER_WITHIN_MS }: AuditedEngine,
  stream: string,
): Promise<Witness> {
  const handle = client.workflow.getHandle(workflowIdOf(runOf(stream)));
  try {
    return await client.withDeadline(Date.now() + answerWithinMs, async (): Promise<Witness> => {
      const run = await handle.describe();
      if (run.status.name !== 'RUNNING') return { found: 'ended', runId: run.runId };
      const foreign = foreignIn(run, workflowTypeOf(runOf(stream)), taskQueue);
      return { found: 'running', runId: run.runId, foreign, state: await handle.query(stateQuery) };
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { found: 'none' };
    return { found: 'silent', why: whyNoAnswer(error) };
  }
}

/** Of a call to the engine that failed: the first line of what is known. */
export function whyNoAnswer(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return [message, cause instanceof Error ? cause.message : ''].filter(Boolean).join(': ').split('\n')[0] ?? '';
}

function foreignIn(run: WorkflowExecutionDescription, type: string, taskQueue: string): string | null {
  if (run.type === type && run.taskQueue === taskQueue) return null;
  return `a ${run.type} on the task queue ${run.taskQueue}`;
}

/** Whether the namespace answers at all. */
export async function answers({ client }: AuditedEngine): Promise<boolean> {
  const { namespace } = client.options;
  const ask = () => client.workflowService.describeNamespace({ namespace });
  return client.withDeadline(Date.now() + REACHED_WITHIN_MS, ask).then(
    () => true,
    () => false,
  );
}

/** Ids of all workflows of our types that run on our task queue, as the engine's index has them (it may lag a little). Throws where it does not answer. */
export async function listRunning({ client, taskQueue }: AuditedEngine): Promise<string[]> {
  const types = `WorkflowType IN ('${ASSIGNMENT_WORKFLOW}', '${PLAN_WORKFLOW}')`;
  const query = `ExecutionStatus = 'Running' AND ${types} AND TaskQueue = '${taskQueue}'`;
  return client.withDeadline(Date.now() + LISTED_WITHIN_MS, async () => {
    const running: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 1000 })) running.push(workflowId);
    return running;
  });
}

/** False as well where the engine does not know it any more. Throws where it does not answer. */
export async function isRunning({ client }: AuditedEngine, workflowId: string): Promise<boolean> {
  try {
    const describe = () => client.workflow.getHandle(workflowId).describe();
    return (await client.withDeadline(Date.now() + REACHED_WITHIN_MS, describe)).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
